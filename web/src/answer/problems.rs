//! What Docker warns about and what Shellform has to add, elsewhere in the file than at the cursor.

use shellform::diagnostic::{Authority, Diagnostic, REFUSED, Severity};
use shellform::document::{Inline, Tag, prose};
use yew::{Html, html};

use super::finding::{self, Finding};
use super::{Draw, shell};

/// How many are drawn; a long file may have thousands.
const MOST: usize = 40;

/// The worst first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// Draws the list; nothing when there is none.
pub(super) fn draw(cx: &Draw<'_>, explained: Option<usize>) -> Html {
    let found = elsewhere(cx, explained);
    let refused = shell::findings_elsewhere(cx, explained);
    if found.is_empty() && refused.is_empty() {
        return Html::default();
    }
    let by_severity = |severity| found.iter().filter(move |it| it.rule.severity == severity);
    let items = SEVERITIES.into_iter().flat_map(by_severity);
    let items = items.take(MOST).map(|it| problem(cx, it));
    let rest = found.len().saturating_sub(MOST);
    html! {
        <section class="problems" aria-labelledby="problems-title">
            <h2 id="problems-title">{ "Elsewhere in the file" }</h2>
            { for refused }
            { for items }
            if rest > 0 { <p>{ "and " }{ rest }{ " more, underlined in the editor" }</p> }
        </section>
    }
}

/// What is not about the instruction that is explained: its own stands in its explanation, and why Docker refuses the
/// file stands above all.
fn elsewhere<'d>(cx: &Draw<'d>, explained: Option<usize>) -> Vec<&'d Diagnostic> {
    let simulation = &cx.answer.simulation;
    let instructions = &simulation.dockerfile.instructions;
    let explained = explained.and_then(|it| instructions.get(it));
    let refusal = simulation.refusal().map(|it| it.span);
    let is_told = |found: &Diagnostic| {
        let lines = explained.map(|it| it.lines.first..=it.lines.last);
        let line = line_of(cx, found);
        lines.is_some_and(|it| line.is_some_and(|line| it.contains(&line)))
            || (found.rule == REFUSED && Some(found.span) == refusal)
    };
    let all = simulation.session.diagnostics.iter();
    all.filter(|it| !is_told(it)).collect()
}

/// The line that a diagnostic is about: the one BuildKit names, otherwise the one of its first character.
fn line_of(cx: &Draw<'_>, found: &Diagnostic) -> Option<u32> {
    let simulation = &cx.answer.simulation;
    let at = simulation.session.texts.first_source(found.span);
    let is_in_file = at.text == simulation.dockerfile.file.text;
    found
        .line
        .or(is_in_file.then(|| cx.answer.index.line(at.start)))
}

fn problem(cx: &Draw<'_>, found: &Diagnostic) -> Html {
    let tag = match found.rule.severity {
        Severity::Error => Tag::Error,
        Severity::Warning => Tag::Warning,
        Severity::Note => Tag::Note,
    };
    let (speaker, mut content) = match found.rule.authority {
        Authority::BuildKit => ("Docker", vec![Inline::plain(found.message.clone())]),
        Authority::Shellform => ("Shellform", prose(&found.message)),
    };
    content.extend(code(found));
    let help: Vec<Vec<Inline>> = found.help.iter().map(|it| prose(it)).collect();
    let texts = &cx.answer.simulation.session.texts;
    let place = cx.place(texts.source_span(found.span));
    let fixes = found.fixes.iter();
    let fixes = fixes.map(|it| finding::fix_button(cx, &it.title, &it.edits));
    let finding = Finding {
        tag,
        speaker,
        content: &content,
        help: &help,
        places: vec![(place, "")],
        fixes: fixes.collect(),
    };
    finding::draw(cx, &finding)
}

/// The code of a rule, in brackets; a refusal has none of its own.
fn code(found: &Diagnostic) -> Vec<Inline> {
    if found.rule == REFUSED {
        return Vec::new();
    }
    let code = Inline::new(Tag::Comment, found.rule.code);
    let code = match found.rule.url {
        Some(url) => code.link(url),
        None => code,
    };
    vec![Inline::plain(" ("), code, Inline::plain(")")]
}
