//! Examples and exit statuses: the same in `--help` and in the manual page.

use crate::status::Status;

/// A command line and what it is for.
pub(crate) struct Example {
    /// What it is for.
    pub(crate) purpose: &'static str,
    /// The command line.
    pub(crate) command: &'static str,
}

const fn example(purpose: &'static str, command: &'static str) -> Example {
    Example { purpose, command }
}

/// Of the program.
pub(crate) const PROGRAM: &[Example] = &[
    example("What does the container run?", "shellform explain"),
    example(
        "What becomes of line 7, step by step?",
        "shellform explain --line 7",
    ),
    example(
        "One instruction, without a file",
        "shellform explain --instruction 'CMD [\"deploy.sh\", \"${API_KEY}\"]'",
    ),
    example(
        "What does this line start, and who replaces `$A`?",
        "shellform run 'docker run -e A=1 debian sh -c \"echo $A\"'",
    ),
    example(
        "What does whoever runs the image have to supply?",
        "shellform contract",
    ),
    example(
        "What does this service start, and who replaces `$A`?",
        "shellform explain compose.yaml --service web",
    ),
    example(
        "What does a shell make of a script?",
        "shellform sh 'for f in *.deb; do dpkg -i \"$f\"; done' --file a.deb=",
    ),
    example(
        "What the reader saw, as data",
        "shellform read Dockerfile --format json",
    ),
];

/// Of `explain`.
pub(crate) const EXPLAIN: &[Example] = &[
    example("The Dockerfile of this directory", "shellform explain"),
    example(
        "The instruction on line 7, chapter by chapter",
        "shellform explain --line 7",
    ),
    example(
        "What `docker run -e MODE=test IMAGE --verbose` starts",
        "shellform explain -e MODE=test -- --verbose",
    ),
    example(
        "One instruction, as if it stood in an Alpine image",
        "shellform explain --image alpine --instruction 'CMD echo \"a\\nb\"'",
    ),
    example(
        "With the configuration of the real base image",
        "docker image inspect nginx > nginx.json; shellform explain --image-config nginx.json",
    ),
    example(
        "A service of a Compose file: what its command, variables and health check come to",
        "shellform explain compose.yaml --service web",
    ),
    example(
        "A container of a Kubernetes object",
        "shellform explain pod.yaml --container app",
    ),
    example(
        "A page for the wiki",
        "shellform explain --format html > cmd.html",
    ),
];

/// Of `contract`.
pub(crate) const CONTRACT: &[Example] = &[
    example(
        "What has to be supplied for the image of this directory?",
        "shellform contract",
    ),
    example(
        "Is anything missing with these options of docker run?",
        "shellform contract -e API_KEY=abc --sysctl net.ipv6.conf.all.disable_ipv6=1",
    ),
    example(
        "For the operator's manual",
        "shellform contract --format markdown > CONTRACT.md",
    ),
];

/// Of `run`.
pub(crate) const RUN: &[Example] = &[
    example(
        "Who replaces `$A`, and by what?",
        "shellform run 'docker run --rm -e A=1 debian sh -c \"echo $A\"'",
    ),
    example(
        "The service of the Compose file in this directory, with a command of its own",
        "shellform run 'docker compose run --rm web sh -c \"echo $A\"'",
    ),
    example(
        "With a variable of the host, and the image built from a Dockerfile",
        "shellform run 'docker run -e TOKEN app $MODE' --host-env MODE=test --dockerfile Dockerfile",
    ),
    example(
        "With a file of the host, and the image's real configuration",
        "shellform run 'docker run --env-file .env nginx' --host-file .env='A=1' --image-config nginx.json",
    ),
];

/// Of `read`.
pub(crate) const READ: &[Example] = &[
    example(
        "Instructions, forms and lines at a glance",
        "shellform read Dockerfile",
    ),
    example(
        "The same as data",
        "shellform read Dockerfile --format json",
    ),
    example("From standard input", "shellform read - < Dockerfile"),
];

/// Of `sh`.
pub(crate) const SH: &[Example] = &[
    example(
        "Which programs does it start, with which argv?",
        "shellform sh 'curl -F \"file=@$FILE\" $URL' -e FILE='a b' -e URL=https://example.org/",
    ),
    example(
        "The same script in another shell",
        "shellform sh 'echo \"a\\nb\"' --shell alpine",
    ),
    example(
        "With files: given here, and those of a folder",
        "shellform sh 'cat *.txt' --file a.txt=hello --files ./data",
    ),
    example(
        "A program that nobody here knows: what it prints, how it ends",
        "shellform sh 'test \"$(git rev-parse HEAD)\" = abc' --stub 'git rev-parse *' --stdout abc",
    ),
    example(
        "A script file with $0 and $1, every step, as data",
        "shellform sh - deploy.sh production --trace --format json < deploy.sh",
    ),
];

/// Of `batch`.
pub(crate) const BATCH: &[Example] = &[
    example(
        "One report a line",
        "echo '{\"text\": \"FROM debian:12\\nCMD echo hi\\n\"}' | shellform batch",
    ),
    example(
        "Many files, two at a time",
        "shellform batch inputs.jsonl --jobs 2 > reports.jsonl",
    ),
];

/// As a section of `--help`.
pub(crate) fn section(examples: &[Example]) -> String {
    let mut section = String::from("Examples:\n");
    for example in examples {
        section.push_str(&format!("  # {}\n  {}\n", example.purpose, example.command));
    }
    section
}

/// The exit statuses as a section of `--help`.
pub(crate) fn statuses() -> String {
    let lines = Status::ALL.map(|it| format!("  {}  {}", it.code(), it.meaning()));
    format!("Exit status:\n{}", lines.join("\n"))
}
