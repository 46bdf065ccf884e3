//! `realpath`: where a path leads in the end. busybox has no options.

use super::Call;
use super::canonical::{Links, Needs};
use super::options::{Options, Order, Syntax, read};
use crate::text::Span;

const SYNTAX: Syntax = Syntax {
    debian: "e,canonicalize-existing m,canonicalize-missing !L,logical P,physical q,quiet \
             s,strip,no-symlinks z,zero relative-to= relative-base=",
    busybox: "",
    order: Order::Permuted,
    failure: 1,
};

/// How paths are to be shown.
struct View {
    needs: Needs,
    links: Links,
    base: Option<String>,
    to: Option<String>,
}

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match paths(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn paths(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    if options.operands.is_empty() {
        return Err(call.refuse("missing operand", 1).await);
    }
    let view = view(call, &options).await?;
    let end = match options.has("zero") {
        true => "\0",
        false => "\n",
    };
    let mut status = 0;
    for operand in &options.operands {
        let path = call.text(*operand);
        match call.canonical(&path, view.needs, view.links).await {
            Ok(found) => {
                let shown = view.show(&found) + end;
                status |= call.finish_own(&shown, 0, 1).await;
            }
            Err(errno) => {
                status = 1;
                if !options.has("quiet") {
                    let shown = call.quoted_where_needed(&path);
                    call.complain_of(&shown, errno).await;
                }
            }
        }
    }
    Ok(status)
}

async fn view(call: &mut Call<'_>, options: &Options) -> Result<View, u8> {
    let needs = match options.last_of(&["canonicalize-existing", "canonicalize-missing"]) {
        Some("canonicalize-existing") => Needs::All,
        Some(_) => Needs::Nothing,
        None => Needs::AllButLast,
    };
    let links = match options.last_of(&["strip", "physical"]) {
        Some("strip") => Links::Kept,
        _ => Links::Resolved,
    };
    let mut view = View {
        needs,
        links,
        base: None,
        to: None,
    };
    if let Some(base) = options.value("relative-base") {
        view.base = Some(directory(call, base, &view).await?);
    }
    if let Some(to) = options.value("relative-to") {
        view.to = Some(directory(call, to, &view).await?);
    }
    Ok(view)
}

async fn directory(call: &mut Call<'_>, path: Span, view: &View) -> Result<String, u8> {
    let path = call.text(path);
    match call.canonical(&path, view.needs, view.links).await {
        Ok(found) => Ok(found),
        Err(errno) => {
            let shown = call.quoted_where_needed(&path);
            call.complain_of(&shown, errno).await;
            Err(1)
        }
    }
}

impl View {
    fn show(&self, path: &str) -> String {
        let is_below = |base: &str| path == base || path.starts_with(&format!("{base}/"));
        let from = match (&self.base, &self.to) {
            (Some(base), to) if base == "/" || is_below(base) => to.as_ref().unwrap_or(base),
            (Some(_), _) | (None, None) => return path.to_owned(),
            (None, Some(to)) => to,
        };
        relative(path, from)
    }
}

/// `path` as seen from the directory `from`.
pub(super) fn relative(path: &str, from: &str) -> String {
    let split = |it: &str| -> Vec<String> {
        let names = it.split('/').filter(|it| !it.is_empty());
        names.map(str::to_owned).collect()
    };
    let (path, from) = (split(path), split(from));
    let shared = path.iter().zip(&from).take_while(|it| it.0 == it.1).count();
    let up = from.iter().skip(shared).map(|_| "..");
    let down = path.iter().skip(shared).map(String::as_str);
    let names: Vec<&str> = up.chain(down).collect();
    match names.is_empty() {
        true => ".".to_owned(),
        false => names.join("/"),
    }
}
