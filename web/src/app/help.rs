//! The help: what this is, and its keys.

use yew::{Html, NodeRef, html};

use super::keys::KEYS;

/// Draws the dialog, closed.
pub(super) fn draw(dialog: &NodeRef) -> Html {
    let keys = KEYS
        .iter()
        .map(|it| html! { <div><dt><kbd>{ it.key }</kbd></dt><dd>{ it.does }</dd></div> });
    html! {
        <dialog ref={dialog.clone()} id="help" aria-labelledby="help-title">
            <form method="dialog"><button type="submit" class="quiet" aria-label="Close">{ "×" }</button></form>
            <h2 id="help-title">{ "Shellform" }</h2>
            <p>{ "Write or paste a Dockerfile. Shellform simulates what Docker makes of it and shows the process that the container starts, argument by argument. Nothing is run, and nothing leaves this page." }</p>
            <p>{ "Point at a piece of an argument, or go there with Tab: its characters are marked in the file. The other way round, the pieces that came from the characters at the cursor are marked in the answer." }</p>
            <h3>{ "Keys outside of text fields" }</h3>
            <dl class="keys">
                { for keys }
                <div><dt><kbd>{ "Tab" }</kbd></dt><dd>{ "to the next piece; leaves the editor" }</dd></div>
                <div><dt><kbd>{ "Enter" }</kbd></dt><dd>{ "on a piece: select its characters in the editor" }</dd></div>
                <div><dt><kbd>{ "Esc" }</kbd></dt><dd>{ "in the editor: to the answer" }</dd></div>
            </dl>
            <h3>{ "Signs" }</h3>
            <dl class="keys">
                <div><dt><code class="argument"><span class="blanks">{ " " }</span></code></dt><dd>{ "a blank" }</dd></div>
                <div><dt><code class="argument"><span class="tab">{ "\t" }</span></code></dt><dd>{ "a tab" }</dd></div>
                <div><dt><code class="argument"><span class="line-end">{ " " }</span></code></dt><dd>{ "a line end" }</dd></div>
            </dl>
        </dialog>
    }
}
