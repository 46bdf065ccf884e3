//! Agreement with the recorded facts that the project carries.

use shellform_tests::facts;

#[track_caller]
fn check(name: &str, cases: usize) {
    let path = format!("{}/fixtures/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let content = std::fs::read_to_string(path).expect("the fixture is there");
    let tallies = facts::compare(name, &content, "").expect("a kind of facts that is compared");
    let (_, tally) = tallies.named(name).next().expect("a tally");
    assert!(
        tally.wrong.is_empty(),
        "{}\n{}",
        tally.first_differences(10),
        tally.line(name)
    );
    assert_eq!(tally.agreed + tally.unsupported.len(), cases);
}

#[test]
fn words_expand_as_buildkit_expands_them() {
    check("builder-words", 3000);
}

#[test]
fn builds_and_launches_agree_with_a_real_engine() {
    check("docker", 315);
}
