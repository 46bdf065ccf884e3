//! Writes images as lines of facts; `core/src/images/facts.rs` says what a line is.

use super::schema::{Dialect, Image, Os, Shell, Tzdata, Variable, Variant};

/// All images as one constant.
pub(super) fn write(images: &[Image]) -> String {
    let images: String = images.iter().map(image).collect();
    format!(
        "use super::facts::ImageFacts;\n\n/// Every image we know facts about.\n\
         pub static CATALOGUE: &[ImageFacts] = &[{images}];\n"
    )
}

fn image(image: &Image) -> String {
    let mut lines = String::from("\n");
    for (key, source) in &image.evidence {
        let source: Vec<String> = source.split(' ').map(short_commit).collect();
        lines.push_str(&format!("evidence {key} {}\n", source.join(" ")));
    }
    lines.extend(image.variants.iter().map(variant));
    format!(
        "ImageFacts {{ names: &{:?}, lines: r#\"{lines}\"# }},",
        image.names
    )
}

/// A word; of the hash of a commit what still names it, since the rest only makes the catalogue larger.
fn short_commit(word: &str) -> String {
    let end = word
        .find(|it: char| !it.is_ascii_hexdigit())
        .unwrap_or(word.len());
    match end {
        40 => word[..12].to_owned() + &word[end..],
        _ => word.to_owned(),
    }
}

fn variant(variant: &Variant) -> String {
    let evidence: Vec<&str> = variant
        .evidence
        .iter()
        .map(|it| it.get_ref().as_str())
        .collect();
    let environment: Option<Vec<String>> = variant
        .env
        .as_ref()
        .map(|it| it.iter().map(variable).collect());
    [
        value("tags", Some(&variant.tags.get_ref().join(" "))),
        value("from", Some(&evidence.join(" "))),
        value("os", Some(os(variant.os))),
        value("shell", variant.shell.as_ref().map(shell).as_deref()),
        values("env", environment.as_ref()),
        values("entrypoint", variant.entrypoint.as_ref()),
        values("cmd", variant.cmd.as_ref()),
        values("config-shell", variant.config_shell.as_ref()),
        value("workdir", variant.working_dir.as_deref()),
        value("user", variant.user.as_deref()),
        value("stop-signal", variant.stop_signal.as_deref()),
        values("expose", variant.exposed_ports.as_ref()),
        values("volume", variant.volumes.as_ref()),
        values("onbuild", variant.onbuild.as_ref()),
        value("healthcheck", variant.healthcheck.map(healthcheck)),
        value("tzdata", variant.tzdata.as_ref().map(tzdata).as_deref()),
    ]
    .concat()
}

/// The line of a fact with one value, which may be known to be empty; no line when it is not known.
fn value(keyword: &str, value: Option<&str>) -> String {
    match value {
        None => String::new(),
        Some("") => format!("{keyword}\n"),
        Some(value) => format!("{keyword} {value}\n"),
    }
}

/// A line for each value, or one without a value when there is none; no line when they are not known.
fn values(keyword: &str, values: Option<&Vec<String>>) -> String {
    match values {
        Some(values) if !values.is_empty() => {
            values.iter().map(|it| value(keyword, Some(it))).collect()
        }
        empty => value(keyword, empty.map(|_| "")),
    }
}

fn os(os: Os) -> &'static str {
    match os {
        Os::Linux => "linux",
        Os::Windows => "windows",
    }
}

fn shell(shell: &Shell) -> String {
    let dialect = match shell.dialect {
        Dialect::Dash => "dash",
        Dialect::Bash => "bash",
        Dialect::BashAsSh => "bash-as-sh",
        Dialect::BusyboxAsh => "busybox-ash",
        Dialect::None => "none",
    };
    let version = shell.version.iter().map(|it| format!(" {it}"));
    std::iter::once(dialect.to_owned()).chain(version).collect()
}

fn variable(variable: &Variable) -> String {
    let name = variable.name.get_ref();
    match (&variable.value, &variable.unknown) {
        (Some(value), _) => format!("{name}={value}"),
        (None, reason) => format!("{name} {}", reason.as_deref().unwrap_or_default()),
    }
}

fn healthcheck(present: bool) -> &'static str {
    if present { "present" } else { "" }
}

fn tzdata(tzdata: &Tzdata) -> String {
    let zones = if tzdata.present { "present" } else { "absent" };
    format!("{zones} {}", tzdata.evidence.get_ref())
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::{image, short_commit, write};

    #[test]
    fn what_is_left_out_is_unknown_and_what_is_empty_is_known() {
        let text = r#"
            names = ["debian"]
            summary = "Debian."
            [evidence]
            rootfs = "a \"file\""
            [[variants]]
            tags = ["12", "12.*"]
            evidence = ["rootfs"]
            os = "linux"
            shell = { dialect = "bash-as-sh" }
            env = [{ name = "PATH", value = "/bin" }, { name = "V", unknown = "differs" }]
            entrypoint = []
            cmd = ["bash"]
            user = ""
            healthcheck = false
            tzdata = { present = true, evidence = "rootfs" }
        "#;
        assert_eq!(
            image(&source::read(text).unwrap()),
            r##"ImageFacts { names: &["debian"], lines: r#"
evidence rootfs a "file"
tags 12 12.*
from rootfs
os linux
shell bash-as-sh
env PATH=/bin
env V differs
entrypoint
cmd bash
user
healthcheck
tzdata present rootfs
"# },"##
        );
    }

    #[test]
    fn a_commit_is_named_by_the_begin_of_its_hash() {
        let hash = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(short_commit(&format!("{hash},")), "0123456789ab,");
        assert_eq!(short_commit("decade"), "decade");
    }

    #[test]
    fn the_catalogue_may_be_empty() {
        assert!(write(&[]).ends_with("static CATALOGUE: &[ImageFacts] = &[];\n"));
    }
}
