//! [`Process`]: what the body of a process asks the kernel for.

use std::cell::Cell;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use super::baton::{Slot, Suspend};
use super::clock::{Instant, cost};
use super::descriptor::{Access, Descriptors, OpenFile, Stream};
use super::errno::Errno;
use super::files::{Content, Device, FileSystem, Follow, InodeId, Missing, Node, Permission, Seen};
use super::limits::Outputs;
use super::machine::Kernel;
use super::pipe::Pipe;
use super::signal::{Disposition, Signal};
use super::table::{Condition, End, Entry, State, Task};
use crate::text::{Source, Span};
use crate::trace::{Action, Cause, Outcome, Pid, Resource};

/// A process, as its body sees it: its calls, and the kernel while it runs.
#[derive(Debug)]
pub struct Process {
    pid: Pid,
    slot: Slot,
    kernel: Option<Box<Kernel>>,
}

/// Which children are waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Children {
    /// Any.
    Any,
    /// One.
    One(Pid),
}

/// How a file is opened for writing (XSH `open`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Open {
    /// `O_RDONLY`
    Read,
    /// `O_WRONLY | O_CREAT | O_TRUNC`
    Write,
    /// `O_WRONLY | O_CREAT | O_EXCL`
    New,
    /// `O_WRONLY | O_CREAT | O_APPEND`
    Append,
    /// `O_RDWR | O_CREAT`
    ReadWrite,
}

/// What `wait` found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Waited {
    /// A child that ended.
    Ended(Pid, End),
    /// A signal came first.
    Interrupted,
    /// There is no such child.
    NoChild,
}

impl Children {
    pub(super) fn include(self, pid: Pid) -> bool {
        match self {
            Self::Any => true,
            Self::One(one) => one == pid,
        }
    }
}

impl Deref for Process {
    type Target = Kernel;

    fn deref(&self) -> &Kernel {
        match &self.kernel {
            Some(kernel) => kernel,
            None => unreachable!("a process that runs holds the kernel"),
        }
    }
}

impl DerefMut for Process {
    fn deref_mut(&mut self) -> &mut Kernel {
        match &mut self.kernel {
            Some(kernel) => kernel,
            None => unreachable!("a process that runs holds the kernel"),
        }
    }
}

/// A body that ends gives the kernel back.
impl Drop for Process {
    fn drop(&mut self) {
        if let Some(kernel) = self.kernel.take() {
            self.slot.put(kernel);
        }
    }
}

impl Process {
    pub(super) fn new(pid: Pid, slot: Slot) -> Self {
        Self {
            pid,
            slot,
            kernel: None,
        }
    }

    /// Its number.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// The number of its parent.
    #[must_use]
    pub fn parent(&self) -> Pid {
        self.entry().parent
    }

    /// Its user and group.
    #[must_use]
    pub fn user(&self) -> (u32, u32) {
        (self.entry().user, self.entry().group)
    }

    /// Becomes another user, as `setuid(2)` and `setgid(2)` do for the superuser.
    pub fn become_user(&mut self, user: u32, group: u32) {
        let entry = self.entry_mut();
        (entry.user, entry.group) = (user, group);
    }

    /// Its own time.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.entry().time
    }

    pub(super) fn entry(&self) -> &Entry {
        match self.table.get(&self.pid) {
            Some(entry) => entry,
            None => unreachable!("a process that runs is in the table"),
        }
    }

    pub(super) fn entry_mut(&mut self) -> &mut Entry {
        let pid = self.pid;
        match self.table.get_mut(&pid) {
            Some(entry) => entry,
            None => unreachable!("a process that runs is in the table"),
        }
    }

    /// Takes the kernel that was put down for this process.
    pub(crate) fn take_kernel(&mut self) {
        self.kernel = self.slot.take();
        if self.kernel.is_some() {
            self.update_proc_for_self();
        }
    }

    /// Lets others run.
    async fn suspend(&mut self) {
        if let Some(kernel) = self.kernel.take() {
            self.slot.put(kernel);
        }
        Suspend::default().await;
        self.take_kernel();
    }

    /// Takes the time of a call, and lets those run whose time is behind.
    pub async fn give_way(&mut self) {
        let time = self.entry().time.after(cost::CALL);
        self.entry_mut().time = time;
        if self.is_due_from_outside(time) {
            self.suspend().await;
            return;
        }
        if self.table.len() == 1 && self.halted.is_none() && self.entry().fatal.is_none() {
            return;
        }
        let others = self.table.iter().filter(|it| *it.0 != self.pid);
        let mut others = others.filter_map(|it| self.ready_at(*it.0, it.1, time));
        let must = self.halted.is_some()
            || self.entry().fatal.is_some()
            || others.any(|other| other < time);
        if must {
            self.suspend().await;
        }
    }

    /// Waits until something holds, or a signal comes.
    async fn wait_until(&mut self, condition: Condition) {
        self.entry_mut().state = State::Waiting(condition);
        self.suspend().await;
    }

    /// Ends the simulation.
    pub async fn stop(&mut self, outcome: Outcome) -> ! {
        self.halt(outcome);
        loop {
            self.suspend().await;
        }
    }

    /// A handle for the same process, which does not hold the kernel.
    pub(crate) fn absent(&self) -> Self {
        Self::new(self.pid, self.slot.clone())
    }

    /// Gives the kernel to the call that is about to begin, or from a call that has come to its end.
    pub(crate) fn release_kernel(&mut self) -> Option<Box<Kernel>> {
        self.kernel.take()
    }

    /// Puts the kernel where whoever goes on finds it.
    pub(crate) fn put_kernel(&mut self) {
        if let Some(kernel) = self.kernel.take() {
            self.slot.put(kernel);
        }
    }

    /// Runs `call` on a stack of its own, so that deep recursion needs no deep stack, with the kernel in the slot:
    /// `call` begins by taking it and ends by putting it back.
    pub(crate) async fn call<T: 'static>(
        &self,
        kernel: Option<Box<Kernel>>,
        call: impl Future<Output = T> + 'static,
    ) -> T {
        let result = Rc::new(Cell::new(None));
        let place = Rc::clone(&result);
        let task = Task::Call(Box::pin(async move {
            place.set(Some(call.await));
        }));
        if let Some(mut kernel) = kernel {
            if let Some(entry) = kernel.table.get_mut(&self.pid) {
                entry.begun = Some(task);
            }
            self.slot.put(kernel);
        }
        Suspend::default().await;
        match result.take() {
            Some(value) => value,
            None => unreachable!("a call that has ended has a result"),
        }
    }

    // Descriptors.

    /// Its descriptors.
    #[must_use]
    pub fn descriptors(&self) -> &Descriptors {
        &self.entry().descriptors
    }

    /// Puts all descriptors in place.
    pub fn set_descriptors(&mut self, descriptors: Descriptors) {
        self.entry_mut().descriptors = descriptors;
    }

    /// What a descriptor leads to.
    #[must_use]
    pub fn descriptor(&self, number: u32) -> Option<Rc<OpenFile>> {
        self.entry().descriptors.get(&number).cloned()
    }

    /// Leads a descriptor to an open file.
    pub fn install(&mut self, number: u32, file: Rc<OpenFile>) {
        let entry = self.entry_mut();
        entry.descriptors.insert(number, file);
        entry.closed_by_exec.remove(&number);
    }

    /// Closes a descriptor; whether it was open.
    pub fn close(&mut self, number: u32) -> bool {
        self.entry_mut().descriptors.remove(&number).is_some()
    }

    /// Lets `exec` close a descriptor.
    pub fn close_by_exec(&mut self, number: u32) {
        self.entry_mut().closed_by_exec.insert(number);
    }

    /// A pipe: the end to read from and the one to write to.
    #[must_use]
    pub fn pipe() -> (Rc<OpenFile>, Rc<OpenFile>) {
        let pipe = Rc::new(Pipe::default());
        let reader = OpenFile::PipeReader(pipe.reader());
        let writer = OpenFile::PipeWriter(pipe.writer());
        (Rc::new(reader), Rc::new(writer))
    }

    /// A file without a name that holds `pieces`, open for reading: a here-document.
    pub fn temporary(&mut self, pieces: impl IntoIterator<Item = Span>) -> Rc<OpenFile> {
        let content = Content::Known(pieces.into_iter().collect());
        let inode = self.files.add_unnamed(Node::Regular(content));
        Rc::new(OpenFile::Regular {
            inode,
            access: Access::Read,
            offset: Cell::new(0),
        })
    }

    // Reading and writing.

    /// Reads up to `most` bytes, at least one character: the next piece; nothing at the end.
    ///
    /// # Errors
    ///
    /// `EBADF`, `EISDIR`, `EINTR`; [`Errno::Unknown`] where nobody knows what would be read.
    pub async fn read(&mut self, number: u32, most: usize) -> Result<Option<Span>, Errno> {
        self.give_way().await;
        let file = self.descriptor(number).ok_or(Errno::BadDescriptor)?;
        self.read_from(&file, most).await
    }

    /// Reads up to `most` bytes as one call: every piece that is there without waiting; none at the end.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub async fn read_pieces(&mut self, number: u32, most: usize) -> Result<Vec<Span>, Errno> {
        let mut pieces = Vec::new();
        let mut left = most;
        let mut next = self.read(number, left).await?;
        while let Some(piece) = next {
            pieces.push(piece);
            left = left.saturating_sub(piece.len());
            let file = self.descriptor(number).ok_or(Errno::BadDescriptor)?;
            let is_there = file.read_pipe().is_none_or(|it| it.first().is_some());
            if left == 0 || !is_there {
                break;
            }
            next = self.read_from(&file, left).await?;
        }
        Ok(pieces)
    }

    /// Reads from an open file, as [`read`](Self::read) does from a descriptor.
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn read_from(&mut self, file: &OpenFile, most: usize) -> Result<Option<Span>, Errno> {
        if let Some(pipe) = file.read_pipe() {
            while !pipe.is_readable() {
                self.wait_until(Condition::Readable(Rc::clone(pipe))).await;
                if !self.entry().pending.is_empty() {
                    return Err(Errno::Interrupted);
                }
            }
            let piece = pipe.first().map(|it| self.at_most(it, most));
            pipe.consume(piece.map_or(0, Span::len));
            return Ok(piece);
        }
        match file {
            OpenFile::Regular {
                inode,
                access: Access::Read | Access::ReadWrite,
                offset,
            } => match &self.files.inode(*inode).node {
                Node::Regular(Content::Known(rope)) => {
                    let piece = rope.piece_at(offset.get()).map(|it| self.at_most(it, most));
                    offset.set(offset.get() + piece.map_or(0, Span::len));
                    Ok(piece)
                }
                _ => Err(Errno::Unknown),
            },
            OpenFile::Null => Ok(None),
            OpenFile::Directory(_) => Err(Errno::IsDirectory),
            OpenFile::Zero | OpenFile::Random => Err(Errno::Unknown),
            _ => Err(Errno::BadDescriptor),
        }
    }

    /// At most so many bytes of a piece, cut between characters, but at least one character.
    fn at_most(&self, piece: Span, most: usize) -> Span {
        let text = self.cx.texts.str(piece);
        if text.len() <= most {
            return piece;
        }
        let mut end = most;
        while end > 0 && !text.is_char_boundary(end) {
            end -= 1;
        }
        if end == 0 {
            end = text.chars().next().map_or(0, char::len_utf8);
        }
        piece.slice(0..end)
    }

    /// Reads to the end, and gives all of it as one text.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub async fn read_to_end(&mut self, number: u32) -> Result<Span, Errno> {
        let mut pieces = Vec::new();
        while let Some(piece) = self.read(number, usize::MAX).await? {
            self.check_text(piece.len()).await;
            pieces.push(piece);
        }
        Ok(self.join(&pieces))
    }

    /// One text of several pieces.
    pub fn join(&mut self, pieces: &[Span]) -> Span {
        if let [only] = pieces {
            return *only;
        }
        let mut builder = self.cx.texts.builder();
        for piece in pieces {
            builder.copy(*piece);
        }
        let built = builder.build();
        match built.as_copy() {
            Some(span) => span,
            None => self.cx.texts.finish(built),
        }
    }

    /// Puts back what was read last but not used, so that another reader of the same open file gets it.
    /// Only a regular file can (XSH `lseek`); whether it could.
    pub fn unread(&mut self, number: u32, bytes: usize) -> bool {
        match self.entry().descriptors.get(&number).map(|it| &**it) {
            Some(OpenFile::Regular { offset, .. }) => {
                offset.set(offset.get().saturating_sub(bytes));
                true
            }
            _ => false,
        }
    }

    /// Writes a text.
    ///
    /// # Errors
    ///
    /// `EBADF`; `EPIPE` when nobody reads and `SIGPIPE` is ignored; `ENOSPC` for `/dev/full`.
    pub async fn write(&mut self, number: u32, text: Span) -> Result<(), Errno> {
        self.give_way().await;
        let file = self.descriptor(number).ok_or(Errno::BadDescriptor)?;
        if text.is_empty() {
            return Ok(());
        }
        self.write_file(&file, text).await
    }

    /// Shows a text on the terminal.
    fn show(&mut self, text: Span) {
        let content = self.cx.texts.str(text).to_owned();
        let mut from = 0;
        for (at, _) in content.match_indices('\n') {
            let what = "the terminal".to_owned();
            let end = self.cx.texts.add_source(Source::Engine { what }, "\r\n");
            self.trace.stdout.extend([text.slice(from..at), end]);
            from = at + 1;
        }
        self.trace.stdout.push(text.slice_from(from));
    }

    async fn write_file(&mut self, file: &OpenFile, text: Span) -> Result<(), Errno> {
        if let Some(pipe) = file.written_pipe() {
            return self.write_pipe(pipe, text).await;
        }
        match file {
            OpenFile::Standard(stream) => {
                self.check_output(text).await;
                match (self.limits.outputs, stream) {
                    (Outputs::Terminal, _) => self.show(text),
                    (Outputs::Separate, Stream::Output) => self.trace.stdout.push(text),
                    (Outputs::Separate, Stream::Error) => self.trace.stderr.push(text),
                }
                Ok(())
            }
            OpenFile::Regular {
                inode,
                access,
                offset,
            } => {
                if *access == Access::Read {
                    return Err(Errno::BadDescriptor);
                }
                let end = match (access, self.files.rope_mut(*inode)) {
                    (Access::Append, Some(rope)) => rope.len() + text.len(),
                    _ => offset.get() + text.len(),
                };
                self.check_file_size(end).await;
                let time = self.seconds();
                self.files.inode_mut(*inode).modified = time;
                let rope = self.files.rope_mut(*inode).ok_or(Errno::BadDescriptor)?;
                let at = match access {
                    Access::Append => rope.len(),
                    Access::Read | Access::Write | Access::ReadWrite => offset.get(),
                };
                if at > rope.len() {
                    return Err(Errno::Unknown);
                }
                rope.overwrite(at, text);
                offset.set(at + text.len());
                Ok(())
            }
            OpenFile::Null | OpenFile::Zero | OpenFile::Random => Ok(()),
            OpenFile::Full => Err(Errno::NoSpace),
            _ => Err(Errno::BadDescriptor),
        }
    }

    async fn write_pipe(&mut self, pipe: &Rc<Pipe>, text: Span) -> Result<(), Errno> {
        loop {
            if !pipe.has_reader() {
                let pid = self.pid;
                self.signal(pid, Signal::PIPE, Some(pid));
                self.give_way().await;
                return Err(Errno::BrokenPipe);
            }
            if pipe.is_writable() {
                pipe.write(text);
                return Ok(());
            }
            self.wait_until(Condition::Writable(Rc::clone(pipe))).await;
        }
    }

    /// What is printed in the end is bounded as what is made is.
    async fn check_output(&mut self, text: Span) {
        match self.fuel.bytes.checked_sub(text.len()) {
            Some(left) => self.fuel.bytes = left,
            None => self.stop(Outcome::OutOfFuel(Resource::Text)).await,
        }
    }

    /// Stops when `more` bytes of text would be too many.
    async fn check_text(&mut self, more: usize) {
        if self.cx.texts.derived_bytes() + more > self.fuel.bytes {
            self.stop(Outcome::OutOfFuel(Resource::Text)).await;
        }
    }

    /// Writes what the program `name` says itself; what goes wrong is passed over.
    pub async fn say(&mut self, number: u32, name: &str, content: &str) {
        let source = Source::Program {
            name: name.to_owned(),
        };
        let text = self.cx.texts.add_source(source, content);
        // A program whose message cannot be written has nobody to tell.
        let _ = self.write(number, text).await;
    }

    // Files.

    /// Its working directory.
    #[must_use]
    pub fn directory(&self) -> &str {
        &self.entry().directory
    }

    pub(super) fn seen(&self) -> Seen<'_> {
        let entry = self.entry();
        Seen {
            directory: &entry.directory,
            user: entry.user,
            group: entry.group,
        }
    }

    /// The file at a path.
    ///
    /// # Errors
    ///
    /// Why there is none, or that nobody knows.
    pub fn inode_at(&self, path: &str, follow: Follow) -> Result<InodeId, Missing> {
        self.files.resolve(self.seen(), path, follow)
    }

    /// The file that would run, followed through links.
    ///
    /// # Errors
    ///
    /// Why there is none, or that nobody knows.
    pub fn program_at(&self, path: &str) -> Result<InodeId, Missing> {
        self.files.resolve_program(self.seen(), path)
    }

    /// Changes its working directory to the absolute path of `path`.
    ///
    /// # Errors
    ///
    /// Why it cannot.
    pub fn change_directory(&mut self, path: &str) -> Result<(), Missing> {
        let id = self.inode_at(path, Follow::Links)?;
        if !matches!(self.files.inode(id).node, Node::Directory { .. }) {
            return Err(Missing::Error(Errno::NotDirectory));
        }
        if !self.may(id, Permission::Execute) {
            return Err(Missing::Error(Errno::Access));
        }
        self.entry_mut().directory = self.files.path_of(id);
        Ok(())
    }

    /// Opens a file.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened; nobody knows, where the directory is known in part only.
    pub async fn open(&mut self, path: &str, how: Open) -> Result<Rc<OpenFile>, Missing> {
        self.give_way().await;
        self.look_for_proc(path);
        self.update_proc_for_self();
        let place = self.files.place(self.seen(), path, Follow::Links)?;
        match place.found {
            Some(_) if how == Open::New => Err(Missing::Error(Errno::Exists)),
            Some(found) => {
                if path.ends_with('/')
                    && !matches!(self.files.inode(found).node, Node::Directory { .. })
                {
                    return Err(Missing::Error(Errno::NotDirectory));
                }
                self.open_inode(found, how).await
            }
            None if how == Open::Read => Err(self.files.nothing_in(place.directory, &place.name)),
            None => {
                if path.ends_with('/') {
                    return Err(Missing::Error(Errno::IsDirectory));
                }
                let content = Node::Regular(Content::Known(super::files::Rope::default()));
                let id = self.create(place.directory, &place.name, content, 0o666)?;
                Ok(Rc::new(Self::regular(id, how)))
            }
        }
    }

    fn regular(inode: InodeId, how: Open) -> OpenFile {
        let access = match how {
            Open::Read => Access::Read,
            Open::Write | Open::New => Access::Write,
            Open::Append => Access::Append,
            Open::ReadWrite => Access::ReadWrite,
        };
        OpenFile::Regular {
            inode,
            access,
            offset: Cell::new(0),
        }
    }

    pub(super) async fn open_inode(
        &mut self,
        id: InodeId,
        how: Open,
    ) -> Result<Rc<OpenFile>, Missing> {
        let wanted = match how {
            Open::Read => Permission::Read,
            Open::Write | Open::New | Open::Append | Open::ReadWrite => Permission::Write,
        };
        self.permit(id, wanted).map_err(Missing::Error)?;
        let file = match &self.files.inode(id).node {
            Node::Directory { .. } if how == Open::Read => OpenFile::Directory(id),
            Node::Directory { .. } => return Err(Missing::Error(Errno::IsDirectory)),
            Node::Device(Device::DescriptorOf(pid, number)) => {
                let (pid, number) = (*pid, *number);
                return self.open_descriptor_of(pid, number, how).await;
            }
            Node::Device(device) => return self.open_device(*device),
            Node::Fifo(pipe) => {
                let pipe = Rc::clone(pipe);
                return Ok(self.open_fifo(&pipe, how).await);
            }
            Node::Link(_) => return Err(Missing::Error(Errno::Loop)),
            Node::Regular(_) => Self::regular(id, how),
        };
        if how == Open::Write
            && let Some(rope) = self.files.rope_mut(id)
        {
            rope.truncate(0);
        }
        Ok(Rc::new(file))
    }

    fn open_device(&self, device: Device) -> Result<Rc<OpenFile>, Missing> {
        Ok(Rc::new(match device {
            Device::Null => OpenFile::Null,
            Device::Zero => OpenFile::Zero,
            Device::Full => OpenFile::Full,
            Device::Random => OpenFile::Random,
            Device::Terminal => return Err(Missing::Error(Errno::NoDevice)),
            Device::DescriptorOf(..) => return Err(Missing::NobodyKnows),
            Device::Descriptor(number) => {
                return self
                    .descriptor(number)
                    .ok_or(Missing::Error(Errno::NoEntry));
            }
        }))
    }

    /// A named pipe opens when somebody opens its other end.
    async fn open_fifo(&mut self, pipe: &Rc<Pipe>, how: Open) -> Rc<OpenFile> {
        match how {
            Open::Read => {
                let end = pipe.reader();
                if !pipe.has_writer() {
                    self.wait_until(Condition::Writer(Rc::clone(pipe))).await;
                }
                Rc::new(OpenFile::PipeReader(end))
            }
            Open::ReadWrite => Rc::new(OpenFile::Fifo(pipe.reader(), pipe.writer())),
            Open::Write | Open::New | Open::Append => {
                let end = pipe.writer();
                if !pipe.has_reader() {
                    self.wait_until(Condition::Reader(Rc::clone(pipe))).await;
                }
                Rc::new(OpenFile::PipeWriter(end))
            }
        }
    }

    fn create(
        &mut self,
        directory: InodeId,
        name: &str,
        node: Node,
        mode: u16,
    ) -> Result<InodeId, Missing> {
        self.may_change(directory)?;
        let (user, group) = self.user();
        // Nothing is asked of the permissions of a link, and no mask takes any of them.
        let mode = match node {
            Node::Link(_) => 0o777,
            _ => mode & !self.entry().mask,
        };
        let time = self.seconds();
        let above = self.files.inode(directory);
        let inherited = (above.mode & 0o2000 != 0).then_some(above.group);
        let is_directory = matches!(node, Node::Directory { .. });
        let id = self.files.add(directory, name, node, mode);
        let inode = self.files.inode_mut(id);
        (inode.user, inode.group, inode.modified) = (user, inherited.unwrap_or(group), time);
        if is_directory && inherited.is_some() {
            inode.mode |= 0o2000;
        }
        self.files.inode_mut(directory).modified = time;
        Ok(id)
    }

    /// Makes a file of another kind, or a directory, at a path where nothing is.
    ///
    /// # Errors
    ///
    /// Why it cannot be made.
    pub fn make(&mut self, path: &str, node: MakeNode<'_>, mode: u16) -> Result<InodeId, Missing> {
        let trimmed = match path.trim_end_matches('/') {
            "" => path,
            trimmed => trimmed,
        };
        let place = self.files.place(self.seen(), trimmed, Follow::NotLast)?;
        if place.found.is_some() {
            return Err(Missing::Error(Errno::Exists));
        }
        if trimmed.len() < path.len() && !matches!(node, MakeNode::Directory) {
            return Err(Missing::Error(Errno::NoEntry));
        }
        let node = match node {
            MakeNode::Directory => {
                FileSystem::directory(place.directory, super::files::Coverage::Complete)
            }
            MakeNode::Fifo => Node::Fifo(Rc::new(Pipe::default())),
            MakeNode::Link(target) => Node::Link(target.to_owned()),
            MakeNode::Regular(content) => Node::Regular(content),
        };
        self.create(place.directory, &place.name, node, mode)
    }

    /// Gives the file at `from` a second name (XSH `link`).
    ///
    /// # Errors
    ///
    /// Why it cannot.
    pub fn link(&mut self, from: &str, to: &str) -> Result<(), Missing> {
        let found = self.inode_at(from, Follow::NotLast)?;
        if matches!(self.files.inode(found).node, Node::Directory { .. }) {
            return Err(Missing::Error(Errno::Perm));
        }
        let place = self.files.place(self.seen(), to, Follow::NotLast)?;
        if place.found.is_some() {
            return Err(Missing::Error(Errno::Exists));
        }
        self.may_change(place.directory)?;
        self.files.enter_name(place.directory, &place.name, found);
        self.files.inode_mut(found).links += 1;
        Ok(())
    }

    /// Removes a name that is no directory (XSH `unlink`).
    ///
    /// # Errors
    ///
    /// Why it cannot.
    pub fn unlink(&mut self, path: &str) -> Result<(), Missing> {
        let place = self.files.place(self.seen(), path, Follow::NotLast)?;
        self.may_change(place.directory)?;
        self.files.unlink(&place)
    }

    /// Removes an empty directory (XSH `rmdir`).
    ///
    /// # Errors
    ///
    /// Why it cannot.
    pub fn remove_directory(&mut self, path: &str) -> Result<(), Missing> {
        // A slash behind a link does not make it a directory here.
        let trimmed = match path.trim_end_matches('/') {
            "" => path,
            trimmed => trimmed,
        };
        let place = self.files.place(self.seen(), trimmed, Follow::NotLast)?;
        self.may_change(place.directory)?;
        self.files.remove_directory(&place)
    }

    /// Gives a file another name (XSH `rename`).
    ///
    /// # Errors
    ///
    /// Why it cannot.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<(), Missing> {
        let from = self.files.place(self.seen(), from, Follow::NotLast)?;
        let to = self.files.place(self.seen(), to, Follow::NotLast)?;
        self.may_change(from.directory)?;
        self.may_change(to.directory)?;
        self.files.rename(&from, &to)
    }

    fn may_change(&self, directory: InodeId) -> Result<(), Missing> {
        self.permit(directory, Permission::Write)
            .map_err(Missing::Error)
    }

    /// The permission bits that new files do not get.
    #[must_use]
    pub fn mask(&self) -> u16 {
        self.entry().mask
    }

    /// Says which permission bits new files do not get.
    pub fn set_mask(&mut self, mask: u16) {
        self.entry_mut().mask = mask & 0o777;
    }

    // Processes, signals, time.

    /// Makes a process with the same descriptors, directory and dispositions, and another body.
    pub async fn fork<F>(&mut self, cause: Cause, body: impl FnOnce(Self) -> F + 'static) -> Pid
    where
        F: Future<Output = End> + 'static,
    {
        let pid = match self.next_pid() {
            Ok(pid) => pid,
            Err(resource) => self.stop(Outcome::OutOfFuel(resource)).await,
        };
        let time = self.entry().time;
        let child = self.entry().child(self.pid, time.after(cost::START));
        self.entry_mut().time = time.after(cost::FORK);
        self.table.insert(pid, child);
        let parent = self.pid;
        self.note(parent, cause, Action::Forked(pid));
        let process = Self::new(pid, self.slot.clone());
        self.begin(pid, process, body);
        pid
    }

    /// Waits for a child to end; its entry goes.
    pub async fn wait(&mut self, children: Children) -> Waited {
        loop {
            if let Some((child, end)) = self.ended_child(self.pid, children) {
                self.table.remove(&child);
                return Waited::Ended(child, end);
            }
            if !self.has_child(self.pid, children) {
                return Waited::NoChild;
            }
            self.wait_until(Condition::Child(children)).await;
            let pending = &self.entry().pending;
            if pending.iter().any(|it| *it != Signal::CHLD) {
                return Waited::Interrupted;
            }
        }
    }

    /// Waits for a child to end, but no longer than `nanoseconds`; nothing when that time is over.
    pub async fn wait_at_most(&mut self, children: Children, nanoseconds: u64) -> Option<Waited> {
        let until = self.now().after(nanoseconds);
        loop {
            if let Some((child, end)) = self.ended_child(self.pid, children) {
                self.table.remove(&child);
                return Some(Waited::Ended(child, end));
            }
            if !self.has_child(self.pid, children) {
                return Some(Waited::NoChild);
            }
            if self.now() >= until {
                return None;
            }
            self.wait_until(Condition::ChildUntil(children, until))
                .await;
            let pending = &self.entry().pending;
            if pending.iter().any(|it| *it != Signal::CHLD) {
                return Some(Waited::Interrupted);
            }
        }
    }

    /// A child that has ended, without waiting; its entry goes.
    pub fn ended(&mut self, children: Children) -> Option<(Pid, End)> {
        let found = self.ended_child(self.pid, children)?;
        self.table.remove(&found.0);
        Some(found)
    }

    /// Sleeps; whether it was for the whole time, without a signal.
    pub async fn sleep(&mut self, nanoseconds: u64) -> bool {
        let until = self.now().after(nanoseconds);
        self.wait_until(Condition::Until(until)).await;
        self.entry().pending.is_empty()
    }

    /// Waits for a signal.
    pub async fn pause(&mut self) {
        self.wait_until(Condition::Signal).await;
    }

    /// Sends a signal (XSH `kill`).
    ///
    /// # Errors
    ///
    /// `ESRCH`, when there is no such process.
    pub async fn kill(&mut self, pid: Pid, signal: Option<Signal>) -> Result<(), Errno> {
        if !self.exists(pid) {
            return Err(Errno::NoProcess);
        }
        if let Some(signal) = signal {
            let running = self.pid;
            self.signal(pid, signal, Some(running));
        }
        self.give_way().await;
        Ok(())
    }

    /// Sends a signal to all processes of a group; with none, looks whether there is one.
    ///
    /// # Errors
    ///
    /// `ESRCH`.
    pub async fn kill_group(&mut self, group: Pid, signal: Option<Signal>) -> Result<(), Errno> {
        let members = self.table.iter().filter(|it| it.1.process_group == group);
        let members: Vec<Pid> = members.map(|it| *it.0).collect();
        if members.is_empty() {
            return Err(Errno::NoProcess);
        }
        if let Some(signal) = signal {
            let running = self.pid;
            for pid in members {
                self.signal(pid, signal, Some(running));
            }
        }
        self.give_way().await;
        Ok(())
    }

    /// Sends a signal to all processes of a container but itself and the first.
    ///
    /// # Errors
    ///
    /// `ESRCH` when there are none.
    pub async fn kill_others(&mut self, signal: Option<Signal>) -> Result<(), Errno> {
        let (own, first) = (self.pid, self.first_pid);
        let others = self.table.keys().copied();
        let others: Vec<Pid> = others.filter(|it| *it != own && *it != first).collect();
        if others.is_empty() {
            return Err(Errno::NoProcess);
        }
        if let Some(signal) = signal {
            for pid in others {
                self.signal(pid, signal, Some(own));
            }
        }
        self.give_way().await;
        Ok(())
    }

    /// Whether all processes there are were made here: those of a container.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.first_pid == Pid(1)
    }

    /// The group of processes it belongs to; nothing where that is one of whoever has started the simulation.
    #[must_use]
    pub fn process_group(&self) -> Option<Pid> {
        let group = self.entry().process_group;
        (group == Pid(1) || group != self.first_pid).then_some(group)
    }

    /// Begins a group of processes of its own, as `setpgid(0, 0)` does.
    pub fn lead_process_group(&mut self) {
        let pid = self.pid;
        self.entry_mut().process_group = pid;
    }

    /// What it does with a signal.
    #[must_use]
    pub fn disposition(&self, signal: Signal) -> Disposition {
        self.entry().disposition(signal)
    }

    /// Says what it does with a signal.
    pub fn set_disposition(&mut self, signal: Signal, disposition: Disposition) {
        self.entry_mut().dispositions.insert(signal, disposition);
    }

    /// A signal it catches that has come, the one with the lowest number first.
    pub fn take_signal(&mut self) -> Option<Signal> {
        self.entry_mut().pending.pop_first()
    }

    /// The time of day, in seconds since 1970.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        let passed = i64::try_from(self.now().seconds()).unwrap_or(i64::MAX);
        self.began.saturating_add(passed)
    }
}

/// What [`Process::make`] makes.
#[derive(Debug, Clone)]
pub enum MakeNode<'n> {
    /// A directory.
    Directory,
    /// A named pipe.
    Fifo,
    /// A symbolic link to this path.
    Link(&'n str),
    /// A regular file.
    Regular(Content),
}
