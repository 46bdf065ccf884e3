//! Writes images as Rust constants; rustfmt lays them out afterwards.

use super::schema::{Dialect, Image, Os, Shell, Tzdata, Variable, Variant};

/// All images as one constant.
pub(super) fn write(images: &[Image]) -> String {
    format!(
        "use super::facts::*;\n\n/// Every image we know facts about.\npub static CATALOGUE: &[ImageFacts] = {};\n",
        list(images, image)
    )
}

fn image(image: &Image) -> String {
    let evidence: Vec<_> = image.evidence.iter().collect();
    format!(
        "ImageFacts {{ names: {}, summary: {:?}, evidence: {}, variants: {} }}",
        strings(&image.names),
        image.summary,
        list(&evidence, |(key, source)| format!("({key:?}, {source:?})")),
        list(&image.variants, variant),
    )
}

fn variant(variant: &Variant) -> String {
    let evidence: Vec<String> = variant
        .evidence
        .iter()
        .map(|key| key.get_ref().clone())
        .collect();
    let fields = [
        ("tags", strings(variant.tags.get_ref())),
        ("evidence", strings(&evidence)),
        ("os", os(variant.os).to_owned()),
        ("shell", option(variant.shell.as_ref(), shell)),
        (
            "environment",
            option(variant.env.as_ref(), |it| list(it, variable)),
        ),
        (
            "entrypoint",
            option(variant.entrypoint.as_ref(), |it| strings(it)),
        ),
        ("cmd", option(variant.cmd.as_ref(), |it| strings(it))),
        (
            "config_shell",
            option(variant.config_shell.as_ref(), |it| strings(it)),
        ),
        ("working_dir", option(variant.working_dir.as_ref(), string)),
        ("user", option(variant.user.as_ref(), string)),
        ("stop_signal", option(variant.stop_signal.as_ref(), string)),
        (
            "exposed_ports",
            option(variant.exposed_ports.as_ref(), |it| strings(it)),
        ),
        (
            "volumes",
            option(variant.volumes.as_ref(), |it| strings(it)),
        ),
        (
            "onbuild",
            option(variant.onbuild.as_ref(), |it| strings(it)),
        ),
        (
            "healthcheck",
            option(variant.healthcheck.as_ref(), healthcheck),
        ),
        ("tzdata", option(variant.tzdata.as_ref(), tzdata)),
    ];
    let fields: String = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value},"))
        .collect();
    format!("VariantFacts {{ {fields} }}")
}

fn os(os: Os) -> &'static str {
    match os {
        Os::Linux => "Os::Linux",
        Os::Windows => "Os::Windows",
    }
}

fn shell(shell: &Shell) -> String {
    let dialect = match shell.dialect {
        Dialect::Dash => "Dash",
        Dialect::Bash => "Bash",
        Dialect::BashAsSh => "BashAsSh",
        Dialect::BusyboxAsh => "BusyboxAsh",
        Dialect::None => "NoShell",
    };
    let version = option(shell.version.as_ref(), string);
    format!("ShellFacts {{ dialect: ShellDialect::{dialect}, version: {version} }}")
}

fn variable(variable: &Variable) -> String {
    let value = match (&variable.value, &variable.unknown) {
        (Some(value), _) => format!("Ok({value:?})"),
        (None, reason) => format!("Err({:?})", reason.as_deref().unwrap_or_default()),
    };
    format!(
        "VariableFacts {{ name: {:?}, value: {value} }}",
        variable.name.get_ref()
    )
}

fn healthcheck(present: &bool) -> String {
    if *present {
        "HealthcheckFacts::Present"
    } else {
        "HealthcheckFacts::Absent"
    }
    .to_owned()
}

fn tzdata(tzdata: &Tzdata) -> String {
    let zones = if tzdata.present { "Present" } else { "Absent" };
    format!(
        "TzdataFacts {{ zones: Zones::{zones}, evidence: {:?} }}",
        tzdata.evidence.get_ref()
    )
}

fn strings(values: &[String]) -> String {
    list(values, string)
}

fn string(value: &String) -> String {
    format!("{value:?}")
}

fn list<T>(values: &[T], write: impl Fn(&T) -> String) -> String {
    let values: Vec<String> = values.iter().map(write).collect();
    format!("&[{}]", values.join(", "))
}

fn option<T>(value: Option<&T>, write: impl Fn(&T) -> String) -> String {
    value.map_or_else(
        || "None".to_owned(),
        |value| format!("Some({})", write(value)),
    )
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::{image, write};

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
            "ImageFacts { names: &[\"debian\"], summary: \"Debian.\", \
             evidence: &[(\"rootfs\", \"a \\\"file\\\"\")], variants: &[VariantFacts { \
             tags: &[\"12\", \"12.*\"],evidence: &[\"rootfs\"],os: Os::Linux,\
             shell: Some(ShellFacts { dialect: ShellDialect::BashAsSh, version: None }),\
             environment: Some(&[VariableFacts { name: \"PATH\", value: Ok(\"/bin\") }, \
             VariableFacts { name: \"V\", value: Err(\"differs\") }]),\
             entrypoint: Some(&[]),cmd: Some(&[\"bash\"]),config_shell: None,working_dir: None,user: Some(\"\"),\
             stop_signal: None,exposed_ports: None,volumes: None,onbuild: None,\
             healthcheck: Some(HealthcheckFacts::Absent),\
             tzdata: Some(TzdataFacts { zones: Zones::Present, evidence: \"rootfs\" }), }] }"
        );
    }

    #[test]
    fn the_catalogue_may_be_empty() {
        assert!(write(&[]).ends_with("static CATALOGUE: &[ImageFacts] = &[];\n"));
    }
}
