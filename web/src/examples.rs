//! Dockerfiles to choose from, each with the question it answers.

/// A Dockerfile to choose.
#[derive(Debug, PartialEq)]
pub(crate) struct Example {
    pub(crate) title: &'static str,
    /// One sentence.
    pub(crate) question: &'static str,
    pub(crate) text: &'static str,
    /// The line that is explained first, from one.
    pub(crate) line: usize,
}

macro_rules! example {
    ($file:literal, $line:literal, $title:literal, $question:literal) => {
        Example {
            title: $title,
            question: $question,
            text: include_str!(concat!("../examples/", $file, ".Dockerfile")),
            line: $line,
        }
    };
}

/// All of them; the first is shown at the first visit.
pub(crate) const EXAMPLES: &[Example] = &[
    example!(
        "loop",
        3,
        "A loop over lines",
        "Why does the shell choke on a loop written with \\n\\ at the line ends?"
    ),
    example!(
        "variable",
        3,
        "A variable in an array",
        "Why does my program get ${API_KEY} instead of its value?"
    ),
    example!(
        "quotes",
        4,
        "Single quotes",
        "Why does an array in single quotes start a shell?"
    ),
    example!(
        "both",
        4,
        "ENTRYPOINT array, CMD text",
        "Why does my entrypoint get /bin/sh -c as arguments?"
    ),
    example!(
        "ignored",
        3,
        "ENTRYPOINT as text",
        "Where do CMD and the arguments of docker run go?"
    ),
    example!(
        "reset",
        3,
        "ENTRYPOINT empties CMD",
        "Why does nginx no longer start once I wrap it?"
    ),
    example!(
        "env",
        2,
        "ENV with itself",
        "Why is $base empty right where it is set?"
    ),
    example!(
        "arg",
        3,
        "ARG before FROM",
        "Why is the argument empty after FROM?"
    ),
    example!(
        "heredoc",
        2,
        "Here-documents",
        "Who runs the script, and who expands its variables?"
    ),
    example!(
        "onbuild",
        9,
        "Stages and ONBUILD",
        "What runs when the last stage sets nothing?"
    ),
    example!(
        "shell",
        4,
        "SHELL",
        "Which shell runs my lines, and is it still there afterwards?"
    ),
];

/// The example with this text.
pub(crate) fn find(text: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|it| it.text == text)
}

#[cfg(test)]
mod tests {
    use shellform::{Input, simulate};

    use super::EXAMPLES;

    #[test]
    fn docker_takes_every_example() {
        for example in EXAMPLES {
            let simulation = simulate(&Input::dockerfile(example.text));
            assert_eq!(simulation.refusal(), None, "{}", example.title);
        }
    }

    #[test]
    fn every_example_begins_at_an_instruction_and_asks_one_question() {
        for example in EXAMPLES {
            let simulation = simulate(&Input::dockerfile(example.text));
            let line = u32::try_from(example.line).unwrap();
            assert!(
                simulation.instruction_at(line).is_some(),
                "{}",
                example.title
            );
            assert!(example.question.ends_with('?'), "{}", example.title);
        }
    }
}
