//! `id`, `whoami`, `groups`, `logname` (XCU 4): who runs the program.

use super::options::{Options, Order, Syntax, read};
use super::{Call, Flavour};

const ID: Syntax = Syntax {
    debian: "a !Z,context g,group G,groups n,name r,real u,user !z,zero",
    busybox: "u,@user g,@group G,@groups n,@name r,@real !Z",
    order: Order::Permuted,
    failure: 1,
};

const PLAIN: Syntax = Syntax {
    debian: "",
    busybox: "",
    order: Order::Permuted,
    failure: 1,
};

/// Somebody, with the groups.
struct Person {
    user: u32,
    group: u32,
    groups: Vec<u32>,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match identify(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn identify(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &ID).await?;
    if options.operands.len() > 1 {
        call.unsupported("of several users").await;
    }
    let kinds: Vec<&str> = ["user", "group", "groups"]
        .into_iter()
        .filter(|it| options.has(it))
        .collect();
    if kinds.len() > 1 && call.flavour == Flavour::Debian {
        let text = "cannot print \"only\" of more than one choice";
        call.complain(text).await;
        return Err(1);
    }
    if kinds.len() > 1 {
        return Err(call.refuse("more than one of -u, -g and -G", 1).await);
    }
    let named = options.has("name") || options.has("real");
    if kinds.is_empty() && named && call.flavour == Flavour::Debian {
        let text = "cannot print only names or real IDs in default format";
        call.complain(text).await;
        return Err(1);
    }
    let person = match options.operands.first() {
        Some(name) => {
            let name = call.text(*name);
            of_user(call, &name).await?
        }
        None => this_person(call).await,
    };
    let needs_groups = matches!(kinds.first(), None | Some(&"groups"));
    if call.flavour == Flavour::Busybox && needs_groups {
        call.unsupported("with the groups, which images differ in")
            .await;
    }
    let shown = match kinds.first() {
        Some(kind) => only(call, &options, kind, &person).await,
        None => everything(call, &person).await,
    };
    Ok(call.finish_own(&(shown + "\n"), 0, 1).await)
}

async fn of_user(call: &mut Call<'_>, name: &str) -> Result<Person, u8> {
    let found = match call.user_named(name).await {
        Some(found) => Some(found),
        None => match name.parse() {
            Ok(number) if call.flavour == Flavour::Debian => call.user_numbered(number).await,
            _ => None,
        },
    };
    let Some(found) = found else {
        let text = match call.flavour {
            Flavour::Debian => format!("{}: no such user", call.quoted(name)),
            Flavour::Busybox => format!("unknown user {name}"),
        };
        call.complain(&text).await;
        return Err(1);
    };
    Ok(with_groups(call, found.id, found.group, Some(&found.name)))
}

async fn this_person(call: &mut Call<'_>) -> Person {
    let (user, group) = call.process.user();
    let name = match user {
        0 => "root".to_owned(),
        _ => call.user_name(user).await,
    };
    with_groups(call, user, group, Some(&name))
}

fn with_groups(call: &Call<'_>, user: u32, group: u32, name: Option<&str>) -> Person {
    let mut groups = vec![group];
    let others = name.map(|it| call.memberships(it)).unwrap_or_default();
    groups.extend(others.into_iter().filter(|it| *it != group));
    Person {
        user,
        group,
        groups,
    }
}

async fn only(call: &mut Call<'_>, options: &Options, kind: &str, person: &Person) -> String {
    let named = options.has("name");
    match (kind, named) {
        ("user", true) => call.user_name(person.user).await,
        ("user", false) => person.user.to_string(),
        ("group", true) => call.group_name(person.group).await,
        ("group", false) => person.group.to_string(),
        (_, _) => {
            let mut shown = Vec::new();
            for group in &person.groups {
                shown.push(match named {
                    true => call.group_name(*group).await,
                    false => group.to_string(),
                });
            }
            shown.join(" ")
        }
    }
}

async fn everything(call: &mut Call<'_>, person: &Person) -> String {
    let user = match call.user_numbered(person.user).await {
        Some(found) => format!("{}({})", found.id, found.name),
        None => person.user.to_string(),
    };
    let mut groups = Vec::new();
    for group in [person.group].iter().chain(&person.groups) {
        groups.push(match call.group_numbered(*group).await {
            Some(found) => format!("{}({})", found.id, found.name),
            None => group.to_string(),
        });
    }
    let group = groups.remove(0);
    format!("uid={user} gid={group} groups={}", groups.join(","))
}

pub(super) async fn run_whoami(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &PLAIN).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if let Err(status) = call.refuse_extra(&options.operands, 0, 1).await {
        return status;
    }
    let (user, _) = call.process.user();
    match call.user_numbered(user).await {
        Some(found) => call.finish_own(&(found.name + "\n"), 0, 1).await,
        None => {
            let text = match call.flavour {
                Flavour::Debian => format!("cannot find name for user ID {user}"),
                Flavour::Busybox => format!("unknown uid {user}"),
            };
            call.complain(&text).await;
            1
        }
    }
}

pub(super) async fn run_groups(mut call: Call<'_>) -> u8 {
    let options = match read(&mut call, &PLAIN).await {
        Ok(options) => options,
        Err(status) => return status,
    };
    if !options.operands.is_empty() {
        call.unsupported("of other users").await;
    }
    if call.flavour == Flavour::Busybox {
        call.unsupported("which images differ in").await;
    }
    let person = this_person(&mut call).await;
    let mut shown = Vec::new();
    for group in person.groups {
        shown.push(call.group_name(group).await);
    }
    let line = shown.join(" ") + "\n";
    call.finish_own(&line, 0, 1).await
}

pub(super) async fn run_logname(mut call: Call<'_>) -> u8 {
    if let Err(status) = read(&mut call, &PLAIN).await {
        return status;
    }
    let text = match call.flavour {
        Flavour::Debian => "no login name",
        Flavour::Busybox => "getlogin: No such device or address",
    };
    call.complain(text).await;
    1
}
