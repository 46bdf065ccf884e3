//! `/proc/PID` (`proc(5)`): what the kernel says of the processes.
//!
//! Most scripts never look, so nothing is kept for it until a text names `/proc`; from then on the directories follow
//! the table of processes. What hangs on the machine (`stat`, `status`, `maps`) is there, and what it holds is not
//! known; of other names in these directories nobody says whether they are there.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::descriptor::OpenFile;
use super::errno::Errno;
use super::exec::Image;
use super::files::{Content, Coverage, Device, FileSystem, Follow, InodeId, Missing, Node, Rope};
use super::machine::Kernel;
use super::process::{Open, Process};
use super::table::{Entry, State};
use crate::text::{Source, Span};
use crate::trace::Pid;

/// Files whose content hangs on the machine.
const UNKNOWN: [&str; 13] = [
    "auxv",
    "cgroup",
    "io",
    "limits",
    "maps",
    "mountinfo",
    "mounts",
    "oom_score",
    "oom_score_adj",
    "smaps",
    "stat",
    "statm",
    "status",
];

/// How many characters of a name the kernel keeps (`TASK_COMM_LEN`).
const NAME: usize = 15;

/// What a process runs, as `/proc` tells it.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// The name of the file that was executed.
    name: String,
    environment: Rc<[(String, Span)]>,
    manner: Manner,
}

/// How a program came to run in its process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Manner {
    /// By `execve`.
    #[default]
    Executed,
    /// busybox runs its own programs in the process it has: the arguments lie where those of the shell lay.
    InPlace,
}

/// The directories that have been made.
#[derive(Debug, Default)]
pub(super) struct ProcessFiles(BTreeMap<Pid, Shown>);

#[derive(Debug, Clone)]
struct Shown {
    directory: InodeId,
    descriptors: InodeId,
    name: InodeId,
    arguments: InodeId,
    environment: InodeId,
    /// Of what the texts were made; nothing before they are.
    of: Option<Described>,
}

/// What the texts about a process are made of.
#[derive(Debug, Clone)]
struct Described {
    argv: Vec<Span>,
    told: Told,
    is_over: bool,
}

impl Described {
    fn is_as(&self, other: &Self) -> bool {
        self.argv == other.argv
            && Rc::ptr_eq(&self.told.environment, &other.told.environment)
            && self.told.name == other.told.name
            && self.told.manner == other.told.manner
            && self.is_over == other.is_over
    }
}

impl Told {
    /// What is told of a program that was called by this path.
    pub(super) fn of(called: &str, image: &Image) -> Self {
        // busybox's tr changes its arguments where they lie.
        let changes_arguments = image.program.as_deref() == Some("busybox:tr");
        let is_in_place = image.path == "/proc/self/exe" || changes_arguments;
        let name = called.rsplit('/').next().unwrap_or(called);
        Self {
            name: name.chars().take(NAME).collect(),
            environment: image.environment.as_slice().into(),
            manner: match is_in_place {
                true => Manner::InPlace,
                false => Manner::Executed,
            },
        }
    }
}

impl Kernel {
    /// Begins to keep `/proc` where `text` names it.
    pub fn look_for_proc(&mut self, text: &str) {
        if self.process_files.is_none() && text.contains("/proc") {
            self.process_files = Some(ProcessFiles::default());
        }
    }

    fn is_proc_kept(&self) -> bool {
        self.process_files.is_some()
    }

    /// Lets the directories follow the table.
    fn update_proc(&mut self) {
        let Some(mut shown) = self.process_files.take() else {
            return;
        };
        let proc = self.files.make_directories("/proc", Coverage::Partial);
        // Where the first process is not that of a container, there are others that nobody knows.
        let numbers = match self.first_pid {
            Pid(1) => 0..=u32::MAX,
            Pid(first) => first..=self.last_pid,
        };
        self.files.numbered.insert(proc, numbers);
        let gone: Vec<Pid> = shown.0.keys().copied().collect();
        for pid in gone {
            if !self.table.contains_key(&pid) {
                shown.0.remove(&pid);
                self.files.forget_name(proc, &pid.0.to_string());
            }
        }
        let pids: Vec<Pid> = self.table.keys().copied().collect();
        for pid in pids {
            let mut made = match shown.0.remove(&pid) {
                Some(made) => made,
                None => self.make_process_directory(proc, pid),
            };
            self.update_process(pid, &mut made);
            shown.0.insert(pid, made);
        }
        self.process_files = Some(shown);
    }

    fn make_process_directory(&mut self, proc: InodeId, pid: Pid) -> Shown {
        let name = pid.0.to_string();
        let directory = FileSystem::directory(proc, Coverage::Partial);
        let directory = self.files.add(proc, &name, directory, 0o555);
        let descriptors = FileSystem::directory(directory, Coverage::Partial);
        let descriptors = self.files.add(directory, "fd", descriptors, 0o500);
        // Shells have some of their own from 10 on.
        self.files.numbered.insert(descriptors, 0..=9);
        let empty = || Node::Regular(Content::Known(Rope::default()));
        for name in UNKNOWN {
            let why = format!("/proc/{}/{name} hangs on the machine", pid.0);
            let node = Node::Regular(Content::Unknown(why));
            self.files.add(directory, name, node, 0o444);
        }
        self.files
            .add(directory, "root", Node::Link("/".to_owned()), 0o777);
        Shown {
            directory,
            descriptors,
            name: self.files.add(directory, "comm", empty(), 0o644),
            arguments: self.files.add(directory, "cmdline", empty(), 0o444),
            environment: self.files.add(directory, "environ", empty(), 0o400),
            of: None,
        }
    }

    fn update_process(&mut self, pid: Pid, made: &mut Shown) {
        let Some(entry) = self.table.get(&pid) else {
            return;
        };
        let now = Described {
            argv: entry.argv.clone(),
            told: entry.told.clone(),
            is_over: matches!(entry.state, State::Ended(_)),
        };
        let numbers: Vec<u32> = entry.descriptors.keys().copied().collect();
        let (owner, directory) = ((entry.user, entry.group), entry.directory.clone());
        match self.files.entry_of(made.directory, "cwd") {
            Some(id) => self.files.inode_mut(id).node = Node::Link(directory),
            None => {
                self.files
                    .add(made.directory, "cwd", Node::Link(directory), 0o777);
            }
        }
        self.update_descriptors(pid, made.descriptors, &numbers);
        for id in [
            made.directory,
            made.descriptors,
            made.environment,
            made.arguments,
        ] {
            let inode = self.files.inode_mut(id);
            (inode.user, inode.group) = owner;
        }
        if !made.of.as_ref().is_some_and(|it| it.is_as(&now)) {
            self.update_texts(made, &now);
            made.of = Some(now);
        }
    }

    fn update_descriptors(&mut self, pid: Pid, directory: InodeId, numbers: &[u32]) {
        for name in self.files.names(directory) {
            if !numbers.iter().any(|it| it.to_string() == name) {
                self.files.forget_name(directory, &name);
            }
        }
        for number in numbers {
            let name = number.to_string();
            if self.files.entry_of(directory, &name).is_none() {
                let node = Node::Device(Device::DescriptorOf(pid, *number));
                self.files.add(directory, &name, node, 0o700);
            }
        }
    }

    fn update_texts(&mut self, made: &Shown, now: &Described) {
        let [arguments, environment] = match (now.is_over, now.told.manner) {
            (true, _) => [
                Content::Known(Rope::default()),
                Content::Known(Rope::default()),
            ],
            (false, Manner::InPlace) => {
                let why = || Content::Unknown("what busybox has made of its memory".to_owned());
                [why(), why()]
            }
            (false, Manner::Executed) => {
                let variables = now.told.environment.iter();
                let variables: Vec<Span> = variables
                    .map(|(name, value)| self.variable_text(name, *value))
                    .collect();
                [self.with_ends(now.argv.clone()), self.with_ends(variables)]
            }
        };
        let name = self.proc_text(&format!("{}\n", now.told.name));
        let name = Content::Known([name].into_iter().collect());
        for (id, content) in [
            (made.name, name),
            (made.arguments, arguments),
            (made.environment, environment),
        ] {
            self.files.inode_mut(id).node = Node::Regular(content);
        }
    }

    fn proc_text(&mut self, content: &str) -> Span {
        let what = "what the kernel says of a process".to_owned();
        self.cx.texts.add_source(Source::Engine { what }, content)
    }

    fn variable_text(&mut self, name: &str, value: Span) -> Span {
        let name = self.proc_text(&format!("{name}="));
        let mut builder = self.cx.texts.builder();
        builder.copy(name);
        builder.copy(value);
        let built = builder.build();
        self.cx.texts.finish(built)
    }

    /// Texts with a NUL behind each.
    fn with_ends(&mut self, texts: Vec<Span>) -> Content {
        let end = self.proc_text("\0");
        Content::Known(texts.into_iter().flat_map(|it| [it, end]).collect())
    }
}

impl Entry {
    /// Notes what `/proc` tells of a program that begins.
    pub(super) fn tell(&mut self, told: Told) {
        self.told = told;
    }
}

impl Process {
    /// Brings `/proc` up to date, and `/proc/self` to this process; without somebody who asks, nothing is done.
    pub fn update_proc_for_self(&mut self) {
        if !self.is_proc_kept() {
            return;
        }
        self.update_proc();
        let target = self.pid().0.to_string();
        match self.files.find("/proc/self", Follow::NotLast) {
            Ok(id) => self.files.inode_mut(id).node = Node::Link(target),
            Err(_) => {
                self.files.put_node("/proc/self", Node::Link(target), 0o777);
            }
        }
    }

    /// The names in the directory of its own descriptors, which it opens for that; nothing for another directory.
    pub fn own_descriptors(&mut self, directory: InodeId) -> Option<Vec<String>> {
        let shown = self.process_files.as_ref()?.0.get(&self.pid())?;
        if shown.descriptors != directory {
            return None;
        }
        let number = (0..).find(|it| self.descriptor(*it).is_none())?;
        self.install(number, Rc::new(OpenFile::Directory(directory)));
        self.update_proc_for_self();
        Some(self.files.names(directory))
    }

    /// Opens what a descriptor of a process leads to: a file anew, anything else as it is.
    pub(super) async fn open_descriptor_of(
        &mut self,
        pid: Pid,
        number: u32,
        how: Open,
    ) -> Result<Rc<OpenFile>, Missing> {
        let user = self.user().0;
        let entry = self.table.get(&pid).ok_or(Missing::Error(Errno::NoEntry))?;
        if user != 0 && user != entry.user {
            return Err(Missing::Error(Errno::Access));
        }
        let file = entry.descriptors.get(&number).cloned();
        let file = file.ok_or(Missing::Error(Errno::NoEntry))?;
        match (&*file, how) {
            (OpenFile::Regular { inode, .. }, _) if self.files.inode(*inode).links > 0 => {
                Box::pin(self.open_inode(*inode, how)).await
            }
            (OpenFile::Input(_) | OpenFile::PipeReader(_), Open::Read) => Ok(file),
            (OpenFile::Input(_) | OpenFile::PipeReader(_), _)
            | (OpenFile::PipeWriter(_), Open::Read) => Err(Missing::NobodyKnows),
            (OpenFile::Standard(_), Open::Read) => Err(Missing::NobodyKnows),
            _ => Ok(file),
        }
    }
}
