//! `docker.jsonl`: a real engine's builds, image configurations and runs.
//!
//! Compared: whether it builds and with which message, the warnings, the image configuration, what each `RUN` prints
//! and how it fails, the argv of PID 1, and what the container prints and how it exits.

mod followed;
mod line;
mod stop;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shellform::build::{HealthcheckConfig, ImageConfig};
use shellform::diagnostic::{Authority, REFUSED};
use shellform::input::InputFile;
use shellform::text::Span;
use shellform::{Input, Simulation};

pub(crate) use followed::masked;
use line::Line;

use super::{Differences, Outcome};

pub(super) fn compare(case: &Value) -> Outcome {
    let Some(mut input) = input(case) else {
        return Outcome::Unsupported("a case without a Dockerfile".to_owned());
    };
    let line = line::read(case);
    let refusal = match line {
        Ok(Line::Starts(run, stdin)) => {
            (input.run, input.stdin) = (*run, stdin);
            None
        }
        Ok(Line::Refused(refusal)) => Some(refusal),
        Err(what) => return Outcome::Unsupported(what),
    };
    if told_to_end(case).is_object() {
        stop::prepare(&mut input, case);
    }
    let simulation = followed::simulate(&mut input);
    let view = View {
        simulation: &simulation,
    };
    let mut differences = Differences::default();
    view.build(&case["build"], &mut differences);
    if case["config"].is_object() {
        differences.same("config", &case["config"], &view.config());
    }
    view.run_output(&case["build"], &mut differences);
    if let Some(refusal) = refusal.filter(|_| case["config"].is_object()) {
        let exit = i64::from(refusal.exit);
        differences.same("exit", &case["result"]["exit"], &exit.into());
        let printed = format!("{}\n", refusal.printed);
        differences.same("stderr", &case["result"]["stderr"], &printed.into());
        return differences.outcome();
    }
    view.launch(case, &mut differences);
    if let Some(outcome) = view.followed(case, &mut differences) {
        return outcome;
    }
    differences.outcome()
}

/// What was recorded of a container that was told to end; null for others.
fn told_to_end(case: &Value) -> &Value {
    match &case["stop_result"] {
        Value::Null => &case["kill_result"],
        result => result,
    }
}

/// The images the recordings build on, by their configurations.
pub(crate) fn probe_images() -> BTreeMap<String, Value> {
    const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    let image = json!({ "Config": { "Env": [PATH] } });
    let busybox = json!({ "Config": { "Env": [PATH], "Cmd": ["sh"] } });
    let images = [
        ("probe/debian", image.clone()),
        ("probe/bashsh", image),
        ("probe/busybox", busybox),
    ];
    images
        .map(|(name, config)| (name.to_owned(), config))
        .into()
}

/// The image configuration with the fields the recordings have, empty ones left out.
pub(crate) fn config(simulation: &Simulation) -> Value {
    View { simulation }.config()
}

/// The input of a case; the probe images are given by their configuration.
fn input(case: &Value) -> Option<Input> {
    let mut input = Input::dockerfile(case["dockerfile"].as_str()?);
    if let Some(name) = case["dockerfile_name"].as_str() {
        name.clone_into(&mut input.name);
    }
    input.target = case["target"].as_str().map(str::to_owned);
    if let Some(arguments) = case["build_args"].as_object() {
        let pair =
            |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        input.build_args = arguments.iter().filter_map(pair).collect();
    }
    input.image_configs = probe_images();
    input.context = Some(context(case));
    Some(input)
}

/// The Dockerfile and the files beside it.
fn context(case: &Value) -> Vec<InputFile> {
    let name = case["dockerfile_name"].as_str().unwrap_or("Dockerfile");
    let dockerfile = (name.to_owned(), case["dockerfile"].clone());
    let beside = case["context"].as_object().into_iter().flatten();
    let files = std::iter::once((&dockerfile.0, &dockerfile.1)).chain(beside);
    let file = |(path, content): (&String, &Value)| InputFile {
        path: path.clone(),
        content: content.as_str().map(str::to_owned),
        mode: None,
    };
    files.map(file).collect()
}

struct View<'s> {
    simulation: &'s Simulation,
}

impl View<'_> {
    fn strings(&self, spans: &[Span]) -> Vec<&str> {
        spans.iter().map(|it| self.simulation.str(*it)).collect()
    }

    fn build(&self, recorded: &Value, differences: &mut Differences) {
        // Which of the two buildx says for the same error is a matter of chance.
        const PREFIXES: [&str; 2] = [
            "ERROR: failed to build: failed to solve: ",
            "ERROR: failed to build: failed to run Build function: ",
        ];
        let error = recorded["error"].as_str().unwrap_or_default();
        let message = PREFIXES.iter().find_map(|it| error.strip_prefix(it));
        let error = message.unwrap_or(error);
        let refusal = self
            .simulation
            .refusal()
            .map(shellform::dockerfile::Refusal::full_message);
        if let Some(rest) = error.strip_prefix("process ") {
            differences.same("refusal", &Value::Null, &refusal.into());
            self.failed_process(rest, differences);
            return;
        }
        if error.starts_with("failed to compute cache key") || error.starts_with("lstat /") {
            let stopped = self.simulation.stopping_run().map(|it| &*it.message);
            differences.same("error", &masked_ref(error).into(), &stopped.into());
            return;
        }
        let error = (!error.is_empty()).then(|| error.to_owned());
        // The recorder has replaced bytes that are no text.
        differences.same("error", &error.into(), &refusal.into());
        self.warnings(recorded, differences);
    }

    /// The argv of the `RUN` that failed, as BuildKit writes it: arguments joined by blanks, then quoted.
    fn failed_process(&self, message: &str, differences: &mut Differences) {
        let recorded = message
            .split_once("\" did not complete")
            .map_or(message, |(argv, _)| argv);
        let argvs: Vec<String> = self
            .simulation
            .build
            .steps
            .iter()
            .filter_map(|it| it.run.as_deref())
            .map(|it| self.strings(&it.command.argv).join(" "))
            .map(|it| {
                format!(
                    "\"{}",
                    it.replace('\\', "\\\\")
                        .replace('"', "\\\"")
                        .replace('\n', "\\n")
                        .replace('\t', "\\t")
                )
            })
            .collect();
        if !argvs.iter().any(|it| it == recorded) {
            differences.same("argv of RUN", &recorded.into(), &argvs.into());
        }
    }

    /// The recorder lost the first warning of each build to a colour code, so one more is expected than recorded.
    fn warnings(&self, recorded: &Value, differences: &mut Differences) {
        let mut simulated: Vec<String> = self
            .simulation
            .session
            .diagnostics
            .iter()
            .filter(|it| it.rule.authority == Authority::BuildKit && it.rule != REFUSED)
            .map(|it| {
                format!(
                    "{}: {} (line {})",
                    it.rule.code,
                    it.message,
                    it.line.unwrap_or_default()
                )
            })
            .collect();
        let recorded = recorded["warnings"].as_array().cloned().unwrap_or_default();
        let count = simulated.len();
        for warning in &recorded {
            match simulated.iter().position(|it| warning == it) {
                Some(index) => drop(simulated.remove(index)),
                None => differences.same("warnings", warning, &simulated.clone().into()),
            }
        }
        if count > recorded.len() + 1 {
            differences.same("number of warnings", &recorded.into(), &simulated.into());
        }
    }

    /// The configuration with the fields the recorder kept, empty ones left out.
    fn config(&self) -> Value {
        let Some(stage) = self.simulation.build.target_stage() else {
            return Value::Null;
        };
        let config = &stage.config;
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| {
            let is_empty = match &value {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                Value::Array(list) => list.is_empty(),
                Value::Object(object) => object.is_empty(),
                Value::Bool(_) | Value::Number(_) => false,
            };
            if !is_empty {
                object.insert(name.to_owned(), value);
            }
        };
        put("Env", self.environment(config));
        let lists = [
            ("Cmd", &config.cmd),
            ("Entrypoint", &config.entrypoint),
            ("Shell", &config.shell),
        ];
        for (name, setting) in lists {
            put(
                name,
                setting.value.value().map(|it| self.strings(it)).into(),
            );
        }
        let words = [
            ("WorkingDir", &config.working_dir),
            ("User", &config.user),
            ("StopSignal", &config.stop_signal),
        ];
        for (name, setting) in words {
            let word = setting.value.value().copied().flatten();
            put(name, word.map(|it| self.simulation.str(it)).into());
        }
        let keys = |items: &shellform::build::Collection| -> Value {
            items
                .items
                .keys()
                .map(|it| (it.clone(), json!({})))
                .collect::<Map<_, _>>()
                .into()
        };
        put("ExposedPorts", keys(&config.exposed_ports));
        put("Volumes", keys(&config.volumes));
        let labels = config.labels.items.iter();
        let label = |(name, item): (&String, &shellform::build::Item)| {
            Some((name.clone(), self.simulation.str(item.value?).into()))
        };
        put(
            "Labels",
            labels.filter_map(label).collect::<Map<_, _>>().into(),
        );
        let triggers: Vec<Span> = config.onbuild.iter().map(|(it, _)| *it).collect();
        put("OnBuild", self.strings(&triggers).into());
        let check = config.healthcheck.value.value().and_then(Option::as_ref);
        put(
            "Healthcheck",
            check.map(|it| self.healthcheck(it)).unwrap_or_default(),
        );
        object.into()
    }

    fn environment(&self, config: &ImageConfig) -> Value {
        let variables = config.environment.variables().iter();
        variables
            .map(|it| {
                format!(
                    "{}={}",
                    self.simulation.str(it.name),
                    self.simulation.str(it.value)
                )
            })
            .collect()
    }

    fn healthcheck(&self, check: &HealthcheckConfig) -> Value {
        let mut object = Map::new();
        object.insert("Test".to_owned(), self.strings(&check.test).into());
        let numbers = [
            ("Interval", check.interval),
            ("Timeout", check.timeout),
            ("StartPeriod", check.start_period),
            ("StartInterval", check.start_interval),
            ("Retries", check.retries.into()),
        ];
        for (name, number) in numbers {
            if number != 0 {
                object.insert(name.to_owned(), number.into());
            }
        }
        object.into()
    }

    /// What `argv` printed in an exec form `RUN`: argv, directory and environment.
    fn run_output(&self, recorded: &Value, differences: &mut Differences) {
        let steps = self
            .simulation
            .build
            .steps
            .iter()
            .filter_map(|it| Some((it.stage?, it.run.as_deref()?)));
        let steps: Vec<_> = steps.collect();
        let [(stage, run)] = steps[..] else { return };
        let argv = self.strings(&run.command.argv);
        let Some(printed) =
            printed(&recorded["run_output"][0]).filter(|_| argv.first() == Some(&"argv"))
        else {
            return;
        };
        differences.same("RUN argv", &printed["argv"], &argv.into());
        let scope = &self.simulation.build.stages[stage].scope;
        let mut environment = Map::new();
        for binding in scope.at(run.environment) {
            let name = self.simulation.str(binding.name).to_owned();
            environment.insert(name, self.simulation.str(binding.value).into());
        }
        environment.insert("HOME".to_owned(), "/root".into());
        // The home directory of another user stands in the image's files; what is printed is compared with those.
        if printed["uid"] != 0 {
            environment.insert("HOME".to_owned(), printed["env"]["HOME"].clone());
        }
        differences.same("RUN environment", &printed["env"], &environment.into());
    }

    fn launch(&self, case: &Value, differences: &mut Differences) {
        let Some(launch) = &self.simulation.launch else {
            return;
        };
        let argv = self.strings(&launch.pid1);
        // What PID 1 has become by then stands among the processes.
        if told_to_end(case).is_object() {
            return;
        }
        let result = &case["result"];
        let stderr = result["stderr"].as_str().unwrap_or_default();
        let nothing = stderr
            .lines()
            .next()
            .filter(|it| it.ends_with("no command specified"));
        if result.is_object() {
            differences.same(
                "nothing to run",
                &nothing.into(),
                &launch.nothing_to_run.clone().into(),
            );
        }
        let program = argv
            .iter()
            .position(|it| *it == "argv")
            .filter(|it| *it == 0 || (*it == 2 && argv[0].ends_with("docker-init")));
        if let (Some(program), Some(printed)) = (program, printed(&result["stdout"])) {
            differences.same("argv", &printed["argv"], &argv[program..].into());
            let directory = shellform::kernel::absolute("/", self.directory());
            differences.same("directory", &printed["cwd"], &directory.into());
            self.launch_environment(&printed["env"], differences);
        }
        if let Some(name) = stderr
            .split_once("exec: \"")
            .and_then(|(_, rest)| rest.split_once("\": "))
        {
            // Go and JSON quote alike what is printed in such a message.
            let first = serde_json::to_string(argv.first().copied().unwrap_or_default());
            let first = first.unwrap_or_default();
            let first = first.get(1..first.len().saturating_sub(1));
            differences.same("program", &name.0.into(), &first.into());
        }
    }

    /// What the commands do; what is not simulated of it decides only where nothing else differs.
    fn followed(&self, case: &Value, differences: &mut Differences) -> Option<Outcome> {
        let build = &case["build"];
        let error = build["error"].as_str().unwrap_or_default();
        if error.is_empty() || error.contains("failed to solve: process ") {
            let outcome = followed::runs(self.simulation, build, differences);
            if outcome.is_some() {
                return outcome.filter(|_| differences.is_empty());
            }
        }
        if case["result"].is_object() {
            let outcome = followed::launch(self.simulation, &case["result"], differences);
            return outcome.filter(|_| differences.is_empty());
        }
        if told_to_end(case).is_object() {
            let outcome = stop::compare(self.simulation, told_to_end(case), differences);
            return outcome.filter(|_| differences.is_empty());
        }
        None
    }

    fn directory(&self) -> &str {
        let launch = self.simulation.launch.as_ref();
        launch
            .and_then(|it| it.working_dir.value())
            .map_or("", |(it, _)| self.simulation.str(*it))
    }

    /// Names in order, and every value that is known.
    fn launch_environment(&self, recorded: &Value, differences: &mut Differences) {
        let Some(launch) = &self.simulation.launch else {
            return;
        };
        let mut recorded = recorded.as_object().cloned().unwrap_or_default();
        let mut simulated = Map::new();
        for variable in &launch.environment {
            let (name, value) = (
                self.simulation.str(variable.name),
                self.simulation.str(variable.value),
            );
            if value.contains('⟨') {
                recorded.insert(name.to_owned(), value.into());
            }
            simulated.insert(name.to_owned(), value.into());
        }
        differences.same("environment", &recorded.into(), &simulated.into());
    }
}

/// A message without the name that BuildKit gives to a set of files.
fn masked_ref(message: &str) -> String {
    match message
        .split_once(" of ref ")
        .and_then(|(before, rest)| Some((before, rest.split_once(": ")?.1)))
    {
        Some((before, after)) => format!("{before} of ref ⟨ref⟩: {after}"),
        None => message.to_owned(),
    }
}

/// The line of JSON that the recorded program prints.
fn printed(output: &Value) -> Option<Value> {
    let value: Value = serde_json::from_str(output.as_str()?.trim()).ok()?;
    value["argv"].is_array().then_some(value)
}
