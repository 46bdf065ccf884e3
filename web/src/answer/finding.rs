//! What Docker or Shellform says about the file, in one box: the words, what to do, where, and the fixes there are.

use shellform::diagnostic::Edit;
use shellform::document::{Block, Inline, SourceBlock, Tag, prose};
use shellform::text::Span;
use yew::{Callback, Html, html};

use super::places::{self, Place};
use super::{Draw, inline};

/// What there is to say.
pub(super) struct Finding<'f> {
    pub(super) tag: Tag,
    pub(super) speaker: &'f str,
    pub(super) content: &'f [Inline],
    /// What to do, each a sentence.
    pub(super) help: &'f [Vec<Inline>],
    /// The characters it is about, each with what there is to say about them; that may be nothing.
    pub(super) places: Vec<(Place, &'f str)>,
    /// The fixes, drawn.
    pub(super) fixes: Html,
}

/// Draws it.
pub(super) fn draw(cx: &Draw<'_>, finding: &Finding<'_>) -> Html {
    let help = finding.help.iter();
    let help = help.map(|it| html! { <li>{ inline::draw(cx, it) }</li> });
    let places = finding.places.iter();
    let places = places.map(|(place, label)| {
        html! { <li>{ places::go_to(place) }{ " " }{ inline::draw(cx, &prose(label)) }</li> }
    });
    html! {
        <div class={["message is-", finding.tag.name()].concat()}>
            <p><strong class="speaker">{ finding.speaker }{ ":" }</strong>{ " " }{ inline::draw(cx, finding.content) }</p>
            <ul>{ for help }</ul>
            <ul class="places">{ for places }</ul>
            { finding.fixes.clone() }
        </div>
    }
}

/// The places that excerpts of the file are about. The editor shows their lines; here they need not stand again.
pub(super) fn marked<'b>(cx: &Draw<'_>, blocks: &'b [Block]) -> Vec<(Place, &'b str)> {
    let marked = blocks.iter().filter_map(|it| {
        let Block::Source(source) = it else {
            return None;
        };
        marked_in(cx, source)
    });
    marked.collect()
}

fn marked_in<'b>(cx: &Draw<'_>, source: &'b SourceBlock) -> Option<(Place, &'b str)> {
    let (first, last) = (source.marks.first()?, source.marks.last()?);
    let span = Span {
        end: last.span.end,
        ..first.span
    };
    Some((cx.place(span), &first.label))
}

/// A fix: the lines it changes, before and after, and the button that does it. Lines at the start that stay are shown
/// once.
pub(super) fn fix(cx: &Draw<'_>, title: &str, before: &str, after: &str, edits: &[Edit]) -> Html {
    let pairs = before.split('\n').zip(after.split('\n'));
    let same = pairs.take_while(|(before, after)| before == after).count();
    let stays = after.split('\n').take(same);
    let stays = stays.map(|it| html! { <span>{ it }</span> });
    let before = before.split('\n').skip(same);
    let before = before.map(|it| html! { <del>{ it }</del> });
    let after = after.split('\n').skip(same);
    let after = after.map(|it| html! { <ins>{ it }</ins> });
    html! {
        <div class="fix"><pre>{ for stays }{ for before }{ for after }</pre>{ fix_button(cx, title, edits) }</div>
    }
}

/// The button that changes the file; words, where what is to be changed stands elsewhere.
pub(super) fn fix_button(cx: &Draw<'_>, title: &str, edits: &[Edit]) -> Html {
    if edits.is_empty() {
        return html! { <p>{ title }</p> };
    }
    let (on_fix, edits) = (cx.on_fix.clone(), edits.to_vec());
    let onclick = Callback::from(move |_| on_fix.emit(edits.clone()));
    html! { <button type="button" class="apply" {onclick}>{ title }</button> }
}
