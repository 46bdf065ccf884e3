//! Programs that pass lines on: cat, head, tail and their like.

use super::cases;
use crate::compare;

#[test]
fn cat_shows_what_is_asked_for() {
    let lines = [
        "cat f g",
        "cat",
        "cat - f",
        "cat -n f g f",
        "cat -b g f",
        "cat -nb g",
        "cat -s g",
        "cat -A tabs",
        "cat -E tabs",
        "cat -T tabs",
        "cat -v tabs",
        "cat -e tabs",
        "cat -t tabs",
        "cat -ns g",
        "cat -E g f",
        "cat nofile f",
        "cat d f",
        "cat 'no file'",
        "cat -z f",
        "cat --number f",
        "cat --nu f",
        "cat --foo=1",
        "cat -u f -n",
        "cat -- -n",
        "cat empty",
    ];
    compare("cat", &cases("stdin\n\tä\n", &lines));
}

#[test]
fn head_and_tail_count_lines_and_bytes() {
    let lines = [
        "head f",
        "head -n 2 f",
        "head -n2 f",
        "head -2 f",
        "head -c 5 f",
        "head -c5 f g",
        "head -n -1 f",
        "head -c -3 f",
        "head -n 1 f g",
        "head -q -n1 f g",
        "head -v -n1 f",
        "head -n1 - f",
        "head -n 0 f",
        "head -n x f",
        "head nofile f",
        "head d f",
        "head",
        "head -1",
        "head --lines=1 f",
        "head -c 1K f",
        "head -n",
        "head -n +2 f",
        "head -n1 nofile g f",
        "tail f",
        "tail -n 2 f",
        "tail -n2 f",
        "tail -2 f",
        "tail -c 5 f",
        "tail -n +2 f",
        "tail -n +3",
        "tail -c +3 f",
        "tail +2 f",
        "tail -n 1 f g",
        "tail -q -n1 f g",
        "tail -v f",
        "tail -n0 f",
        "tail -n x f",
        "tail nofile f",
        "tail d f",
        "tail -n -1 f",
        "tail -1",
        "tail -n 1 empty f",
        "tail -n +0 f",
        "head -n1 empty f",
    ];
    compare("head and tail", &cases("1\n2\n3\n4\n5", &lines));
}

#[test]
fn wc_counts() {
    let lines = [
        "wc",
        "wc f",
        "wc -l f",
        "wc -l",
        "wc -c f g",
        "wc f g nofile",
        "wc -lw f",
        "wc -m f",
        "wc -L tabs f",
        "wc d",
        "wc -l d f",
        "wc - f",
        "wc empty",
        "wc -w < f",
        "wc nofile",
        "wc --lines f",
        "wc --lines=3",
        "wc -cl g",
        "wc tabs numbers passwd",
    ];
    compare("wc", &cases("a b\tc\n\u{1} d\n", &lines));
}

#[test]
fn uniq_compares_neighbours() {
    let lines = [
        "uniq",
        "uniq -c",
        "uniq -d",
        "uniq -u",
        "uniq -i",
        "uniq -f1",
        "uniq -s 1",
        "uniq -w 1",
        "uniq -ci",
        "uniq g",
        "uniq nofile",
        "uniq -f x",
        "uniq - -",
        "uniq a b c",
        "uniq -du",
        "uniq -z9",
        "uniq d",
    ];
    compare("uniq", &cases("a x\na x\nA x\nb x\nb y\nc\nc", &lines));
}

#[test]
fn cut_takes_parts_of_lines() {
    let lines = [
        "cut -d: -f1 passwd",
        "cut -d: -f 1,3- passwd",
        "cut -d : -f -2 passwd",
        "cut -c1-3 passwd",
        "cut -c 2 f",
        "cut -b 1,3 f",
        "cut -c3- f",
        "cut -f2 tabs",
        "cut -f2 -s f tabs",
        "cut -d: -f7 --complement passwd",
        "debian:cut -d: -f1,2 --output-delimiter=-- passwd",
        "debian:cut -c1-2,4 --output-delimiter=, f",
        "cut",
        "cut -f 0 f",
        "cut -f a f",
        "cut -f 3-1 f",
        "cut -d ab -f1",
        "cut -f1 -c1",
        "cut -c1 -d: f",
        "cut -c1 -s f",
        "cut -f1 nofile f",
        "cut -f1 d",
        "cut -f2,1 -d: passwd",
        "cut -d' ' -f2",
        "cut -f1",
        "cut -f - f",
        "cut -f 1, f",
        "debian:cut -c 1- --complement f",
        "cut -d: -f99 passwd",
        "cut -c 3-2 f",
    ];
    compare("cut", &cases("a b c\nd\n\ne f", &lines));
}

#[test]
fn tee_rev_and_tac_pass_lines_on() {
    let lines = [
        "tee",
        "tee out",
        "tee d",
        "tee -a f",
        "tee --append x",
        "tee -z",
        "rev",
        "rev f g",
        "rev nofile",
        "rev f nofile",
        "rev -z",
        "tac",
        "tac f g",
        "tac nofile f",
        "tac d",
        "tac empty",
    ];
    compare("tee, rev, tac", &cases("a b c\nd\n\ne f", &lines));
}

#[test]
fn sort_orders_lines() {
    let lines = [
        "sort",
        "sort -r",
        "sort -n",
        "sort -nr",
        "sort -u",
        "sort -nu",
        "sort -f",
        "sort -fu",
        "sort -k2",
        "sort -k2n",
        "sort -k2,2 -k1,1n",
        "sort -t: -k3n passwd",
        "sort -t: -k3,3nr passwd",
        "sort -t : -k 7 passwd",
        "sort -k1.2",
        "sort -c",
        "sort -c f",
        "debian:sort -C f",
        "sort -cu f",
        "sort -s -k1,1",
        "sort -b",
        "sort -bk2",
        "sort -d",
        "debian:sort -h numbers",
        "sort -V numbers",
        "sort -n numbers",
        "sort numbers f",
        "sort -rn numbers",
        "sort nofile",
        "sort d",
        "sort -o out f",
        "sort -k 0",
        "sort -k a",
        "sort -k 1.0",
        "sort -k 1x",
        "sort -k1,",
        "sort -t ab",
        "sort -x",
        "sort -k2,2n -u",
        "sort -rk2",
        "sort -k2r -k1",
        "sort -t x -k1,1 f",
        "sort -k1b,1",
        "sort -k1.2,1.3",
        "sort -c numbers nofile",
        "sort g empty",
        "sort --reverse f",
        "sort -k2,1",
        "sort -ru",
        "sort -r -k2,2n",
        "sort -n -k2",
        "sort -i tabs",
        "sort -t",
        "sort -o /nodir/x f",
    ];
    compare(
        "sort",
        &cases("b 2\na 10\nB 1\n\na 9\na 10\n-1 x\n  c 3\nb 2.5", &lines),
    );
    let versions =
        "a-1.10\na-1.9\na-1.9.tar.gz\na-1.10.tar.gz\n1.2~rc1\n1.2\n1.2.1\n.hid\nv2\nv10\nv010\n";
    compare(
        "versions",
        &cases(versions, &["sort -V", "sort -rV", "sort -k1V", "sort"]),
    );
}

#[test]
fn tr_replaces_deletes_and_squeezes() {
    let lines = [
        "tr a-z A-Z",
        "tr '[:lower:]' '[:upper:]'",
        "tr -d l",
        "tr -d '\\n'",
        "tr -s l",
        "tr -s ' ' '\\n'",
        "tr -cd '[:digit:]\\n'",
        "tr -cs a-zA-Z '\\n'",
        "tr abc x",
        "tr '\\n' ' '",
        "tr -d '[:space:]'",
        "tr -ds l o",
        "tr '[a-z]' '[A-Z]'",
        "tr a-c d-",
        "tr '\\141' z",
        "tr 'a-z' '[x*]'",
        "debian:tr -t abc d",
        "tr z-a b",
        "tr '[:foo:]' x",
        "tr",
        "tr a",
        "tr a b c",
        "tr -d a b",
        "tr -x a b",
        "tr -d",
        "tr '[=l=]' x",
        "tr -s '[:space:]'",
        "tr a-f0-9 'A-F*'",
        "tr '\\\\' /",
        "tr -c 'a\\n' x",
        "tr '/' '-'",
        "tr : '\\n'",
        "tr a ''",
        "tr -- -_ ab",
        "tr ' _' '\\t-'",
        "debian:tr --delete l",
        "tr -C '[:alnum:]\\n' _",
        "tr -ds a",
        "tr 'é' e",
        "tr -d é",
        "tr lo ab",
        "tr A-Z a-z",
    ];
    compare(
        "tr",
        &cases("hello World 42\\/:x-y_z\nllama\t\tz é\n\n\nend", &lines),
    );
}

#[test]
fn seq_counts() {
    let lines = [
        "seq 3",
        "seq 0 3",
        "seq 3 1",
        "seq 5 -2 1",
        "seq 0.5 0.5 2",
        "seq 1 .25 2",
        "seq -w 8 11",
        "seq -w -5 5 5",
        "seq -s, 3",
        "seq -s '' 3",
        "seq -s ', ' 1 1",
        "seq 1 a",
        "seq",
        "seq 1 0 2",
        "seq 1 2 3 4",
        "seq -- 2",
        "seq -1",
        "seq -2 0",
        "seq 1.50 2",
        "seq 1 1.00 2",
        "seq 999999 1000001",
        "seq -s",
        "seq -x",
        "seq 1 -1 -1",
        "seq -w 1 100",
        "seq 1 2000",
        "debian:seq --separator=: 2",
        "seq -w 3",
        "seq 10 -5 -10",
        "seq 2 3 9",
    ];
    // Without an increment busybox never ends.
    let lines: Vec<_> = lines
        .into_iter()
        .map(|it| {
            if it == "seq 1 0 2" {
                "debian:seq 1 0 2"
            } else {
                it
            }
        })
        .collect();
    compare("seq", &cases("", &lines));
}

#[test]
fn nl_paste_fold_and_expand_lay_lines_out() {
    let lines = [
        "nl",
        "nl -ba g",
        "nl -w2 -s: g",
        "nl -v5 -i2 g",
        "nl -n ln g",
        "nl -nrz f",
        "nl -bn g",
        "nl nofile f",
        "nl -x",
        "nl -n xx f",
        "nl f g",
        "paste f f",
        "paste -d, f f",
        "paste -s f g",
        "paste -sd, f",
        "paste -d '' f f",
        "paste f g",
        "debian:paste -d: f g",
        "paste - -",
        "paste -d ':,' f f f",
        "paste nofile f",
        "paste -s nofile f",
        "paste -d'\\n' f f",
        "paste f -",
        "fold -w5",
        "fold -sw5",
        "fold -5",
        "fold -b -w 3",
        "fold nofile",
        "fold -w x",
        "fold -w 4 f g",
        "fold -s -w 10",
        "expand",
        "expand -t4",
        "expand -i",
        "expand nofile f",
        "expand f",
        "paste -s",
        "paste -sd '\\t,' f",
    ];
    compare(
        "nl, paste, fold, expand",
        &cases("a b c d e f g hijk\tlm\n\tx\n\nq\n", &lines),
    );
}
