//! `diff` (XCU 4): whether files differ; where they do, only `-q` is simulated.

use super::options::{Order, Syntax, read};
use super::{Call, Flavour};
use crate::kernel::{Errno, Follow};

const SYNTAX: Syntax = Syntax {
    debian: "q,brief s,report-identical-files u U= !unified=? !c !C= !context=? !e,ed !n,rcs \
             !y,side-by-side !W,width= !left-column !suppress-common-lines !p,show-c-function \
             !F,show-function-line= label= !t,expand-tabs !T,initial-tab !tabsize= \
             !suppress-blank-empty !l,paginate r,recursive !no-dereference N,new-file \
             !unidirectional-new-file !ignore-file-name-case !no-ignore-file-name-case \
             !x,exclude= !X,exclude-from= !S,starting-file= !from-file= !to-file= !i,ignore-case \
             !E,ignore-tab-expansion !Z,ignore-trailing-space !b,ignore-space-change \
             !w,ignore-all-space !B,ignore-blank-lines !I,ignore-matching-lines= a,text \
             !strip-trailing-cr !D,ifdef= !d,minimal !horizon-lines= !speed-large-files \
             !color=? !palette= normal",
    busybox: "a !b !B !d !i L= N q r !S= !T s !t U= u !w",
    order: Order::Permuted,
    failure: 2,
};

pub(super) async fn run(mut call: Call<'_>) -> u8 {
    match compare(&mut call).await {
        Ok(status) | Err(status) => status,
    }
}

async fn compare(call: &mut Call<'_>) -> Result<u8, u8> {
    let options = read(call, &SYNTAX).await?;
    let [first, second] = *options.operands else {
        call.unsupported("without two files").await
    };
    let paths = [call.text(first), call.text(second)];
    let mut contents = Vec::new();
    let mut missing = Vec::new();
    for path in &paths {
        if let Ok(id) = call.inode(path, Follow::Links).await
            && call.process.is_directory(id)
        {
            call.unsupported("of directories").await;
        }
        match call.content(path).await {
            Ok(content) => contents.push(call.text(content)),
            Err(errno) => missing.push((path, errno)),
        }
    }
    if !missing.is_empty() && (options.has("new-file") || options.has("N")) {
        call.unsupported("of files that are not there").await;
    }
    for (path, errno) in &missing {
        cannot_open(call, path, *errno).await;
        if call.flavour == Flavour::Busybox {
            break;
        }
    }
    let [a, b] = &*contents else {
        return Err(2);
    };
    let [first, second] = &paths;
    let is_brief = options.has("brief") || options.has("q");
    let ids = [first, second].map(|it| call.process.inode_at(it, Follow::Links).ok());
    if call.flavour == Flavour::Busybox && ids[0].is_some() && ids[0] == ids[1] {
        return Ok(0);
    }
    match a == b {
        true if options.has("report-identical-files") || options.has("s") => {
            let line = format!("Files {first} and {second} are identical\n");
            Ok(call.finish_own(&line, 0, 2).await)
        }
        true => Ok(0),
        false if is_brief => {
            let line = format!("Files {first} and {second} differ\n");
            Ok(call.finish_own(&line, 1, 2).await)
        }
        false => call.unsupported("showing differences").await,
    }
}

async fn cannot_open(call: &mut Call<'_>, path: &str, errno: Errno) {
    let shown = match call.flavour {
        Flavour::Debian => path.to_owned(),
        Flavour::Busybox => format!("can't stat '{path}'"),
    };
    call.complain_of(&shown, errno).await;
}
