//! What a reader does, and what is then shown.

use super::{Action, Change, Edited, Freshness, Notice, Options, State, Theme, Utf16};
use crate::fragment::{Damage, Shared};

fn argv(state: &State) -> Vec<&str> {
    let simulation = &state.answer.simulation;
    let launch = simulation.launch.as_ref();
    let pid1 = launch.map(|it| it.pid1.as_slice()).unwrap_or_default();
    pid1.iter().map(|it| simulation.str(*it)).collect()
}

fn typed(state: &State, text: &str) -> State {
    let selection = Utf16 {
        start: text.len(),
        end: text.len(),
    };
    let text = text.to_owned();
    state.after(Action::Edited(Edited { text, selection }))
}

#[test]
fn the_first_visit_shows_the_first_example_explained() {
    let state = State::begin(None);
    assert_eq!(&argv(&state)[..2], ["/bin/sh", "-c"]);
    assert_eq!(state.instruction(), Some(2));
    assert_eq!(state.notice, None);
}

#[test]
fn typing_changes_the_text_at_once_and_the_answer_when_it_is_time() {
    let state = typed(&State::begin(None), "FROM debian\nCMD [\"a\"]\n");
    assert_eq!(state.text.as_str(), "FROM debian\nCMD [\"a\"]\n");
    assert_eq!(argv(&state)[0], "/bin/sh");
    assert_eq!(state.freshness, Freshness::Stale(0));
    let state = state.after(Action::Simulate);
    assert_eq!(argv(&state), ["a"]);
    assert_eq!(state.freshness, Freshness::Current);
}

#[test]
fn options_count_at_the_next_simulation() {
    let state = typed(
        &State::begin(None),
        "FROM debian\nENTRYPOINT [\"e\"]\nCMD [\"c\"]\n",
    );
    let change = Change::Arguments(vec!["x y".into()]);
    let state = state.after(Action::ChangedOption(change));
    assert_eq!(argv(&state.after(Action::Simulate)), ["e", "x y"]);
}

#[test]
fn the_pointer_speaks_louder_than_the_caret() {
    let state = State::begin(None).after(Action::Selected(Utf16 { start: 0, end: 4 }));
    assert_eq!(state.spoken_of(), 0..4);
    let state = state.after(Action::PointedInEditor(Some(9)));
    assert_eq!(state.spoken_of(), 9..10);
    assert_eq!(typed(&state, "FROM x").spoken_of(), 0..0);
}

#[test]
fn a_link_brings_back_text_options_line_and_theme() {
    let state = typed(&State::begin(None), "FROM debian\nUSER nobody\nCMD [\"a\"]");
    let state = state.after(Action::Selected(Utf16 { start: 12, end: 12 }));
    let state = state
        .after(Action::ToggledTheme)
        .after(Action::ToggledTheme);
    let state = state.after(Action::ChangedOption(Change::Target("x".into())));
    let again = State::begin(Some(Ok(state.shared())));
    assert_eq!(again.text, state.text);
    assert_eq!(again.options, state.options);
    assert_eq!(again.instruction(), Some(1));
    assert_eq!(again.theme, Theme::Dark);
}

#[test]
fn a_damaged_link_is_told_and_the_default_shown() {
    let state = State::begin(Some(Err(Damage::Unreadable)));
    assert_eq!(state.notice, Some(Notice::Link(Damage::Unreadable)));
    assert_eq!(state.text, State::begin(None).text);
}

#[test]
fn a_damaged_link_later_on_changes_nothing() {
    let state = typed(&State::begin(None), "FROM mine");
    let state = state.after(Action::Loaded(Box::new(Err(Damage::Unreadable))));
    assert_eq!(state.text.as_str(), "FROM mine");
}

#[test]
fn a_link_that_arrives_later_reaches_the_editor() {
    let shared = Shared {
        text: "FROM other\r\nCMD a\r\n".to_owned(),
        options: Options::default(),
        line: 2,
        theme: Theme::System,
    };
    let state = State::begin(None).after(Action::Loaded(Box::new(Ok(shared))));
    assert_eq!(state.generation, 1);
    assert_eq!(state.text.as_str(), "FROM other\nCMD a\n");
    assert_eq!(state.selection, 11..11);
}
