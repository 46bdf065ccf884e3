//! A browser for one test: Chromium, driven through its WebDriver.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::page::Page;
use crate::server::Served;

/// The variable with the folder of the built playground.
const PLAYGROUND: &str = "SHELLFORM_PLAYGROUND";

/// How often chromedriver is started until it has a port.
const ATTEMPTS: usize = 5;

/// Longer than any test takes, even on a machine that does other things as well.
const LONGEST: Duration = Duration::from_secs(120);

/// One browser at a time: some tests measure.
static BROWSER: Mutex<()> = Mutex::new(());

/// On what the page is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Screen {
    /// 1280 pixels wide.
    Desktop,
    /// 390 pixels wide, and touched.
    Phone,
}

/// Runs `test` with a fresh browser; afterwards the browser must have had nothing to complain about.
/// Where something is missing, says what, and runs nothing.
pub(crate) fn in_browser(screen: Screen, test: impl AsyncFnOnce(&Page)) {
    let (folder, chromedriver, chromium) =
        match (playground(), find("chromedriver"), find("chromium")) {
            (Some(folder), Some(driver), Some(browser)) => (folder, driver, browser),
            (folder, driver, _) => {
                println!("skipped: {}", missing(folder.as_deref(), driver.as_deref()));
                return;
            }
        };
    let _alone = BROWSER.lock().unwrap_or_else(PoisonError::into_inner);
    let served = Served::start(&folder);
    let driver = Driver::start(&chromedriver);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime starts").block_on(async {
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(screen, &chromium, &driver.profile()))
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("Chromium starts");
        let page = Page::new(client.clone(), served.address());
        tokio::time::timeout(LONGEST, test(&page))
            .await
            .expect("a test ends in time");
        let session = client.session_id().await.ok().flatten().unwrap_or_default();
        let complaints = driver.complaints(&session);
        client.close().await.expect("Chromium ends");
        assert!(
            complaints.is_empty(),
            "the browser complains: {complaints:#?}"
        );
    });
}

fn playground() -> Option<PathBuf> {
    env::var_os(PLAYGROUND)
        .map(PathBuf::from)
        .filter(|it| it.is_dir())
}

fn missing(folder: Option<&Path>, driver: Option<&Path>) -> String {
    match (folder, driver) {
        (None, _) => format!("{PLAYGROUND} names no folder with the built playground"),
        (Some(_), None) => "chromedriver is not installed".to_owned(),
        (Some(_), Some(_)) => "chromium is not installed".to_owned(),
    }
}

fn find(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let mut candidates = env::split_paths(&folders).map(|it| it.join(program));
    candidates.find(|it| it.is_file())
}

fn capabilities(screen: Screen, chromium: &Path, profile: &Path) -> Capabilities {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1280,1000",
    ];
    let mut arguments: Vec<String> = arguments.map(str::to_owned).into();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let mut options = json!({ "args": arguments, "binary": chromium });
    if let Screen::Phone = screen {
        let metrics = json!({ "width": 390, "height": 844, "pixelRatio": 2.0, "touch": true });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    let all = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
    let serde_json::Value::Object(all) = all else {
        unreachable!("it is written as an object above");
    };
    all
}

/// A running chromedriver, ended when it is dropped.
struct Driver {
    process: Child,
    port: u16,
    /// Kept, because a driver whose words nobody takes ends.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// The port it chooses may be taken by the time it listens; then it ends, and another one is tried.
    fn start(program: &Path) -> Self {
        let mut attempts = (0..ATTEMPTS).filter_map(|_| Self::try_start(program));
        attempts.next().expect("chromedriver names its port")
    }

    fn try_start(program: &Path) -> Option<Self> {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output is a pipe"));
        let Some(port) = port_named_in(&mut output) else {
            let _ = process.kill();
            let _ = process.wait();
            return None;
        };
        Some(Self {
            process,
            port,
            _output: output,
        })
    }

    fn profile(&self) -> PathBuf {
        env::temp_dir().join(format!("shellform-browser-{}", self.process.id()))
    }

    /// What the browser's console holds against the page. A command of this driver alone, so not in the client.
    fn complaints(&self, session: &str) -> Vec<String> {
        let body = r#"{"type":"browser"}"#;
        let request = format!(
            "POST /session/{session}/se/log HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        stream
            .write_all(request.as_bytes())
            .expect("chromedriver reads");
        let json = body_of_answer(BufReader::new(stream));
        let log: serde_json::Value = serde_json::from_slice(&json).expect("the answer is JSON");
        let entries = log["value"].as_array().expect("the log is a list").clone();
        let serious = entries
            .iter()
            .filter(|it| it["level"] == "SEVERE" || it["level"] == "WARNING");
        serious.map(|it| it["message"].to_string()).collect()
    }
}

/// Reads until chromedriver says that it listens, and where.
fn port_named_in(output: &mut impl BufRead) -> Option<u16> {
    let mut lines = output.lines().map_while(Result::ok);
    lines.find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    })
}

/// The body of an answer; the driver keeps the line open behind it.
fn body_of_answer(mut answer: impl BufRead) -> Vec<u8> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line).expect("chromedriver answers");
        match line.trim_end().to_ascii_lowercase().split_once(':') {
            Some(("content-length", number)) => {
                length = number.trim().parse().expect("a length is a number");
            }
            Some(_) => {}
            None if line.trim_end().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body).expect("chromedriver answers");
    body
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to shut down, it ends its browser too; a test that failed has left one behind.
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let request = b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            if stream.write_all(request).is_ok() {
                body_of_answer(BufReader::new(stream));
            }
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(self.profile());
    }
}
