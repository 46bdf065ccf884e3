//! What BuildKit warns about and what Shellform has to add, with the fixes there are.

use shellform::diagnostic::{Authority, Diagnostic, Severity};
use shellform::document::prose;
use yew::{Html, html};

use super::places::Place;
use super::{Draw, blocks, inline, launch};

/// How many are drawn; a long file may have thousands.
const MOST: usize = 40;

/// The worst first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// Draws the list; nothing when there is none.
pub(super) fn draw(cx: &Draw<'_>, explained: Option<usize>) -> Html {
    let found = elsewhere(cx, explained);
    if found.is_empty() {
        return Html::default();
    }
    let by_severity = |severity| found.iter().filter(move |it| it.rule.severity == severity);
    let items = SEVERITIES.into_iter().flat_map(by_severity);
    let items = items.take(MOST).map(|it| problem(cx, it));
    let rest = found.len().saturating_sub(MOST);
    html! {
        <section class="problems" aria-labelledby="problems-title">
            <h2 id="problems-title">{ "Elsewhere in the file" }</h2>
                        <ul>{ for items }</ul>
            if rest > 0 { <p>{ "and " }{ rest }{ " more, underlined in the file" }</p> }
        </section>
    }
}

/// What is not about the instruction that is explained: its own stands in its explanation.
fn elsewhere<'d>(cx: &Draw<'d>, explained: Option<usize>) -> Vec<&'d Diagnostic> {
    let simulation = &cx.answer.simulation;
    let instructions = &simulation.dockerfile.instructions;
    let lines = explained
        .and_then(|it| instructions.get(it))
        .map(|it| it.lines);
    let is_explained = |found: &Diagnostic| {
        let at = simulation.session.texts.source_span(found.span);
        let line = cx.answer.index.line(at.start);
        at.text == simulation.dockerfile.file.text
            && lines.is_some_and(|it| (it.first..=it.last).contains(&line))
    };
    let all = simulation.session.diagnostics.iter();
    all.filter(|it| !is_explained(it)).collect()
}

fn problem(cx: &Draw<'_>, found: &Diagnostic) -> Html {
    let (kind, word) = match found.rule.severity {
        Severity::Error => ("is-error", "Error"),
        Severity::Warning => ("is-warning", "Warning"),
        Severity::Note => ("is-note", "Note"),
    };
    let speaker = match found.rule.authority {
        Authority::BuildKit => "BuildKit",
        Authority::Shellform => "Shellform",
    };
    let texts = &cx.answer.simulation.session.texts;
    let place = Place::of(cx.answer, texts.source_span(found.span));
    let help = found
        .help
        .iter()
        .map(|it| html! { <p>{ inline::draw(cx, &prose(it)) }</p> });
    let message = match found.rule.authority {
        Authority::BuildKit => html! { &found.message },
        Authority::Shellform => inline::draw(cx, &prose(&found.message)),
    };
    let fixes = found
        .fixes
        .iter()
        .map(|it| blocks::fix_button(cx, &it.title, &it.edits));
    let code = match found.rule.url {
        Some(url) => {
            html! { <a href={url} rel="noopener noreferrer" target="_blank">{ found.rule.code }</a> }
        }
        None => html! { found.rule.code },
    };
    html! {
        <li class={format!("message {kind}")}>
            <p><strong class="speaker">{ word }</strong>{ " " }{ message }</p>
            { for help }
            <p class="footnote"><span>{ speaker }{ ": " }{ code }</span>{ launch::go_to(&place) }</p>
            { for fixes }
        </li>
    }
}
