//! The shell of the host: it takes a line apart before `docker` is started.
//!
//! dash and bash are asked as they are simulated, in a world of which little is known: every program of it is unknown,
//! so are most variables and all files that are not given. What rests on anything else than the line, the given
//! variables and files is not known.

use crate::commandline::docker::{Host, is_compose};
use crate::container::{GivenFile, World, program_names, start};
use crate::diagnostic::Diagnostic;
use crate::input::ShellName;
use crate::kernel::Coverage;
use crate::session::Session;
use crate::shell::{self, Invocation, Parse, What, Written};
use crate::simulation::{Expander, Expansion, HostReading, HostShell, LineInput, values_in};
use crate::text::{Source, Span, Texts};
use crate::trace::{Outcome, Pid, Trace};

use crate::pipeline::script::read_script;

/// Variables that many hosts have, of which nobody here knows the values.
pub(in crate::pipeline) const OF_THE_HOST: [&str; 13] = [
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "TERM",
    "MAIL",
    "DISPLAY",
    "SSH_AUTH_SOCK",
    "XDG_RUNTIME_DIR",
    "EDITOR",
    "TMPDIR",
    "OLDPWD",
];

/// Variables that an interactive bash has beside them.
const OF_BASH: [&str; 3] = ["COLUMNS", "LINES", "HISTFILE"];

/// The directory that stands for the host's own.
const DIRECTORY: &str = "/⟨directory of the host⟩";

/// What the shell of the host makes of the line.
pub(super) fn read(cx: &mut Session, input: &LineInput, host: &Host) -> HostReading {
    let source = Source::File {
        name: "line".to_owned(),
    };
    let line = cx.texts.add_source(source, input.line.as_str());
    let shell = match input.host.shell {
        HostShell::Dash => ShellName::Dash,
        HostShell::Common | HostShell::Bash => ShellName::Bash,
    };
    let place = Place { input, host, line };
    let mut notes = Vec::new();
    let other = (input.host.shell == HostShell::Common).then(|| {
        let mut other = cx.clone();
        let read = place.read(&mut other, ShellName::Dash);
        strings(&other.texts, &read.argv)
    });
    let read = place.read(cx, shell);
    if let Some(other) = other {
        if other != strings(&cx.texts, &read.argv) {
            notes.push(difference(&other));
        }
        notes.extend(other_shells(&cx.texts, line, &read.parse, host));
    }
    if read.count > 1 {
        let count = read.count;
        notes.push(format!(
            "The line starts docker {count} times; this is the first."
        ));
    }
    let written = shell::expansions(&cx.texts, &read.parse);
    let expansions = expanded(&cx.texts, &read.argv, &read.trace, &written);
    let is_told = |it: &&str| !it.contains("docker ") && !it.contains("⟨directory of the host⟩");
    let assumptions = read.trace.assumptions().filter(is_told);
    let assumptions = assumptions.map(str::to_owned).collect();
    let unsupported = match &read.trace.outcome {
        Outcome::Unsupported(what) => Some(what.clone()),
        Outcome::OutOfFuel(_) => Some("a line that does not come to an end".to_owned()),
        Outcome::Exited(_) | Outcome::Signalled(_) => None,
    };
    HostReading {
        line,
        argv: read.argv,
        expansions,
        notes,
        assumptions,
        refusal: read.refusal,
        unsupported,
    }
}

/// A line and the host it is typed on.
struct Place<'p> {
    input: &'p LineInput,
    host: &'p Host,
    line: Span,
}

/// What one shell makes of the line.
struct Read {
    parse: Parse,
    trace: Trace,
    refusal: Option<Diagnostic>,
    /// The argv of the first docker, of which nothing is taken to be known that is not.
    argv: Vec<Span>,
    /// How often docker is started.
    count: usize,
}

impl Place<'_> {
    fn read(&self, cx: &mut Session, shell: ShellName) -> Read {
        let trace = run(cx, shell, self.input, self.host, self.line);
        let invocation = Invocation::command(shell.path());
        let reading = read_script(cx, shell.shell(), self.line, &invocation, Some(&trace));
        let written = shell::expansions(&cx.texts, &reading.parse);
        let files = !self.input.host.files.is_empty();
        let found = docker(&cx.texts, &trace);
        let argv = found.first().cloned().unwrap_or_default();
        let argv = argv
            .iter()
            .map(|it| masked(cx, *it, self.line, self.host, &written, files));
        Read {
            argv: argv.collect(),
            refusal: reading.refusal.map(|it| it.explanation),
            parse: reading.parse,
            count: found.len(),
            trace,
        }
    }
}

fn strings(texts: &Texts, argv: &[Span]) -> Vec<String> {
    argv.iter().map(|it| texts.str(*it).to_owned()).collect()
}

/// What dash does otherwise than bash.
fn difference(other: &[String]) -> String {
    match other {
        [] => "The shells differ here. This is how bash reads the line; dash starts no docker."
            .to_owned(),
        argv => {
            let argv = serde_json::to_string(argv).unwrap_or_default();
            format!(
                "The shells differ here. This is how bash reads the line; dash starts docker with `{argv}`."
            )
        }
    }
}

/// Runs the line in a world of which little is known.
fn run(cx: &mut Session, shell: ShellName, input: &LineInput, host: &Host, line: Span) -> Trace {
    let mut world = World::new(shell.flavour());
    world.coverage = Coverage::Partial;
    world.unlisted = match input.host.files.is_empty() {
        true => Coverage::Assumed,
        false => Coverage::Complete,
    };
    world.shell = shell.shell();
    DIRECTORY.clone_into(&mut world.directory);
    let programs = program_names().filter(|it| *it != "true" && *it != "false");
    world.opaque_files = programs
        .map(|it| (format!("/usr/bin/{it}"), 0o755))
        .collect();
    world.files = input.host.files.iter().map(given_file).collect();
    let engine = |cx: &mut Session, text: &str| {
        let what = "start of the shell".to_owned();
        cx.texts.add_source(Source::Engine { what }, text)
    };
    let argv = vec![engine(cx, shell.path()), engine(cx, "-c"), line];
    let mut environment: Vec<(String, Span)> = host
        .variables
        .iter()
        .map(|it| (it.0.clone(), *it.1))
        .collect();
    let of_bash = OF_BASH.iter().filter(|_| shell == ShellName::Bash);
    for name in OF_THE_HOST.iter().chain(of_bash).copied() {
        if !host.variables.contains_key(name) {
            let value = unknown(cx, name);
            environment.push((name.to_owned(), value));
        }
    }
    if !host.variables.contains_key("PATH") {
        let path = engine(cx, "/usr/local/bin:/usr/bin:/bin");
        environment.push(("PATH".to_owned(), path));
    }
    start(cx, &world, Pid(100), shell.path(), argv, environment)
}

fn given_file((path, content): (&String, &String)) -> GivenFile {
    GivenFile {
        path: path.clone(),
        content: content.clone(),
        mode: 0o644,
    }
}

/// What stands for the value of such a variable.
pub(in crate::pipeline) fn unknown(cx: &mut Session, name: &str) -> Span {
    let why = format!("nobody says what {name} is on the host (`--host-env {name}=…` does)");
    cx.texts
        .add_source(Source::Unknown { why }, format!("⟨{name} of the host⟩"))
}

/// Whether an argv of docker is one of `docker compose`.
pub(super) fn names_compose(texts: &Texts, argv: &[Span]) -> bool {
    let mut behind = argv.iter().skip(1);
    let is_own = |it: &Span| is_compose(texts.str(*it));
    argv.first().is_some_and(is_own) || behind.any(|it| texts.str(*it) == "compose")
}

/// The argv of each docker that is started, behind `sudo` too.
fn docker(texts: &Texts, trace: &Trace) -> Vec<Vec<Span>> {
    let name = |it: &Span| {
        let text = texts.str(*it);
        text.rsplit('/').next().unwrap_or_default().to_owned()
    };
    let found = trace.programs.iter().filter_map(|it| {
        let first = it.argv.first().map(name)?;
        let second = it.argv.get(1).map(name).unwrap_or_default();
        match (&*first, &*second) {
            ("docker" | "docker-compose", _) => Some(it.argv.clone()),
            ("sudo" | "command" | "time" | "exec" | "winpty" | "nohup", "docker") => {
                Some(it.argv[1..].to_vec())
            }
            _ => None,
        }
    });
    found.collect()
}

/// An argument in which everything that is not known of the host is so.
fn masked(
    cx: &mut Session,
    argument: Span,
    line: Span,
    host: &Host,
    written: &[Written],
    has_files: bool,
) -> Span {
    let text = cx.texts.share(argument);
    let pieces: Vec<_> = cx.texts.trail(argument).collect();
    let is_open = |it: &&Written| match it.what {
        What::Pattern => !has_files,
        What::Tilde => cx.texts.str(it.span).len() > 1,
        _ => false,
    };
    let open: Vec<Span> = written.iter().filter(is_open).map(|it| it.span).collect();
    let is_pattern = pieces
        .iter()
        .any(|piece| piece.rewrite.is_none() && open.iter().any(|it| piece.source.contains(*it)));
    if is_pattern {
        let why = "it hangs on the host's files and users, which are not known".to_owned();
        let piece = format!("⟨{text} or what it matches on the host⟩");
        let value = cx.texts.add_source(Source::Unknown { why }, piece);
        let written = cx.texts.source_span(argument);
        let mut builder = cx.texts.builder();
        builder.substitute(written, value);
        let built = builder.build();
        return cx.texts.finish(built);
    }
    let is_known = |source: Span| {
        source.text == line.text
            || host.variables.values().any(|it| it.text == source.text)
            || matches!(cx.texts.source(source.text), Some(Source::Unknown { .. }))
            || (has_files && matches!(cx.texts.source(source.text), Some(Source::File { .. })))
    };
    if pieces.iter().all(|it| is_known(it.source)) {
        return argument;
    }
    let known: Vec<bool> = pieces.iter().map(|it| is_known(it.source)).collect();
    let mut values = Vec::new();
    for (piece, known) in pieces.iter().zip(&known) {
        let range = piece.start as usize..piece.end as usize;
        let value = (!known).then(|| {
            let what = match piece.written {
                Some(written) => cx.texts.str(written).to_owned(),
                None => text.get(range.clone()).unwrap_or_default().to_owned(),
            };
            let why = "it is something of the host, which is not known".to_owned();
            let name = format!("⟨{what} on the host⟩");
            cx.texts.add_source(Source::Unknown { why }, name)
        });
        values.push((range, piece.written.unwrap_or(piece.source), value));
    }
    let mut builder = cx.texts.builder();
    let mut before = None;
    for (range, written, value) in values {
        match value {
            // What stands in for one reference is one unknown piece.
            Some(_) if before == Some(written) => {}
            Some(value) => {
                builder.substitute(written, value);
            }
            None => {
                builder.copy(argument.slice(range));
            }
        }
        before = value.map(|_| written);
    }
    let built = builder.build();
    cx.texts.finish(built)
}

/// What the shell expands, with what stands for it.
fn expanded(texts: &Texts, argv: &[Span], trace: &Trace, written: &[Written]) -> Vec<Expansion> {
    let is_told = |it: &&Written| match it.what {
        What::Quoted => false,
        What::Pattern => texts.str(it.span) == "*",
        _ => true,
    };
    let steps = |it: Span| crate::simulation::value(texts, trace, it);
    let expansion = |it: &Written| {
        let found = values_in(texts, argv.iter().copied(), it.span);
        let (value, note) = match it.what {
            What::Pattern => (
                matched(texts, argv, it.span),
                "names of the host's files that match, or the pattern itself",
            ),
            What::Parameter(Some(_)) if found.is_none() => (
                steps(it.span).or(Some(String::new())),
                "not set on the host",
            ),
            What::Command => (found, "what the command writes on the host"),
            _ => (found.or_else(|| steps(it.span)), ""),
        };
        Expansion {
            at: texts.source_span(it.span),
            by: Expander::HostShell,
            value,
            note: note.to_owned(),
        }
    };
    written.iter().filter(is_told).map(expansion).collect()
}

/// The words that a pattern has become, where they are known.
fn matched(texts: &Texts, argv: &[Span], pattern: Span) -> Option<String> {
    let source = texts.source_span(pattern);
    let is_it = |it: &&Span| texts.trail(**it).any(|it| it.source.contains(source));
    let found: Vec<&str> = argv.iter().filter(is_it).map(|it| texts.str(*it)).collect();
    (!found.is_empty()).then(|| found.join(" "))
}

/// What an interactive shell, or zsh, does otherwise.
fn other_shells(texts: &Texts, line: Span, parse: &Parse, host: &Host) -> Vec<String> {
    let mut notes = Vec::new();
    let text = texts.str(line);
    let is_history = |(at, _): (usize, &str)| {
        let behind = text[at + 1..].chars().next();
        behind.is_some_and(|it| !it.is_whitespace() && !matches!(it, '=' | '(' | '"'))
            && !text[..at].ends_with(['\\', '$', '{'])
            && text[..at].matches('\'').count().is_multiple_of(2)
    };
    if text.match_indices('!').any(is_history) {
        notes.push("An interactive bash or zsh replaces `!…` by an earlier line (history expansion) outside of single quotes; that is not simulated.".to_owned());
    }
    let written = shell::expansions(texts, parse);
    if written.iter().any(|it| it.what == What::Pattern) {
        notes.push("zsh starts nothing at all where an unquoted `*`, `?` or `[` matches no file: it says `no matches found`.".to_owned());
    }
    let is_split = |it: &Written| match it.what {
        What::Parameter(Some(name)) => {
            let value = host.variables.get(texts.str(name));
            value.is_some_and(|it| texts.str(*it).contains([' ', '\t', '\n', '*', '?', '[']))
        }
        _ => false,
    };
    if written.iter().any(is_split) {
        notes.push("zsh does not split the value of an unquoted variable into words, and expands no pattern in it.".to_owned());
    }
    if text.contains(" #") {
        notes.push(
            "An interactive zsh takes `#` for a word, not for the beginning of a comment."
                .to_owned(),
        );
    }
    if text.contains(" =") {
        notes.push(
            "zsh replaces an unquoted word that begins with `=` by the path of that command."
                .to_owned(),
        );
    }
    notes
}
