//! A case: a command line, and what stands on standard input.

mod edit;
mod files;
mod lines;
mod search;

use shellform::container::Flavour;

/// The files of the folder it runs in.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("f", "one\ntwo\nthree\nfour\n"),
    ("g", "alpha\nbeta\n\n\n\ngamma"),
    ("empty", ""),
    ("sp ace", "x y\n"),
    ("tabs", "a\tb\r\nc\u{1}d\u{7f}\n"),
    (
        "numbers",
        "10 b\n9 a\n-3 c\n 2 d\n10 a\n1.5 e\n0x1 f\n\n2K g\n1M h\n",
    ),
    (
        "passwd",
        "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n\
         www:x:33:33::/var/www:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
    ),
    (
        "conf",
        "# comment\nListen 80\n  Key = value\n\n[section]\nname=old # x\nPATH=/usr/bin:/bin\n",
    ),
    ("patterns", "t\no\n"),
    ("script.sed", "s/o/0/\n# c\n/two/d\n"),
    ("d/", ""),
    ("d/a.txt", "aa\n"),
    ("d/b.sh", "bb\n"),
    ("d/sub/", ""),
    ("d/sub/C.TXT", ""),
    ("d/sub/deep/", ""),
    ("d/sub/deep/x.txt", "needle\n"),
];

/// A case.
pub(crate) struct Case {
    /// What stands on standard input.
    pub(crate) input: &'static str,
    /// The command line: words, some in single quotes. `debian:` or `busybox:` first means that program alone.
    pub(crate) line: &'static str,
}

/// Cases that share an input.
pub(crate) fn cases(input: &'static str, lines: &[&'static str]) -> Vec<Case> {
    lines.iter().map(|line| Case { input, line }).collect()
}

impl Case {
    /// Whether it is not for this program.
    pub(crate) fn skips(&self, flavour: Flavour) -> bool {
        match flavour {
            Flavour::Debian => self.line.starts_with("busybox:"),
            Flavour::Busybox => self.line.starts_with("debian:"),
        }
    }

    /// The words of the line.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let line = self.line.strip_prefix("debian:").unwrap_or(self.line);
        let line = line.strip_prefix("busybox:").unwrap_or(line);
        let mut words = vec![String::new()];
        let mut is_empty = true;
        for (index, part) in line.split('\'').enumerate() {
            let is_quoted = index % 2 == 1;
            for c in part.chars() {
                if c == ' ' && !is_quoted {
                    if !is_empty {
                        words.push(String::new());
                    }
                    is_empty = true;
                    continue;
                }
                words.last_mut().expect("there is one").push(c);
                is_empty = false;
            }
            is_empty &= !is_quoted;
        }
        if is_empty {
            words.pop();
        }
        words
    }
}
