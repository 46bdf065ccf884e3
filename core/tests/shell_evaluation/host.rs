//! [`TestHost`]: the outside as the recorder had it: a folder `/srv`, a few programs, and `argv`.

use std::collections::{BTreeMap, BTreeSet};

use shellform::session::Session;
use shellform::shell::{
    Completed, Dialect, Executable, FileError, FileKind, Host, InputUse, Stream,
};
use shellform::text::{Source, Span};
use shellform::trace::{Execution, Pid};

/// Programs that exist in `/bin` and `/usr/bin`; those that [`TestHost::run`] does not know are unknown.
const PROGRAMS: &str = " cat ls sh bash sleep grep egrep fgrep sed rm rmdir cp mv ln \
    mkdir mkfifo mktemp touch date true false echo env tr cut seq head tail \
    wc sort uniq printf time id awk tee xargs expr basename dirname which timeout \
    find chmod chown stat readlink realpath test nohup od yes uname hostname whoami ps \
    nl rev paste tac diff cmp gzip tar dpkg perl python3 dash busybox curl \
    wget git make ";

/// The outside of one script.
pub(crate) struct TestHost {
    pub(crate) dialect: Dialect,
    pub(crate) files: BTreeMap<String, Vec<Span>>,
    pub(crate) executable: BTreeSet<String>,
    pub(crate) last_pid: u32,
    /// Whether a program ran that nobody described.
    pub(crate) met_unknown: Option<String>,
}

impl TestHost {
    /// A host with these files below `/srv`.
    pub(crate) fn new(cx: &mut Session, dialect: Dialect, files: &[(String, String)]) -> Self {
        let mut host = Self {
            dialect,
            files: BTreeMap::new(),
            executable: BTreeSet::new(),
            last_pid: 100,
            met_unknown: None,
        };
        for (name, content) in files {
            let source = Source::File { name: name.clone() };
            let content = cx.texts.add_source(source, content.as_str());
            host.files.insert(format!("/srv/{name}"), vec![content]);
        }
        host
    }

    fn is_directory(&self, path: &str) -> bool {
        let below = format!("{}/", path.trim_end_matches('/'));
        let root = [
            "/", "/srv", "/root", "/tmp", "/bin", "/usr", "/usr/bin", "/etc",
        ];
        root.contains(&path) || self.files.keys().any(|it| it.starts_with(&below))
    }

    fn cat(&self, cx: &mut Session, execution: &Execution, input: &[Span]) -> Option<Completed> {
        let names: Vec<String> = execution.argv[1..]
            .iter()
            .map(|it| cx.texts.str(*it).to_owned())
            .collect();
        let mut completed = completed();
        if names.is_empty() {
            completed.input = InputUse::ReadToEnd;
            completed.output = input.iter().map(|it| (Stream::Output, *it)).collect();
            return Some(completed);
        }
        for name in names {
            if name == "-" {
                completed.input = InputUse::ReadToEnd;
                let input = input.iter().map(|it| (Stream::Output, *it));
                completed.output.extend(input);
                continue;
            }
            let path = format!("{}/{name}", execution.directory);
            match self.files.get(&path) {
                Some(content) => {
                    let content = content.iter().map(|it| (Stream::Output, *it));
                    completed.output.extend(content);
                }
                None if name.starts_with('-') || name.contains('/') => return None,
                None => {
                    let text = match self.dialect {
                        Dialect::BusyboxAsh => {
                            format!("cat: can't open '{name}': No such file or directory\n")
                        }
                        _ => format!("cat: {name}: No such file or directory\n"),
                    };
                    completed.status = 1;
                    completed
                        .output
                        .push((Stream::Error, said(cx, "cat", &text)));
                }
            }
        }
        Some(completed)
    }
}

fn is_program(path: &str) -> bool {
    let name = path
        .strip_prefix("/bin/")
        .or_else(|| path.strip_prefix("/usr/bin/"));
    name.is_some_and(|it| PROGRAMS.contains(&format!(" {it} ")))
}

fn completed() -> Completed {
    Completed {
        status: 0,
        output: Vec::new(),
        input: InputUse::Untouched,
    }
}

fn said(cx: &mut Session, program: &str, text: &str) -> Span {
    let name = program.to_owned();
    cx.texts.add_source(Source::Program { name }, text)
}

impl Host for TestHost {
    fn file(&mut self, path: &str) -> FileKind {
        match path {
            "/dev/null" => FileKind::Null,
            "/usr/local/bin/argv" => FileKind::Regular(Executable::Yes),
            _ if is_program(path) || self.executable.contains(path) => {
                FileKind::Regular(Executable::Yes)
            }
            _ if path.starts_with("/dev/") => FileKind::Device,
            _ if self.files.contains_key(path) => FileKind::Regular(Executable::No),
            _ if self.is_directory(path) => FileKind::Directory,
            _ => FileKind::Missing,
        }
    }

    fn read(&mut self, path: &str) -> Option<Vec<Span>> {
        self.files.get(path).cloned()
    }

    fn create(&mut self, path: &str) -> Result<(), FileError> {
        let folder = path.rsplit_once('/').map_or("", |it| it.0);
        if self.is_directory(path) {
            return Err(FileError::IsDirectory);
        }
        if !folder.is_empty() && !self.is_directory(folder) {
            return Err(FileError::NoDirectory);
        }
        self.files.insert(path.to_owned(), Vec::new());
        Ok(())
    }

    fn append(&mut self, path: &str, content: Span) {
        self.files.entry(path.to_owned()).or_default().push(content);
    }

    fn run(
        &mut self,
        cx: &mut Session,
        execution: &Execution,
        input: Option<&[Span]>,
    ) -> Option<Completed> {
        let mut completed = completed();
        let arguments: Vec<&str> = execution.argv.iter().map(|it| cx.texts.str(*it)).collect();
        let program = execution.path.rsplit('/').next().unwrap_or_default();
        let known = match (program, arguments.len()) {
            ("argv", _) => {
                let list = serde_json::to_string(&arguments).expect("text");
                let list = list.replace("\",\"", "\", \"") + "\n";
                completed
                    .output
                    .push((Stream::Output, said(cx, "argv", &list)));
                Some(completed)
            }
            ("cat", _) => input.and_then(|it| self.cat(cx, execution, it)),
            ("true", _) => Some(completed),
            ("sleep", 2) if arguments[1] == "0" => Some(completed),
            ("false", _) => {
                completed.status = 1;
                Some(completed)
            }
            _ => None,
        };
        if known.is_none() {
            self.met_unknown = Some(program.to_owned());
        }
        known
    }

    fn next_pid(&mut self) -> Pid {
        self.last_pid += 1;
        Pid(self.last_pid)
    }
}
