//! Following a script, line by line.

use super::super::failure::{Failure, complaint, unsupported};
use super::super::lines::Input;
use super::super::locale::Pattern;
use super::super::{Call, Flavour, Line};
use super::Settings;
use super::address::{Address, Range};
use super::inputs::Inputs;
use super::parse::{Command, Script, Verb};
use super::sink::Sink;
use crate::kernel::{Missing, Open};
use crate::text::{Rewrite, Span};

/// What is written when the line is done.
enum Appended {
    Text(Span),
    File(String),
}

/// What comes after a command.
enum Then {
    Next,
    Jump(usize),
    /// The script has ended for this line.
    EndCycle,
    /// The same, without writing the line.
    Delete,
    /// The script begins again with what is left of the line.
    Restart,
    Quit(u8),
    QuitQuietly(u8),
}

pub(super) struct Execution {
    script: Script,
    ranges: Vec<Range>,
    inputs: Inputs,
    /// Standard output, or the file that is edited in place; then the others that are written.
    sink: Sink,
    others: Vec<Option<Sink>>,
    is_quiet: bool,
    space: Line,
    hold: Line,
    number: u64,
    is_substituted: bool,
    appended: Vec<Appended>,
    last_pattern: Option<Pattern>,
}

impl Execution {
    pub(super) async fn new(
        call: &mut Call<'_>,
        script: Script,
        settings: Settings,
        paths: Vec<String>,
    ) -> Result<Self, Failure> {
        let mut others = Vec::new();
        for name in script.written.clone() {
            others.push(match &*name {
                "/dev/stdout" => None,
                "/dev/stderr" => Some(Sink::to(2)),
                _ => Some(open(call, &name).await?),
            });
        }
        let empty = call.own_text("");
        Ok(Self {
            ranges: script
                .commands
                .iter()
                .map(|it| it.addresses.range())
                .collect(),
            inputs: Inputs::new(paths, settings.is_separate, settings.in_place),
            script,
            sink: Sink::to(1),
            others,
            is_quiet: settings.is_quiet,
            space: Line {
                text: empty,
                newline: None,
            },
            hold: Line {
                text: empty,
                newline: Some(call.own_text("\n")),
            },
            number: 0,
            is_substituted: false,
            appended: Vec::new(),
            last_pattern: None,
        })
    }

    pub(super) async fn run(&mut self, call: &mut Call<'_>) -> Result<u8, Failure> {
        let mut status = 0;
        let mut is_restarted = false;
        while is_restarted || self.read(call).await? {
            is_restarted = false;
            match self.cycle(call).await? {
                Then::Delete => self.append(call).await?,
                Then::Restart => {
                    self.append(call).await?;
                    is_restarted = true;
                }
                Then::QuitQuietly(code) => {
                    status = code;
                    break;
                }
                Then::Quit(code) => {
                    self.end_cycle(call).await?;
                    if call.flavour == Flavour::Debian {
                        self.sink.print(call, "");
                    }
                    status = code;
                    break;
                }
                Then::Next | Then::Jump(_) | Then::EndCycle => self.end_cycle(call).await?,
            }
            self.sink.output.keep_up(call).await?;
        }
        self.inputs.finish(call, &mut self.sink).await?;
        self.sink.flush(call).await?;
        for other in self.others.iter_mut().flatten() {
            other.flush(call).await?;
        }
        Ok(if status == 0 {
            self.inputs.status
        } else {
            status
        })
    }

    /// Takes the next line.
    async fn read(&mut self, call: &mut Call<'_>) -> Result<bool, Failure> {
        let before = self.inputs.name().to_owned();
        let Some(line) = self.inputs.next(call, &mut self.sink).await? else {
            return Ok(false);
        };
        if self.inputs.is_separate && self.inputs.name() != before {
            self.number = 0;
            self.ranges = self
                .script
                .commands
                .iter()
                .map(|it| it.addresses.range())
                .collect();
        }
        self.space = line;
        self.number += 1;
        self.is_substituted = false;
        Ok(true)
    }

    async fn end_cycle(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        if !self.is_quiet {
            self.sink.line(call, self.space.text, self.space.newline);
        }
        self.append(call).await
    }

    /// Writes what `a` and `r` have put by.
    async fn append(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        for appended in std::mem::take(&mut self.appended) {
            match appended {
                Appended::Text(text) => self.sink.text(call, text),
                Appended::File(path) => {
                    if path == "/dev/stdin" {
                        return unsupported("with the file /dev/stdin");
                    }
                    let Ok(mut input) = Input::open_file(call, &path).await else {
                        continue;
                    };
                    let mut last = None;
                    while let Ok(Some(piece)) = input.piece(call).await {
                        last = call.str(piece).bytes().last();
                        self.sink.text(call, piece);
                    }
                    if last.is_some_and(|it| it != b'\n') && call.flavour == Flavour::Busybox {
                        self.sink.print(call, "\n");
                    }
                    input.close(call);
                }
            }
        }
        Ok(())
    }

    async fn cycle(&mut self, call: &mut Call<'_>) -> Result<Then, Failure> {
        let mut at = 0;
        while at < self.script.commands.len() {
            call.step().await;
            let is_selected = self.is_selected(call, at).await?;
            let command = self.script.commands[at].clone();
            if !is_selected {
                at = match command.verb {
                    Verb::Block(end) => end,
                    _ => at + 1,
                };
                continue;
            }
            match self.follow(call, &command, at).await? {
                Then::Next => at += 1,
                Then::Jump(to) => at = to,
                then => return Ok(then),
            }
        }
        Ok(Then::EndCycle)
    }

    async fn is_selected(&mut self, call: &mut Call<'_>, at: usize) -> Result<bool, Failure> {
        let addresses = self.script.commands[at].addresses.clone();
        let Some(first) = &addresses.first else {
            return Ok(!addresses.is_negated);
        };
        let found = match &addresses.second {
            None => self.matches(call, first).await?,
            Some(second) => self.is_in_range(call, at, first, second).await?,
        };
        Ok(found != addresses.is_negated)
    }

    async fn is_in_range(
        &mut self,
        call: &mut Call<'_>,
        at: usize,
        first: &Address,
        second: &Address,
    ) -> Result<bool, Failure> {
        match self.ranges[at] {
            Range::Active(Some(end)) => {
                if self.number >= end {
                    self.ranges[at] = Range::Inactive;
                }
                Ok(self.number <= end)
            }
            Range::Active(None) => {
                if self.matches(call, second).await? {
                    self.ranges[at] = Range::Inactive;
                }
                Ok(true)
            }
            Range::Inactive => {
                if !self.matches(call, first).await? {
                    return Ok(false);
                }
                let end = match second {
                    Address::Line(line) => Some(*line),
                    Address::Plus(lines) => Some(self.number.saturating_add(*lines)),
                    Address::Multiple(of) if *of == 0 || self.number.is_multiple_of(*of) => {
                        return unsupported("with a range that ends where it begins");
                    }
                    Address::Multiple(of) => Some(self.number.div_ceil(*of).saturating_mul(*of)),
                    Address::Step(..) | Address::Last | Address::Pattern(_) => None,
                };
                if end.is_none_or(|end| end > self.number) {
                    self.ranges[at] = Range::Active(end);
                }
                Ok(true)
            }
        }
    }

    async fn matches(&mut self, call: &mut Call<'_>, address: &Address) -> Result<bool, Failure> {
        Ok(match address {
            Address::Line(line) => self.number == *line,
            Address::Step(first, 0) => self.number == *first,
            Address::Step(first, step) => {
                self.number >= *first && (self.number - first).is_multiple_of(*step)
            }
            Address::Last => self.inputs.is_last(call, &mut self.sink).await?,
            Address::Pattern(pattern) => {
                let pattern = self.pattern(pattern)?;
                pattern.is_in(call.str(self.space.text))?
            }
            Address::Plus(_) | Address::Multiple(_) => false,
        })
    }

    /// A pattern, the last one used for the empty one.
    fn pattern(&mut self, pattern: &Option<Pattern>) -> Result<Pattern, Failure> {
        if let Some(pattern) = pattern {
            self.last_pattern = Some(pattern.clone());
        }
        match &self.last_pattern {
            Some(pattern) => Ok(pattern.clone()),
            None => unsupported("with an empty pattern and none before it"),
        }
    }

    async fn follow(
        &mut self,
        call: &mut Call<'_>,
        command: &Command,
        at: usize,
    ) -> Result<Then, Failure> {
        match &command.verb {
            Verb::Block(_) | Verb::Nothing => {}
            Verb::Number => self.sink.print(call, &format!("{}\n", self.number)),
            Verb::Append(text) => self.appended.push(Appended::Text(*text)),
            Verb::Insert(text) => self.sink.text(call, *text),
            Verb::Change(text) => {
                let is_range = command.addresses.second.is_some() && !command.addresses.is_negated;
                if !is_range || self.ranges[at] == Range::Inactive {
                    self.sink.text(call, *text);
                }
                return Ok(Then::Delete);
            }
            Verb::Branch(to) => return Ok(Then::Jump(*to)),
            Verb::BranchIfDone(to) | Verb::BranchIfNotDone(to) => {
                let is_done = std::mem::take(&mut self.is_substituted);
                let wanted = matches!(command.verb, Verb::BranchIfDone(_));
                if is_done == wanted {
                    return Ok(Then::Jump(*to));
                }
            }
            Verb::Delete => return Ok(Then::Delete),
            Verb::DeleteFirst => match call.str(self.space.text).find('\n') {
                Some(end) => {
                    self.space.text = self.space.text.slice_from(end + 1);
                    return Ok(Then::Restart);
                }
                None => return Ok(Then::Delete),
            },
            Verb::Print => {
                let newline = match call.flavour {
                    Flavour::Debian => self.space.newline,
                    Flavour::Busybox => Some(call.own_text("\n")),
                };
                self.sink.line(call, self.space.text, newline);
            }
            Verb::PrintFirst => {
                let text = self.space.text;
                match call.str(text).find('\n') {
                    Some(end) => {
                        let newline = text.slice(end..end + 1);
                        self.sink.line(call, text.slice(0..end), Some(newline));
                    }
                    None if call.flavour == Flavour::Busybox => {
                        let newline = call.own_text("\n");
                        self.sink.line(call, text, Some(newline));
                    }
                    None => self.sink.line(call, text, self.space.newline),
                }
            }
            Verb::Copy => self.hold = self.space,
            Verb::CopyFrom => {
                self.space.text = self.hold.text;
                self.end_line(call, self.space.newline);
            }
            Verb::Add => {
                self.hold = Line {
                    text: joined(call, self.hold.text, self.space.text),
                    newline: self.space.newline,
                };
            }
            Verb::AddFrom => {
                self.space.text = joined(call, self.space.text, self.hold.text);
                let newline = call.own_text("\n");
                self.end_line(call, Some(newline));
            }
            Verb::Exchange => {
                std::mem::swap(&mut self.space, &mut self.hold);
                let newline = call.own_text("\n");
                if call.flavour == Flavour::Busybox {
                    self.space.newline = Some(newline);
                }
            }
            Verb::Next => return self.next(call).await,
            Verb::NextAdded => return self.next_added(call).await,
            Verb::Quit(status) => return Ok(Then::Quit(*status)),
            Verb::QuitQuietly(status) => return Ok(Then::QuitQuietly(*status)),
            Verb::Read(path) => self.appended.push(Appended::File(path.clone())),
            Verb::Write(index) => self.write(call, *index).await?,
            Verb::Substitute(substitution) => {
                let pattern = self.pattern(&substitution.pattern)?;
                let replaced = substitution.apply(call, self.space.text, &pattern)?;
                if let Some(text) = replaced {
                    self.space.text = text;
                    self.is_substituted = true;
                    if substitution.prints {
                        self.sink.line(call, self.space.text, self.space.newline);
                    }
                    if let Some(index) = substitution.written {
                        self.write(call, index).await?;
                    }
                }
            }
            Verb::Translate(pairs) => self.space.text = translated(call, self.space.text, pairs),
            Verb::Empty => self.space.text = self.space.text.at_start(),
            Verb::FileName => {
                let name = self.inputs.name().to_owned();
                self.sink.print(call, &format!("{name}\n"));
            }
        }
        Ok(Then::Next)
    }

    /// How the line ends once the hold space is in it: in GNU's sed as that does.
    fn end_line(&mut self, call: &Call<'_>, busybox: Option<Span>) {
        self.space.newline = match call.flavour {
            Flavour::Debian => self.hold.newline,
            Flavour::Busybox => busybox,
        };
    }

    /// `n`: without a next line GNU writes this one and ends.
    async fn next(&mut self, call: &mut Call<'_>) -> Result<Then, Failure> {
        if self.is_at_end(call).await? {
            return Ok(match self.is_quiet {
                true => Then::QuitQuietly(0),
                false => Then::EndCycle,
            });
        }
        self.end_cycle(call).await?;
        let was_substituted = self.is_substituted;
        self.read(call).await?;
        self.is_substituted = was_substituted;
        Ok(Then::Next)
    }

    /// `N`: likewise.
    async fn next_added(&mut self, call: &mut Call<'_>) -> Result<Then, Failure> {
        if self.is_at_end(call).await? {
            return Ok(Then::EndCycle);
        }
        self.append(call).await?;
        let (before, was_substituted) = (self.space.text, self.is_substituted);
        self.read(call).await?;
        self.is_substituted = was_substituted;
        self.space.text = joined(call, before, self.space.text);
        Ok(Then::Next)
    }

    /// Whether no line comes, in no file.
    async fn is_at_end(&mut self, call: &mut Call<'_>) -> Result<bool, Failure> {
        if !self.inputs.is_last(call, &mut self.sink).await? {
            return Ok(false);
        }
        match self.inputs.is_separate && self.inputs.has_more_files() {
            true => unsupported("with n or N at the end of a file that is edited by itself"),
            false => Ok(true),
        }
    }

    async fn write(&mut self, call: &mut Call<'_>, index: usize) -> Result<(), Failure> {
        let text = self.space.text;
        match &mut self.others[index] {
            None => self.sink.line(call, text, self.space.newline),
            Some(sink) => {
                sink.line(call, text, self.space.newline);
                sink.flush(call).await?;
            }
        }
        Ok(())
    }
}

/// Opens a file that is written.
async fn open(call: &mut Call<'_>, name: &str) -> Result<Sink, Failure> {
    match call.process.open(name, Open::Write).await {
        Ok(file) => {
            let number = call.free_descriptor();
            call.process.install(number, file);
            Ok(Sink::to(number))
        }
        Err(Missing::Error(errno)) if call.flavour == Flavour::Debian => {
            complaint(format!("couldn't open file {name}: {}", errno.message()), 4)
        }
        Err(_) => unsupported(format!("writing {name}")),
    }
}

/// Two texts with a newline between.
fn joined(call: &mut Call<'_>, one: Span, other: Span) -> Span {
    let newline = call.own_text("\n");
    call.process.join(&[one, newline, other])
}

fn translated(call: &mut Call<'_>, text: Span, pairs: &[(char, char)]) -> Span {
    let texts = &call.process.cx.texts;
    let mut builder = texts.builder();
    for (at, c) in texts.str(text).char_indices() {
        let from = text.slice(at..at + c.len_utf8());
        match pairs.iter().find(|it| it.0 == c) {
            Some((_, to)) => builder.rewrite(&to.to_string(), from, Rewrite::Pattern),
            None => builder.copy(from),
        };
    }
    let built = builder.build();
    match built.as_copy() {
        Some(span) => span,
        None => call.process.cx.texts.finish(built),
    }
}
