//! The escape sequences of prompts, as `${name@P}` and `PS4` of bash expand them (bash's manual, "Controlling the
//! Prompt").
//!
//! First the sequences are decoded, then, unless `shopt -u promptvars` says otherwise, the result is expanded as in
//! double quotes: `\$x` is `#x`, `\\$x` the value of `x` behind a backslash that has gone. Recorded: a sequence that is
//! none stays, and so does an octal number with a character in it that is no octal digit.

use crate::kernel::{Content, Follow, Node};
use crate::shell::dialect::{Dialect, Release};
use crate::shell::execution::{BashOption, Divert, Evaluator, Flow};
use crate::shell::message::ScriptSource;
use crate::text::{Rewrite, Span, raw_byte};

impl Evaluator {
    /// A prompt, decoded and expanded.
    pub(in crate::shell) async fn expand_prompt(&mut self, prompt: Span) -> Flow<Span> {
        let expands = self.dialect() == Dialect::BashAsSh || self.has_bash(BashOption::PromptVars);
        let text = self.str(prompt).to_owned();
        let decoded = self.decode_prompt(&text, expands)?;
        self.check_text(decoded.len())?;
        let decoded = match decoded == text {
            true => prompt,
            false if decoded.is_empty() => prompt.at_start(),
            false => self.rewritten(&decoded, prompt, Rewrite::EscapeSequence),
        };
        if !expands || !self.str(decoded).contains(['$', '`', '\\']) {
            return Ok(decoded);
        }
        self.expand_quoted_text(decoded).await
    }

    /// A text expanded as in double quotes; as it is, behind the message, where that fails.
    pub(in crate::shell) async fn expand_quoted_text(&mut self, text: Span) -> Flow<Span> {
        let status = self.status;
        let word = self.read_word(text)?;
        let expanded = self.expand_here_document(&word).await;
        self.status = status;
        match expanded {
            Err(
                Divert::Exit
                | Divert::Fatal
                | Divert::Error
                | Divert::Discard
                | Divert::Failed
                | Divert::FailedAssignment,
            ) => Ok(text),
            expanded => expanded,
        }
    }

    fn decode_prompt(&mut self, text: &str, expands: bool) -> Flow<String> {
        let mut decoded = String::new();
        let mut rest = text;
        while let Some(backslash) = rest.find('\\') {
            decoded += &rest[..backslash];
            rest = &rest[backslash + 1..];
            let Some(letter) = rest.chars().next() else {
                decoded.push('\\');
                break;
            };
            if letter.is_digit(8) {
                let (made, length) = octal(rest);
                decoded += &made;
                rest = &rest[length..];
                continue;
            }
            rest = &rest[letter.len_utf8()..];
            if letter == 'D' && rest.starts_with('{') {
                let end = rest.find('}').unwrap_or(rest.len());
                let format = &rest[1..end];
                if format.is_empty() || format.contains('%') {
                    return self.unsupported("the time of day in a prompt");
                }
                decoded += format;
                rest = rest.get(end + 1..).unwrap_or_default();
                continue;
            }
            decoded += &self.prompt_sequence(letter, expands)?;
        }
        decoded += rest;
        Ok(decoded)
    }

    fn prompt_sequence(&mut self, letter: char, expands: bool) -> Flow<String> {
        Ok(match letter {
            'a' => "\x07".to_owned(),
            'e' => "\x1B".to_owned(),
            'n' => "\n".to_owned(),
            'r' => "\r".to_owned(),
            '\\' => "\\".to_owned(),
            '[' | ']' => String::new(),
            '"' if expands => "\"".to_owned(),
            '$' => if self.process.user().0 == 0 { "#" } else { "$" }.to_owned(),
            'h' => self
                .process
                .hostname
                .split('.')
                .next()
                .unwrap_or_default()
                .to_owned(),
            'H' => self.process.hostname.clone(),
            'j' => {
                self.note_ended_jobs();
                let jobs = self.environment.state.jobs.iter();
                jobs.filter(|it| it.end.is_none()).count().to_string()
            }
            's' => {
                let path = self.environment.variables.value("BASH");
                let path = path.map_or("bash", |it| self.str(it));
                path.rsplit('/').next().unwrap_or_default().to_owned()
            }
            'u' => self.user_name()?,
            'v' | 'V' => {
                let version = match self.shell.release {
                    Release::Bash5_3 => "5.3.0",
                    _ => "5.2.15",
                };
                let end = if letter == 'v' { 3 } else { version.len() };
                version[..end].to_owned()
            }
            'w' | 'W' => {
                let directory = self.prompt_directory(letter)?;
                match expands {
                    true => quoted(&directory),
                    false => directory,
                }
            }
            // Where nobody types the commands there is no history.
            '!' => "1".to_owned(),
            '#' if self.environment.source == ScriptSource::CommandString => "0".to_owned(),
            '#' => return self.unsupported("the number of a command in a prompt"),
            'l' => return self.unsupported("the terminal in a prompt"),
            'd' | 't' | 'T' | '@' | 'A' => return self.unsupported("the time of day in a prompt"),
            other => format!("\\{other}"),
        })
    }

    /// The working directory, with `~` for that of the user; `\W` has its last part.
    fn prompt_directory(&mut self, letter: char) -> Flow<String> {
        if self.environment.variables.value("PROMPT_DIRTRIM").is_some() {
            return self.unsupported("PROMPT_DIRTRIM");
        }
        let directory = self.environment.variables.value("PWD");
        let directory = directory.map_or(&*self.environment.directory, |it| self.str(it));
        let home = self.environment.variables.value("HOME");
        let home = home.map_or("", |it| self.str(it));
        if !home.is_empty() && directory == home {
            return Ok("~".to_owned());
        }
        let behind = directory
            .strip_prefix(home)
            .filter(|it| it.starts_with('/'));
        Ok(match (letter, behind) {
            ('w', Some(behind)) if home.len() > 1 => format!("~{behind}"),
            ('w', _) => directory.to_owned(),
            _ if matches!(directory, "/" | "//") => directory.to_owned(),
            _ => directory.rsplit('/').next().unwrap_or_default().to_owned(),
        })
    }

    /// The name of the user, by `/etc/passwd`.
    fn user_name(&mut self) -> Flow<String> {
        let number = self.process.user().0.to_string();
        let file = self.process.inode_at("/etc/passwd", Follow::Links);
        let content = file.map(|id| &self.process.files.inode(id).node);
        if let Ok(Node::Regular(Content::Known(rope))) = content {
            let text = rope.text(&self.process.cx.texts);
            let mut lines = text.lines().map(|it| it.split(':').collect::<Vec<_>>());
            let line = lines.find(|it| it.get(2) == Some(&&*number));
            let name = line.and_then(|it| it.first().map(|it| (*it).to_owned()));
            return Ok(name.unwrap_or_else(|| "I have no name!".to_owned()));
        }
        match &*number {
            "0" => Ok("root".to_owned()),
            _ => self.unsupported("the name of the user in a prompt"),
        }
    }
}

/// A text as it stands in double quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for character in text.chars() {
        if matches!(character, '"' | '\\' | '$' | '`') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted
}

/// What up to three octal digits at the start of a text make, and how many characters they are.
fn octal(text: &str) -> (String, usize) {
    let three: String = text.chars().take(3).collect();
    match u32::from_str_radix(&three, 8).map(|it| u8::try_from(it & 0xff)) {
        Ok(Ok(0)) => (String::new(), three.len()),
        Ok(Ok(byte)) => (raw_byte::character(byte).to_string(), three.len()),
        _ => (format!("\\{}", &text[..1]), 1),
    }
}
