//! Reads a Markdown file into its cases.

use std::ops::Range;

use shellform::InputKind;

use super::carets::Caret;

/// One case.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its heading.
    pub name: String,
    /// The line of the heading, from one.
    pub line: usize,
    /// The Dockerfile or instruction, carets taken out.
    pub text: String,
    /// What the text is.
    pub kind: InputKind,
    pub(super) carets: Vec<Caret>,
    /// The blocks of options.
    pub options: Vec<Block>,
    /// The blocks of what is expected.
    pub expected: Vec<Block>,
}

/// A fenced block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The word behind its fence.
    pub name: String,
    /// Its lines, each with its end.
    pub text: String,
    /// Where they stand in the file.
    pub range: Range<usize>,
}

/// Reads the cases of a file. A case begins at each heading of the second level.
///
/// # Errors
///
/// When a fence has no end, a case has no text or two, or a block has a name that is not known.
pub fn parse(markdown: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let mut offset = 0;
    let mut lines = markdown.split_inclusive('\n').enumerate();
    while let Some((number, line)) = lines.next() {
        offset += line.len();
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case::new(name.trim(), number + 1));
            continue;
        }
        let Some(name) = line.strip_prefix("```") else {
            continue;
        };
        let start = offset;
        let end = loop {
            let (_, line) = lines.next().ok_or("a fence has no end")?;
            offset += line.len();
            if line.trim_end() == "```" {
                break offset - line.len();
            }
        };
        let block = Block {
            name: name.trim().to_owned(),
            text: markdown[start..end].to_owned(),
            range: start..end,
        };
        let case = cases
            .last_mut()
            .ok_or("a block stands before the first case")?;
        add(case, block)?;
    }
    match cases.iter().find(|it| it.text.is_empty()) {
        Some(case) => Err(format!("line {}, {}: no text", case.line, case.name)),
        None => Ok(cases),
    }
}

impl Case {
    fn new(name: &str, line: usize) -> Self {
        Self {
            name: name.to_owned(),
            line,
            text: String::new(),
            kind: InputKind::Dockerfile,
            carets: Vec::new(),
            options: Vec::new(),
            expected: Vec::new(),
        }
    }
}

fn add(case: &mut Case, block: Block) -> Result<(), String> {
    match block.name.as_str() {
        "dockerfile" | "instruction" if case.text.is_empty() => {
            (case.text, case.carets) = super::carets::take(&block.text);
            if block.name == "instruction" {
                case.kind = InputKind::Instruction;
            }
        }
        "build" | "run" => case.options.push(block),
        "argv" | "run-argv" | "config" | "error" | "warnings" | "changes" | "diagnostics" => {
            case.expected.push(block);
        }
        other => {
            let Case { line, name, .. } = case;
            return Err(format!(
                "line {line}, {name}: the block `{other}` is not expected here"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_case_is_a_heading_with_blocks() {
        let cases =
            parse("# T\n\n## A\n\nIt is.\n\n```dockerfile\nFROM a\n```\n\n```argv\n[]\n```\n")
                .unwrap();
        assert_eq!((cases[0].name.as_str(), cases[0].line), ("A", 3));
        assert_eq!(cases[0].text, "FROM a\n");
        assert_eq!(cases[0].expected[0].text, "[]\n");
    }

    #[test]
    fn slips_are_named() {
        let block = "```dockerfile\nFROM a\n```\n";
        assert_eq!(parse("## A\n").unwrap_err(), "line 1, A: no text");
        assert_eq!(parse("## A\n```argv\n").unwrap_err(), "a fence has no end");
        assert_eq!(
            parse(block).unwrap_err(),
            "a block stands before the first case"
        );
        assert_eq!(
            parse(&format!("## A\n{block}```argw\n```\n")).unwrap_err(),
            "line 1, A: the block `argw` is not expected here"
        );
    }
}
