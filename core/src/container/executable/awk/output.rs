//! Where awk writes: standard output, files and commands, each under the name the program gives it.

use super::super::Call;
use super::super::child::ItsInput;
use super::super::failure::{Failure, unsupported};
use super::super::output::Output;
use super::execute::Interpreter;
use super::syntax::Redirected;
use crate::kernel::{Missing, Open};
use crate::text::Span;

/// What a program asked to write.
#[derive(Debug)]
pub(super) enum Written {
    Out(Span),
    To(Redirected, String, Span),
    Close(String),
}

/// A file or command that is written to.
#[derive(Debug)]
pub(super) enum Place {
    File(Output, u32),
    /// Its command runs when it is closed.
    Command(Vec<Span>),
}

impl Interpreter {
    /// Writes what was put by.
    pub(super) async fn write_out(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        for written in std::mem::take(&mut self.written) {
            match written {
                Written::Out(text) => self.output.push(text),
                Written::To(how, name, text) => self.write_to(call, how, name, text).await?,
                Written::Close(name) => self.close(call, &name).await?,
            }
            self.output.keep_up(call).await?;
        }
        Ok(())
    }

    async fn write_to(
        &mut self,
        call: &mut Call<'_>,
        how: Redirected,
        name: String,
        text: Span,
    ) -> Result<(), Failure> {
        if !self.places.iter().any(|it| it.0 == name) {
            let place = match how {
                Redirected::Command => Place::Command(Vec::new()),
                Redirected::Over => open(call, &name, Open::Write).await?,
                Redirected::Behind => open(call, &name, Open::Append).await?,
            };
            self.places.push((name.clone(), place));
        }
        match self.places.iter_mut().find(|it| it.0 == name) {
            Some((_, Place::File(output, _))) => {
                output.push(text);
                if name == "/dev/stderr" {
                    output.flush(call).await?;
                }
            }
            Some((_, Place::Command(pieces))) => pieces.push(text),
            None => {}
        }
        Ok(())
    }

    async fn close(&mut self, call: &mut Call<'_>, name: &str) -> Result<(), Failure> {
        let Some(at) = self.places.iter().position(|it| it.0 == name) else {
            return Ok(());
        };
        match self.places.remove(at).1 {
            Place::File(mut output, number) => {
                output.flush(call).await?;
                if number > 2 {
                    call.process.close(number);
                }
                Ok(())
            }
            Place::Command(pieces) => {
                self.output.flush(call).await?;
                let words = ["sh", "-c", name].map(|it| call.own_text(it));
                let input = call.process.temporary(pieces);
                let own = call.process.descriptor(0);
                call.process.install(0, input);
                let started = call.run_child(&words, ItsInput::Inherited).await;
                if let Some(own) = own {
                    call.process.install(0, own);
                }
                match started {
                    Ok(_) => Ok(()),
                    Err(_) => unsupported(format!("with the command {name}")),
                }
            }
        }
    }

    /// Closes everything, in the end.
    pub(super) async fn close_all(&mut self, call: &mut Call<'_>) -> Result<(), Failure> {
        self.output.flush(call).await?;
        while let Some((name, _)) = self.places.first() {
            let name = name.clone();
            self.close(call, &name).await?;
        }
        Ok(())
    }
}

async fn open(call: &mut Call<'_>, name: &str, how: Open) -> Result<Place, Failure> {
    match name {
        "/dev/stdout" | "-" => return Ok(Place::File(Output::to(1), 1)),
        "/dev/stderr" => return Ok(Place::File(Output::to(2), 2)),
        _ => {}
    }
    match call.process.open(name, how).await {
        Ok(file) => {
            let number = call.free_descriptor();
            call.process.install(number, file);
            Ok(Place::File(Output::to(number), number))
        }
        Err(Missing::Error(errno)) => unsupported(format!("writing {name}: {}", errno.message())),
        Err(Missing::NobodyKnows) => unsupported(format!("writing {name}")),
    }
}
