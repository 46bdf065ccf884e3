//! `select` (bash's manual, "Conditional Constructs"): a menu, of which the answers are read line by line.
//!
//! Recorded: the menu goes to standard error, in as many columns as `COLUMNS` has room for, or in one where one row
//! would do. It comes again behind an empty answer. At the end of the input bash prints a line break and ends with 1.

use std::borrow::Cow;

use super::compound::Turn;
use super::evaluator::{Divert, Evaluator, Flow};
use crate::shell::builtin::builtin;
use crate::shell::characters::is_name;
use crate::shell::syntax::Select;
use crate::text::Span;

/// How wide a line is where nothing says so.
const WIDTH: usize = 80;
/// How wide a tab is.
const TAB: usize = 8;

/// Whether the menu is shown before the next answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Menu {
    Shown,
    Hidden,
}

impl Evaluator {
    pub(super) async fn run_select(&mut self, it: &Select, written: Span) -> Flow {
        let name = it.variable.plain(&self.process.cx.texts);
        let Some(name) = name.map(Cow::into_owned) else {
            return self.unsupported("a quoted variable of select");
        };
        if !is_name(&name) {
            return self.bad_name(&name).await;
        }
        let values = match &it.words {
            Some(list) => self.expand_words(&list.words).await?,
            None => self.environment.positional.clone(),
        };
        self.status = 0;
        if values.is_empty() {
            return Ok(());
        }
        if self.traces_headers() {
            let words = values
                .iter()
                .map(|it| format!(" {}", self.traced_word(*it)));
            let header = format!("select {name} in{}", words.collect::<String>());
            self.trace_header(header).await?;
        }
        let mut menu = Menu::Shown;
        loop {
            self.step()?;
            self.tell_command(written);
            self.run_debug().await?;
            let Some(answer) = self.ask(&values, menu).await? else {
                self.status = 1;
                return Ok(());
            };
            let chosen = self.str(answer).trim().parse::<usize>().ok();
            let chosen = chosen.and_then(|it| values.get(it.checked_sub(1)?).copied());
            let value = chosen.unwrap_or_else(|| self.shell_text("", "answer that is none"));
            match self.set_variable(&name, value, None).await {
                Err(Divert::Discard) => return Ok(()),
                result => result?,
            }
            let turn = self
                .turn(async |shell| shell.run_list(&it.body.list).await)
                .await?;
            if turn == Turn::Last {
                return Ok(());
            }
            let reply = self.environment.variables.value("REPLY");
            menu = match reply {
                Some(reply) if self.str(reply).is_empty() => Menu::Shown,
                _ => Menu::Hidden,
            };
        }
    }

    /// Asks until there is an answer; nothing at the end of the input.
    async fn ask(&mut self, values: &[Span], mut menu: Menu) -> Flow<Option<Span>> {
        loop {
            if menu == Menu::Shown {
                let text = self.menu(values);
                self.print_error(&text).await?;
            }
            let prompt = self.environment.variables.value("PS3");
            let prompt = prompt.map_or("#? ", |it| self.str(it)).to_owned();
            self.print_error(&prompt).await?;
            let Some(read) = builtin("read", self.dialect()) else {
                return self.unsupported("select");
            };
            let arguments = [self.shell_text("read", "name of a built-in")];
            let status = (read.run)(self, &arguments).await?;
            if status != 0 {
                let end = self.shell_text("\n", "end of select");
                let _ = self.write(1, end).await?;
                return Ok(None);
            }
            let reply = self.environment.variables.value("REPLY");
            match reply {
                Some(reply) if self.str(reply).is_empty() => menu = Menu::Shown,
                reply => return Ok(reply),
            }
        }
    }

    /// The numbered values in columns.
    fn menu(&self, values: &[Span]) -> String {
        let columns = self.environment.variables.value("COLUMNS");
        let columns = columns.and_then(|it| self.str(it).parse::<usize>().ok());
        let width = columns.filter(|it| *it > 0).unwrap_or(WIDTH);
        let values: Vec<&str> = values.iter().map(|it| self.str(*it)).collect();
        let count = values.len();
        let digits = digits(count);
        let longest = values.iter().map(|it| it.chars().count()).max();
        let cell = longest.unwrap_or(0) + digits + ") ".len() + 2;
        let rows = count.div_ceil((width / cell).max(1));
        let rows = if rows == 1 { count } else { rows };
        let mut text = String::new();
        for row in 0..rows {
            let mut at = 0;
            for index in (row..count).step_by(rows) {
                let number_width = if at == 0 { self::digits(rows) } else { digits };
                let value = values[index];
                text += &format!("{:number_width$}) {value}", index + 1);
                if index + rows < count {
                    let end = at + value.chars().count() + number_width + ") ".len();
                    push_blanks(&mut text, end, at + cell);
                    at += cell;
                }
            }
            text.push('\n');
        }
        text
    }
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

/// Blanks from one column to another: tabs, as far as they reach.
fn push_blanks(text: &mut String, mut from: usize, to: usize) {
    while from < to {
        if to / TAB > from / TAB {
            text.push('\t');
            from += TAB - from % TAB;
        } else {
            text.push(' ');
            from += 1;
        }
    }
}
