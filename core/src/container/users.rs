//! The users and groups there are before anybody adds some.
//!
//! Those of Debian are the ones of its package base-passwd, and `_apt`. Images with busybox differ in theirs; of them
//! nobody knows more than that there is a superuser.

use super::executable::Flavour;
use crate::kernel::{Content, FileSystem};
use crate::session::Session;
use crate::text::Source;

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

/// Adds `/etc/passwd` and `/etc/group`.
pub(super) fn add_users(cx: &mut Session, files: &mut FileSystem, flavour: Flavour) {
    for (path, lines) in [("/etc/passwd", USERS), ("/etc/group", GROUPS)] {
        let content = match flavour {
            Flavour::Debian => {
                let name = path.to_owned();
                let text = cx.texts.add_source(Source::File { name }, lines);
                Content::Known([text].into_iter().collect())
            }
            Flavour::Busybox => Content::Unknown(format!("{path} differs between images")),
        };
        files.put(path, content, 0o644);
    }
}

/// The numbers of a user and its group, as `USER` names them: `name`, `number`, either with `:group`. Nothing when
/// the user is not one of those that are always there.
#[must_use]
pub fn user_of(user: &str, flavour: Flavour) -> Option<(u32, u32)> {
    let (name, group) = match user.split_once(':') {
        Some((name, group)) => (name, Some(group)),
        None => (user, None),
    };
    let lines = match flavour {
        Flavour::Debian => USERS,
        Flavour::Busybox => "root:x:0:0:root:/root:/bin/sh",
    };
    let (uid, own_group) = match name.parse() {
        Ok(uid) => (uid, 0),
        Err(_) => numbers(lines, name)?,
    };
    let group = match group.map(|it| (it, it.parse())) {
        None => own_group,
        Some((_, Ok(gid))) => gid,
        Some((name, Err(_))) => numbers(GROUPS, name)?.0,
    };
    Some((uid, group))
}

/// The two numbers in the line of a name.
fn numbers(lines: &str, name: &str) -> Option<(u32, u32)> {
    let line = lines
        .lines()
        .find(|it| it.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    let first = fields.next()?.parse().ok()?;
    let second = fields.next().and_then(|it| it.parse().ok());
    Some((first, second.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{Flavour, user_of};

    #[test]
    fn users_have_numbers() {
        let of = |user| user_of(user, Flavour::Debian);
        assert_eq!(of("root"), Some((0, 0)));
        assert_eq!(of("www-data"), Some((33, 33)));
        assert_eq!(of("1001"), Some((1001, 0)));
        assert_eq!(of("1001:users"), Some((1001, 100)));
        assert_eq!(of("app"), None);
    }
}
