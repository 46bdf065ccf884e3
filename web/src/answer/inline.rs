//! Lines of tagged text.

use shellform::document::{Inline, Tag};
use yew::{Html, classes, html};

use super::Draw;
use super::places::Place;

/// Draws a line of text.
pub(super) fn draw(cx: &Draw<'_>, line: &[Inline]) -> Html {
    line.iter().map(|it| stretch(cx, it)).collect()
}

fn stretch(cx: &Draw<'_>, inline: &Inline) -> Html {
    let place = inline.span.map(|it| cx.place(it));
    let place = place.filter(|it| !it.ranges.is_empty());
    let content = worded(inline, place.as_ref(), cx);
    match &inline.link {
        Some(url) => {
            html! { <a href={url.clone()} rel="noopener noreferrer" target="_blank">{ content }</a> }
        }
        None => content,
    }
}

fn worded(inline: &Inline, place: Option<&Place>, cx: &Draw<'_>) -> Html {
    let text = inline.text.as_str();
    let tag = format!("sf-{}", inline.tag.name());
    if let Some(place) = place {
        let is_linked = place.is_on_one_line(cx.answer) && place.touches(&cx.spoken);
        let class = classes!(tag, "piece", is_linked.then_some("is-linked"));
        let description = ["from ", &place.words].concat();
        return html! {
            <span {class} role="button" tabindex="0" title={description} data-from={place.attribute()}>
                { element(inline.tag, text) }
            </span>
        };
    }
    match inline.tag {
        Tag::Plain => html! { text },
        _ => html! { <span class={tag}>{ element(inline.tag, text) }</span> },
    }
}

/// The element that says what a stretch is, to those who do not see it.
fn element(tag: Tag, text: &str) -> Html {
    match tag {
        Tag::Strong => html! { <strong>{ text }</strong> },
        Tag::Code | Tag::Keyword | Tag::Flag | Tag::Variable | Tag::Value => {
            html! { <code>{ text }</code> }
        }
        Tag::Plain
        | Tag::Comment
        | Tag::Origin
        | Tag::Error
        | Tag::Warning
        | Tag::Note
        | Tag::Good
        | Tag::Unknown => html! { text },
    }
}
