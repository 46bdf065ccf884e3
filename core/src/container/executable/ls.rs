//! `ls` (XCU 4): what is in a directory, one name a line, as without a terminal; sorted by bytes.

use super::known::inside;
use super::long_listing::{About, Columns};
use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Content, Errno, Follow, InodeId, Node};
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "a,all A,almost-all !author !b,escape !block-size= !B,ignore-backups !c !C color=? \
             d,directory !D,dired !f F,classify=? file-type !format= full-time g \
             group-directories-first G,no-group h,human-readable si H,dereference-command-line \
             !dereference-command-line-symlink-to-dir !hide= !hyperlink=? indicator-style= \
             !i,inode !I,ignore= !k,kibibytes l L,dereference !m n,numeric-uid-gid N,literal o p \
             !q,hide-control-chars show-control-chars !Q,quote-name !quoting-style= r,reverse \
             R,recursive s,size S !sort= !time= time-style= t !T,tabsize= !u !U !v w,width= !x X \
             !Z,context !zero 1",
    busybox: "1 A,@almost-all a,@all !C !x d,@directory !L H,@dereference-command-line R,@recursive F p \
              l !i n,@numeric-uid-gid s,@size !c !u full-time !h,@human-readable \
              group-directories-first S X !v t r,@reverse w= color=? g",
    order: Order::Permuted,
    failure: 2,
};

/// A file that is shown.
#[derive(Debug, Clone)]
struct Entry {
    name: String,
    path: String,
    id: InodeId,
    /// The operand it was named by.
    span: Option<Span>,
}

/// Whether the name of a directory stands above its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    Shown,
    None,
}

/// What is shown so far.
struct Listing {
    options: Options,
    output: Vec<Span>,
    status: u8,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match list(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn list(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    check(call, &options).await;
    let mut listing = Listing {
        options,
        output: Vec::new(),
        status: 0,
    };
    let (files, mut directories) = operands(call, &mut listing).await;
    let header = match listing.options.operands.len() > 1 || listing.options.has("recursive") {
        true => Header::Shown,
        false => Header::None,
    };
    let has_files = !files.is_empty();
    show(call, &mut listing, files).await;
    directories.reverse();
    let mut is_first = !has_files;
    while let Some(directory) = directories.pop() {
        if !is_first {
            listing.output.push(call.own_text("\n"));
        }
        is_first = false;
        let below = show_directory(call, &mut listing, &directory, header).await;
        directories.extend(below.into_iter().rev());
    }
    Ok(match call.flavour {
        Flavour::Debian => call.finish(&listing.output, listing.status, 2).await,
        // busybox's does not look whether it could write (`err/780`).
        Flavour::Busybox => {
            let text = call.process.join(&listing.output);
            let _ = call.process.write(1, text).await;
            listing.status.min(1)
        }
    })
}

/// Ends the simulation for what depends on a terminal or a locale.
async fn check(call: &mut Call<'_>, options: &Options) {
    let color = options.value("color").map(|it| call.text(it));
    let is_always = matches!(color.as_deref(), Some("always" | "yes" | "force"));
    if is_always || options.has("color") && color.is_none() {
        call.unsupported("with colours").await;
    }
    let set = ["LC_ALL", "LC_COLLATE", "LANG"].map(|it| call.variable(it));
    let locale = set.into_iter().flatten().find(|it| !it.is_empty());
    let is_c = locale.is_none_or(|it| it == "C" || it == "POSIX" || it.starts_with("C."));
    if !is_c && call.charset() == super::quote::Charset::Utf8 {
        call.unsupported("in the order of another locale").await;
    }
}

fn is_long(options: &Options) -> bool {
    ["l", "g", "o", "numeric-uid-gid", "full-time"]
        .iter()
        .any(|it| options.has(it))
}

/// The files and the directories among the operands, each sorted.
async fn operands(call: &mut Call<'_>, listing: &mut Listing) -> (Vec<Entry>, Vec<Entry>) {
    let options = &listing.options;
    let mut named: Vec<_> = options
        .operands
        .iter()
        .map(|it| (call.text(*it), Some(*it)))
        .collect();
    if named.is_empty() {
        named.push((".".to_owned(), None));
    }
    let shows_links = [
        "l",
        "directory",
        "classify",
        "F",
        "g",
        "o",
        "numeric-uid-gid",
    ]
    .iter()
    .any(|it| options.has(it));
    let follows = options.has("dereference") || options.has("dereference-command-line");
    let mut entries = Vec::new();
    let mut status = 0;
    for (name, span) in named {
        let itself = call.inode(&name, Follow::NotLast).await;
        let target = call.inode(&name, Follow::Links).await;
        let is_directory = target.is_ok_and(|it| call.process.is_directory(it));
        let found = match (follows, shows_links) {
            (true, _) => target.or(match options.has("dereference") {
                true => target,
                false => itself,
            }),
            (false, true) => itself,
            (false, false) if is_directory => target,
            (false, false) => itself,
        };
        match found {
            Ok(id) => entries.push(Entry {
                path: name.clone(),
                name,
                id,
                span,
            }),
            Err(errno) => {
                status = 2;
                let shown = match call.flavour {
                    Flavour::Debian => format!("cannot access {}", call.quoted_for_shell(&name)),
                    Flavour::Busybox => name,
                };
                call.complain_of(&shown, errno).await;
            }
        }
    }
    listing.status = status;
    sort(call, &listing.options, &mut entries).await;
    let lists = !listing.options.has("directory");
    entries
        .into_iter()
        .partition(|it| !(lists && call.process.is_directory(it.id)))
}

async fn sort(call: &mut Call<'_>, options: &Options, entries: &mut [Entry]) {
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    match options.last_of(&["t", "S", "X"]) {
        Some("t") => {
            let modified = |it: &Entry| call.process.files.inode(it.id).modified;
            entries.sort_by_key(|it| std::cmp::Reverse(modified(it)));
        }
        Some("S") => {
            let mut sizes = std::collections::BTreeMap::new();
            for entry in entries.iter() {
                sizes.insert(entry.id, call.size(entry.id, &entry.path).await);
            }
            entries.sort_by_key(|it| std::cmp::Reverse(sizes.get(&it.id).copied()));
        }
        Some(_) => {
            let extension = |it: &Entry| {
                let at = it.name.rfind('.').unwrap_or(it.name.len());
                it.name[at..].to_owned()
            };
            entries.sort_by_key(extension);
        }
        None => {}
    }
    if options.has("reverse") {
        entries.reverse();
    }
    if options.has("group-directories-first") {
        let mut kinds = std::collections::BTreeMap::new();
        for entry in entries.iter() {
            let follow = match call.flavour {
                Flavour::Debian => Follow::Links,
                Flavour::Busybox => Follow::NotLast,
            };
            let target = call.inode(&entry.path, follow).await;
            let is_directory = target.is_ok_and(|it| call.process.is_directory(it));
            kinds.insert(entry.path.clone(), !is_directory);
        }
        entries.sort_by_key(|it| kinds.get(&it.path).copied());
    }
}

impl Call<'_> {
    /// The names in a directory; in that of its own descriptors the one that it reads them by is among them.
    async fn names_to_show(
        &mut self,
        directory: &Entry,
        options: &Options,
    ) -> Result<Vec<String>, Errno> {
        match self.process.own_descriptors(directory.id) {
            Some(_) if is_long(options) => {
                self.unsupported("of what the links in /proc lead to").await
            }
            Some(names) => Ok(names),
            None => self.names(directory.id, &directory.path).await,
        }
    }
}

/// Shows a directory; gives the directories in it that are to be shown as well.
async fn show_directory(
    call: &mut Call<'_>,
    listing: &mut Listing,
    directory: &Entry,
    header: Header,
) -> Vec<Entry> {
    let names = match call.names_to_show(directory, &listing.options).await {
        Ok(names) => names,
        Err(errno) => {
            let shown = match call.flavour {
                Flavour::Debian => {
                    format!(
                        "cannot open directory {}",
                        call.quoted_for_shell(&directory.path)
                    )
                }
                Flavour::Busybox => format!("can't open '{}'", directory.path),
            };
            call.complain_of(&shown, errno).await;
            listing.status = listing.status.max(match directory.span {
                Some(_) => 2,
                None => 1,
            });
            return Vec::new();
        }
    };
    if header == Header::Shown {
        match directory.span {
            Some(span) => listing.output.push(span),
            None => listing.output.push(call.own_text(&directory.path)),
        }
        listing.output.push(call.own_text(":\n"));
    }
    let mut entries = entries(call, &listing.options, directory, names).await;
    sort(call, &listing.options, &mut entries).await;
    if is_long(&listing.options) || listing.options.has("size") {
        let total = total(call, &listing.options, &entries).await;
        listing.output.push(call.own_text(&total));
    }
    let below = match listing.options.has("recursive") {
        true => entries
            .iter()
            .filter(|it| !matches!(&*it.name, "." | "..") && call.process.is_directory(it.id))
            .cloned()
            .collect(),
        false => Vec::new(),
    };
    show(call, listing, entries).await;
    below
}

async fn entries(
    call: &mut Call<'_>,
    options: &Options,
    directory: &Entry,
    mut names: Vec<String>,
) -> Vec<Entry> {
    match options.last_of(&["all", "almost-all"]) {
        Some("all") => names.extend([".".to_owned(), "..".to_owned()]),
        Some(_) => {}
        None => names.retain(|it| !it.starts_with('.')),
    }
    let follow = match options.has("dereference") {
        true => Follow::Links,
        false => Follow::NotLast,
    };
    let mut entries = Vec::new();
    for name in names {
        let path = inside(&directory.path, &name);
        let id = match call.inode(&path, follow).await {
            Ok(id) => id,
            Err(_) => {
                let what = format!("-L of {path}, which leads nowhere");
                call.unsupported(&what).await
            }
        };
        entries.push(Entry {
            name,
            path,
            id,
            span: None,
        });
    }
    entries
}

async fn total(call: &mut Call<'_>, options: &Options, entries: &[Entry]) -> String {
    let mut blocks = 0;
    for entry in entries {
        blocks += call.blocks(entry.id, &entry.path).await;
    }
    let shown = match options.has("human-readable") && call.flavour == Flavour::Debian {
        true => super::long_listing::human(blocks * 1024),
        false => blocks.to_string(),
    };
    format!("total {shown}\n")
}

/// Shows files, each on its line.
async fn show(call: &mut Call<'_>, listing: &mut Listing, entries: Vec<Entry>) {
    let is_long = is_long(&listing.options);
    let mut columns = Columns::default();
    let mut lines = Vec::new();
    for entry in &entries {
        let about = match is_long || listing.options.has("size") {
            true => Some(call.about(&listing.options, entry.id, &entry.path).await),
            false => None,
        };
        if let Some(about) = &about {
            columns.widen(about);
        }
        lines.push((entry, about));
    }
    for (entry, about) in lines {
        if let Some(about) = &about {
            let before = before_name(call, listing, about, &columns);
            listing.output.push(call.own_text(&before));
        }
        let name = match entry.span {
            Some(span) => span,
            None => call.own_text(&entry.name),
        };
        let behind = behind_name(call, &listing.options, entry).await;
        listing.output.extend([name, call.own_text(&behind)]);
    }
}

fn before_name(call: &Call<'_>, listing: &Listing, about: &About, columns: &Columns) -> String {
    let mut shown = String::new();
    if listing.options.has("size") {
        shown += &columns.blocks(about, call.flavour);
    }
    if is_long(&listing.options) {
        shown += &columns.line(about, call.flavour);
    }
    shown
}

async fn behind_name(call: &mut Call<'_>, options: &Options, entry: &Entry) -> String {
    let mut shown = String::new();
    let mut id = entry.id;
    if let Node::Link(target) = &call.process.files.inode(id).node
        && is_long(options)
    {
        shown = format!(" -> {target}");
        match call.inode(&entry.path, Follow::Links).await {
            Ok(target) => id = target,
            Err(_) => return shown + "\n",
        }
    }
    let style = options.value("indicator-style").map(|it| call.text(it));
    let style = style.as_deref();
    let classify = options.value("classify").map(|it| call.text(it));
    let classifies = options.has("classify")
        && !matches!(
            classify.as_deref(),
            Some("never" | "auto" | "no" | "none" | "tty" | "if-tty")
        );
    let all = classifies || options.has("F") || style == Some("classify");
    let types = all || options.has("file-type") || style == Some("file-type");
    let slash = types || options.has("p") || style == Some("slash");
    let inode = call.process.files.inode(id);
    shown.push_str(match &inode.node {
        Node::Directory { .. } if slash => "/",
        Node::Link(_) if types => "@",
        Node::Fifo(_) if types => "|",
        Node::Regular(_) if all && inode.mode & 0o111 != 0 => "*",
        _ => "",
    });
    shown + "\n"
}

impl Call<'_> {
    /// The size of a file; that of a directory as ext4 has it.
    pub(super) async fn size(&mut self, id: InodeId, path: &str) -> u64 {
        match &self.process.files.inode(id).node {
            Node::Regular(Content::Known(rope)) => rope.len() as u64,
            Node::Directory { .. } => 4096,
            Node::Link(target) => target.len() as u64,
            Node::Fifo(_) => 0,
            Node::Regular(_) | Node::Device(_) => {
                let what = format!("with {path}, of which nobody knows the size");
                self.unsupported(&what).await
            }
        }
    }

    /// How many kilobytes a file takes, as on ext4.
    pub(super) async fn blocks(&mut self, id: InodeId, path: &str) -> u64 {
        let size = self.size(id, path).await;
        match &self.process.files.inode(id).node {
            Node::Link(_) if size < 60 => 0,
            _ => size.div_ceil(4096) * 4,
        }
    }
}
