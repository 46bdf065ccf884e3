//! `argv`: prints its arguments as one line of JSON, as the recordings of shells have it.

fn main() {
    let arguments = std::env::args_os().skip(1);
    let arguments = arguments.map(|it| it.to_string_lossy().into_owned());
    let all = std::iter::once("argv".to_owned()).chain(arguments);
    let quoted: Vec<String> = all.map(|it| serde_json::json!(it).to_string()).collect();
    println!("[{}]", quoted.join(", "));
}
