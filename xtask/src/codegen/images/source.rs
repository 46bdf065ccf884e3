//! Reads one file of facts, and holds it to what its schema cannot say.
//!
//! Every key of evidence that is referred to exists, every one that exists is referred to,
//! a variable has a value or a reason, every variant has tags and evidence, and every value fits on a line.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Result, anyhow, bail};
use toml::Spanned;

use super::schema::{Image, Variable, Variant};

/// Reads the text of a file; an error says its line.
pub(super) fn read(text: &str) -> Result<Image> {
    let image: Image = toml::from_str(text)?;
    let mut used = BTreeSet::new();
    for variant in &image.variants {
        check_variant(text, &image, variant, &mut used)?;
    }
    match image
        .evidence
        .keys()
        .find(|key| !used.contains(key.as_str()))
    {
        Some(key) => bail!("nothing refers to the evidence `{key}`"),
        None => Ok(image),
    }
}

fn check_variant<'image>(
    text: &str,
    image: &Image,
    variant: &'image Variant,
    used: &mut BTreeSet<&'image str>,
) -> Result<()> {
    if variant.tags.get_ref().is_empty() {
        return Err(at_line(
            text,
            variant.tags.span(),
            "a variant has at least one tag",
        ));
    }
    if variant.evidence.is_empty() {
        return Err(at_line(text, variant.tags.span(), "a variant has evidence"));
    }
    if let Some(word) = words(variant).find(|it| it.is_empty() || it.contains('\n')) {
        let message = format!("{word:?} in a list does not fit on a line of facts");
        return Err(at_line(text, variant.tags.span(), &message));
    }
    let tzdata = variant.tzdata.iter().map(|tzdata| &tzdata.evidence);
    for key in variant.evidence.iter().chain(tzdata) {
        check_evidence(text, image, key)?;
        used.insert(key.get_ref());
    }
    variant
        .env
        .iter()
        .flatten()
        .try_for_each(|variable| check_variable(text, variable))
}

/// The words of all lists.
fn words(variant: &Variant) -> impl Iterator<Item = &String> {
    let lists = [
        &variant.entrypoint,
        &variant.cmd,
        &variant.config_shell,
        &variant.exposed_ports,
        &variant.volumes,
        &variant.onbuild,
    ];
    lists.into_iter().flatten().flatten()
}

fn check_evidence(text: &str, image: &Image, key: &Spanned<String>) -> Result<()> {
    if image.evidence.contains_key(key.get_ref()) {
        return Ok(());
    }
    let message = format!("[evidence] has no `{}`", key.get_ref());
    Err(at_line(text, key.span(), &message))
}

fn check_variable(text: &str, variable: &Variable) -> Result<()> {
    if variable.value.is_some() != variable.unknown.is_some() {
        return Ok(());
    }
    let message = format!(
        "`{}` has either a `value` or the reason why it is `unknown`",
        variable.name.get_ref()
    );
    Err(at_line(text, variable.name.span(), &message))
}

fn at_line(text: &str, span: Range<usize>, message: &str) -> anyhow::Error {
    let line = text[..span.start].matches('\n').count() + 1;
    anyhow!("line {line}: {message}")
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The error of a file whose only variant holds these lines, from line 6 on.
    fn error(lines: &str) -> String {
        let text = format!(
            "names = [\"a\"]\nsummary = \"A.\"\n[evidence]\nrootfs = \"x\"\n[[variants]]\n{lines}\n"
        );
        format!("{:#}", read(&text).unwrap_err())
    }

    #[test]
    fn a_field_that_is_not_known_is_named_with_its_line() {
        let error =
            error("tags = [\"1\"]\nevidence = [\"rootfs\"]\nos = \"linux\"\nworkdir = \"/\"");
        assert!(error.contains("line 9"), "{error}");
        assert!(error.contains("unknown field `workdir`"), "{error}");
    }

    #[test]
    fn evidence_must_exist() {
        assert_eq!(
            error("tags = [\"1\"]\nevidence = [\"root\"]\nos = \"linux\""),
            "line 7: [evidence] has no `root`"
        );
        assert_eq!(
            error(
                "tags = [\"1\"]\nevidence = [\"rootfs\"]\nos = \"linux\"\ntzdata = { present = true, evidence = \"b\" }"
            ),
            "line 9: [evidence] has no `b`"
        );
        assert_eq!(
            error("tags = [\"1\"]\nevidence = []\nos = \"linux\""),
            "line 6: a variant has evidence"
        );
    }

    #[test]
    fn evidence_must_be_used() {
        let text = "names = [\"a\"]\nsummary = \"A.\"\n[evidence]\nrootfs = \"x\"\n";
        assert_eq!(
            read(text).unwrap_err().to_string(),
            "nothing refers to the evidence `rootfs`"
        );
    }

    #[test]
    fn a_variable_has_a_value_or_a_reason() {
        let begin = "tags = [\"1\"]\nevidence = [\"rootfs\"]\nos = \"linux\"\n";
        let expected = "line 9: `A` has either a `value` or the reason why it is `unknown`";
        assert_eq!(
            error(&format!("{begin}env = [{{ name = \"A\" }}]")),
            expected
        );
        assert_eq!(
            error(&format!(
                "{begin}env = [{{ name = \"A\", value = \"\", unknown = \"x\" }}]"
            )),
            expected
        );
    }

    #[test]
    fn a_word_fits_on_a_line() {
        let begin = "tags = [\"1\"]\nevidence = [\"rootfs\"]\nos = \"linux\"\n";
        assert_eq!(
            error(&format!("{begin}cmd = [\"\"]")),
            "line 6: \"\" in a list does not fit on a line of facts"
        );
    }

    #[test]
    fn a_variant_has_tags() {
        assert_eq!(
            error("tags = []\nevidence = [\"rootfs\"]\nos = \"linux\""),
            "line 6: a variant has at least one tag"
        );
    }
}
