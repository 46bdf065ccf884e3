//! The lines of `ls -l`. GNU's columns are as wide as they must be, busybox's as wide as they always are.

use super::mode::letters;
use super::options::Options;
use super::{Call, Flavour};
use crate::kernel::{InodeId, Node};

/// Half a year in the Gregorian calendar: what is older is shown with its year.
const HALF_YEAR: i64 = 31_556_952 / 2;

/// What a line says of a file.
#[derive(Debug, Clone)]
pub(super) struct About {
    mode: String,
    links: String,
    user: Option<String>,
    group: Option<String>,
    size: String,
    time: String,
    blocks: String,
}

/// How wide the columns are.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    links: usize,
    user: usize,
    group: usize,
    size: usize,
    blocks: usize,
}

impl Call<'_> {
    /// What a line says of a file.
    pub(super) async fn about(&mut self, options: &Options, id: InodeId, path: &str) -> About {
        let inode = self.process.files.inode(id);
        let (user, group, modified) = (inode.user, inode.group, inode.modified);
        let mode = format!("{}{}", kind_letter(&inode.node), letters(inode.mode));
        let by_number = options.has("numeric-uid-gid");
        let user = match (options.has("g"), by_number) {
            (true, _) => None,
            (false, true) => Some(user.to_string()),
            (false, false) => Some(self.user_name(user).await),
        };
        let group = match (options.has("o") || options.has("no-group"), by_number) {
            (true, _) => None,
            (false, true) => Some(group.to_string()),
            (false, false) => Some(self.group_name(group).await),
        };
        let (size, blocks) = (self.size(id, path).await, self.blocks(id, path).await);
        let (size, blocks) = match options.has("human-readable") {
            true => (human(size), human(blocks * 1024)),
            false if options.has("si") => self.unsupported("with powers of 1000").await,
            false => (size.to_string(), blocks.to_string()),
        };
        About {
            mode,
            links: self.process.link_count(id).to_string(),
            user,
            group,
            size,
            time: self.listed_time(options, modified).await,
            blocks,
        }
    }

    async fn listed_time(&mut self, options: &Options, modified: i64) -> String {
        let age = self.process.seconds().saturating_sub(modified);
        let style = options.value("time-style").map(|it| self.text(it));
        let full = match self.flavour {
            Flavour::Debian => "%Y-%m-%d %H:%M:%S.000000000 %z",
            Flavour::Busybox => "%Y-%m-%d %H:%M:%S %z",
        };
        let is_recent = (0..HALF_YEAR).contains(&age);
        let format = match style.as_deref() {
            _ if options.has("full-time") => full,
            None | Some("locale") if is_recent => "%b %e %H:%M",
            None | Some("locale") => "%b %e  %Y",
            Some("full-iso") => full,
            Some("long-iso") => "%Y-%m-%d %H:%M",
            Some("iso") if is_recent => "%m-%d %H:%M",
            Some("iso") => "%Y-%m-%d ",
            Some(style) => match style.strip_prefix('+') {
                Some(format) => format,
                None => {
                    let what = format!("with --time-style={style}");
                    self.unsupported(&what).await
                }
            },
        };
        self.local_time(format, modified).await
    }
}

/// The letter of a kind of file.
pub(super) fn kind_letter(node: &Node) -> char {
    match node {
        Node::Regular(_) => '-',
        Node::Directory { .. } => 'd',
        Node::Link(_) => 'l',
        Node::Device(_) => 'c',
        Node::Fifo(_) => 'p',
    }
}

impl Columns {
    pub(super) fn widen(&mut self, about: &About) {
        let wider = |width: &mut usize, text: &str| *width = (*width).max(text.len());
        wider(&mut self.links, &about.links);
        wider(&mut self.user, about.user.as_deref().unwrap_or_default());
        wider(&mut self.group, about.group.as_deref().unwrap_or_default());
        wider(&mut self.size, &about.size);
        wider(&mut self.blocks, &about.blocks);
    }

    pub(super) fn blocks(&self, about: &About, flavour: Flavour) -> String {
        let width = match flavour {
            Flavour::Debian => self.blocks,
            Flavour::Busybox => 6,
        };
        format!("{:>width$} ", about.blocks)
    }

    /// All that stands before the name.
    pub(super) fn line(&self, about: &About, flavour: Flavour) -> String {
        let (links, user, group, size) = match flavour {
            Flavour::Debian => (self.links, self.user, self.group, self.size),
            Flavour::Busybox => (4, 8, 8, 9),
        };
        let mut line = format!("{} {:>links$} ", about.mode, about.links);
        for (text, width) in [(&about.user, user), (&about.group, group)] {
            if let Some(text) = text {
                line.push_str(&format!("{text:<width$} "));
            }
        }
        line + &format!("{:>size$} {} ", about.size, about.time)
    }
}

/// A size in the largest unit that leaves a number before the point, rounded up.
pub(super) fn human(size: u64) -> String {
    if size < 1024 {
        return size.to_string();
    }
    let mut unit = 1024;
    let mut letters = "KMGTPE".chars();
    let mut letter = letters.next();
    while size.div_ceil(unit) >= 1024
        && let Some(next) = letters.next()
    {
        unit *= 1024;
        letter = Some(next);
    }
    let tenths = (u128::from(size) * 10).div_ceil(u128::from(unit));
    let letter = letter.unwrap_or('E');
    match tenths < 100 {
        true => format!("{}.{}{letter}", tenths / 10, tenths % 10),
        false => format!("{}{letter}", size.div_ceil(unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::human;

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(human(1023), "1023");
        assert_eq!(human(1024), "1.0K");
        assert_eq!(human(1025), "1.1K");
        assert_eq!(human(10_240), "10K");
        assert_eq!(human(10_241), "11K");
        assert_eq!(human(1_048_575), "1.0M");
    }
}
