//! All commands of the file, each with its form.

use shellform::explain::Badge;
use yew::{Html, html};

use super::Draw;
use super::places::{self, Place};

/// How many are drawn; a long file may have thousands.
const MOST: usize = 40;

/// Draws the list, folded; nothing when there is none.
pub(super) fn draw(cx: &Draw<'_>) -> Html {
    let badges = &cx.answer.badges;
    if badges.is_empty() {
        return Html::default();
    }
    let commands = badges.iter().take(MOST).map(|(_, it)| command(cx, it));
    let rest = badges.len().saturating_sub(MOST);
    html! {
        <section class="commands">
            <details>
                <summary><h2>{ "All commands of the file" }</h2></summary>
                <ul class="forms">{ for commands }</ul>
                if rest > 0 { <p>{ "and " }{ rest }{ " more, labelled beside the editor" }</p> }
            </details>
        </section>
    }
}

fn command(cx: &Draw<'_>, badge: &Badge) -> Html {
    let simulation = &cx.answer.simulation;
    let instruction = simulation.dockerfile.instructions.get(badge.instruction);
    let keyword = instruction.map(|it| simulation.str(it.keyword_span));
    html! { <li><code class="sf-keyword">{ keyword.unwrap_or_default() }</code>{ form(cx, badge) }</li> }
}

/// The lines of a command and its form, in a word and in a sentence.
pub(super) fn form(cx: &Draw<'_>, badge: &Badge) -> Html {
    let instructions = &cx.answer.simulation.dockerfile.instructions;
    let place = instructions.get(badge.instruction);
    let place = place.map(|it| Place::of_lines(cx.answer, it.lines));
    let class = ["badge sf-", badge.tag.name()].concat();
    html! {
        <>
            { for place.as_ref().map(places::go_to) }
            <span {class}>{ &badge.text }</span>
            <span>{ &badge.description }</span>
        </>
    }
}
