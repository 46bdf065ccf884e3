//! The trees of whole scripts, as an outline.

mod outline;

use expect_test::{Expect, expect};

use self::outline::outline;
use crate::session::Session;
use crate::shell::{Dialect, parse};
use crate::text::Source;

#[track_caller]
fn check(dialect: Dialect, script: &str, expected: &Expect) {
    let mut cx = Session::default();
    let name = "script".to_owned();
    let span = cx.texts.add_source(Source::File { name }, script);
    let parse = parse(&mut cx, span, dialect.into());
    assert_eq!(parse.script.error, None);
    expected.assert_eq(&outline(&cx.texts, &parse));
}

#[test]
fn simple_commands() {
    check(
        Dialect::Dash,
        "A=1 B=\"x$y\" env -i >out 2>&1 <in; b &\n\nc",
        &expect![[r#"
            line A=1 B="x$y" env -i >out 2>&1 <in; b
              command@1 A=1 B="x$y" env -i >out 2>&1 <in
                Set A
                  value: 1
                Set B
                  value:
                    double:
                      literal x
                      parameter y value
                word: env
                word: -i
                Output
                  to: out
                DuplicateOutput of 2
                  to: 1
                Input
                  to: in
              Semicolon
              command@1 b
                word: b
              Background
            line c
              command@3 c
                word: c
        "#]],
    );
    check(
        Dialect::Bash,
        ">f a=1 b+=2 c[1]=3 d=(1 [k]=v) e f=g {fd}>h",
        &expect![[r#"
            line >f a=1 b+=2 c[1]=3 d=(1 [k]=v) e f=g {fd}>h
              command@1 >f a=1 b+=2 c[1]=3 d=(1 [k]=v) e f=g {fd}>h
                Set a
                  value: 1
                Append b
                  value: 2
                Set c
                  subscript: 1
                  value: 3
                Set d
                  value:
                    array
                      element: 1
                      at: k
                      element: v
                word: e
                word: f=g
                Output
                  to: f
                Output of {fd}
                  to: h
        "#]],
    );
}

#[test]
fn lists_and_pipelines() {
    check(
        Dialect::Dash,
        "! a | b && c || d & e",
        &expect![[r#"
        line ! a | b && c || d & e
          Negation !
          command@1 a
            word: a
          pipe Output
          command@1 b
            word: b
          And
          command@1 c
            word: c
          Or
          command@1 d
            word: d
          Background
          command@1 e
            word: e
    "#]],
    );
    check(
        Dialect::Bash,
        "time -p ! a |& b\n! ;",
        &expect![[r#"
        line time -p ! a |& b
          PosixTime time -p
          Negation !
          command@1 a
            word: a
          pipe OutputAndError
          command@1 b
            word: b
        line !
          Negation !
          Semicolon
    "#]],
    );
}

#[test]
fn quotes() {
    check(
        Dialect::Dash,
        "a'b c'\"$d\\\"${e:-\"f\"}\"\\g`h \\`i\\``\\\nj",
        &expect![[r#"
            line a'b c'"$d\"${e:-"f"}"\g`h \`i\``\\nj
              command@2 a'b c'"$d\"${e:-"f"}"\g`h \`i\``\\nj
                word:
                  literal a
                  single 'b c'
                  double:
                    parameter d value
                    escaped \"
                    parameter e Use IsUnset
                      word:
                        double: f
                  escaped \g
                  Backquotes
                    line h `i`
                      command@1 h `i`
                        word: h
                        word:
                          Backquotes
                            line i
                              command@1 i
                                word: i
                  continuation
                  literal j
        "#]],
    );
    check(
        Dialect::Bash,
        "$'a\\'b'$\"c\"\"${d:-'e'}${f#'g'}\"",
        &expect![[r#"
            line $'a\'b'$"c""${d:-'e'}${f#'g'}"
              command@1 $'a\'b'$"c""${d:-'e'}${f#'g'}"
                word:
                  dollar single $'a\'b'
                  translated: c
                  double:
                    parameter d Use IsUnset
                      word: 'e'
                    parameter f Prefix Shortest
                      word:
                        single 'g'
        "#]],
    );
}

#[test]
fn parameters() {
    check(
        Dialect::Dash,
        "$a$1$10$@${#b}${c}${d:=e}${f##*/}${#}${g/h}",
        &expect![[r#"
            line $a$1$10$@${#b}${c}${d:=e}${f##*/}${#}${g/h}
              command@1 $a$1$10$@${#b}${c}${d:=e}${f##*/}${#}${g/h}
                word:
                  parameter a value
                  parameter 1 value
                  parameter 1 value
                  literal 0
                  parameter @ value
                  parameter b length
                  parameter c value
                  parameter d Assign IsUnset
                    word: e
                  parameter f Prefix Longest
                    word: */
                  parameter # value
                  parameter g bad
                    word:
                      literal /
                      literal h
        "#]],
    );
    check(
        Dialect::Bash,
        "${a[1]}${!b}${!c*}${d:1:2}${e//x/y}${f^^}${g@Q}${#h[@]}${i!}",
        &expect![[r#"
            line ${a[1]}${!b}${!c*}${d:1:2}${e//x/y}${f^^}${g@Q}${#h[@]}${i!}
              command@1 ${a[1]}${!b}${!c*}${d:1:2}${e//x/y}${f^^}${g@Q}${#h[@]}${i!}
                word:
                  parameter a value
                    subscript: 1
                  parameter indirect b value
                  parameter indirect c names
                  parameter d substring
                    word: 1:2
                  parameter e replace All
                    word: x/y
                  parameter f AllUpper
                    word: empty
                  parameter g transform Q
                  parameter h length
                    subscript: @
                  parameter i bad
                    word: !
        "#]],
    );
}

#[test]
fn compound_commands() {
    check(
        Dialect::Dash,
        "if a; then b; elif c; then d; else e; fi >f",
        &expect![[r#"
            line if a; then b; elif c; then d; else e; fi >f
              command@1 if a; then b; elif c; then d; else e; fi >f
                if
                  command@1 a
                    word: a
                  Semicolon
                then
                  command@1 b
                    word: b
                  Semicolon
                elif
                  command@1 c
                    word: c
                  Semicolon
                then
                  command@1 d
                    word: d
                  Semicolon
                else
                  command@1 e
                    word: e
                  Semicolon
                Output
                  to: f
        "#]],
    );
    check(
        Dialect::Dash,
        "for i in 1 2; do a; done; while a; do b; done; until a\ndo b\ndone",
        &expect![[r#"
            line for i in 1 2; do a; done; while a; do b; done; until a\ndo b\ndone
              command@1 for i in 1 2; do a; done
                for: i
                in: 1
                in: 2
                do
                  command@1 a
                    word: a
                  Semicolon
              Semicolon
              command@1 while a; do b; done
                While
                  command@1 a
                    word: a
                  Semicolon
                do
                  command@1 b
                    word: b
                  Semicolon
              Semicolon
              command@1 until a\ndo b\ndone
                Until
                  command@1 a
                    word: a
                  Newline
                do
                  command@2 b
                    word: b
                  Newline
        "#]],
    );
    check(
        Dialect::Dash,
        "case $x in a|b) c;; (d) ;; e) f; esac",
        &expect![[r#"
            line case $x in a|b) c;; (d) ;; e) f; esac
              command@1 case $x in a|b) c;; (d) ;; e) f; esac
                case:
                  parameter x value
                pattern: a
                pattern: b
                clause Some(Break)
                  command@1 c
                    word: c
                pattern: d
                clause Some(Break)
                pattern: e
                clause None
                  command@1 f
                    word: f
                  Semicolon
        "#]],
    );
    check(
        Dialect::Dash,
        "f() { a; } >b; (c)",
        &expect![[r#"
        line f() { a; } >b; (c)
          command@1 f() { a; } >b
            function: f
            command@1 { a; } >b
              braces
                command@1 a
                  word: a
                Semicolon
              Output
                to: b
          Semicolon
          command@1 (c)
            subshell
              command@1 c
                word: c
    "#]],
    );
}

#[test]
fn what_bash_adds() {
    check(
        Dialect::Bash,
        "[[ ! -f a && ( b == @(c|d) || e =~ f(g|h) ) ]]",
        &expect![[r#"
            line [[ ! -f a && ( b == @(c|d) || e =~ f(g|h) ) ]]
              command@1 [[ ! -f a && ( b == @(c|d) || e =~ f(g|h) ) ]]
                and
                  not
                    -f: a
                  group
                    or
                      ==
                        left: b
                        right:
                          glob: c|d
                      =~
                        left: e
                        right:
                          literal f
                          literal (
                          literal g|h
                          literal )
        "#]],
    );
    check(
        Dialect::Bash,
        "((a + $b)); for ((i=0;i<3;i++)); do c; done; echo $[1+2] $((3))",
        &expect![[r#"
            line ((a + $b)); for ((i=0;i<3;i++)); do c; done; echo $[1+2] $((3))
              command@1 ((a + $b))
                arithmetic:
                  literal a + 
                  parameter b value
              Semicolon
              command@1 for ((i=0;i<3;i++)); do c; done
                for: i=0;i<3;i++
                do
                  command@1 c
                    word: c
                  Semicolon
              Semicolon
              command@1 echo $[1+2] $((3))
                word: echo
                word:
                  arithmetic: 1+2
                word:
                  arithmetic: 3
        "#]],
    );
    check(
        Dialect::Bash,
        "function f { a; }; coproc n { b; }; cat <(c) <<<d &>>e",
        &expect![[r#"
            line function f { a; }; coproc n { b; }; cat <(c) <<<d &>>e
              command@1 function f { a; }
                function: f
                command@1 { a; }
                  braces
                    command@1 a
                      word: a
                    Semicolon
              Semicolon
              command@1 coproc n { b; }
                coprocess: n
                command@1 { b; }
                  braces
                    command@1 b
                      word: b
                    Semicolon
              Semicolon
              command@1 cat <(c) <<<d &>>e
                word: cat
                word:
                  Read
                    line c
                      command@1 c
                        word: c
                HereString
                  to: d
                AppendOutputAndError
                  to: e
        "#]],
    );
    check(
        Dialect::Bash,
        "select x in a b; do c; done; case a in b) ;& c) ;;& esac",
        &expect![[r#"
            line select x in a b; do c; done; case a in b) ;& c) ;;& esac
              command@1 select x in a b; do c; done
                select: x
                in: a
                in: b
                do
                  command@1 c
                    word: c
                  Semicolon
              Semicolon
              command@1 case a in b) ;& c) ;;& esac
                case: a
                pattern: b
                clause Some(FallThrough)
                pattern: c
                clause Some(TestNext)
        "#]],
    );
}

#[test]
fn here_documents() {
    check(
        Dialect::Dash,
        "a <<E <<-'F'\nb $c\n\\\nd\nE\n\te\n\tF\nf",
        &expect![[r#"
            line a <<E <<-'F'
              command@1 a <<E <<-'F'
                word: a
                HereDocument
                  until E, Plain, Kept
                  lines:
                    literal b 
                    parameter c value
                    literal \n
                    continuation
                    literal d\n
                HereDocument
                  until F, Quoted, Stripped
                  lines:
                    tabs
                    literal e\n
              Newline
            line f
              command@8 f
                word: f
        "#]],
    );
    check(
        Dialect::Bash,
        "a <<E <<-F\nb $c\n\\\nd\nE\n\te $(f)\n\tF\nf",
        &expect![[r#"
            line a <<E <<-F
              command@1 a <<E <<-F
                word: a
                HereDocument
                  until E, Plain, Kept
                  lines:
                    literal b 
                    parameter c value
                    literal \n
                    continuation
                    literal d\n
                HereDocument
                  until F, Plain, Stripped
                  lines:
                    literal e 
                    Parentheses
                      line f
                        command@1 f
                          word: f
                    literal \n
            line f
              command@8 f
                word: f
        "#]],
    );
}
