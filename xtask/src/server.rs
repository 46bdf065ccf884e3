//! Serves one folder on this machine, for this machine only.
//!
//! Nothing outside the folder is ever answered, nothing is cached, and only `GET` and `HEAD` are understood.
//! The page's security policy is its own (`<meta>` in `index.html`), so that it holds wherever it is served.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response};

/// How many ports are tried before giving up.
const PORTS_TRIED: u16 = 50;

/// A folder and the port it is served on.
pub(crate) struct Server {
    http: tiny_http::Server,
    folder: PathBuf,
    port: u16,
}

/// What a request gets.
#[derive(Debug, PartialEq)]
enum Answer {
    File(PathBuf),
    NotFound,
    MethodNotAllowed,
}

impl Server {
    /// Listens on `first_port`, or on the next free one.
    pub(crate) fn bind(folder: &Path, first_port: u16) -> Result<Self> {
        let listener = listen(first_port)?;
        let port = listener.local_addr()?.port();
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| anyhow!("cannot serve on port {port}: {error}"))?;
        let folder = folder.canonicalize()?;
        Ok(Self { http, folder, port })
    }

    /// What to type into a browser.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers until the process ends.
    pub(crate) fn serve(&self) -> Result<()> {
        for request in self.http.incoming_requests() {
            // A browser that hangs up while it is answered is none of our concern.
            let _: io::Result<()> = respond(&self.folder, request);
        }
        Ok(())
    }
}

fn listen(first_port: u16) -> Result<TcpListener> {
    (first_port..=first_port.saturating_add(PORTS_TRIED))
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .with_context(|| format!("no free port from {first_port} on; choose another with --port"))
}

fn respond(folder: &Path, request: Request) -> io::Result<()> {
    match answer(folder, request.method(), request.url()) {
        Answer::File(path) => {
            let response = Response::from_file(File::open(&path)?)
                .with_header(header("Content-Type", content_type(&path)))
                .with_header(header("Cache-Control", "no-store"))
                .with_header(header("X-Content-Type-Options", "nosniff"));
            request.respond(response)
        }
        Answer::NotFound => {
            request.respond(Response::from_string("not found\n").with_status_code(404))
        }
        Answer::MethodNotAllowed => request.respond(
            Response::from_string("only GET and HEAD\n")
                .with_status_code(405)
                .with_header(header("Allow", "GET, HEAD")),
        ),
    }
}

fn answer(folder: &Path, method: &Method, url: &str) -> Answer {
    if !matches!(method, Method::Get | Method::Head) {
        return Answer::MethodNotAllowed;
    }
    find_file(folder, url).map_or(Answer::NotFound, Answer::File)
}

/// The file of a URL, if it lies in the folder: links and `..` that lead out of it find nothing.
fn find_file(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let candidate = folder.join(path).canonicalize().ok()?;
    let file = if fs::metadata(&candidate).ok()?.is_dir() {
        candidate.join("index.html").canonicalize().ok()?
    } else {
        candidate
    };
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

fn header(name: &'static str, value: &'static str) -> Header {
    Header::from_bytes(name, value).expect("our own headers are ASCII")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::TcpListener;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};

    use tiny_http::Method;

    use super::{Answer, answer, content_type, listen};

    /// A folder to serve, with a secret beside it.
    fn folder(name: &str) -> PathBuf {
        let outside =
            std::env::temp_dir().join(format!("shellform-server-{name}-{}", std::process::id()));
        let folder = outside.join("served");
        fs::create_dir_all(folder.join("lessons")).unwrap();
        fs::write(outside.join("secret"), "").unwrap();
        fs::write(folder.join("index.html"), "").unwrap();
        fs::write(folder.join("shellform_bg.wasm"), "").unwrap();
        symlink(outside.join("secret"), folder.join("link")).unwrap();
        folder.canonicalize().unwrap()
    }

    #[test]
    fn files_of_the_folder_are_found_with_and_without_a_query() {
        let folder = folder("inside");
        let found = |url| answer(&folder, &Method::Get, url);
        assert_eq!(found("/"), Answer::File(folder.join("index.html")));
        assert_eq!(
            found("/?theme=dark"),
            Answer::File(folder.join("index.html"))
        );
        assert_eq!(
            found("/shellform_bg.wasm"),
            Answer::File(folder.join("shellform_bg.wasm"))
        );
        assert_eq!(found("/lessons/"), Answer::NotFound);
        assert_eq!(found("/nothing.js"), Answer::NotFound);
        fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_answered() {
        let folder = folder("outside");
        for url in [
            "/../secret",
            "/lessons/../../secret",
            "//etc/passwd",
            "/link",
            "/%2e%2e/secret",
            "secret",
        ] {
            assert_eq!(
                answer(&folder, &Method::Get, url),
                Answer::NotFound,
                "{url}"
            );
        }
        fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    }

    #[test]
    fn nothing_can_be_written() {
        assert_eq!(
            answer(Path::new("/"), &Method::Post, "/"),
            Answer::MethodNotAllowed
        );
    }

    #[test]
    fn modules_have_the_type_that_streaming_compilation_asks_for() {
        assert_eq!(
            content_type(Path::new("shellform_bg.wasm")),
            "application/wasm"
        );
    }

    #[test]
    fn a_taken_port_leads_to_the_next_free_one() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let other = listen(port).unwrap().local_addr().unwrap().port();
        assert!(other > port);
    }
}
