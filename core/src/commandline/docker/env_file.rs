//! The file of `--env-file` (docker CLI, `pkg/kvfile`): a variable a line, and no quotes.

use crate::session::Session;
use crate::text::Span;

/// The variables, `NAME=value` or `NAME`; or what is wrong, and where.
pub(super) fn read(cx: &Session, file: Span) -> Result<Vec<Span>, (String, Span)> {
    let text = cx.texts.str(file);
    let mut variables = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = start;
        start += line.len();
        let mut content = line.strip_suffix('\n').unwrap_or(line);
        content = content.strip_suffix('\r').unwrap_or(content);
        if at == 0
            && let Some(behind) = content.strip_prefix('\u{feff}')
        {
            at += content.len() - behind.len();
            content = behind;
        }
        let trimmed = content.trim_start();
        at += content.len() - trimmed.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let span = file.slice(at..at + trimmed.len());
        let name = trimmed.split('=').next().unwrap_or_default();
        if name.is_empty() {
            return Err((format!("no variable name on line '{trimmed}'"), span));
        }
        if name.contains(char::is_whitespace) {
            return Err((format!("variable '{name}' contains whitespaces"), span));
        }
        variables.push(span);
    }
    Ok(variables)
}
