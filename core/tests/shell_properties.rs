//! The invariants of reading scripts, over arbitrary text and over text that looks like a script.
//!
//! Nothing panics. The tokens tile the script, and those of a nested script tile it too; the units of every word tile
//! the word; every span resolves and has a trail that ends in the script: so the tree repeats it byte for byte.

use proptest::prelude::*;
use shellform::session::Session;
use shellform::shell::syntax::{Command, Script, Visit, Word, WordUnit};
use shellform::shell::{self, Dialect, Parse, Release, Shell};
use shellform::text::{Source, Span, Texts};

const DIALECTS: [Dialect; 4] = [
    Dialect::Dash,
    Dialect::Bash,
    Dialect::BashAsSh,
    Dialect::BusyboxAsh,
];

/// What looks like a script when it is put in a row.
const PIECES: [&str; 72] = [
    ";",
    "&",
    "&&",
    "||",
    "|",
    ";;",
    "(",
    ")",
    "{",
    "}",
    "\n",
    " ",
    "\"",
    "'",
    "`",
    "$",
    "$(",
    "$((",
    "))",
    "${",
    "}",
    "${a:-",
    "${#",
    "${a#",
    "${a[",
    "]",
    "<",
    ">",
    "<<E",
    "<<-E",
    "<<'E'",
    "\nE\n",
    "\n\tE\n",
    ">&1",
    "2>",
    "if",
    "then",
    "else",
    "elif",
    "fi",
    "while",
    "do",
    "done",
    "for i in",
    "case x in",
    "esac",
    "!",
    "f()",
    "#",
    "\\",
    "\\\n",
    "a=",
    "a+=",
    "a[1]=",
    "[[",
    "]]",
    "((",
    "function f",
    "time",
    "$'",
    "$\"",
    "&>",
    "|&",
    ";&",
    "<(",
    "<<<",
    "select s in",
    "coproc",
    "a=(",
    "@(",
    "ä",
    "\r",
];

struct Checks<'t> {
    texts: &'t Texts,
}

impl Checks<'_> {
    fn trail(&self, span: Span) {
        let text = self.texts.str(span);
        assert_eq!(text.len(), span.len(), "the span resolves");
        let pieces: String = self
            .texts
            .trail(span)
            .map(|piece| self.texts.str(piece.source))
            .collect();
        assert_eq!(pieces, text, "the trail repeats the characters");
    }

    fn tile(&self, whole: Span, parts: impl Iterator<Item = Span>) {
        let mut end = whole.start;
        for part in parts {
            assert_eq!(part.text, whole.text, "the parts lie in one text");
            assert_eq!(part.start, end, "the parts tile the whole");
            end = part.end;
        }
        assert_eq!(end, whole.end, "the parts tile the whole");
    }
}

impl Visit for Checks<'_> {
    fn script(&mut self, script: &Script) {
        self.trail(script.span);
        self.tile(script.span, script.tokens.iter().map(|it| it.span));
        for command in &script.commands {
            assert!(script.span.contains(command.span));
        }
        if let Some(error) = &script.error {
            self.trail(error.span);
            assert!(error.line > 0);
        }
    }

    fn command(&mut self, command: &Command) {
        self.trail(command.span);
    }

    fn word(&mut self, word: &Word) {
        self.trail(word.span);
        self.tile(word.span, word.units.iter().map(WordUnit::span));
    }
}

fn check(script: &str) {
    let releases = [Release::Bash5_3, Release::Busybox1_35, Release::Busybox1_38];
    let dialects = DIALECTS.map(Shell::from);
    let others = releases.map(|release| Shell {
        dialect: match release {
            Release::Bash5_3 => Dialect::Bash,
            _ => Dialect::BusyboxAsh,
        },
        release,
    });
    for shell in dialects.into_iter().chain(others) {
        check_with(script, shell);
    }
}

fn check_with(script: &str, shell: Shell) {
    let mut cx = Session::default();
    let name = "script".to_owned();
    let span = cx.texts.add_source(Source::File { name }, script);
    let parse: Parse = shell::parse(&mut cx, span, shell);
    let mut checks = Checks { texts: &cx.texts };
    parse.script.visit(&mut checks);
    for here_document in &parse.here_documents {
        here_document.delimiter.visit(&mut checks);
        here_document.body.visit(&mut checks);
    }
    let invocation = shell::Invocation::command("/bin/sh");
    if let Some(error) = &parse.script.error {
        let _ = shell::message(&cx.texts, error, &invocation, shell);
    }
    for warning in &parse.warnings {
        let _ = shell::warning(&parse.here_documents, *warning, &invocation);
    }
    let explained = shell::explain(&cx.texts, &parse);
    assert_eq!(explained.is_some(), parse.script.error.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_is_repeated(script in "\\PC{0,60}") {
        check(&script);
    }

    #[test]
    fn arbitrary_scripts_are_repeated(
        pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), prop::sample::select(&["", " ", "a", "\n"][..])), 0..14)
    ) {
        let script: String = pieces.iter().flat_map(|(piece, behind)| [*piece, *behind]).collect();
        check(&script);
    }
}

#[test]
fn whole_scripts_are_repeated() {
    check(
        "a=1 b=$(cat <<E\n$x `y \\`z\\``\nE\n) c \"${d:-\"e\"}\" 'f' \\g $((1 + $h)) 2>&1 | i && ! j &\n",
    );
    check("case $x in (a|b) c;; *) d;& e) esac\nfor i in 1 2; do :; done\nf() { g; } >h\n");
    check("cat <<-E <<'F'\n\ta $b\n\tE\n$c\nF\nif a; then b; elif c; then d; else e; fi\n");
    check("a=([x]=1 2 \"$b\") declare -A c=()\n[[ a == @(b|c) && ( $d =~ ^(e|f) ) ]]\n");
    check("for ((i=0;i<3;i++)) { echo ${a[$i]//x/y} <(b) $[1+2] $'c' $\"d\"; }\n");
}
