//! What we say the programs do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use shellform::container::{Flavour, World};
use shellform::kernel::{
    Children, Content, End, Ending, FileSystem, Follow, InodeId, Kernel, Node, Process, Waited, run,
};
use shellform::session::Session;
use shellform::text::{Source, Span, Texts};
use shellform::trace::{Cause, Outcome, Pid};

use crate::compare::{FIXTURE, Made, PATH, Result, Whose};
use crate::line;

fn text(process: &mut Process, content: &str) -> Span {
    let name = "case".to_owned();
    process.cx.texts.add_source(Source::File { name }, content)
}

fn kernel(whose: Whose, folder: &str, began: i64) -> Kernel {
    let mut world = World::new(match whose {
        Whose::Debian => Flavour::Debian,
        Whose::Busybox => Flavour::Busybox,
    });
    world.directory = folder.to_owned();
    world.began = began;
    let mut kernel = world.kernel(Session::default());
    for (path, made) in FIXTURE {
        let path = format!("{folder}/{path}");
        match made {
            Made::Directory => {
                let coverage = shellform::kernel::Coverage::Complete;
                kernel.files.make_directories(&path, coverage);
            }
            Made::Link(target) => {
                let link = Node::Link((*target).to_owned());
                kernel.files.put_node(&path, link, 0o777);
            }
            Made::File(content) | Made::Script(content) => {
                let name = path.clone();
                let span = kernel.cx.texts.add_source(Source::File { name }, *content);
                let content = Content::Known([span].into_iter().collect());
                let mode = match made {
                    Made::Script(_) => 0o755,
                    _ => 0o644,
                };
                kernel.files.put(&path, content, mode);
            }
        }
    }
    kernel
}

/// What the commands of a case do; what is not simulated, in place of it.
pub(crate) fn simulate(
    whose: Whose,
    commands: &[line::Command],
    folder: &str,
    began: i64,
) -> std::result::Result<Result, String> {
    let mut kernel = kernel(whose, folder, began);
    kernel.add_first(Pid(1), folder, &[]);
    let statuses = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&statuses);
    let commands = commands.to_vec();
    let kernel = run(
        kernel,
        Pid(1),
        Ending::WithFirst,
        move |mut process| async move {
            for command in commands {
                let child = process
                    .fork(Cause::End, move |child| run_one(whose, child, command))
                    .await;
                if let Waited::Ended(_, end) = process.wait(Children::One(child)).await {
                    seen.borrow_mut().push(i32::from(end.status()));
                }
            }
            End::Exited(0)
        },
    );
    if let Outcome::Unsupported(_) | Outcome::OutOfFuel(_) = &kernel.trace.outcome {
        return Err(format!("{:?}", kernel.trace.outcome));
    }
    let texts = &kernel.cx.texts;
    let joined = |spans: &[Span]| spans.iter().map(|it| texts.str(*it)).collect();
    let mut files = BTreeMap::new();
    if let Ok(id) = kernel.files.find(folder, Follow::Links) {
        add_files(&kernel.files, texts, id, "", &mut files);
    }
    Ok(Result {
        stdout: joined(&kernel.trace.stdout),
        stderr: joined(&kernel.trace.stderr),
        statuses: statuses.take(),
        files,
    })
}

async fn run_one(whose: Whose, mut process: Process, command: line::Command) -> End {
    let input = text(&mut process, &command.input);
    let (reader, writer) = Process::pipe();
    let free = 9;
    process.install(free, writer);
    // The pipe has room for what a case gives.
    let _ = process.write(free, input).await;
    process.close(free);
    process.install(0, reader);
    let mut environment = vec![("PATH".to_owned(), text(&mut process, PATH))];
    for (name, value) in &command.variables {
        environment.push((name.clone(), text(&mut process, value)));
    }
    let argv: Vec<Span> = command
        .argv
        .iter()
        .map(|it| text(&mut process, it))
        .collect();
    let directory = match whose {
        Whose::Debian => "/usr/bin",
        Whose::Busybox => "/bin",
    };
    let name = command.argv.first().map(String::as_str).unwrap_or_default();
    match process.image(&format!("{directory}/{name}"), &argv, environment) {
        Ok(image) => process.exec(image, Cause::End).await,
        Err(errno) => {
            let outcome = Outcome::Unsupported(format!("{name}: {errno:?}"));
            process.stop(outcome).await
        }
    }
}

fn add_files(
    system: &FileSystem,
    texts: &Texts,
    directory: InodeId,
    inside: &str,
    files: &mut BTreeMap<String, String>,
) {
    for name in system.names(directory) {
        let Some(id) = system.entry_of(directory, &name) else {
            continue;
        };
        let path = format!("{inside}{name}");
        let inode = system.inode(id);
        let owner = format!("{:o} {}:{}", inode.mode, inode.user, inode.group);
        let what = match &inode.node {
            Node::Link(target) => format!("-> {target}"),
            Node::Directory { .. } => format!("{owner} /"),
            Node::Regular(Content::Known(rope)) => format!("{owner} {}", rope.text(texts)),
            Node::Regular(_) => format!("{owner} ?"),
            Node::Device(_) | Node::Fifo(_) => format!("{owner} special"),
        };
        files.insert(path.clone(), what);
        add_files(system, texts, id, &format!("{path}/"), files);
    }
}
