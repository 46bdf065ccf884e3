//! The users and groups there are before anybody adds some.
//!
//! Those of Debian are the ones of its package base-passwd, and `_apt`. Images with busybox differ in theirs; of them
//! nobody knows more than that there is a superuser.

use super::command::NO_USER;
use super::executable::Flavour;
use crate::kernel::{Content, FileSystem, Follow, Node, Rope};
use crate::session::Session;
use crate::text::{Source, Texts};

const USERS: &str = "\
root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
bin:x:2:2:bin:/bin:/usr/sbin/nologin
sys:x:3:3:sys:/dev:/usr/sbin/nologin
sync:x:4:65534:sync:/bin:/bin/sync
games:x:5:60:games:/usr/games:/usr/sbin/nologin
man:x:6:12:man:/var/cache/man:/usr/sbin/nologin
lp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
news:x:9:9:news:/var/spool/news:/usr/sbin/nologin
uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin
proxy:x:13:13:proxy:/bin:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
backup:x:34:34:backup:/var/backups:/usr/sbin/nologin
list:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin
irc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin
_apt:x:42:65534::/nonexistent:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
";

const GROUPS: &str = "\
root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
lp:x:7:
mail:x:8:
news:x:9:
uucp:x:10:
man:x:12:
proxy:x:13:
kmem:x:15:
dialout:x:20:
fax:x:21:
voice:x:22:
cdrom:x:24:
floppy:x:25:
tape:x:26:
sudo:x:27:
audio:x:29:
dip:x:30:
www-data:x:33:
backup:x:34:
operator:x:37:
list:x:38:
irc:x:39:
src:x:40:
shadow:x:42:
utmp:x:43:
video:x:44:
sasl:x:45:
plugdev:x:46:
staff:x:50:
games:x:60:
users:x:100:
nogroup:x:65534:
";

/// Whether an image has the users of its distribution alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserTable {
    /// It has.
    Whole,
    /// It may have more, as images of servers do.
    Part,
}

/// Adds `/etc/passwd` and `/etc/group`.
pub(super) fn add_users(
    cx: &mut Session,
    files: &mut FileSystem,
    (flavour, table): (Flavour, UserTable),
) {
    for (path, lines) in [("/etc/passwd", USERS), ("/etc/group", GROUPS)] {
        let content = match flavour {
            Flavour::Debian => {
                let name = path.to_owned();
                let mut rope = Rope::default();
                rope.push(cx.texts.add_source(Source::File { name }, lines));
                if table == UserTable::Part {
                    let why = "nobody here knows whom the image adds".to_owned();
                    let piece = format!("⟨more lines of {path}⟩\n");
                    rope.push(cx.texts.add_source(Source::Unknown { why }, piece));
                }
                Content::Known(rope)
            }
            Flavour::Busybox => Content::Unknown(format!("{path} differs between images")),
        };
        files.put(path, content, 0o644);
    }
}

/// Whether a message is one of [`user_fault`].
#[cfg(feature = "follow")]
pub(crate) fn is_user_fault(message: &str) -> bool {
    let beginnings = [NO_USER, "unable to find group ", "uids and gids must be"];
    beginnings.iter().any(|it| message.starts_with(it))
}

/// What the runtime says of a user or group that there certainly is not; whether a name may be there that is not listed,
/// `may_be_there` says.
#[must_use]
pub fn user_fault(
    texts: &Texts,
    files: &FileSystem,
    user: &str,
    may_be_there: &dyn Fn(&str) -> bool,
) -> Option<String> {
    const RANGE: &str = "uids and gids must be in range 0-2147483647";
    let (name, group) = user.split_once(':').unwrap_or((user, ""));
    let is_out = |it: &str| {
        let number = it.parse::<i64>().ok();
        number.is_some_and(|it| i32::try_from(it).map_or(true, i32::is_negative))
    };
    if is_out(name) || is_out(group) {
        return Some(RANGE.to_owned());
    }
    let is_missing = |path: &str, name: &str| {
        let lines = table(texts, files, path);
        let is_known = matches!(lines, Users::Known(_) | Users::None);
        let is_name = !name.is_empty() && name.parse::<u32>().is_err();
        let found = lines.as_deref().and_then(|it| line_of(it, name, None));
        is_name && found.is_none() && (is_known || !may_be_there(name))
    };
    if name != "root" && is_missing("/etc/passwd", name) {
        return Some(format!(
            "{NO_USER}{name}: no matching entries in passwd file"
        ));
    }
    is_missing("/etc/group", group)
        .then(|| format!("unable to find group {group}: no matching entries in group file"))
}

/// A user as the runtime finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundUser {
    /// Its number.
    pub user: u32,
    /// The number of its group.
    pub group: u32,
    /// Its home directory.
    pub home: String,
}

/// The user that `USER` or `-u` names: `name` or `number`, either with `:group` (`GetExecUser` of moby/sys/user).
/// Nothing when `/etc/passwd` and `/etc/group` of the image do not say it, as far as they are known.
#[must_use]
pub fn find_user(texts: &Texts, files: &FileSystem, user: &str) -> Option<FoundUser> {
    let (name, group) = match user.split_once(':') {
        Some((name, group)) => (name, Some(group)),
        None => (user, None),
    };
    let name = if name.is_empty() { "0" } else { name };
    let users = table(texts, files, "/etc/passwd");
    let number = name.parse::<u32>().ok();
    let fields = users.as_deref().and_then(|it| line_of(it, name, number));
    let found = match (fields, number, &users) {
        (Some(fields), ..) => FoundUser {
            user: fields.get(2)?.parse().ok()?,
            group: fields.get(3)?.parse().ok()?,
            home: (*fields.get(5)?).to_owned(),
        },
        // An image without the file gives every user the root directory.
        (None, Some(user), Users::Known(_) | Users::None) => FoundUser {
            user,
            group: 0,
            home: "/".to_owned(),
        },
        (None, Some(0), Users::Unknown) => superuser(),
        (None, None, Users::Unknown) if name == "root" => superuser(),
        (None, ..) => return None,
    };
    let group = match group {
        None => found.group,
        Some(group) => {
            let number = group.parse::<u32>().ok();
            let groups = table(texts, files, "/etc/group");
            let fields = groups.as_deref().and_then(|it| line_of(it, group, number));
            match fields {
                Some(fields) => fields.get(2)?.parse().ok()?,
                None => number?,
            }
        }
    };
    Some(FoundUser { group, ..found })
}

fn superuser() -> FoundUser {
    FoundUser {
        user: 0,
        group: 0,
        home: "/root".to_owned(),
    }
}

/// Whether a part of a content is not known.
pub(super) fn has_unknown(texts: &Texts, rope: &Rope) -> bool {
    let mut sources = rope.pieces().iter().map(|it| texts.source(it.text));
    sources.any(|it| matches!(it, Some(Source::Unknown { .. })))
}

/// A table of users or groups.
enum Users {
    Known(String),
    /// There may be others.
    Part(String),
    /// There is none.
    None,
    Unknown,
}

impl Users {
    fn as_deref(&self) -> Option<&str> {
        match self {
            Self::Known(lines) | Self::Part(lines) => Some(lines),
            Self::None | Self::Unknown => None,
        }
    }
}

fn table(texts: &Texts, files: &FileSystem, path: &str) -> Users {
    let Ok(id) = files.find(path, Follow::Links) else {
        return Users::None;
    };
    match &files.inode(id).node {
        Node::Regular(Content::Known(rope)) if has_unknown(texts, rope) => {
            Users::Part(rope.text(texts))
        }
        Node::Regular(Content::Known(rope)) => Users::Known(rope.text(texts)),
        _ => Users::Unknown,
    }
}

/// The fields of the line of a name or number.
fn line_of<'l>(lines: &'l str, name: &str, number: Option<u32>) -> Option<Vec<&'l str>> {
    let lines = lines.lines().map(|it| it.split(':').collect::<Vec<_>>());
    let is_it = |fields: &Vec<&str>| {
        let own = fields.get(2).and_then(|it| it.parse::<u32>().ok());
        fields.first() == Some(&name) || number.is_some() && own == number
    };
    lines.into_iter().find(is_it)
}

#[cfg(test)]
mod tests {
    use super::find_user;
    use crate::container::{Flavour, World};
    use crate::session::Session;

    fn found(user: &str, flavour: Flavour) -> Option<(u32, u32, String)> {
        let mut cx = Session::default();
        let files = World::new(flavour).file_system(&mut cx);
        let found = find_user(&cx.texts, &files, user)?;
        Some((found.user, found.group, found.home))
    }

    #[test]
    fn users_have_numbers_and_homes() {
        let of = |user| found(user, Flavour::Debian);
        let is = |user, group, home: &str| Some((user, group, home.to_owned()));
        assert_eq!(of("root"), is(0, 0, "/root"));
        assert_eq!(of("33"), is(33, 33, "/var/www"));
        assert_eq!(of("nobody"), is(65534, 65534, "/nonexistent"));
        assert_eq!(of("1001"), is(1001, 0, "/"));
        assert_eq!(of("1001:users"), is(1001, 100, "/"));
        assert_eq!(of("app"), None);
        assert_eq!(found("0", Flavour::Busybox), is(0, 0, "/root"));
        assert_eq!(found("1001", Flavour::Busybox), None);
    }
}
