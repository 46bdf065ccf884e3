//! Containers that are told to end: who acts, how long it takes, with which status.

use shellform::input::{StopBy, StopInput, StopMoment};
use shellform::simulation::{Command, StopRun};
use shellform::{Input, ShellName, Simulation, simulate_and_follow};

use super::check;

fn stop_of(input: &Input) -> (Simulation, StopRun) {
    let mut simulation = simulate_and_follow(input);
    let run = simulation.runs.remove(&Command::Launch);
    let stop = run.and_then(|it| it.stop);
    (simulation, stop.expect("something is started"))
}

/// The exit status, and whether the whole grace period passes.
fn stopped(lines: &str) -> (Option<u8>, bool) {
    stopped_by(lines, StopInput::default())
}

fn stopped_by(lines: &str, stop: StopInput) -> (Option<u8>, bool) {
    let input = Input {
        stop,
        ..Input::dockerfile(format!("FROM debian:12\n{lines}\n"))
    };
    let (_, run) = stop_of(&input);
    let came = run.trace.stopped.as_ref();
    (run.exit(), came.is_some_and(|it| it.killed_after.is_some()))
}

/// The argv of every process there is when the signal comes.
fn processes(lines: &str) -> Vec<String> {
    let (simulation, run) = stop_of(&Input::dockerfile(format!("FROM debian:12\n{lines}\n")));
    let came = run.trace.stopped.expect("it does not end by itself");
    let words = |argv: &[shellform::text::Span]| {
        let words: Vec<&str> = argv.iter().map(|it| simulation.str(*it)).collect();
        words.join(" ")
    };
    came.processes.iter().map(|it| words(&it.argv)).collect()
}

#[test]
fn servers_that_are_known_end_on_their_signals() {
    // Recorded of Debian 12's packages as PID 1.
    let nginx = "CMD [\"nginx\", \"-g\", \"daemon off;\"]";
    assert_eq!(stopped(nginx), (Some(0), false));
    assert_eq!(
        stopped(&format!("STOPSIGNAL SIGQUIT\n{nginx}")),
        (Some(0), false)
    );
    assert_eq!(stopped("CMD [\"redis-server\"]"), (Some(0), false));
    let redis = "STOPSIGNAL SIGQUIT\nCMD [\"redis-server\"]";
    assert_eq!(stopped(redis), (Some(137), true));
    let apache = "CMD [\"httpd\", \"-DFOREGROUND\"]";
    assert_eq!(stopped(apache), (Some(0), false));
    let bare = "CMD [\"apache2\", \"-DFOREGROUND\"]";
    assert_eq!(stopped(bare), (Some(1), false));
    let set = format!("ENV APACHE_RUN_DIR=/run/apache2\n{bare}");
    assert_eq!(stopped(&set), (Some(0), false));
    // A script that waits for its child.
    let ctl = "CMD [\"apachectl\", \"-DFOREGROUND\"]";
    assert_eq!(stopped(ctl), (Some(137), true));
    assert_eq!(stopped("CMD [\"php-fpm\", \"-F\"]"), (Some(0), false));
    let memcached = "CMD [\"memcached\", \"-u\", \"nobody\"]";
    assert_eq!(stopped(memcached), (Some(0), false));
}

#[test]
fn memcached_does_not_run_as_the_superuser() {
    let file = "FROM debian:12\nCMD [\"memcached\"]\n";
    let simulation = simulate_and_follow(&Input::dockerfile(file));
    let run = simulation.run(Command::Launch).expect("it is started");
    assert_eq!(run.exit(), Some(64));
}

#[test]
fn a_server_in_the_background_leaves_the_container_to_its_end() {
    let mut simulation = simulate_and_follow(&Input::dockerfile("FROM debian:12\nCMD nginx\n"));
    let run = simulation.runs.remove(&Command::Launch);
    let run = run.expect("it is started");
    assert_eq!(run.exit(), Some(0));
    assert_eq!(run.stop.and_then(|it| it.trace.stopped), None);
    let both = "CMD nginx && tail -f /dev/null";
    assert_eq!(processes(both).len(), 3);
}

#[test]
fn an_unknown_program_handles_no_signal() {
    assert_eq!(stopped("CMD [\"app\"]"), (Some(137), true));
    assert_eq!(stopped("CMD app & wait"), (Some(137), true));
}

#[test]
fn starters_pass_signals_on_or_step_aside() {
    // Recorded of tini 0.19, dumb-init 1.2.5 and gosu 1.14 as PID 1.
    let tini = "ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"sleep\", \"30\"]";
    assert_eq!(stopped(tini), (Some(143), false));
    let tini_shell =
        "ENTRYPOINT [\"/usr/bin/tini\", \"--\"]\nCMD [\"sh\", \"-c\", \"sleep 30; echo x\"]";
    assert_eq!(stopped(tini_shell), (Some(143), false));
    let quit = StopInput {
        signal: Some("SIGQUIT".to_owned()),
        ..StopInput::default()
    };
    assert_eq!(stopped_by(tini_shell, quit), (Some(131), false));
    let dumb = "ENTRYPOINT [\"dumb-init\"]\nCMD [\"sh\", \"-c\", \"sleep 30; echo x\"]";
    let int = StopInput {
        signal: Some("INT".to_owned()),
        ..StopInput::default()
    };
    assert_eq!(stopped_by(dumb, int), (Some(130), false));
    let gosu = "CMD [\"gosu\", \"nobody\", \"sleep\", \"30\"]";
    assert_eq!(stopped(gosu), (Some(137), true));
    assert_eq!(processes(gosu), ["sleep 30"]);
}

#[test]
fn gosu_becomes_the_user_with_its_home() {
    let dockerfile =
        "FROM debian:12\nCMD [\"gosu\", \"nobody\", \"sh\", \"-c\", \"id -u; echo $HOME\"]\n";
    check(dockerfile, "65534\n/nonexistent\n", "", 0);
}

#[test]
fn a_signal_may_come_by_other_ways_and_at_other_times() {
    let kill = |signal: Option<&str>| StopInput {
        by: StopBy::DockerKill,
        signal: signal.map(str::to_owned),
        ..StopInput::default()
    };
    let trap = "CMD trap 'echo bye; exit 3' TERM; while :; do sleep 1; done";
    assert_eq!(stopped(trap), (Some(3), false));
    assert_eq!(stopped_by(trap, kill(None)), (Some(137), false));
    assert_eq!(stopped_by(trap, kill(Some("TERM"))), (Some(3), false));
    let early = StopInput {
        when: StopMoment::Step(0),
        ..StopInput::default()
    };
    assert_eq!(stopped_by(trap, early), (Some(137), true));
    let never = StopInput {
        timeout: Some(-1),
        ..StopInput::default()
    };
    assert_eq!(
        stopped_by("CMD [\"sleep\", \"1000\"]", never),
        (None, false)
    );
}

#[test]
fn a_substitution_becomes_its_last_command() {
    // Recorded of dash 0.5.12, bash 5.2 and busybox 1.35 with `pstree`.
    let shells = [
        ShellName::Dash,
        ShellName::Bash,
        ShellName::BashAsSh,
        ShellName::Busybox,
    ];
    let count = |script: &str, shell| {
        let input = Input {
            shell: Some(shell),
            ..Input::dockerfile(format!("FROM debian:12\nCMD {script}\n"))
        };
        let (_, run) = stop_of(&input);
        run.trace.stopped.map_or(0, |it| it.processes.len())
    };
    for (script, expected) in [
        ("x=$(sleep 60); echo", [2, 2, 2, 2]),
        ("x=`sleep 60`; echo", [2, 2, 2, 2]),
        ("x=$(true; sleep 60); echo", [2, 2, 2, 2]),
        ("x=$(true && sleep 60); echo", [2, 2, 2, 2]),
        ("x=$(sleep 60; echo); echo", [3, 3, 3, 3]),
        ("x=$(sleep 60 2>/dev/null); echo", [2, 3, 3, 2]),
        ("x=$({ sleep 60; }); echo", [2, 3, 3, 2]),
        ("x=$(if true; then sleep 60; fi); echo", [2, 3, 3, 2]),
        ("x=$( (sleep 60) ); echo", [2, 3, 3, 2]),
        ("x=$(trap 'echo t' EXIT; sleep 60); echo", [3, 3, 3, 3]),
        ("x=$(! sleep 60); echo", [3, 3, 3, 3]),
        ("x=$(sleep 60 | cat); echo", [4, 4, 4, 4]),
    ] {
        let found = shells.map(|shell| count(script, shell));
        assert_eq!(found, expected, "{script}");
    }
}

#[test]
fn docker_refuses_a_user_that_is_not_there() {
    let mut input = Input::dockerfile("FROM debian:12\nCMD [\"sleep\", \"1\"]\n");
    input.run.user = Some("nosuchuser".to_owned());
    let mut simulation = simulate_and_follow(&input);
    let run = simulation.runs.remove(&Command::Launch);
    let run = run.expect("it is tried");
    assert_eq!(run.exit(), Some(125));
    let not_started = run.not_started.expect("it does not start");
    assert!(
        not_started
            .message
            .contains("unable to find user nosuchuser: no matching entries in passwd file"),
        "{}",
        not_started.message
    );
}

#[test]
fn the_kernel_knows_the_working_directory_without_needless_slashes() {
    let dockerfile = "FROM debian:12\nENV B=d\nWORKDIR /x/$B/\nCMD [\"pwd\"]\n";
    check(dockerfile, "/x/d\n", "", 0);
}
