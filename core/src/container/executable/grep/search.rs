//! The search through one file.

use std::collections::VecDeque;

use super::super::failure::{Failure, unsupported};
use super::super::lines::Input;
use super::super::output::Output;
use super::super::{Call, Line};
use super::Tally;
use super::options::{Grep, Report};
use crate::kernel::Errno;

/// Where the search is.
struct Place<'n> {
    name: Option<&'n str>,
    number: u64,
    offset: usize,
}

impl Grep {
    pub(super) async fn search(
        &self,
        call: &mut Call<'_>,
        input: &mut Input,
        path: &str,
        name: Option<&str>,
        output: &mut Output,
        tally: &mut Tally,
    ) -> Result<Result<(), Errno>, Failure> {
        let shown = |it| if it == "-" { "(standard input)" } else { it };
        let mut place = Place {
            name: name.map(shown),
            number: 0,
            offset: 0,
        };
        let mut found = 0;
        let mut held: VecDeque<(Line, u64, usize)> = VecDeque::new();
        let mut after = 0;
        let mut last_written = 0;
        loop {
            let is_full = self.most.is_some_and(|most| found >= most);
            if is_full && after == 0 || self.is_decided(found) {
                input.give_back(call);
                break;
            }
            let line = match input.line(call).await {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(errno) => return Ok(Err(errno)),
            };
            place.number += 1;
            let is_selected = self.is_selected(call, line)?;
            if is_full && is_selected && call.flavour == super::Flavour::Busybox {
                break;
            }
            if is_selected && !is_full {
                found += 1;
                if matches!(self.report, Report::Lines | Report::Matches) {
                    let first = held.front().map_or(place.number, |it| it.1);
                    let has_context = match call.flavour {
                        super::Flavour::Debian => self.has_context,
                        super::Flavour::Busybox => self.before + self.after > 0,
                    };
                    if has_context && tally.has_written && first > last_written + 1 {
                        output.print(call, "--\n");
                    }
                    for (line, number, offset) in held.drain(..) {
                        self.context(call, output, &place, line, number, offset);
                    }
                    self.write(call, output, &place, line)?;
                    tally.has_written = true;
                    last_written = place.number;
                    after = self.after;
                }
            } else if after > 0 {
                after -= 1;
                self.context(call, output, &place, line, place.number, place.offset);
                last_written = place.number;
            } else {
                held.push_back((line, place.number, place.offset));
                if held.len() > self.before {
                    held.pop_front();
                }
            }
            place.offset += line.text.len() + 1;
            output.keep_up(call).await?;
        }
        tally.has_matched |= match self.report {
            Report::NameIfNotFound if call.flavour == super::Flavour::Busybox => found == 0,
            _ => found > 0,
        };
        self.summary(call, output, path, &place, found);
        Ok(Ok(()))
    }

    /// Whether nothing more has to be read.
    fn is_decided(&self, found: u64) -> bool {
        match self.report {
            Report::NameIfFound | Report::NameIfNotFound | Report::Nothing => found > 0,
            Report::Lines | Report::Matches | Report::Count => false,
        }
    }

    fn summary(
        &self,
        call: &mut Call<'_>,
        output: &mut Output,
        path: &str,
        place: &Place<'_>,
        found: u64,
    ) {
        let path = if path == "-" {
            "(standard input)"
        } else {
            path
        };
        match self.report {
            Report::Count => {
                let name = place.name.map(|it| format!("{it}:")).unwrap_or_default();
                output.print(call, &format!("{name}{found}\n"));
            }
            Report::NameIfFound if found > 0 => output.print(call, &format!("{path}\n")),
            Report::NameIfNotFound if found == 0 => output.print(call, &format!("{path}\n")),
            _ => {}
        }
    }

    fn is_selected(&self, call: &Call<'_>, line: Line) -> Result<bool, Failure> {
        let text = call.str(line.text);
        if text.contains('\0') {
            return unsupported("in a binary file");
        }
        for pattern in &self.patterns {
            if pattern.is_in(text)? {
                return Ok(!self.is_inverted);
            }
        }
        Ok(self.is_inverted)
    }

    fn write(
        &self,
        call: &mut Call<'_>,
        output: &mut Output,
        place: &Place<'_>,
        line: Line,
    ) -> Result<(), Failure> {
        if self.report == Report::Lines {
            self.prefix(call, output, place, ':', place.number, place.offset);
            output.push_line(call, line);
            return Ok(());
        }
        if self.is_inverted {
            return Ok(());
        }
        let mut from = 0;
        loop {
            let mut best: Option<(usize, usize)> = None;
            for pattern in &self.patterns {
                if let Some(found) = pattern.find(call.str(line.text), from)? {
                    let (start, end) = (found.start(), found.end());
                    let is_better =
                        best.is_none_or(|it| start < it.0 || start == it.0 && end > it.1);
                    if is_better {
                        best = Some((start, end));
                    }
                }
            }
            let Some((start, end)) = best else {
                return Ok(());
            };
            if end > start {
                self.prefix(call, output, place, ':', place.number, place.offset + start);
                output.push(line.text.slice(start..end));
                output.print(call, "\n");
                from = end;
                continue;
            }
            let next = call.str(line.text)[end..].chars().next();
            match next {
                Some(c) => from = end + c.len_utf8(),
                None => return Ok(()),
            }
        }
    }

    fn context(
        &self,
        call: &mut Call<'_>,
        output: &mut Output,
        place: &Place<'_>,
        line: Line,
        number: u64,
        offset: usize,
    ) {
        if self.report == Report::Lines {
            self.prefix(call, output, place, '-', number, offset);
            output.push_line(call, line);
        }
    }

    fn prefix(
        &self,
        call: &mut Call<'_>,
        output: &mut Output,
        place: &Place<'_>,
        mark: char,
        number: u64,
        offset: usize,
    ) {
        let name = place.name.map(|it| format!("{it}{mark}"));
        let number = self.has_numbers.then(|| format!("{number}{mark}"));
        let offset = self.has_offsets.then(|| format!("{offset}{mark}"));
        let parts = [name, number, offset].into_iter().flatten();
        output.print(call, &parts.collect::<String>());
    }
}
