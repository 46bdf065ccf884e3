//! The lines of all files of sed, one file behind the other, or each by itself for `-s` and `-i`.

use std::collections::VecDeque;

use super::super::failure::{Failure, complaint, unsupported};
use super::super::lines::Input;
use super::super::{Call, Flavour, Line};
use super::sink::Sink;
use crate::kernel::{Follow, InodeId, Missing, Node, Open};

/// A file that is being edited in place.
#[derive(Debug)]
struct Edited {
    path: String,
    temporary: String,
    number: u32,
    of: InodeId,
}

/// The files.
#[derive(Debug)]
pub(super) struct Inputs {
    paths: VecDeque<String>,
    current: Option<(Input, String)>,
    ahead: Option<Line>,
    pub(super) is_separate: bool,
    in_place: Option<String>,
    edited: Option<Edited>,
    pub(super) status: u8,
}

impl Inputs {
    pub(super) fn new(paths: Vec<String>, is_separate: bool, in_place: Option<String>) -> Self {
        Self {
            paths: paths.into(),
            current: None,
            ahead: None,
            is_separate: is_separate || in_place.is_some(),
            in_place,
            edited: None,
            status: 0,
        }
    }

    /// The next line; a file that comes to its end is finished, and the next one opened.
    pub(super) async fn next(
        &mut self,
        call: &mut Call<'_>,
        sink: &mut Sink,
    ) -> Result<Option<Line>, Failure> {
        if let Some(line) = self.ahead.take() {
            return Ok(Some(line));
        }
        loop {
            if let Some(line) = self.read(call, sink).await? {
                return Ok(Some(line));
            }
            if !self.open_next(call, sink).await? {
                return Ok(None);
            }
        }
    }

    /// A line of the file that is open.
    async fn read(
        &mut self,
        call: &mut Call<'_>,
        sink: &mut Sink,
    ) -> Result<Option<Line>, Failure> {
        let Some((input, path)) = &mut self.current else {
            return Ok(None);
        };
        match input.line(call).await {
            Ok(line) => Ok(line),
            Err(errno) => {
                let (path, why) = (path.clone(), errno.message());
                sink.flush(call).await?;
                match call.flavour {
                    Flavour::Debian => complaint(format!("read error on {path}: {why}"), 4),
                    Flavour::Busybox => unsupported("reading what cannot be read"),
                }
            }
        }
    }

    fn failure(&self, call: &Call<'_>) -> u8 {
        match call.flavour {
            Flavour::Debian => 2,
            Flavour::Busybox => 1,
        }
    }

    /// Whether another file begins.
    async fn open_next(&mut self, call: &mut Call<'_>, sink: &mut Sink) -> Result<bool, Failure> {
        self.finish(call, sink).await?;
        while let Some(path) = self.paths.pop_front() {
            if path == "-" && self.in_place.is_none() {
                self.current = Some((Input::of(0).in_blocks(4096), path));
                return Ok(true);
            }
            if let Some(text) = self.refusal(call, &path) {
                if call.flavour == Flavour::Busybox {
                    return unsupported("-i with something that is no regular file");
                }
                self.status = 4;
                call.complain(&text).await;
                continue;
            }
            match Input::open_file(call, &path).await {
                Ok(input) => {
                    if self.in_place.is_some() {
                        self.begin_edit(call, sink, &path).await?;
                    }
                    self.current = Some((input.in_blocks(4096), path));
                    return Ok(true);
                }
                Err(errno) => {
                    let why = errno.message();
                    let text = match call.flavour {
                        Flavour::Debian => format!("can't read {path}: {why}"),
                        Flavour::Busybox => format!("{path}: {why}"),
                    };
                    call.complain(&text).await;
                    self.status = self.failure(call);
                }
            }
        }
        Ok(false)
    }

    /// Why a file cannot be edited in place, or read.
    fn refusal(&self, call: &Call<'_>, path: &str) -> Option<String> {
        let id = call.process.inode_at(path, Follow::Links).ok()?;
        match (&call.process.files.inode(id).node, &self.in_place) {
            (Node::Regular(_), _) | (_, None) => None,
            (_, Some(_)) => Some(format!("couldn't edit {path}: not a regular file")),
        }
    }

    async fn begin_edit(
        &mut self,
        call: &mut Call<'_>,
        sink: &mut Sink,
        path: &str,
    ) -> Result<(), Failure> {
        let Ok(of) = call.process.inode_at(path, Follow::Links) else {
            return unsupported("-i");
        };
        let directory = path.rsplit_once('/').map_or("", |it| it.0);
        let slash = if path.contains('/') { "/" } else { "" };
        let bits = call.process.random_bits() & 0x00ff_ffff;
        let temporary = format!("{directory}{slash}sed{bits:06x}");
        let file = match call.process.open(&temporary, Open::New).await {
            Ok(file) => file,
            Err(Missing::Error(errno)) => {
                let text = format!(
                    "couldn't open temporary file {temporary}: {}",
                    errno.message()
                );
                return Err(Failure::Unsupported(text));
            }
            Err(Missing::NobodyKnows) => return unsupported("-i in a place nobody knows"),
        };
        let number = call.free_descriptor();
        call.process.install(number, file);
        *sink = Sink::to(number);
        self.edited = Some(Edited {
            path: path.to_owned(),
            temporary,
            number,
            of,
        });
        Ok(())
    }

    /// Ends the file that is open: what was edited in place takes its place.
    pub(super) async fn finish(
        &mut self,
        call: &mut Call<'_>,
        sink: &mut Sink,
    ) -> Result<(), Failure> {
        if let Some((mut input, _)) = self.current.take() {
            input.give_back(call);
            input.close(call);
        }
        let Some(edited) = self.edited.take() else {
            return Ok(());
        };
        sink.flush(call).await?;
        *sink = Sink::to(1);
        call.process.close(edited.number);
        let old = call.process.files.inode(edited.of);
        let (mode, user, group) = (old.mode, old.user, old.group);
        if let Ok(id) = call.process.inode_at(&edited.temporary, Follow::NotLast) {
            let new = call.process.files.inode_mut(id);
            (new.mode, new.user, new.group) = (mode, user, group);
        }
        let suffix = self.in_place.clone().unwrap_or_default();
        let mut done = Ok(());
        if !suffix.is_empty() {
            done = call
                .process
                .rename(&edited.path, &backup(&edited.path, &suffix));
        }
        done = done.and_then(|()| call.process.rename(&edited.temporary, &edited.path));
        match done {
            Ok(()) => Ok(()),
            Err(_) => unsupported(format!("-i where {} cannot be renamed", edited.path)),
        }
    }

    /// Whether no line comes behind this one, in this file for `-s`.
    pub(super) async fn is_last(
        &mut self,
        call: &mut Call<'_>,
        sink: &mut Sink,
    ) -> Result<bool, Failure> {
        if self.ahead.is_some() {
            return Ok(false);
        }
        if self.is_separate {
            return Ok(match &mut self.current {
                Some((input, _)) => input.is_finished(call).await,
                None => true,
            });
        }
        self.ahead = self.next(call, sink).await?;
        Ok(self.ahead.is_none())
    }

    /// Whether there are files behind this one.
    pub(super) fn has_more_files(&self) -> bool {
        !self.paths.is_empty()
    }

    /// The name of the file that is open.
    pub(super) fn name(&self) -> &str {
        self.current.as_ref().map_or("-", |it| &*it.1)
    }
}

/// The name of a backup: a suffix, or a name in which `*` stands for that of the file.
fn backup(path: &str, suffix: &str) -> String {
    let (directory, name) = match path.rsplit_once('/') {
        Some((directory, name)) => (format!("{directory}/"), name),
        None => (String::new(), path),
    };
    match suffix.contains('*') {
        true if suffix.contains('/') => suffix.replace('*', name),
        true => format!("{directory}{}", suffix.replace('*', name)),
        false => format!("{path}{suffix}"),
    }
}
