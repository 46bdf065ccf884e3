//! What words expand to, and where each character came from.

use std::fmt::Write;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::text::{Piece, Source};

const VARIABLES: [(&str, &str); 10] = [
    ("NAME", "world"),
    ("EMPTY", ""),
    ("FILE", "/a/b/c.tar.gz"),
    ("TWO", "two words"),
    ("QUOTES", "a'b\"c"),
    ("LINES", "one\ntwo"),
    ("DOLLARS", "[$0|$$|$NAME|${0}|$1|$]"),
    ("STARS", "a**b*"),
    ("é", "accent"),
    ("MARKED", "\u{FEFF}x"),
];

/// Checks a word under the builder's rules.
#[track_caller]
fn check(word: &str, expect: Expect) {
    check_with(word, WordRules::builder(Escape::Backslash), expect);
}

#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "`expect!` stands in the call"
)]
fn check_with(word: &str, rules: WordRules, expect: Expect) {
    let (mut texts, word, variables) = set_up(word, VARIABLES);
    let shown = match expand_word(&mut texts, word, &variables, rules) {
        Ok(expansion) => show(&texts, word, &expansion),
        Err(error) => show_error(&texts, &error),
    };
    expect.assert_eq(&shown);
}

/// A table with the word in the middle of a line, and variables.
fn set_up<'v>(
    word: &str,
    variables: impl IntoIterator<Item = (&'v str, &'v str)>,
) -> (Texts, Span, BTreeMap<String, Span>) {
    let mut texts = Texts::default();
    let file = Source::File {
        name: "Dockerfile".into(),
    };
    let line = texts.add_source(file, format!("LABEL {word} "));
    let variables = variables.into_iter().map(|(name, value)| {
        let source = Source::BuildArgument { name: name.into() };
        (name.to_owned(), texts.add_source(source, value))
    });
    let variables = variables.collect();
    (texts, line.slice(6..6 + word.len()), variables)
}

/// The words, the pieces of the result with their sources, and the variables.
fn show(texts: &Texts, word: Span, expansion: &Expansion) -> String {
    let words: Vec<&str> = expansion.words.iter().map(|it| texts.str(*it)).collect();
    let mut shown = format!("{:?} {words:?}\n", texts.str(expansion.result));
    for piece in texts.trail(expansion.result) {
        show_piece(&mut shown, texts, word, piece);
    }
    for reference in &expansion.references {
        let unset = if reference.value.is_some() {
            ""
        } else {
            " (unset)"
        };
        writeln!(shown, "  looked at {}{unset}", reference.name).unwrap();
    }
    shown
}

fn show_piece(shown: &mut String, texts: &Texts, word: Span, piece: Piece) {
    let text = texts.str(piece.source);
    match (piece.written, texts.source(piece.source.text)) {
        (Some(written), Some(Source::BuildArgument { name })) => {
            let written = texts.str(written).escape_debug();
            writeln!(
                shown,
                "  {text:?} from {name}@{} for {written}",
                piece.source.start
            )
        }
        _ => writeln!(
            shown,
            "  {text:?} from @{}",
            piece.source.start - word.start
        ),
    }
    .unwrap();
}

fn show_error(texts: &Texts, error: &WordError) -> String {
    let WordError {
        message,
        at,
        expected,
        ..
    } = error;
    format!(
        "{message}\n  at `{}`: expected {expected}\n",
        texts.str(*at)
    )
}

#[test]
fn plain_words_are_their_own_result() {
    let (mut texts, word, variables) = set_up("a b\u{2003}c", VARIABLES);
    let before = texts.ids().count();
    let expansion = expand_word(&mut texts, word, &variables, WordRules::heredoc_names()).unwrap();
    assert_eq!(expansion.result, word);
    let words = [word.slice(0..1), word.slice(2..3), word.slice(6..7)];
    assert_eq!(expansion.words, words);
    assert_eq!(texts.ids().count(), before);
}

#[test]
fn what_is_left_of_a_word_is_part_of_it_where_it_can_be() {
    let (mut texts, word, variables) = set_up(r#""a b""#, VARIABLES);
    let before = texts.ids().count();
    let rules = WordRules::builder(Escape::Backslash);
    let expansion = expand_word(&mut texts, word, &variables, rules).unwrap();
    assert_eq!(expansion.result, word.slice(1..4));
    assert_eq!(expansion.words, [word.slice(1..4)]);
    assert_eq!(texts.ids().count(), before);
}

#[test]
fn an_empty_result_is_the_start_of_the_word() {
    let (mut texts, word, variables) = set_up("$NOPE", VARIABLES);
    let rules = WordRules::builder(Escape::Backslash);
    let expansion = expand_word(&mut texts, word, &variables, rules).unwrap();
    assert_eq!(expansion.result, word.at_start());
    assert!(expansion.words.is_empty());
}

#[test]
fn quotes_are_removed() {
    check(
        r#"a'b $NAME \'"c \"\$\\\n$NAME"d"#,
        expect![[r#"
            "ab $NAME \\c \"$\\\\nworldd" ["ab $NAME \\c \"$\\\\nworldd"]
              "a" from @0
              "b $NAME \\" from @2
              "c " from @13
              "\"" from @16
              "$" from @18
              "\\\\n" from @20
              "world" from NAME@0 for $NAME
              "d" from @29
              looked at NAME
        "#]],
    );
}

#[test]
fn escape_tokens_are_removed() {
    check(
        r"\a\$NAME\ b\",
        expect![[r#"
            "a$NAME b" ["a$NAME b"]
              "a" from @1
              "$NAME" from @3
              " b" from @9
        "#]],
    );
    check_with(
        r"\`$NAME`` b`",
        WordRules::builder(Escape::Backtick),
        expect![[r#"
            "\\$NAME` b" ["\\$NAME`", "b"]
              "\\" from @0
              "$NAME" from @2
              "` b" from @8
        "#]],
    );
}

#[test]
fn values_stand_in_for_references() {
    check(
        "$NAME.${NAME}$NOPE$é$12a$@$",
        expect![[r#"
            "world.worldaccenta$" ["world.worldaccenta$"]
              "world" from NAME@0 for $NAME
              "." from @5
              "world" from NAME@0 for ${NAME}
              "accent" from é@0 for $é
              "a" from @24
              "$" from @27
              looked at NAME
              looked at NAME
              looked at NOPE (unset)
              looked at é
              looked at 12 (unset)
              looked at @ (unset)
        "#]],
    );
}

#[test]
fn values_are_not_read_again() {
    check(
        "$QUOTES$DOLLARS",
        expect![[r#"
            "a'b\"c[$0|$$|$NAME|${0}|$1|$]" ["a'b\"c[$0|$$|$NAME|${0}|$1|$]"]
              "a'b\"c" from QUOTES@0 for $QUOTES
              "[$0|$$|$NAME|${0}|$1|$]" from DOLLARS@0 for $DOLLARS
              looked at QUOTES
              looked at DOLLARS
        "#]],
    );
}

#[test]
fn defaults_keep_where_they_are_written() {
    check(
        "${NOPE:-a ${NAME-x}} ${EMPTY:-e}${EMPTY-f} ${NAME:+set} ${EMPTY:+no}${EMPTY+'set too'}",
        expect![[r#"
            "a world e set set too" ["a", "world", "set", "set", "too"]
              "a " from @8
              "world" from NAME@0 for ${NAME-x}
              " " from @20
              "e" from @30
              " " from @42
              "set" from @51
              " " from @55
              "set too" from @77
              looked at NAME
              looked at NOPE (unset)
              looked at EMPTY
              looked at EMPTY
              looked at NAME
              looked at EMPTY
              looked at EMPTY
        "#]],
    );
}

#[test]
fn trimmed_values_are_parts_of_values() {
    check(
        "${FILE%.*} ${FILE%%.*} ${FILE#*/} ${FILE##*/} ${FILE#/?/} ${STARS%\\*} ${FILE#x}",
        expect![[r#"
            "/a/b/c.tar /a/b/c a/b/c.tar.gz c.tar.gz b/c.tar.gz a**b /a/b/c.tar.gz" ["/a/b/c.tar", "/a/b/c", "a/b/c.tar.gz", "c.tar.gz", "b/c.tar.gz", "a**b", "/a/b/c.tar.gz"]
              "/a/b/c.tar" from FILE@0 for ${FILE%.*}
              " " from @10
              "/a/b/c" from FILE@0 for ${FILE%%.*}
              " " from @22
              "a/b/c.tar.gz" from FILE@1 for ${FILE#*/}
              " " from @33
              "c.tar.gz" from FILE@5 for ${FILE##*/}
              " " from @45
              "b/c.tar.gz" from FILE@3 for ${FILE#/?/}
              " " from @57
              "a**b" from STARS@0 for ${STARS%\\*}
              " " from @69
              "/a/b/c.tar.gz" from FILE@0 for ${FILE#x}
              looked at FILE
              looked at FILE
              looked at FILE
              looked at FILE
              looked at FILE
              looked at STARS
              looked at FILE
        "#]],
    );
}

#[test]
fn wildcards_do_not_match_line_feeds() {
    check(
        "${LINES##*}${LINES%%*}${LINES//?/.}",
        expect![[r#"
            "\ntwoone\n...\n..." ["one", "...", "..."]
              "\ntwo" from LINES@3 for ${LINES##*}
              "one\n" from LINES@0 for ${LINES%%*}
              "." from @33
              "." from @33
              "." from @33
              "\n" from LINES@3 for ${LINES//?/.}
              "." from @33
              "." from @33
              "." from @33
              looked at LINES
              looked at LINES
              looked at LINES
        "#]],
    );
}

#[test]
fn replacements_keep_their_own_origins() {
    check(
        r"${FILE/\/?/<$NAME>}",
        expect![[r#"
            "<world>/b/c.tar.gz" ["<world>/b/c.tar.gz"]
              "<" from @11
              "world" from NAME@0 for $NAME
              ">" from @17
              "/b/c.tar.gz" from FILE@2 for ${FILE/\\/?/<$NAME>}
              looked at NAME
              looked at FILE
        "#]],
    );
    check(
        "${NAME//x*/}${NOPE//*/all}${NAME//*/-}",
        expect![[r#"
            "worldall-" ["-"]
              "world" from NAME@0 for ${NAME//x*/}
              "all" from @22
              "-" from @36
              looked at NAME
              looked at NOPE (unset)
              looked at NAME
        "#]],
    );
}

#[test]
fn dollars_mean_something_to_the_replacement_of_every_match_only() {
    check(
        "${NAME/o/$DOLLARS} ${NAME//o/$DOLLARS}",
        expect![[r#"
            "w[$0|$$|$NAME|${0}|$1|$]rld w[o|$||o||$]rld" ["w[$0|$$|$NAME|${0}|$1|$]rld", "w[o|$||o||$]rld"]
              "w" from NAME@0 for ${NAME/o/$DOLLARS}
              "[$0|$$|$NAME|${0}|$1|$]" from DOLLARS@0 for $DOLLARS
              "rld" from NAME@2 for ${NAME/o/$DOLLARS}
              " " from @18
              "w" from NAME@0 for ${NAME//o/$DOLLARS}
              "[" from DOLLARS@0 for $DOLLARS
              "o" from NAME@1 for ${NAME//o/$DOLLARS}
              "|$" from DOLLARS@3 for $DOLLARS
              "|" from DOLLARS@6 for $DOLLARS
              "|" from DOLLARS@12 for $DOLLARS
              "o" from NAME@1 for ${NAME//o/$DOLLARS}
              "|" from DOLLARS@17 for $DOLLARS
              "|$]" from DOLLARS@20 for $DOLLARS
              "rld" from NAME@2 for ${NAME//o/$DOLLARS}
              looked at DOLLARS
              looked at NAME
              looked at DOLLARS
              looked at NAME
        "#]],
    );
}

#[test]
fn words_split_at_blanks_that_are_not_quoted() {
    check(
        "a $TWO'b c'\"$TWO\"\\ d\u{A0}e",
        expect![[r#"
            "a two wordsb ctwo words d\u{a0}e" ["a", "two", "wordsb ctwo words d", "e"]
              "a " from @0
              "two words" from TWO@0 for $TWO
              "b c" from @7
              "two words" from TWO@0 for $TWO
              " d\u{a0}e" from @18
              looked at TWO
              looked at TWO
        "#]],
    );
}

#[test]
fn a_word_inside_a_reference_makes_the_words_forget_what_stands_before() {
    check(
        "a b${NAME:-x}c d\"e${NAME#w}\"f g${NOPE-}",
        expect![[r#"
            "a bworldc deorldf g" ["a", "worldc", "eorldf"]
              "a b" from @0
              "world" from NAME@0 for ${NAME:-x}
              "c d" from @13
              "e" from @17
              "orld" from NAME@1 for ${NAME#w}
              "f g" from @28
              looked at NAME
              looked at NAME
              looked at NOPE (unset)
        "#]],
    );
}

#[test]
fn blanks_behind_a_heredoc_operator_belong_to_its_word() {
    check_with(
        r#"cat < a << "E F" <<-$X\y b"#,
        WordRules::heredoc_names(),
        expect![[r#"
            "cat < a << \"E F\" <<-$X\\y b" ["cat", "<", "a", "<< \"E F\"", "<<-$X\\y", "b"]
              "cat < a << \"E F\" <<-$X\\y b" from @0
              looked at X (unset)
        "#]],
    );
}

#[test]
fn what_is_to_be_kept_is_kept() {
    check_with(
        r#"'a'"b\c"\d$X${X}${X:-e'f'}${X//g/"h"}$NAME"#,
        WordRules::heredoc_names(),
        expect![[r#"
            "'a'\"b\\\\c\"\\d$X${X}${X:-e'f'}${X/g/\"h\"}world" ["${X/g/\"h\"}world"]
              "'a'\"b\\" from @0
              "\\c\"\\d$X${X}${X:-e'f'}${X/" from @5
              "g/\"h\"}" from @31
              "world" from NAME@0 for $NAME
              looked at X (unset)
              looked at X (unset)
              looked at X (unset)
              looked at X (unset)
              looked at NAME
        "#]],
    );
}

#[test]
fn quotes_mean_nothing_in_the_body_of_a_heredoc() {
    check_with(
        "it's \"$NAME\"\n\\$NAME",
        WordRules::heredoc_body(),
        expect![[r#"
            "it's \"world\"\n$NAME" ["it's", "\"world\"", "$NAME"]
              "it's \"" from @0
              "world" from NAME@0 for $NAME
              "\"\n" from @11
              "$NAME" from @14
              looked at NAME
        "#]],
    );
}

#[test]
fn a_byte_order_mark_is_skipped_at_the_start_of_words_and_patterns() {
    check(
        "\u{FEFF}a\u{FEFF}${MARKED#\u{FEFF}\u{FEFF}}",
        expect![[r#"
            "a\u{feff}x" ["x"]
              "a\u{feff}" from @3
              "x" from MARKED@3 for ${MARKED#\u{feff}\u{feff}}
              looked at MARKED
        "#]],
    );
}

#[test]
fn unclosed_quotes() {
    check(
        "a 'b",
        expect![[r#"
            failed to process "a 'b": unexpected end of statement while looking for matching single-quote
              at `'`: expected a closing `'`
        "#]],
    );
    check(
        r#"a"b\"#,
        expect![[r#"
            failed to process "a\"b\\": unexpected end of statement while looking for matching double-quote
              at `"`: expected a closing `"`
        "#]],
    );
}

#[test]
fn a_quote_that_swallows_the_brace_is_the_cause() {
    check(
        "${NOPE:-${NOPE-don't}}",
        expect![[r#"
            failed to process "${NOPE:-${NOPE-don't}}": syntax error: missing '}'
              at `'`: expected a closing `'`
        "#]],
    );
    check(
        r#""${NOPE:-a""#,
        expect![[r#"
            failed to process "\"${NOPE:-a\"": syntax error: missing '}'
              at `${`: expected a closing `}`
        "#]],
    );
}

#[test]
fn unclosed_references() {
    check(
        "${NAME",
        expect![[r#"
            failed to process "${NAME": unsupported modifier (�) in substitution
              at `${`: expected a closing `}`
        "#]],
    );
    check(
        "${NOPE:-${NOPE?}",
        expect![[r#"
            failed to process "${NOPE:-${NOPE?}": syntax error: missing '}'
              at `${`: expected a closing `}`
        "#]],
    );
    check(
        "${NAME/o",
        expect![[r#"
            failed to process "${NAME/o": syntax error: missing '/' in ${}
              at `${NAME/`: expected a `/` between the pattern and its replacement
        "#]],
    );
}

#[test]
fn substitutions_nobody_knows() {
    check(
        "${}",
        expect![[r#"
            failed to process "${}": syntax error: bad substitution
              at `${}`: expected the name of a variable after `${`
        "#]],
    );
    check(
        "${NAME^^}",
        expect![[r#"
            failed to process "${NAME^^}": unsupported modifier (^) in substitution
              at `^`: expected `}`, or one of `:-`, `:+`, `:?`, `-`, `+`, `?`, `#`, `%`, `/`
        "#]],
    );
    check(
        "${NAME:1:2}",
        expect![[r#"
            failed to process "${NAME:1:2}": unsupported modifier (:1) in substitution
              at `:1`: expected `:-`, `:+` or `:?`
        "#]],
    );
}

#[test]
fn demanded_variables() {
    check(
        "a ${NOPE?} b",
        expect![[r#"
            failed to process "a ${NOPE?} b": NOPE: is not allowed to be unset
              at `${NOPE?}`: expected a value for `NOPE`
        "#]],
    );
    check(
        "${EMPTY?}${EMPTY:?say $NAME}",
        expect![[r#"
            failed to process "${EMPTY?}${EMPTY:?say $NAME}": EMPTY: say world
              at `${EMPTY:?say $NAME}`: expected a value for `EMPTY` that is not empty
        "#]],
    );
}

#[test]
fn invalid_patterns() {
    check(
        r"${NAME##a\b}",
        expect![[r#"
            failed to process "${NAME##a\\b}": invalid pattern (a\b) in substitution: invalid escape '\b'
              at `#a\b`: expected `*`, `?`, `\`, `/` or `}` after each `\` of a pattern
        "#]],
    );
    check(
        r"${NAME%'ab\'}",
        expect![[r#"
            failed to process "${NAME%'ab\\'}": invalid pattern (\ba) in substitution: invalid escape '\b'
              at `'ab\'`: expected `*`, `?`, `\`, `/` or `}` after each `\` of a pattern
        "#]],
    );
}

#[test]
fn messages_show_the_word_as_go_does() {
    check(
        "'\t\x07\x7F\u{85}é\u{301}😀\u{FEFF}\u{E0001}\\\"",
        expect![[r#"
            failed to process "'\t\a\x7f\u0085é́😀\ufeff\U000e0001\\\"": unexpected end of statement while looking for matching single-quote
              at `'`: expected a closing `'`
        "#]],
    );
}

#[test]
fn deep_nesting_is_refused() {
    let rules = WordRules::builder(Escape::Backslash);
    for (open, close) in [("${a:-\"", "\"}"), ("${a/", "/}"), ("${a#", "}")] {
        let nested = |levels: usize| open.repeat(levels) + "x" + &close.repeat(levels);
        let (mut texts, word, variables) = set_up(&nested(limits::MAX_DEPTH), []);
        assert!(expand_word(&mut texts, word, &variables, rules).is_ok());
        let (mut texts, word, variables) = set_up(&nested(100_000), []);
        let error = expand_word(&mut texts, word, &variables, rules).unwrap_err();
        assert!(
            error
                .message
                .ends_with("nested deeper than Shellform follows")
        );
    }
}

#[test]
fn too_much_work_is_refused() {
    let rules = WordRules::builder(Escape::Backslash);
    let long = "a".repeat(1 << 20);
    let variables = [("LONG", long.as_str())];
    for word in [
        &"$LONG".repeat(40),
        "${LONG///$LONG}",
        "${LONG##*$LONG$LONG}",
    ] {
        let (mut texts, word, variables) = set_up(word, variables);
        let error = expand_word(&mut texts, word, &variables, rules).unwrap_err();
        assert!(
            error
                .message
                .ends_with("needs more work than Shellform does for one word")
        );
    }
}

/// Text in which everything special is frequent.
fn special_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => r#"[$'"\\`<>{}/:#%*?+ a-c01-]"#,
        2 => prop::sample::select(vec!["${A", "$A", "${B:-", "${A#", "${C//", "${A/?/", "}", "\u{FEFF}", "é", "\n"])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn any_rules() -> impl Strategy<Value = WordRules> {
    (
        prop::sample::select(vec![Escape::Backslash, Escape::Backtick]),
        prop::sample::select(vec![Quotes::Remove, Quotes::Keep, Quotes::Ordinary]),
        prop::sample::select(vec![Escapes::Remove, Escapes::Keep]),
        prop::sample::select(vec![Unset::Empty, Unset::KeepReference]),
    )
        .prop_map(|(escape, quotes, escapes, unset)| WordRules {
            escape,
            quotes,
            escapes,
            unset,
        })
}

/// Asserts that the trail of `span` covers it without gaps and ends in sources with the same characters.
#[track_caller]
fn assert_traced(texts: &Texts, span: Span) {
    let mut end = 0;
    let mut found = String::new();
    for piece in texts.trail(span) {
        assert_eq!((piece.start, piece.rewrite), (end, None));
        assert!(texts.source(piece.source.text).is_some());
        end = piece.end;
        found.push_str(texts.str(piece.source));
    }
    assert_eq!(
        (end as usize, found.as_str()),
        (span.len(), texts.str(span))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_word_expands_or_is_refused_and_every_byte_is_traced(
        word in special_text(),
        values in (special_text(), special_text()),
        rules in any_rules(),
    ) {
        let (mut texts, word, variables) = set_up(&word, [("A", values.0.as_str()), ("B", values.1.as_str())]);
        match expand_word(&mut texts, word, &variables, rules) {
            Ok(expansion) => {
                assert_traced(&texts, expansion.result);
                for word in expansion.words {
                    prop_assert!(expansion.result.contains(word) && !word.is_empty());
                    assert_traced(&texts, word);
                }
            }
            Err(error) => prop_assert!(word.contains(error.at) && !texts.str(error.at).is_empty()),
        }
    }

    #[test]
    fn the_short_way_for_plain_words_gives_what_the_long_one_gives(
        word in "[a-c \t\n\u{2003}/}{>é-]{0,12}",
        rules in any_rules(),
    ) {
        let (mut texts, word, variables) = set_up(&word, []);
        prop_assert!(is_plain(texts.str(word), rules.escape));
        let short = expand_word(&mut texts, word, &variables, rules);
        let long = expand_special(&mut texts, word, &variables, rules);
        prop_assert_eq!(short, long);
    }
}
