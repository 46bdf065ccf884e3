// A worker with the shells. It says "" when it is there, and then the answer to each question, one at a time; null when
// there is none.
import init, { answer } from "./follow.js";
const tell = (work) => work.then((said) => postMessage(said), () => postMessage(null));
const ready = init();
tell(ready.then(() => ""));
onmessage = ({ data }) => tell(ready.then(() => answer(...data)));
