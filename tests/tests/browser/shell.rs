//! What the shell makes of a command, which the page learns from a worker: it comes soon, it is about what is shown,
//! and nothing that a script does stops the page.

use crate::driver::{Screen, in_browser};
use crate::page::Page;

/// What the worker has said about the container's command, once it belongs to what is shown.
const SAID: &str = "document.querySelector('.launch .followed:not(.is-past, .is-pending)')";

async fn until_said(page: &Page, words: &str) {
    page.until(&format!(
        "{SAID}?.textContent.includes({})",
        serde_json::Value::from(words)
    ))
    .await;
}

#[test]
fn the_loop_of_the_first_example_is_refused_in_dashs_words() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        until_said(
            page,
            "/bin/sh: 1: Syntax error: word unexpected (expecting \"do\")",
        )
        .await;
        until_said(page, "exit status 2").await;
        // Marked are the `for` that is not ended, and the word; its `\n` bears a warning, too, and is painted apart.
        page.until(
            "[...document.querySelectorAll('.paint .has-error')].map(e => e.textContent).join(' ') == 'for do \\\\n'",
        )
        .await;
        page.until(
            "document.getElementById('playground').textContent.includes('becomes the word don')",
        )
        .await;
    });
}

#[test]
fn an_array_has_no_shell_and_a_line_has_one() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nENV API_KEY=secret\nCMD echo [${API_KEY}]")
            .await;
        until_said(page, "[secret]").await;
        page.write("FROM debian:12\nENV API_KEY=secret\nCMD [\"deploy.sh\", \"${API_KEY}\"]")
            .await;
        page.until("document.querySelectorAll('.launch > .arguments > li').length == 2")
            .await;
        page.until("!document.querySelector('.launch .followed:is(.is-past, .is-pending)')")
            .await;
        assert_eq!(page.argv().await, ["deploy.sh", "${API_KEY}"]);
    });
}

#[test]
fn a_loop_without_end_does_not_stop_the_page() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nCMD while :; do :; done").await;
        let time = page.median_key_time("#editor").await;
        assert!(time < 50.0, "a key took {time} ms beside an endless loop");
        page.write("FROM debian:12\nCMD while :; do :; done").await;
        page.until(&format!(
            "/does not come to an end|took too long/.test({SAID}?.textContent)"
        ))
        .await;
        page.write("FROM debian:12\nCMD echo over").await;
        until_said(page, "over").await;
    });
}

#[test]
fn what_is_typed_while_a_script_runs_is_answered_next() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nCMD while :; do :; done").await;
        page.write("FROM debian:12\nCMD echo one; echo two").await;
        until_said(page, "one\ntwo\n").await;
    });
}

#[test]
fn files_and_stubs_are_found_and_come_back_with_the_address() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nCMD for f in *.deb; do dpkg --info \"$f\"; done")
            .await;
        page.run("document.querySelector('.options').open = true; document.querySelector('#files > button').click(); \
                  document.querySelector('#stubs > button').click()")
            .await;
        page.until("document.querySelector('#files textarea') && document.querySelector('#stubs textarea')")
            .await;
        page.type_into("#files textarea", "a b.deb").await;
        page.type_into("#stubs textarea", "dpkg --info * =>3 Package: a")
            .await;
        until_said(page, "Package: a").await;
        until_said(page, "exit status 3").await;
        let argv = "[...document.querySelectorAll('.followed > .arguments .argument')].map(e => e.textContent).join('|')";
        page.until(&format!("{argv} == 'dpkg|--info|a b.deb'"))
            .await;
        page.settle().await;
        page.reload().await;
        until_said(page, "Package: a").await;
    });
}

#[test]
fn a_run_is_followed_when_the_cursor_is_there() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nRUN echo built\nCMD [\"a\"]")
            .await;
        page.run(
            "const e = document.getElementById('editor'); e.focus(); e.setSelectionRange(20, 20)",
        )
        .await;
        page.until("document.querySelector('.instruction .followed:not(.is-past)')?.textContent.includes('built')")
            .await;
        page.run("document.querySelector('.instruction .followed .argument .piece')?.focus()")
            .await;
    });
}

#[test]
fn a_container_that_is_told_to_end_says_who_acts() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write(
            "FROM debian:12\nSTOPSIGNAL SIGINT\nCMD trap 'exit 3' INT; while :; do sleep 1; done",
        )
        .await;
        page.until("/docker stop ends the container at once: exit status 3/.test(document.querySelector('.launch .followed:not(.is-past)')?.textContent)")
            .await;
        page.until("document.querySelector('.launch .followed')?.textContent.includes('SIGINT: it has a handler')")
            .await;
    });
}

#[test]
fn a_piece_of_a_started_program_leads_to_the_file_and_back() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nCMD deploy \"${KEY}\" now")
            .await;
        page.until(
            "document.querySelectorAll('.launch > .followed > .arguments > li').length == 3",
        )
        .await;
        page.run("[...document.querySelectorAll('.launch > .followed > .arguments .piece')].at(-1).focus()")
            .await;
        page.until("document.querySelector('.paint .is-linked')?.textContent == 'now'")
            .await;
        page.run("document.getElementById('editor').focus(); document.getElementById('editor').setSelectionRange(21, 21)")
            .await;
        page.until("document.querySelector('.launch > .followed > .arguments .is-linked')?.textContent == 'deploy'")
            .await;
    });
}

#[test]
fn other_pages_follow_too() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        let printed = page
            .promise(
                "const m = await import('./follow.js'); await m.default(); \
                 return m.follow('FROM debian\\nCMD echo hi').launch.followed.outcome.stdout",
            )
            .await;
        assert_eq!(printed, "hi\n");
    });
}

/// Opens the options and chooses what starts the container.
async fn choose_starter(page: &Page, index: usize) {
    page.run(&format!(
        "document.querySelector('.options').open = true; const choice = document.getElementById('start'); \
         choice.selectedIndex = {index}; choice.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    ))
    .await;
    page.until("document.getElementById('start-text')").await;
}

/// Waits until the container is started with this argv.
async fn until_started(page: &Page, argv: &str) {
    let found = "[...document.querySelectorAll('.launch > .arguments .argument')].map(e => e.textContent).join('|')";
    page.until(&format!(
        "{found}.startsWith({})",
        serde_json::Value::from(argv)
    ))
    .await;
}

#[test]
fn a_typed_line_starts_the_container_and_comes_back_with_the_address() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nENTRYPOINT [\"env\"]\nCMD [\"true\"]")
            .await;
        choose_starter(page, 1).await;
        page.type_into("#start-text", "docker run x echo \"$USER\" '$HOME'")
            .await;
        until_started(page, "env|echo|⟨USER of the host⟩|$HOME").await;
        page.run("document.querySelector('#host > button').click()")
            .await;
        page.until("document.querySelector('#host textarea')").await;
        page.type_into("#host textarea", "USER=ann").await;
        until_started(page, "env|echo|ann|$HOME").await;
        // A piece that stands in the Dockerfile leads there, all others say where they are typed.
        page.until(
            "[...document.querySelectorAll('.launch .arguments .piece')].map(e => e.dataset.from).join('|').startsWith('28-31||')",
        )
        .await;
        page.until("document.querySelector('.launch').textContent.includes('line, columns 28–32')")
            .await;
        // The options of `docker run` would start something else; nothing of that is left.
        page.until("!document.querySelector('.instruction').textContent.includes('Kernel exec')")
            .await;
        page.settle().await;
        page.reload().await;
        until_started(page, "env|echo|ann|$HOME").await;
    });
}

#[test]
fn a_compose_file_starts_the_container() {
    in_browser(Screen::Desktop, async |page: &Page| {
        page.open("").await;
        page.write("FROM debian:12\nCMD [\"true\"]").await;
        choose_starter(page, 2).await;
        page.type_into(
            "#start-text",
            "services:\n  web:\n    build: .\n    command: sh -c 'echo $$HOSTNAME'\n",
        )
        .await;
        until_started(page, "sh|-c|echo $HOSTNAME").await;
        page.type_into("#start-text", "services: [").await;
        page.until("document.querySelector('.launch').textContent.includes('no YAML')")
            .await;
    });
}
