//! The editor: a native `<textarea>` over a painted layer, with line numbers and labels beside it.
//!
//! The browser edits (undo, input methods, screen readers); the layer behind shows the same text in colour, and only
//! the lines near those that are seen. Positions are set through the style object, never as a `style` attribute: the
//! page's security policy forbids those.

mod paint;
pub(crate) mod textarea;
mod viewport;

use std::ops::Range;
use std::rc::Rc;

use gloo_events::EventListener;

use web_sys::{Element, HtmlElement, HtmlTextAreaElement, InputEvent, MouseEvent};
use yew::{
    Callback, Event, Html, NodeRef, Properties, UseReducerDispatcher, UseStateHandle, component,
    html, use_effect, use_effect_with, use_node_ref, use_state_eq,
};

use crate::state::{Action, Answer, Drift, Edited, Problem, State, Text, Utf16};
use paint::Paint;
use viewport::Viewport;

/// The height the editor is drawn with before it is measured, in CSS pixels.
const FIRST_HEIGHT: usize = 700;

/// Letters that are measured at once for the width of one.
const MEASURED: &str = "00000000000000000000000000000000000000000000000000";

/// What the editor shows.
#[derive(Properties, PartialEq)]
pub(crate) struct EditorProps {
    pub(crate) text: Text,
    pub(crate) selection: Range<usize>,
    pub(crate) answer: Rc<Answer>,
    pub(crate) refused: Rc<[Problem]>,
    pub(crate) drift: Drift,
    pub(crate) pointed: Rc<[Range<usize>]>,
    pub(crate) generation: u32,
    pub(crate) textarea: NodeRef,
    pub(crate) dispatch: UseReducerDispatcher<State>,
}

/// The elements that scroll together.
#[derive(Clone, PartialEq)]
struct Layers {
    textarea: NodeRef,
    paint: NodeRef,
    gutter: NodeRef,
    ruler: NodeRef,
    frame: NodeRef,
}

/// The editor.
#[component]
pub(crate) fn Editor(props: &EditorProps) -> Html {
    let layers = Layers {
        textarea: props.textarea.clone(),
        paint: use_node_ref(),
        gutter: use_node_ref(),
        ruler: use_node_ref(),
        frame: use_node_ref(),
    };
    let viewport = use_state_eq(|| Viewport::new(0, FIRST_HEIGHT));
    let taken = (
        props.generation,
        props.text.clone(),
        props.selection.clone(),
    );
    use_effect_with(props.generation, {
        let (layers, viewport) = (layers.clone(), viewport.clone());
        move |_| layers.take_over(&taken.1, &taken.2, &viewport)
    });
    use_effect_with((), follow_caret(&layers, &props.dispatch));
    use_effect_with(props.pointed.clone(), {
        let (layers, drift) = (layers.clone(), props.drift);
        let text = props.text.clone();
        move |pointed: &Rc<[Range<usize>]>| layers.reveal(&text, drift, pointed)
    });
    use_effect({
        let (layers, viewport) = (layers.clone(), *viewport);
        move || layers.align(viewport)
    });
    use_effect_with(props.text.line_count(), {
        let layers = layers.clone();
        move |count: &usize| layers.set_height(*count)
    });
    draw(props, &layers, &viewport)
}

fn draw(props: &EditorProps, layers: &Layers, viewport: &UseStateHandle<Viewport>) -> Html {
    let lines = viewport.lines(props.text.line_count());
    html! {
        <div class="editor" ref={layers.frame.clone()}>
            <div class="gutter" aria-hidden="true" onclick={go_to_line(props, layers)}>
                <div ref={layers.gutter.clone()}>{ gutter(props, lines.clone()) }</div>
            </div>
            <div class="sheet">
                <div class="paint" aria-hidden="true">
                    <span class="ruler" ref={layers.ruler.clone()}>{ MEASURED }</span>
                    <div ref={layers.paint.clone()}>{ painted(props, lines) }</div>
                </div>
                <textarea ref={layers.textarea.clone()} id="editor" aria-label="Dockerfile"
                    aria-describedby="editor-hint" wrap="off" spellcheck="false" autocomplete="off"
                    autocapitalize="off" oninput={on_input(props)} onscroll={on_scroll(layers, viewport)}
                    onmousemove={on_pointer(props, layers)}
                    onmouseleave={props.dispatch_callback(|_| Action::PointedInEditor(None))} />
            </div>
        </div>
    }
}

impl EditorProps {
    fn dispatch_callback<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |event| dispatch.dispatch(action(event)))
    }
}

/// The lines of the instruction that is explained, from zero, in the text of the answer.
fn current_lines(props: &EditorProps) -> Range<usize> {
    let index = props.answer.instruction_at(props.selection.start);
    let instructions = &props.answer.simulation.dockerfile.instructions;
    let lines = index.and_then(|it| instructions.get(it)).map(|it| it.lines);
    lines.map_or(0..0, |it| {
        it.first.saturating_sub(1) as usize..it.last as usize
    })
}

fn gutter(props: &EditorProps, lines: Range<usize>) -> Html {
    let current = current_lines(props);
    let line_now = |line: usize| {
        let start = props.answer.text.line(line).start;
        props.text.line_of(props.drift.place_of(start))
    };
    let badges = &props.answer.badges;
    let first = badges.partition_point(|(line, _)| line_now(*line) < lines.start);
    let mut badges = badges[first..].iter().peekable();
    let row = |line: usize| {
        let badge = badges
            .next_if(|(at, _)| line_now(*at) == line)
            .map(|(_, badge)| badge);
        let badge = badge.map(|it| {
            let class = format!("badge sf-{}", it.tag.name());
            html! { <span {class} title={it.description.clone()}>{ &it.text }</span> }
        });
        let class = if current.contains(&line) {
            "row is-current"
        } else {
            "row"
        };
        html! { <div {class}>{ badge }<span class="number">{ line + 1 }</span></div> }
    };
    lines.map(row).collect()
}

fn painted(props: &EditorProps, lines: Range<usize>) -> Html {
    let text = &props.text;
    let visible = text.line(lines.start).start..text.line(lines.end).end;
    let paint = Paint::collect(
        &props.answer,
        &props.refused,
        props.drift,
        &props.pointed,
        &visible,
    );
    let current = current_lines(props);
    let row = |line: usize| {
        let stretches = paint.line(&text.line(line));
        let spans = stretches.iter().map(|it| {
            let content = &text.as_str()[it.range.clone()];
            html! { <span class={it.look.classes()}>{ content }</span> }
        });
        let class = if current.contains(&line) {
            "row is-current"
        } else {
            "row"
        };
        html! { <div {class}>{ for spans }</div> }
    };
    lines.map(row).collect()
}

fn on_input(props: &EditorProps) -> Callback<InputEvent> {
    let element = props.textarea.clone();
    props.dispatch_callback(move |_| {
        let element = element.cast::<HtmlTextAreaElement>();
        let text = element.as_ref().map(HtmlTextAreaElement::value);
        let selection = element.as_ref().map(textarea::selection);
        Action::Edited(Edited {
            text: text.unwrap_or_default(),
            selection: selection.unwrap_or(Utf16 { start: 0, end: 0 }),
        })
    })
}

fn on_scroll(layers: &Layers, viewport: &UseStateHandle<Viewport>) -> Callback<Event> {
    let (layers, viewport) = (layers.clone(), viewport.clone());
    Callback::from(move |_| {
        let next = layers.viewport();
        layers.align(next);
        viewport.set(next);
    })
}

fn on_pointer(props: &EditorProps, layers: &Layers) -> Callback<MouseEvent> {
    let (layers, text) = (layers.clone(), props.text.clone());
    props.dispatch_callback(move |event| Action::PointedInEditor(layers.byte_at(&event, &text)))
}

/// A click on a line number puts the caret there.
fn go_to_line(props: &EditorProps, layers: &Layers) -> Callback<MouseEvent> {
    let (layers, text) = (layers.clone(), props.text.clone());
    Callback::from(move |event: MouseEvent| {
        let Some(element) = layers.textarea.cast::<HtmlTextAreaElement>() else {
            return;
        };
        // The gutter begins where the text does.
        let top = element.get_bounding_client_rect().top() as i32;
        let y = pixels(event.client_y() - top + element.scroll_top());
        let start = text.line(viewport::line_at(y)).start;
        let _ = element.focus();
        textarea::select(&element, &text, &(start..start));
    })
}

/// Tells the state where the caret is, whatever moved it.
fn follow_caret(
    layers: &Layers,
    dispatch: &UseReducerDispatcher<State>,
) -> impl FnOnce(&()) -> Box<dyn FnOnce()> + use<> {
    let (node, dispatch) = (layers.textarea.clone(), dispatch.clone());
    move |()| {
        let Some(document) = web_sys::window().and_then(|it| it.document()) else {
            return Box::new(|| {});
        };
        let listener = EventListener::new(&document.clone(), "selectionchange", move |_| {
            let Some(element) = node.cast::<HtmlTextAreaElement>() else {
                return;
            };
            if document.active_element().as_ref() == Some(element.as_ref() as &Element) {
                dispatch.dispatch(Action::Selected(textarea::selection(&element)));
            }
        });
        Box::new(move || drop(listener))
    }
}

/// A length that browsers tell as a number that may be negative.
fn pixels(length: i32) -> usize {
    usize::try_from(length).unwrap_or_default()
}

impl Layers {
    fn viewport(&self) -> Viewport {
        match self.textarea.cast::<HtmlTextAreaElement>() {
            Some(element) => Viewport::new(
                pixels(element.scroll_top()),
                pixels(element.client_height()),
            ),
            None => Viewport::new(0, FIRST_HEIGHT),
        }
    }

    /// Puts a text that did not come from the editor into it.
    fn take_over(
        &self,
        text: &Text,
        selection: &Range<usize>,
        viewport: &UseStateHandle<Viewport>,
    ) {
        if let Some(element) = self.textarea.cast::<HtmlTextAreaElement>() {
            if element.value() != text.as_str() {
                element.set_value(text.as_str());
            }
            textarea::select(&element, text, selection);
            self.show_line(text.line_of(selection.start));
            viewport.set(self.viewport());
        }
    }

    /// Moves the painted lines to where the text is scrolled to.
    fn align(&self, viewport: Viewport) {
        let Some(element) = self.textarea.cast::<HtmlElement>() else {
            return;
        };
        let length = |pixels: usize| i64::try_from(pixels).unwrap_or_default();
        let down = length(viewport.top()) - i64::from(element.scroll_top());
        let right = length(viewport::INSET) - i64::from(element.scroll_left());
        for (layer, right) in [(&self.paint, right), (&self.gutter, 0)] {
            if let Some(layer) = layer.cast::<HtmlElement>() {
                let position = format!("translate({right}px,{down}px)");
                let _ = layer.style().set_property("transform", &position);
            }
        }
    }

    /// A short text needs no tall editor; the style sheet says how short and how tall it may be.
    fn set_height(&self, line_count: usize) {
        if let Some(frame) = self.frame.cast::<HtmlElement>() {
            let _ = frame
                .style()
                .set_property("--lines", &line_count.to_string());
        }
    }

    /// Scrolls the first of some characters into view.
    fn reveal(&self, text: &Text, drift: Drift, pointed: &[Range<usize>]) {
        if let Some(range) = pointed.first().and_then(|it| drift.moved(it)) {
            self.show_line(text.line_of(range.start));
        }
    }

    fn show_line(&self, line: usize) {
        if let Some(element) = self.textarea.cast::<HtmlElement>() {
            let (top, height) = (
                pixels(element.scroll_top()),
                pixels(element.client_height()),
            );
            if let Some(top) = viewport::scroll_to(line, top, height) {
                element.set_scroll_top(i32::try_from(top).unwrap_or(i32::MAX));
            }
        }
    }

    /// The byte under the pointer.
    fn byte_at(&self, event: &MouseEvent, text: &Text) -> Option<usize> {
        let element = self.textarea.cast::<HtmlElement>()?;
        let ruler = self.ruler.cast::<HtmlElement>()?;
        let x = pixels(event.offset_x() + element.scroll_left());
        let y = pixels(event.offset_y() + element.scroll_top());
        let (line, column) = viewport::place(x, y, MEASURED.len(), pixels(ruler.offset_width()))?;
        text.byte_under(line, column)
    }
}
