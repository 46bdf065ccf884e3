//! [`run`]: a recorded case, simulated.

use serde_json::Value;
use shellform::session::Session;
use shellform::shell::{self, ExecutionEnvironment, Export, Fuel, Shell, Variable};
use shellform::text::{Source, Span};
use shellform::trace::{Outcome, Pid, Trace};

use crate::host::TestHost;

/// What a script gave.
#[derive(Debug, PartialEq)]
pub(crate) enum Result {
    Ended {
        exit: i64,
        stdout: String,
        stderr: String,
    },
    Unsupported(String),
}

/// The machine a script was recorded on.
pub(crate) struct Machine<'m> {
    pub(crate) argv0: &'m str,
    pub(crate) shell: Shell,
    /// The environment, behind which a case may have its own.
    pub(crate) environment: &'m [(&'m str, &'m str)],
    /// The files below `/srv`, beside those of the case.
    pub(crate) files: &'m [(String, String)],
    /// Those of them that may be executed.
    pub(crate) executable: &'m [String],
}

pub(crate) fn run(case: &Value, machine: &Machine<'_>) -> Result {
    let mut cx = Session::default();
    let mut files = machine.files.to_vec();
    files.extend(strings(&case["files"]));
    let mut executable = machine.executable.to_vec();
    for file in case["files"].as_array().into_iter().flatten() {
        let text = |key: &str| file[key].as_str().unwrap_or_default().to_owned();
        files.push((text("path"), text("content")));
        if text("mode") == "755" {
            executable.push(text("path"));
        }
    }
    let mut host = TestHost::new(&mut cx, machine.shell.dialect, &files);
    let executable = executable.iter().map(|it| format!("/srv/{it}"));
    host.executable = executable.collect();
    let trace = evaluate(&mut cx, case, machine, &mut host);
    if let Some(program) = host.met_unknown {
        return Result::Unsupported(format!("program {program}"));
    }
    let exit = match trace.outcome {
        Outcome::Exited(status) => i64::from(status),
        Outcome::Signalled(signal) => -i64::from(signal),
        Outcome::Unsupported(what) => return Result::Unsupported(what),
        Outcome::OutOfFuel(_) => return Result::Unsupported("out of fuel".to_owned()),
    };
    let join = |spans: &[Span]| spans.iter().map(|it| cx.texts.str(*it)).collect();
    Result::Ended {
        exit,
        stdout: join(&trace.stdout),
        stderr: join(&trace.stderr),
    }
}

fn evaluate(cx: &mut Session, case: &Value, machine: &Machine<'_>, host: &mut TestHost) -> Trace {
    let file = |name: &str| Source::File {
        name: name.to_owned(),
    };
    let script = case["script"].as_str().expect("as recorded");
    let script = cx.texts.add_source(file("script"), script);
    let parse = shell::parse(cx, script, machine.shell);
    let empty = Vec::new();
    let arguments = case["args"].as_array().or(case["positional"].as_array());
    let arguments = arguments.unwrap_or(&empty);
    let mut arguments = arguments.iter().map(|it| it.as_str().expect("as recorded"));
    let name = arguments.next().unwrap_or(machine.argv0);
    let name = cx.texts.add_source(file("argument"), name);
    let mut environment = ExecutionEnvironment::new(name, Pid(100));
    environment.directory = "/srv".to_owned();
    environment.positional = arguments
        .map(|it| cx.texts.add_source(file("argument"), it))
        .collect();
    let own = machine.environment.iter();
    let own = own.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    for (name, value) in own.chain(strings(&case["env"])) {
        let value = Some(cx.texts.add_source(file("environment"), value));
        let export = Export::Exported;
        let variable = Variable {
            value,
            export,
            ..Variable::default()
        };
        environment.variables.replace(&name, Some(variable));
    }
    if let Some(input) = case["stdin"].as_str() {
        environment.input = vec![cx.texts.add_source(file("standard input"), input)];
    }
    shell::evaluate(cx, &parse, environment, Fuel::default(), host)
}

/// The members of an object that are texts.
fn strings(value: &Value) -> Vec<(String, String)> {
    let members = value.as_object().into_iter().flatten();
    members
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}
