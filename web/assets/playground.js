// Loads the module; it draws itself into #playground.
import init from "./shellform.js";
init().catch((error) => {
  const message = document.createElement("p");
  message.className = "message is-error";
  message.textContent = `The playground could not be loaded: ${error.message}`;
  document.getElementById("playground").append(message);
});
