//! [`Session`]: what a worker keeps between two questions.

use shellform::simulation::Command;
use shellform::{Input, Simulation, explain, follow, follow_all, simulate};

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
    asked: [String; 2],
    input: Input,
    simulation: Simulation,
    /// How many diagnostics there were before.
    known: usize,
}

impl Session {
    /// What following adds to the explanation of an input and of one of its instructions. Given are the input and the
    /// configuration of its base image, both as JSON.
    pub(crate) fn answer(&mut self, asked: &[&str; 2], instruction: usize) -> String {
        if self.last.as_ref().is_none_or(|it| it.asked != *asked) {
            self.last = Last::new(*asked);
        }
        let Some(last) = &mut self.last else {
            return String::new();
        };
        last.follow(instruction);
        explain::followed(&last.simulation, last.known, Some(instruction))
    }
}

impl Last {
    /// Nothing for what is no input: the page sends none.
    fn new(asked: [&str; 2]) -> Option<Self> {
        let mut input: Input = serde_json::from_str(asked[0]).ok()?;
        if let Ok(config) = serde_json::from_str(asked[1]) {
            input.image_configs.insert(EVERY_IMAGE.to_owned(), config);
        }
        let mut simulation = simulate(&input);
        let known = simulation.session.diagnostics.len();
        follow_all(&mut simulation, &input);
        Some(Self {
            asked: asked.map(str::to_owned),
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
    use shellform::document::Block;
    use shellform::explain::Followed;

    use super::Session;

    fn ask(session: &mut Session, text: &str, instruction: usize) -> Followed {
        let json = serde_json::to_string(&Input::dockerfile(text)).unwrap();
        Followed::unpack(&session.answer(&[&json, ""], instruction)).unwrap()
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
    fn what_is_no_input_has_no_answer() {
        assert_eq!(Session::default().answer(&["{", ""], 0), "");
    }
}
