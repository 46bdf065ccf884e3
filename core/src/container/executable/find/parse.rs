//! From the arguments of find to paths and an expression.

use super::super::failure::{Failure, complaint, unsupported};
use super::super::{Call, Flavour};
use super::expression::{Bits, Expression, Limits, Owner, Than};
use super::mode;
use crate::kernel::{Follow, Missing, Permission};
use crate::regular_expression::Case;
use crate::text::Span;

/// How deeply parentheses may lie within one another.
const DEPTH: usize = 100;

struct Parser<'p, 'c> {
    call: &'p mut Call<'c>,
    words: Vec<Span>,
    at: usize,
    limits: Limits,
    batches: usize,
    depth: usize,
    owners: Vec<Owner>,
}

/// Paths, expression, limits, and how many `-exec … +` there are.
pub(super) fn arguments(
    call: &mut Call<'_>,
    owners: Vec<Owner>,
) -> Result<(Vec<Span>, Expression, Limits, usize), Failure> {
    let mut words: Vec<Span> = call.arguments.iter().skip(1).copied().collect();
    while let Some(first) = words.first() {
        match call.str(*first) {
            "-P" => {}
            "-H" | "-L" => return unsupported(call.str(*first)),
            _ => break,
        }
        words.remove(0);
    }
    let is_path = |it: &Span| {
        let text = call.str(*it);
        !(text.starts_with('-') && text.len() > 1 || matches!(text, "(" | ")" | "!" | ","))
    };
    let count = words.iter().take_while(|it| is_path(it)).count();
    let rest = words.split_off(count);
    if words.is_empty() {
        words.push(call.own_text("."));
    }
    let mut parser = Parser {
        call,
        words: rest,
        at: 0,
        limits: Limits::default(),
        batches: 0,
        depth: 0,
        owners,
    };
    let expression = match parser.words.is_empty() {
        true => Expression::Print,
        false => {
            let expression = parser.alternatives()?;
            if let Some(extra) = parser.peek() {
                let extra = extra.to_owned();
                return parser.unexpected(&extra);
            }
            match expression.acts() {
                true => expression,
                false => Expression::And(vec![expression, Expression::Print]),
            }
        }
    };
    Ok((words, expression, parser.limits, parser.batches))
}

impl Parser<'_, '_> {
    fn peek(&self) -> Option<&str> {
        Some(self.call.str(*self.words.get(self.at)?))
    }

    fn take(&mut self, texts: &[&str]) -> bool {
        let is_there = self.peek().is_some_and(|it| texts.contains(&it));
        self.at += usize::from(is_there);
        is_there
    }

    /// A mistake: GNU's words, which busybox does not share.
    fn fault<T>(&self, text: String) -> Result<T, Failure> {
        match self.call.flavour {
            Flavour::Debian => complaint(text, 1),
            Flavour::Busybox => unsupported(format!("where GNU says: {text}")),
        }
    }

    fn unexpected<T>(&self, text: &str) -> Result<T, Failure> {
        match text {
            ")" => self.fault("you have too many ')'".to_owned()),
            _ => unsupported(format!("with {text}")),
        }
    }

    fn alternatives(&mut self) -> Result<Expression, Failure> {
        let mut all = vec![self.sequence()?];
        while self.take(&["-o", "-or"]) {
            all.push(self.sequence()?);
        }
        if self.peek() == Some(",") {
            return unsupported("with a comma");
        }
        Ok(match all.len() {
            1 => all.remove(0),
            _ => Expression::Or(all),
        })
    }

    fn sequence(&mut self) -> Result<Expression, Failure> {
        let mut all = Vec::new();
        loop {
            if self.take(&["-a", "-and"]) && all.is_empty() {
                return unsupported("with -a and nothing before it");
            }
            match self.peek() {
                None | Some(")" | "-o" | "-or" | ",") => break,
                Some(_) => all.push(self.factor()?),
            }
        }
        match all.len() {
            0 => unsupported("with an operator and nothing beside it"),
            1 => Ok(all.remove(0)),
            _ => Ok(Expression::And(all)),
        }
    }

    fn factor(&mut self) -> Result<Expression, Failure> {
        let mut is_negated = false;
        while self.take(&["!", "-not"]) {
            is_negated = !is_negated;
        }
        let factor = self.operand()?;
        Ok(match is_negated {
            true => Expression::Not(Box::new(factor)),
            false => factor,
        })
    }

    fn operand(&mut self) -> Result<Expression, Failure> {
        let Some(word) = self.peek().map(str::to_owned) else {
            return unsupported("with an operator and nothing behind it");
        };
        if word != "(" {
            self.at += 1;
            return self.primary(&word);
        }
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH {
            return unsupported("with so many parentheses");
        }
        if self.peek() == Some(")") {
            return unsupported("with empty parentheses");
        }
        let inside = self.alternatives()?;
        if !self.take(&[")"]) {
            let text =
                "invalid expression; I was expecting to find a ')' somewhere but did not see one.";
            return match self.call.flavour {
                Flavour::Debian => complaint(text, 1),
                Flavour::Busybox => complaint("unpaired '('", 1),
            };
        }
        self.depth -= 1;
        Ok(inside)
    }

    /// The argument of a primary.
    fn argument(&mut self, primary: &str) -> Result<String, Failure> {
        let Some(argument) = self.peek().map(str::to_owned) else {
            return match self.call.flavour {
                Flavour::Debian => complaint(format!("missing argument to `{primary}'"), 1),
                Flavour::Busybox => complaint(format!("{primary} requires an argument"), 1),
            };
        };
        self.at += 1;
        Ok(argument)
    }

    fn primary(&mut self, word: &str) -> Result<Expression, Failure> {
        Ok(match word {
            "-name" => Expression::Name(self.argument(word)?, Case::Sensitive),
            "-iname" => Expression::Name(self.argument(word)?, Case::Insensitive),
            "-path" | "-wholename" => Expression::Path(self.argument(word)?, Case::Sensitive),
            "-ipath" | "-iwholename" => Expression::Path(self.argument(word)?, Case::Insensitive),
            "-type" => self.kind()?,
            "-maxdepth" | "-mindepth" => self.limit(word)?,
            "-depth" | "-d" => {
                self.limits.is_depth_first = true;
                Expression::Constant(true)
            }
            "-empty" => Expression::Empty,
            "-size" => self.size()?,
            "-perm" => self.permissions()?,
            "-newer" => self.newer()?,
            "-user" | "-group" => self.owner(word)?,
            "-uid" | "-gid" if self.call.flavour == Flavour::Debian => {
                self.number_of_owner(word)?
            }
            "-follow" => {
                self.limits.follows = true;
                Expression::Constant(true)
            }
            "-print" => Expression::Print,
            "-print0" => Expression::PrintZero,
            "-delete" => {
                self.limits.is_depth_first = true;
                Expression::Delete
            }
            "-prune" => Expression::Prune,
            "-quit" => Expression::Quit,
            "-exec" => self.execute()?,
            "-true" if self.call.flavour == Flavour::Debian => Expression::Constant(true),
            "-false" if self.call.flavour == Flavour::Debian => Expression::Constant(false),
            "-executable" => Expression::May(Permission::Execute),
            "-readable" if self.call.flavour == Flavour::Debian => {
                Expression::May(Permission::Read)
            }
            "-writable" if self.call.flavour == Flavour::Debian => {
                Expression::May(Permission::Write)
            }
            "-xdev" | "-mount" | "-noleaf" | "-warn" | "-nowarn" | "-ignore_readdir_race" => {
                Expression::Constant(true)
            }
            word if !word.starts_with('-') => {
                return unsupported(format!("with {word} behind an expression"));
            }
            word if KNOWN.contains(&word) => return unsupported(word),
            word => return self.fault(format!("unknown predicate `{word}'")),
        })
    }

    fn kind(&mut self) -> Result<Expression, Failure> {
        let kind = self.argument("-type")?;
        let is_known = |it: &str| matches!(it, "b" | "c" | "d" | "f" | "l" | "p" | "s");
        let parts: Vec<&str> = kind.split(',').collect();
        if parts.iter().all(|it| is_known(it))
            && (parts.len() == 1 || self.call.flavour == Flavour::Debian)
        {
            return Ok(Expression::Type(parts.concat()));
        }
        match (self.call.flavour, kind.chars().next()) {
            (Flavour::Debian, Some(c)) if kind.len() == 1 => {
                complaint(format!("Unknown argument to -type: {c}"), 1)
            }
            (Flavour::Busybox, _) => complaint(format!("invalid argument '{kind}' to '-type'"), 1),
            _ => unsupported(format!("-type {kind}")),
        }
    }

    fn limit(&mut self, word: &str) -> Result<Expression, Failure> {
        let text = self.argument(word)?;
        let number: usize = match (text.parse(), self.call.flavour) {
            (Ok(number), _) => number,
            (Err(_), Flavour::Debian) => {
                let text = self.call.quote(&text).replace(['\'', '‘', '’'], "'");
                let what = "Expected a positive decimal integer argument to";
                return complaint(format!("{what} {word}, but got {text}"), 1);
            }
            (Err(_), Flavour::Busybox) => {
                return complaint(format!("invalid number '{text}'"), 1);
            }
        };
        match word {
            "-maxdepth" => self.limits.most = Some(number),
            _ => self.limits.least = number,
        }
        Ok(Expression::Constant(true))
    }

    fn size(&mut self) -> Result<Expression, Failure> {
        let text = self.argument("-size")?;
        let (than, rest) = than(&text);
        let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
        let unit = match &rest[digits.len()..] {
            "" | "b" => 512,
            "c" => 1,
            "w" => 2,
            "k" => 1024,
            "M" if self.call.flavour == Flavour::Debian => 1 << 20,
            "G" if self.call.flavour == Flavour::Debian => 1 << 30,
            _ => 0,
        };
        match (digits.parse(), unit) {
            (Ok(_), 2..) if self.call.flavour == Flavour::Busybox => {
                unsupported(format!("-size {text}"))
            }
            (Ok(number), 1..) => Ok(Expression::Size(than, number, unit)),
            _ => self.fault(format!("invalid -size type `{}'", &rest[digits.len()..])),
        }
    }

    fn permissions(&mut self) -> Result<Expression, Failure> {
        let text = self.argument("-perm")?;
        let (bits, rest) = match text.as_bytes().first() {
            Some(b'-') => (Bits::All, &text[1..]),
            Some(b'/') => (Bits::Any, &text[1..]),
            _ => (Bits::Same, &*text),
        };
        match mode::read(rest) {
            Some(mode) => Ok(Expression::Permissions(bits, mode)),
            None => self.fault(format!("invalid mode {}", self.call.quote(&text))),
        }
    }

    /// The user or group of a name, or of a number.
    fn owner(&mut self, word: &str) -> Result<Expression, Failure> {
        let name = self.argument(word)?;
        let group = word == "-group";
        let found = self.owners.iter();
        let found = found.filter(|it| it.option == word && it.name == name);
        if let Some(id) = found.map(|it| it.id).next().flatten() {
            return Ok(owned(word, Than::Same, id));
        }
        let kind = if group { "group" } else { "user" };
        match (name.parse(), self.call.flavour) {
            (Ok(id), _) if name.bytes().all(|it| it.is_ascii_digit()) => {
                Ok(owned(word, Than::Same, id))
            }
            (_, Flavour::Debian) if name.bytes().all(|it| it.is_ascii_digit()) => {
                unsupported(format!("{word} {name}"))
            }
            (_, Flavour::Debian) if group => unsupported(format!("{word} {name}")),
            (_, Flavour::Debian) => {
                let name = self.call.quote(&name);
                complaint(format!("{name} is not the name of a known {kind}"), 1)
            }
            (_, Flavour::Busybox) => complaint(format!("unknown {kind} {name}"), 1),
        }
    }

    fn number_of_owner(&mut self, word: &str) -> Result<Expression, Failure> {
        let text = self.argument(word)?;
        let (than, digits) = than(&text);
        match digits.parse() {
            Ok(id) if digits.bytes().all(|it| it.is_ascii_digit()) => Ok(owned(word, than, id)),
            _ => complaint(format!("invalid argument `{text}' to `{word}'"), 1),
        }
    }

    fn newer(&mut self) -> Result<Expression, Failure> {
        let path = self.argument("-newer")?;
        match self.call.process.inode_at(&path, Follow::NotLast) {
            Ok(id) => Ok(Expression::Newer(
                self.call.process.files.inode(id).modified,
            )),
            Err(Missing::NobodyKnows) => unsupported(format!("-newer {path}")),
            Err(Missing::Error(errno)) => match self.call.flavour {
                Flavour::Debian => {
                    let name = self.call.quote(&path);
                    complaint(format!("{name}: {}", errno.message()), 1)
                }
                Flavour::Busybox => {
                    complaint(format!("can't stat '{path}': {}", errno.message()), 1)
                }
            },
        }
    }

    fn execute(&mut self) -> Result<Expression, Failure> {
        let start = self.at;
        loop {
            let Some(word) = self.peek() else {
                return match self.call.flavour {
                    Flavour::Debian => complaint("missing argument to `-exec'", 1),
                    Flavour::Busybox => complaint("-exec requires an argument", 1),
                };
            };
            let is_all = word == "+" && self.at > start && {
                let before = self.call.str(self.words[self.at - 1]);
                before == "{}"
            };
            let is_end = word == ";";
            self.at += 1;
            if !is_end && !is_all {
                continue;
            }
            let mut words = self.words[start..self.at - 1].to_vec();
            if words.is_empty() {
                return self.fault("invalid argument `;' to `-exec'".to_owned());
            }
            if !is_all {
                return Ok(Expression::Execute(words));
            }
            words.pop();
            if words.is_empty() || words.iter().any(|it| self.call.str(*it).contains("{}")) {
                return unsupported("-exec … + with several {}");
            }
            self.batches += 1;
            return Ok(Expression::ExecuteAll(words, self.batches - 1));
        }
    }
}

/// Primaries of GNU's that are not simulated.
const KNOWN: &[&str] = &[
    "-amin",
    "-anewer",
    "-atime",
    "-cmin",
    "-cnewer",
    "-context",
    "-ctime",
    "-daystart",
    "-execdir",
    "-files0-from",
    "-fls",
    "-fprint",
    "-fprint0",
    "-fprintf",
    "-fstype",
    "-help",
    "--help",
    "-ilname",
    "-inum",
    "-iregex",
    "-links",
    "-lname",
    "-ls",
    "-mmin",
    "-mtime",
    "-newerXY",
    "-nogroup",
    "-nouser",
    "-ok",
    "-okdir",
    "-printf",
    "-regex",
    "-regextype",
    "-samefile",
    "-used",
    "-version",
    "--version",
    "-xtype",
    "-newermt",
    "-newerat",
    "-newerct",
    "-newermm",
];

fn owned(word: &str, than: Than, id: u32) -> Expression {
    match word {
        "-user" | "-uid" => Expression::User(than, id),
        _ => Expression::Group(than, id),
    }
}

fn than(text: &str) -> (Than, &str) {
    match text.as_bytes().first() {
        Some(b'+') => (Than::More, &text[1..]),
        Some(b'-') => (Than::Less, &text[1..]),
        _ => (Than::Same, text),
    }
}
