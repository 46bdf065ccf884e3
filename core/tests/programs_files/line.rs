//! A case is a line: commands separated by `;`, with words in blanks and quotes, `<` before the file that is read.

/// One command of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Command {
    /// Variables set for it.
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) argv: Vec<String>,
    /// What stands on its standard input.
    pub(crate) input: String,
}

/// The commands of a line.
pub(crate) fn commands(line: &str) -> Vec<Command> {
    let mut commands = vec![Command::default()];
    let mut characters = line.chars().peekable();
    let mut word: Option<String> = None;
    let mut words = Vec::new();
    while let Some(character) = characters.next() {
        match character {
            ' ' => words.extend(word.take()),
            ';' => {
                words.extend(word.take());
                add(&mut commands, &mut words);
                commands.push(Command::default());
            }
            '\'' => {
                let word = word.get_or_insert_default();
                word.extend(characters.by_ref().take_while(|it| *it != '\''));
            }
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    add(&mut commands, &mut words);
    commands
}

fn add(commands: &mut [Command], words: &mut Vec<String>) {
    let Some(command) = commands.last_mut() else {
        return;
    };
    for word in words.drain(..) {
        if let Some(input) = word.strip_prefix("<<<") {
            command.input = format!("{input}\n");
        } else if let Some((name, value)) = word.split_once(":=") {
            command.variables.push((name.to_owned(), value.to_owned()));
        } else {
            command.argv.push(word);
        }
    }
}

#[test]
fn a_line_is_read() {
    let read = commands("ls 'a b' '' ; LC_ALL:=C cat <<<x");
    assert_eq!(read[0].argv, ["ls", "a b", ""]);
    assert_eq!(read[1].argv, ["cat"]);
    assert_eq!(read[1].input, "x\n");
    assert_eq!(read[1].variables, [("LC_ALL".to_owned(), "C".to_owned())]);
}
