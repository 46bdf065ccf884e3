//! gosu: it becomes its command as another user.

use super::super::executable::{BusyboxBuild, Call, Debian, Flavour};
use super::super::users::find_user;
use crate::kernel::{End, Image, Process};
use crate::shell::CLibrary;
use crate::text::Source;
use crate::trace::Outcome;

/// Whether the arguments behind the name are a user and a command.
pub(super) fn is_command(arguments: &[&str]) -> bool {
    arguments.len() >= 2 && !arguments[0].starts_with('-')
}

fn name_of(process: &Process, image: &Image) -> String {
    let name = image.argv.first();
    name.map_or("", |it| process.cx.texts.str(*it)).to_owned()
}

/// Becomes the command.
pub(super) async fn run(process: &mut Process, image: Image) -> End {
    let user = image
        .argv
        .get(1)
        .map_or("", |it| process.cx.texts.str(*it))
        .to_owned();
    let Some(found) = find_user(&process.cx.texts, &process.files, &user) else {
        let name = name_of(process, &image);
        let what = format!("{name} {user}, a user that the image's /etc/passwd may not have");
        process.stop(Outcome::Unsupported(what)).await
    };
    let words = image.argv.get(2..).unwrap_or_default().to_vec();
    let mut environment = image.environment;
    environment.retain(|it| it.0 != "HOME");
    let what = "home directory in the image's /etc/passwd".to_owned();
    let home = process
        .cx
        .texts
        .add_source(Source::Engine { what }, found.home);
    environment.push(("HOME".to_owned(), home));
    process.become_user(found.user, found.group);
    let mut call = Call {
        process,
        arguments: image.argv,
        environment: environment.clone(),
        flavour: Flavour::Debian,
        library: CLibrary::Glibc,
        debian: Debian::Twelve,
        build: BusyboxBuild::Debian,
    };
    match call.find_program(&words, environment).await {
        Ok(image) => {
            let cause = words.first().map_or(crate::trace::Cause::End, |it| {
                crate::trace::Cause::Written(*it)
            });
            call.process.exec(image, cause).await
        }
        Err(_) => {
            let name = words
                .first()
                .map_or("", |it| call.process.cx.texts.str(*it))
                .to_owned();
            let own = call
                .arguments
                .first()
                .map_or("", |it| call.process.cx.texts.str(*it));
            let what = format!("{own} with {name}, which cannot be started");
            call.process.stop(Outcome::Unsupported(what)).await
        }
    }
}
