//! Serves the playground's folder to the browser of one test.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Response, Server};

/// A folder, served until it is dropped.
pub(crate) struct Served {
    http: Arc<Server>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// Serves `folder` on a free port.
    pub(crate) fn start(folder: &Path) -> Self {
        let http = Arc::new(Server::http("127.0.0.1:0").expect("there is a free port"));
        let (server, folder) = (Arc::clone(&http), folder.to_owned());
        let thread = thread::spawn(move || {
            for request in server.incoming_requests() {
                let path = request
                    .url()
                    .split(['?', '#'])
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                // A browser that hangs up while it is answered is none of our concern.
                let _ = match fs::read(file(&folder, &path)) {
                    Ok(content) => {
                        let response =
                            Response::from_data(content).with_header(content_type(&path));
                        request.respond(response)
                    }
                    Err(_) => request.respond(Response::empty(404)),
                };
            }
        });
        Self {
            http,
            thread: Some(thread),
        }
    }

    /// What to open.
    pub(crate) fn address(&self) -> String {
        format!("http://{}/", self.http.server_addr())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.http.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn file(folder: &Path, path: &str) -> PathBuf {
    match path {
        "/" => folder.join("index.html"),
        other => folder.join(other.trim_start_matches('/').replace("..", "")),
    }
}

fn content_type(path: &str) -> Header {
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some(_) | None => "text/html; charset=utf-8",
    };
    Header::from_bytes("Content-Type", kind).expect("our own headers are ASCII")
}
