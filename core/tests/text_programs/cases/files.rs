//! find and xargs.

use super::cases;
use crate::{compare, compare_unordered};

#[test]
fn find_meets_files() {
    let lines = [
        "find d",
        "find",
        "find d -name *.txt",
        "find d -iname *.txt",
        "find d -type d",
        "find d -type f",
        "find d -type x",
        "find d -maxdepth x",
        "find d -foo",
        "find d -name",
        "find nofile d -maxdepth 0",
        "find d -exec echo {} ;",
        "find d/sub/deep -exec echo {} +",
        "find d -exec echo {}",
        "find d -exec false {} ; -print",
        "find d -exec nocmd {} ;",
        "find d -exec nocmd {} +",
        "find d -type f -size +0",
        "find d -type f -size 3c",
        "find d -type f -size -1k",
        "find d -size x",
        "find d -perm 644",
        "find d -perm -u+w -type f",
        "find d -perm /111 -type f",
        "find d ( -name a.txt -o -name b.sh ) -print",
        "find d ( -name a",
        "find d -name a )",
        "find d ! -name a* -a -type f",
        "find d -name sub -prune -o -print",
        "find d -path *sub/*",
        "find d -empty",
        "find d -newer nofile",
        "find d -mindepth 2 -maxdepth 2",
        "find d -type f,d",
        "debian:find d -name sub -delete",
        "debian:find d -name x.txt -delete -print",
        "find d -name a.txt -print0",
        "find d/ -maxdepth 1",
        "find d -maxdepth 1 -print -quit",
        "find d -not -name *.txt -type f",
        "find d -executable -type f",
        "find d -exec echo x{}y{} ;",
        "find d -type f -exec cat {} ;",
        "find d -type f -exec grep -l needle {} +",
        "find d -type f -exec sed -i s/needle/pin/ {} ; -exec cat {} ;",
        "find d -type f -name a.txt -exec sed -i.bak 1i\\new {} ; -exec cat {} ; -exec cat {}.bak ;",
        "find f g -type f",
        "find . -name f -o -name g",
        "find d -name [ab].*",
        "find d -name ?.txt",
        "find d -depth -name deep -o -name sub",
        "find d -perm x",
        "find d -exec ;",
        "find d -true -name a.txt",
        "find d -name a.txt -exec true ; -print",
        "find d -name a.txt -exec false ; -o -name b.sh -print",
        "find d -name 'C*' -size 0",
        "find d/a.txt -exec wc -l {} +",
        "find d -type d -exec find {} -maxdepth 1 -name x.txt ;",
    ];
    compare_unordered("find", &cases("", &lines));
}

#[test]
fn xargs_starts_programs() {
    let lines = [
        "xargs",
        "xargs echo x",
        "xargs -n1",
        "xargs -n2 echo",
        "xargs -I{} echo a{}b{}",
        "xargs -I % echo %",
        "xargs -0",
        "xargs -r echo",
        "xargs -t echo",
        "xargs -L1 echo",
        "xargs -L 2",
        "xargs -n 1 -t false",
        "xargs nocmd",
        "xargs ./f",
        "xargs -n x echo",
        "xargs -z",
        "debian:xargs -d '\\n' echo",
        "xargs cat",
        "xargs -P1 -n1",
        "debian:xargs --no-run-if-empty echo",
        "xargs -n1 grep -c b f",
        "xargs -I{} -n1 echo {}",
        "xargs -x -n2",
        "xargs echo -n1",
        "xargs -n1 sed -n 1p",
    ];
    compare("xargs", &cases("a b\n c\t'd e' \"f\"\n\ng\\ h\n", &lines));
    let lines = [
        "xargs",
        "xargs -r",
        "xargs -r echo x",
        "xargs echo x",
        "xargs -I{} echo {}",
        "xargs -n1 echo",
    ];
    compare("xargs of nothing", &cases("\n", &lines));
    compare(
        "xargs of an open quote",
        &cases("a 'b\nc\n", &["xargs", "xargs -I{} echo {}", "xargs -n1"]),
    );
}
