//! Random fields in a real folder: they must become the names that the shell makes of them.

use std::fmt::Write;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use shellform::shell::pathname::{
    Directories, Expansion, HiddenNames, Kind, Listing, Options, RecursiveStar, WithoutMatch,
    expand,
};
use shellform::shell::pattern::{ExtendedPatterns, LetterCase, PatternCharacter, Quoting};
use shellform::shell::{Dialect, Shell};

use crate::installed::{Installed, MARK, Tally, installed, say};
use crate::random::Random;

/// How many fields each shell is asked.
const COUNT: usize = 4000;

const DIRECTORIES: [&str; 9] = [
    "d", "d/s", "d/s/u", ".h", "E", "d/.h", "locked", "listed", "e",
];

const FILES: [&str; 19] = [
    "a", "ab", "b", ".x", ".ab", "A*", "q?", "[z", "[a]", "d/f", "d/a", "d/.y", "d/s/t", "d/s/u/f",
    ".h/a", "E/b", "e/\\n", "locked/f", "listed/f",
];

const LINKS: [(&str, &str); 5] = [
    ("l", "d"),
    ("n", "nowhere"),
    ("d/n", "nowhere"),
    ("la", "a"),
    ("d/l", "s"),
];

const PIECES: [&str; 38] = [
    "*", "*", "*", "?", "a", "b", "d", "f", "s", "/", "/", "/", "*/", "d/", "[a-d]", "[!a]",
    "[^a]", "[", "]", ".", "..", ".", "l", "//", "[.]", "e", "A", "locked", "listed", "n", "./",
    "*a", "*.", "{", "x", "[a/b]", "**", "[]",
];

const QUOTED: [&str; 7] = ["*", "?", "[", "a", "/", ".", "\\"];

const FROM_VARIABLE: [&str; 10] = [
    "\\*", "\\", "\\/", "\\a", "*", "\\\\", "d\\/", "[a\\]", "\\.", "@(",
];

const GROUPS: [&str; 12] = [
    "@(a|b)", "!(a)", "*(a|d)", "+(?)", "?(.)x", "@(.x|a)", "!(.*)", "@(a/b|d)", "!(d)/",
    "@(.|..)", "*(.)", "?(d/)",
];

/// A field as it is written, and its characters.
#[derive(Default)]
struct Field {
    before: String,
    text: String,
    characters: Vec<PatternCharacter>,
}

impl Field {
    fn push(&mut self, piece: &str, quoting: Quoting) {
        let read = |character| PatternCharacter { character, quoting };
        self.characters.extend(piece.chars().map(read));
    }
}

impl Random {
    fn field(&mut self, options: Options) -> Field {
        let mut field = Field::default();
        for _ in 0..=self.below(4) {
            match self.below(12) {
                0 => {
                    let piece = self.pick(&QUOTED);
                    write!(field.text, "'{piece}'").expect("it fits");
                    field.push(piece, Quoting::Quoted);
                }
                1 if field.before.is_empty() => {
                    let piece = self.pick(&FROM_VARIABLE);
                    field.before = format!("v='{piece}'; ");
                    field.text.push_str("${v}");
                    field.push(piece, Quoting::Unquoted);
                }
                2 | 3 if options.settings.extended == ExtendedPatterns::On => {
                    let piece = self.pick(&GROUPS);
                    field.text.push_str(piece);
                    field.push(piece, Quoting::Unquoted);
                }
                2 if options.recursive == RecursiveStar::On => {
                    let piece = self.pick(&["**/", "**", "d/**", "d/**/"]);
                    field.text.push_str(piece);
                    field.push(piece, Quoting::Unquoted);
                }
                _ => {
                    let piece = self.pick(&PIECES);
                    field.text.push_str(piece);
                    field.push(piece, Quoting::Unquoted);
                }
            }
        }
        field
    }

    /// Options, and what sets them.
    fn options(&mut self, shell: Shell) -> (Options, String) {
        let mut options = Options::of(shell);
        match shell.dialect {
            Dialect::Dash | Dialect::BusyboxAsh => return (options, String::new()),
            Dialect::Bash | Dialect::BashAsSh => {}
        }
        let mut script = String::new();
        let mut chosen = |name: &str| {
            let is_on = self.below(3) == 0;
            let sign = if is_on { 's' } else { 'u' };
            writeln!(script, "shopt -{sign} {name}").expect("it fits");
            is_on
        };
        if chosen("dotglob") {
            options.hidden = HiddenNames::LikeAll;
        }
        if chosen("globstar") {
            options.recursive = RecursiveStar::On;
        }
        if chosen("nullglob") {
            options.without_match = WithoutMatch::Nothing;
        }
        if chosen("failglob") {
            options.without_match = WithoutMatch::Error;
        }
        if chosen("nocaseglob") {
            options.settings.letter_case = LetterCase::Ignored;
        }
        if chosen("extglob") {
            options.settings.extended = ExtendedPatterns::On;
        }
        (options, script)
    }
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn make(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("shellform-{name}-{}", std::process::id()));
        let folder = Self(folder);
        for name in DIRECTORIES {
            fs::create_dir_all(folder.0.join(name)).expect("it can be made");
        }
        for name in FILES {
            fs::File::create(folder.0.join(name)).expect("it can be made");
        }
        for (name, to) in LINKS {
            symlink(to, folder.0.join(name)).expect("it can be made");
        }
        folder.set_mode("locked", 0o111);
        folder.set_mode("listed", 0o444);
        folder
    }

    fn set_mode(&self, name: &str, mode: u32) {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(self.0.join(name), mode).expect("it is ours");
    }

    /// Whether whoever is not the superuser may go through the directories before the last name.
    fn may_reach(&self, path: &str) -> bool {
        let ends = path.char_indices().filter(|(_, it)| *it == '/');
        ends.map(|(at, _)| &path[..at]).all(|directory| {
            let found = fs::metadata(self.full(directory));
            found.is_ok_and(|it| it.mode() & 1 != 0)
        })
    }

    fn full(&self, path: &str) -> PathBuf {
        if path.starts_with('/') || path.is_empty() {
            return if path.is_empty() {
                self.0.clone()
            } else {
                Path::new(path).to_owned()
            };
        }
        PathBuf::from(format!("{}/{path}", self.0.display()))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.set_mode("locked", 0o755);
        self.set_mode("listed", 0o755);
        // What stays in a folder for temporary files hurts nobody.
        drop(fs::remove_dir_all(&self.0));
    }
}

impl Directories for Folder {
    fn names(&self, path: &str) -> Listing {
        let full = self.full(path);
        let readable = fs::metadata(&full).is_ok_and(|it| it.is_dir() && it.mode() & 4 != 0);
        let above = path.trim_end_matches('/');
        match fs::read_dir(full) {
            Ok(entries) if readable && self.may_reach(above) => {
                let name = |entry: std::io::Result<fs::DirEntry>| {
                    entry
                        .expect("it is there")
                        .file_name()
                        .into_string()
                        .expect("it is text")
                };
                Listing::Names(entries.map(name).collect())
            }
            _ => Listing::Refused,
        }
    }

    fn kind(&self, path: &str) -> Kind {
        if !self.may_reach(path.trim_end_matches('/'))
            || path.ends_with('/')
                && !self.may_reach(&format!("{path}."))
                && path.contains("listed/.")
        {
            return Kind::Absent;
        }
        let found = fs::symlink_metadata(self.full(path));
        match found.map(|it| it.file_type()) {
            Ok(kind) if kind.is_dir() => Kind::Directory,
            Ok(kind) if kind.is_symlink() => Kind::Link,
            Ok(_) => Kind::Other,
            Err(_) => Kind::Absent,
        }
    }
}

struct Question {
    field: Field,
    options: Options,
    asked: String,
}

fn questions(seed: u64, shell: Shell) -> Vec<Question> {
    let mut random = Random(seed);
    let question = || {
        let (options, set) = random.options(shell);
        let field = random.field(options);
        let Field { before, text, .. } = &field;
        let ask = match options.without_match {
            WithoutMatch::Word | WithoutMatch::Nothing => {
                format!("{set}{before}set -- {text}; printf '<%s>' \"$@\"; printf '{MARK}'")
            }
            WithoutMatch::Error => format!(
                "{set}{before}( eval 'set -- {}; printf \"<%s>\" \"$@\"' ) 2>&1; printf '{MARK}'",
                text.replace('\'', "'\\''")
            ),
        };
        Question {
            field,
            options,
            asked: ask,
        }
    };
    // All files of the machine would take too long.
    let goes_out = |it: &Question| {
        let text = &it.asked;
        it.options.recursive == RecursiveStar::On
            && (text.contains("-- /") || text.contains("..") || text.contains("\\/"))
    };
    std::iter::repeat_with(question)
        .filter(|it| !goes_out(it))
        .take(COUNT)
        .collect()
}

/// What we say; nothing when it is not simulated.
fn ours(question: &Question, folder: &Folder, theirs: &str) -> Option<String> {
    let Question { field, options, .. } = question;
    let shown = |names: &[String]| names.iter().map(|it| format!("<{it}>")).collect::<String>();
    Some(match expand(&field.characters, *options, folder) {
        Expansion::Unchanged => shown(&[field.characters.iter().map(|it| it.character).collect()]),
        // `printf` without arguments prints its text once.
        Expansion::Names(names) if names.is_empty() => "<>".to_owned(),
        Expansion::Names(names) => shown(&names),
        Expansion::NoMatch if theirs.contains(": no match: ") => theirs.to_owned(),
        Expansion::NotSimulated(_) => return None,
        other => format!("{other:?}"),
    })
}

fn compare(shell: &Installed, seed: u64, folder: &Folder) {
    let questions = questions(seed, shell.shell);
    let script: Vec<&str> = questions.iter().map(|it| it.asked.as_str()).collect();
    let mut process = shell.process("C");
    process.current_dir(&folder.0);
    if folder.0.metadata().expect("it is there").uid() == 0 {
        // The superuser may do everything.
        process.uid(65534);
    }
    let answers = shell.answers_of(&mut process, &(script.join("\n") + "\n"));
    assert_eq!(answers.len(), COUNT, "{}", shell.name);
    let mut tally = Tally::new();
    let mut unsimulated = 0;
    for (question, theirs) in questions.iter().zip(&answers) {
        match ours(question, folder, theirs) {
            Some(ours) => tally.compare(&question.asked.replace('\n', "; "), theirs, &ours),
            None => unsimulated += 1,
        }
    }
    say(&format!("not simulated: {unsimulated}"));
    tally.close(&format!("pathnames, {}", shell.name));
}

#[test]
fn installed_shells_find_names_as_we_do() {
    for (seed, shell) in (51..).zip(installed()) {
        let folder = Folder::make(shell.name);
        compare(&shell, seed, &folder);
    }
}
