//! What a reader does on the page, and what they see there.

use std::fs;
use std::path::Path;
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::{Client, Locator};
use serde_json::Value;

/// How long a reader would wait at most.
const PATIENCE: Duration = Duration::from_secs(10);

/// Longer than anything on the page is put off.
const PAUSE: Duration = Duration::from_millis(900);

/// The playground in a browser.
pub(crate) struct Page {
    client: Client,
    address: String,
}

impl Page {
    pub(crate) fn new(client: Client, address: String) -> Self {
        Self { client, address }
    }

    /// Opens the playground, with a fragment, and waits for the first explanation.
    pub(crate) async fn open(&self, fragment: &str) {
        let address = format!("{}{fragment}", self.address);
        // A browser that is there already would only follow the fragment.
        self.client
            .goto("about:blank")
            .await
            .expect("the browser is there");
        self.client.goto(&address).await.expect("the page is there");
        self.explained().await;
    }

    pub(crate) async fn reload(&self) {
        self.client.refresh().await.expect("the page is there");
        self.explained().await;
    }

    async fn explained(&self) {
        self.until("performance.getEntriesByName('shellform-explained').length")
            .await;
    }

    /// Runs statements.
    pub(crate) async fn run(&self, script: &str) {
        self.client
            .execute(script, Vec::new())
            .await
            .expect("the script runs");
    }

    async fn value(&self, expression: &str) -> Value {
        let script = format!("return {expression}");
        self.client
            .execute(&script, Vec::new())
            .await
            .expect("the script runs")
    }

    pub(crate) async fn text(&self, expression: &str) -> String {
        let value = self.value(expression).await;
        value.as_str().expect(expression).to_owned()
    }

    pub(crate) async fn number(&self, expression: &str) -> f64 {
        let value = self.value(expression).await;
        value.as_f64().expect(expression)
    }

    async fn holds(&self, condition: &str) -> bool {
        self.value(&format!("!!({condition})")).await == Value::Bool(true)
    }

    /// Runs the body of an asynchronous function that gives a text.
    pub(crate) async fn promise(&self, body: &str) -> String {
        let script = format!(
            "const done = arguments[0]; (async () => {{ {body} }})().then(done, e => done('failed: ' + e))"
        );
        let value = self
            .client
            .execute_async(&script, Vec::new())
            .await
            .expect("the script runs");
        value.as_str().expect(body).to_owned()
    }

    /// Waits until a condition holds.
    pub(crate) async fn until(&self, condition: &str) {
        let begin = std::time::Instant::now();
        while !self.holds(condition).await {
            assert!(
                begin.elapsed() < PATIENCE,
                "waited in vain for: {condition}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until everything that is put off has happened.
    pub(crate) async fn settle(&self) {
        tokio::time::sleep(PAUSE).await;
    }

    /// Types into an element.
    pub(crate) async fn type_into(&self, selector: &str, text: &str) {
        let element = self
            .client
            .find(Locator::Css(selector))
            .await
            .expect("the element is there");
        // With the focus it comes into view, which a driver alone cannot do in every scrolled box.
        self.run(&format!(
            "document.querySelector({}).focus()",
            Value::from(selector)
        ))
        .await;
        element.send_keys(text).await.expect("it takes keys");
    }

    /// Types into the editor, in place of all that is there.
    pub(crate) async fn write(&self, text: &str) {
        self.type_into("#editor", &format!("\u{e009}a\u{e000}{text}"))
            .await;
        let condition = format!(
            "document.getElementById('editor').value == {}",
            Value::from(text)
        );
        self.until(&condition).await;
    }

    /// Types into the editor, where the caret is.
    pub(crate) async fn keys(&self, text: &str) {
        self.type_into("#editor", text).await;
    }

    /// Presses a key wherever the focus is.
    pub(crate) async fn press(&self, key: char) {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client
            .perform_actions(keys)
            .await
            .expect("the browser takes keys");
    }

    /// The argv of the first process, as it is shown.
    pub(crate) async fn argv(&self) -> Vec<String> {
        let shown = self
            .value("[...document.querySelectorAll('.launch > .arguments > li .argument')].map(e => e.textContent)")
            .await;
        serde_json::from_value(shown).expect("a list of texts")
    }

    /// Puts a file of so many lines into the editor, the caret in its middle.
    pub(crate) async fn paste_long_file(&self, lines: usize) {
        self.run(&format!(
            "const e = document.getElementById('editor'); e.focus(); e.select(); \
             const lines = Array.from({{ length: {lines} - 2 }}, (_, i) => 'RUN echo \"line ' + i + '\" && apt-get install -y p' + i); \
             e.value = ['FROM debian:12', ...lines, 'CMD [\"a\", \"b\"]'].join('\\n'); e.dispatchEvent(new Event('input', {{ bubbles: true }})); \
             const middle = e.value.indexOf('\\n', e.value.length / 2); e.setSelectionRange(middle, middle);"
        ))
        .await;
    }

    /// Types twenty letters into an element, one after the other, and gives the median of the milliseconds that each
    /// takes until its frame is drawn.
    pub(crate) async fn median_key_time(&self, element: &str) -> f64 {
        let time = self
            .promise(&format!(
                "const e = document.querySelector('{element}'); e.focus(); const times = []; \
                 for (let key = 0; key < 20; key++) {{ \
                   const at = e.selectionStart; const begin = performance.now(); e.setRangeText('x', at, at, 'end'); \
                   e.dispatchEvent(new Event('input', {{ bubbles: true }})); \
                   await new Promise(frame => requestAnimationFrame(() => {{ const after = new MessageChannel(); \
                     after.port1.onmessage = frame; after.port2.postMessage(0); }})); \
                   times.push(performance.now() - begin); \
                   await new Promise(next => setTimeout(next, 20)); }} \
                 return String(times.sort((a, b) => a - b)[10])"
            ))
            .await;
        time.parse().expect("a number")
    }

    /// Adds an element that is nothing but a text field, with what the editor holds.
    pub(crate) async fn add_plain_field(&self) {
        self.run(
            "const e = document.createElement('textarea'); e.id = 'plain'; e.wrap = 'off'; e.rows = 25; \
             const editor = document.getElementById('editor'); e.value = editor.value; document.body.append(e); \
             e.setSelectionRange(editor.selectionStart, editor.selectionStart);",
        )
        .await;
    }

    /// How long the browser simulates what is in the editor, in milliseconds, with the report made of it.
    pub(crate) async fn simulation_time(&self) -> f64 {
        let time = self
            .promise(
                "const m = await import('./shellform.js'); await m.default(); const text = document.getElementById('editor').value; \
                 const begin = performance.now(); m.simulate({ text }); return String(performance.now() - begin)",
            )
            .await;
        time.parse().expect("a number")
    }

    /// Writes what is seen to `tests/shots/<name>.png`.
    pub(crate) async fn shoot(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("shots");
        fs::create_dir_all(&folder).expect("the folder can be made");
        let shot = self.client.screenshot().await.expect("the browser draws");
        fs::write(folder.join(format!("{name}.png")), shot).expect("the file can be written");
    }
}
