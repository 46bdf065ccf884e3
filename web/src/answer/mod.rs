//! The answer: what the container runs, the instruction at the caret chapter by chapter, what there is to say about the
//! rest of the file, and the forms of all commands.
//!
//! Every piece that came from the file carries its bytes in `data-from`. One listener for all of them tells the
//! state which piece is under the pointer or has the focus.

mod argv;
mod blocks;
mod chapters;
mod characters;
mod commands;
mod finding;
mod inline;
mod launch;
mod places;
mod problems;
mod shell;

use std::ops::Range;
use std::rc::Rc;

use shellform::diagnostic::Edit;
use shellform::dockerfile::Keyword;
use shellform::document::Block;
use shellform::explain;
use shellform::text::{Source, Span, TextId};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, KeyboardEvent, MouseEvent};
use yew::{Callback, Html, NodeRef, Properties, UseReducerDispatcher, component, html};

use crate::editor::textarea;
use crate::state::{Action, Answer, Question, Shell, State, Text};
use places::Place;

pub(crate) use launch::in_words;

/// What the answer shows.
#[derive(Properties, PartialEq)]
pub(crate) struct AnswerProps {
    pub(crate) answer: Rc<Answer>,
    pub(crate) question: Question,
    pub(crate) shell: Shell,
    pub(crate) instruction: Option<usize>,
    /// The characters whose pieces are marked.
    pub(crate) spoken_of: Range<usize>,
    /// The editor's element, which fixes change and pieces lead to.
    pub(crate) textarea: NodeRef,
    pub(crate) dispatch: UseReducerDispatcher<State>,
}

/// What every part of the answer needs to be drawn.
struct Draw<'d> {
    answer: &'d Answer,
    spans: Spans<'d>,
    shell: &'d Shell,
    question: Question,
    spoken: Range<usize>,
    on_fix: Callback<Vec<Edit>>,
}

/// Whose spans are drawn.
#[derive(Clone, Copy)]
enum Spans<'d> {
    /// The answer's own.
    Own,
    /// Those of what the worker said to it, with the sources that only it knows.
    Followed(&'d [(TextId, Source)]),
    /// Those of an earlier answer: they lead nowhere.
    Past,
}

impl<'d> Draw<'d> {
    /// Where a span came from.
    fn place(&self, span: Span) -> Place {
        match self.spans {
            Spans::Own => Place::of(self.answer, span),
            Spans::Followed(sources) => Place::among(self.answer, sources, span),
            Spans::Past => Place::elsewhere(""),
        }
    }

    /// The same for other spans.
    fn with(&self, spans: Spans<'d>) -> Self {
        Self {
            spans,
            spoken: self.spoken.clone(),
            on_fix: self.on_fix.clone(),
            ..*self
        }
    }
}

/// The answer.
#[component]
pub(crate) fn AnswerView(props: &AnswerProps) -> Html {
    let cx = Draw {
        answer: &props.answer,
        spans: Spans::Own,
        shell: &props.shell,
        question: props.question,
        spoken: props.spoken_of.clone(),
        on_fix: on_fix(props),
    };
    let on_go_to = on_go_to(&props.textarea);
    let point = {
        let dispatch = props.dispatch.clone();
        move |ranges| dispatch.dispatch(Action::PointedInAnswer(ranges))
    };
    let leave = {
        let point = point.clone();
        move || point(Vec::new())
    };
    let onmouseover = Callback::from({
        let point = point.clone();
        move |event: MouseEvent| point(ranges_at(event.target()))
    });
    let onfocusin = Callback::from(move |event: FocusEvent| point(ranges_at(event.target())));
    let onmouseleave = Callback::from({
        let leave = leave.clone();
        move |_: MouseEvent| leave()
    });
    let onfocusout = Callback::from(move |_: FocusEvent| leave());
    html! {
        <div id="answer" class="answer" {onmouseover} {onfocusin} {onmouseleave} {onfocusout}
            onkeydown={on_key(&on_go_to)} ondblclick={on_double_click(&on_go_to)}>
            { launch::draw(&cx, &props.dispatch) }
            { props.instruction.map(|it| instruction(&cx, it)) }
            { problems::draw(&cx, props.instruction) }
            { commands::draw(&cx) }
        </div>
    }
}

fn instruction(cx: &Draw<'_>, index: usize) -> Html {
    let mut blocks = explain::instruction(&cx.answer.simulation, index).blocks;
    let instructions = &cx.answer.simulation.dockerfile.instructions;
    let found = instructions.get(index);
    let is_refused = found.is_some_and(|it| it.refusal.is_some());
    let is_run = found.is_some_and(|it| it.keyword == Keyword::Run);
    if cx.answer.is_started_elsewhere() && !is_run {
        // What the options would start is not what is started.
        blocks
            .retain(|it| !matches!(it, Block::Chapter { chapter, .. } if chapter.is_about_start()));
    }
    // Docker's message is the summary then, and need not follow again.
    let is_told = |group: &&[Block]| is_refused && blocks::is_error_of_docker(group);
    let groups = blocks::groups(&blocks)
        .into_iter()
        .filter(|it| !is_told(it));
    html! {
        <section class="instruction" aria-labelledby="instruction-title">
            <h2 id="instruction-title">{ "The line at the cursor" }</h2>
            { for groups.map(|it| blocks::group(cx, it)) }
            { shell::findings_of(cx, index) }
            { shell::run(cx, index) }
            { chapters::draw(cx, &blocks) }
        </section>
    }
}

/// Applies a fix, unless the text has changed since it was found.
fn on_fix(props: &AnswerProps) -> Callback<Vec<Edit>> {
    let (textarea, answer) = (props.textarea.clone(), props.answer.clone());
    Callback::from(move |edits: Vec<Edit>| {
        let element = textarea::element(&textarea).filter(|it| it.value() == answer.text.as_str());
        if let (Some(element), Some((range, replacement))) =
            (element, textarea::joined(&answer.text, &edits))
        {
            textarea::replace(&element, &answer.text, &range, &replacement);
        }
    })
}

/// Selects characters in the editor.
fn on_go_to(textarea: &NodeRef) -> Callback<Range<usize>> {
    let textarea = textarea.clone();
    Callback::from(move |range: Range<usize>| {
        if let Some(element) = textarea::element(&textarea) {
            let _ = element.focus();
            textarea::select(&element, &Text::new(&element.value()), &range);
        }
    })
}

/// The characters of the file that the piece at an event's target came from.
fn ranges_at(target: Option<EventTarget>) -> Vec<Range<usize>> {
    let element = target.and_then(|it| it.dyn_into::<Element>().ok());
    let piece = element.and_then(|it| it.closest("[data-from]").ok().flatten());
    let attribute = piece.and_then(|it| it.get_attribute("data-from"));
    attribute
        .map(|it| places::read_ranges(&it))
        .unwrap_or_default()
}

/// Enter and space lead from a piece to its characters.
fn on_key(on_go_to: &Callback<Range<usize>>) -> Callback<KeyboardEvent> {
    let on_go_to = on_go_to.clone();
    Callback::from(move |event: KeyboardEvent| {
        let is_asked = matches!(event.key().as_str(), "Enter" | " ");
        if let Some(range) = ranges_at(event.target()).first().filter(|_| is_asked) {
            event.prevent_default();
            on_go_to.emit(range.clone());
        }
    })
}

fn on_double_click(on_go_to: &Callback<Range<usize>>) -> Callback<MouseEvent> {
    let on_go_to = on_go_to.clone();
    Callback::from(move |event: MouseEvent| {
        if let Some(range) = ranges_at(event.target()).first() {
            on_go_to.emit(range.clone());
        }
    })
}
