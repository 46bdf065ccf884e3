//! [`Session`]: what a worker keeps between two questions.

use shellform::simulation::Command;
use shellform::{Input, Simulation, explain, follow, follow_all, simulate};

use crate::start::{Start, Started};

/// The name under which one configuration stands for every base image.
const EVERY_IMAGE: &str = "*";

/// What a worker keeps: the last simulation, so that the cursor can move through its file without another.
#[derive(Debug, Default)]
pub(crate) struct Session {
    last: Option<Last>,
}

/// A simulation whose commands were followed.
#[derive(Debug)]
struct Last {
    asked: [String; 6],
    input: Input,
    simulation: Simulation,
    /// What starts the container, when it is not the options of the input.
    started: Option<Started>,
    /// How many diagnostics there were before.
    known: usize,
}

impl Session {
    /// What following adds to the explanation of an input and of one of its instructions. Given are the input, the
    /// configuration of its base image, both as JSON, and the four parts of [`Start`].
    pub(crate) fn answer(&mut self, asked: &[&str; 6], instruction: usize) -> String {
        if self.last.as_ref().is_none_or(|it| it.asked != *asked) {
            self.last = Last::new(*asked);
        }
        let Some(last) = &mut self.last else {
            return String::new();
        };
        last.follow(instruction);
        let starter = last.started.as_ref().map(Started::starter);
        explain::followed(&last.simulation, last.known, Some(instruction), starter)
    }
}

impl Last {
    /// Nothing for what is no input: the page sends none.
    fn new(asked: [&str; 6]) -> Option<Self> {
        let [input, image_config, starter, text, target, host] = asked;
        let mut input: Input = serde_json::from_str(input).ok()?;
        if let Ok(config) = serde_json::from_str(image_config) {
            input.image_configs.insert(EVERY_IMAGE.to_owned(), config);
        }
        let mut simulation = simulate(&input);
        let known = simulation.session.diagnostics.len();
        follow_all(&mut simulation, &input);
        let start = Start {
            starter,
            text,
            target,
            host,
        };
        Some(Self {
            asked: asked.map(str::to_owned),
            started: start.simulate(&input),
            input,
            simulation,
            known,
        })
    }

    /// Follows the `RUN` of an instruction, if it is one, once.
    fn follow(&mut self, instruction: usize) {
        let command = Command::Run(instruction);
        if !self.simulation.runs.contains_key(&command) {
            follow(&mut self.simulation, &self.input, command);
        }
    }
}

#[cfg(test)]
mod tests {
    use shellform::Input;
    use shellform::document::{Argument, Block};
    use shellform::explain::{Followed, Started};
    use shellform::text::Source;

    use super::Session;

    fn ask(session: &mut Session, text: &str, instruction: usize) -> Followed {
        let json = serde_json::to_string(&Input::dockerfile(text)).unwrap();
        Followed::unpack(&session.answer(&[&json, "", "", "", "", ""], instruction)).unwrap()
    }

    /// The same where something else than the options starts the container.
    fn start(text: &str, [starter, said, host]: [&str; 3]) -> Started {
        let json = serde_json::to_string(&Input::dockerfile(text)).unwrap();
        let packed = Session::default().answer(&[&json, "", starter, said, "", host], 0);
        Followed::unpack(&packed).unwrap().started.unwrap()
    }

    fn argv(blocks: &[Block]) -> Vec<Vec<String>> {
        let argv = blocks.iter().filter_map(|it| match it {
            Block::Argv(arguments) => Some(arguments.iter().map(whole).collect()),
            _ => None,
        });
        argv.collect()
    }

    fn whole(argument: &Argument) -> String {
        argument.pieces.iter().map(|it| it.text.as_str()).collect()
    }

    fn outputs(blocks: &[Block]) -> Vec<&str> {
        let outputs = blocks.iter().filter_map(|it| match it {
            Block::Output(text) => Some(text.as_str()),
            _ => None,
        });
        outputs.collect()
    }

    #[test]
    fn the_command_of_the_container_is_told_whatever_the_cursor_is_at() {
        let mut session = Session::default();
        let text = "FROM debian\nRUN echo built\nCMD echo started\n";
        let followed = ask(&mut session, text, 1);
        assert_eq!(outputs(&followed.launch), ["started\n"]);
        assert_eq!(outputs(&followed.run), ["built\n"]);
        assert_eq!(outputs(&ask(&mut session, text, 2).run), [""; 0]);
    }

    #[test]
    fn a_refusal_is_found_once_with_its_characters() {
        let text = "FROM debian\nCMD for i in 1; do\\n\\\n echo $i\\n\\\n done\n";
        let followed = ask(&mut Session::default(), text, 1);
        let [finding] = followed.findings.as_slice() else {
            panic!("{followed:?}");
        };
        assert_eq!(&text[finding.spans[0].range()], "do\\n");
        assert_eq!(
            outputs(&followed.launch),
            ["/bin/sh: 1: Syntax error: word unexpected (expecting \"do\")\n"]
        );
    }

    #[test]
    fn a_typed_line_starts_the_image_of_the_dockerfile() {
        let line = ["line", "docker run x $A \"b c\"", "A=echo"];
        let started = start("FROM debian\nENTRYPOINT [\"env\"]\nCMD [\"true\"]\n", line);
        assert_eq!(argv(&started.blocks)[0], ["env", "echo", "b c"]);
        assert_eq!(outputs(&started.becomes), ["b c\n"]);
        let Some(Block::Argv(arguments)) = started.blocks.first() else {
            panic!("{started:?}");
        };
        let place = |index: usize| {
            let text = arguments[index].pieces[0].source.text;
            let found = started.sources.iter().find(|(id, _)| *id == text);
            found.map(|(_, source)| source.clone())
        };
        // Characters of the Dockerfile keep their place; others are told in words.
        assert_eq!(place(0), None);
        assert_eq!(arguments[0].pieces[0].source.start, 25);
        let name = "line, columns 18–20".to_owned();
        assert_eq!(place(2), Some(Source::File { name }));
    }

    #[test]
    fn a_compose_file_starts_the_image_of_the_dockerfile() {
        let compose = "services:\n  web:\n    build: .\n    command: echo $$HOME\n";
        let started = start("FROM debian\nCMD [\"true\"]\n", ["file", compose, ""]);
        assert_eq!(argv(&started.blocks)[0], ["echo", "$HOME"]);
    }

    #[test]
    fn a_file_that_is_none_says_why_nothing_is_started() {
        let started = start("FROM debian\nCMD [\"true\"]\n", ["file", "services: [", ""]);
        assert_eq!(argv(&started.blocks), [[""; 0]; 0]);
        assert!(matches!(
            started.blocks.as_slice(),
            [Block::Summary(_), Block::Message { .. }, ..]
        ));
    }

    #[test]
    fn what_is_no_input_has_no_answer() {
        assert_eq!(Session::default().answer(&["{", "", "", "", "", ""], 0), "");
    }
}
