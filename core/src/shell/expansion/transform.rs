//! `${name@Q}` and its like (bash): a value quoted, decoded, as an assignment, or what is known of the variable.

use super::subject::{Subject, Value};
use crate::shell::execution::{
    Access, Array, Attribute, Encoding, Evaluator, Export, Flow, Variable,
};
use crate::shell::parse::parse_quoted;
use crate::shell::pattern::Locale;
use crate::shell::quoting;
use crate::shell::syntax::{CaseChange, Parameter, ParameterName, Word};
use crate::text::{Rewrite, Span};

impl Evaluator {
    pub(super) async fn transform(
        &mut self,
        parameter: &Parameter,
        subject: &Subject,
        value: Value,
        letter: Span,
    ) -> Flow<Value> {
        match self.str(letter) {
            "a" => Ok(self.attributes_of(subject, &value)),
            "A" => self.assignment_of(subject, &value),
            letter if value == Value::Unset && is_transformation(letter) => Ok(Value::Unset),
            "Q" => self.map_value(value, Self::quote),
            "E" => self.map_value(value, Self::decode_ansi_c),
            "U" => self.map_letters(value, CaseChange::AllUpper),
            "u" => self.map_letters(value, CaseChange::FirstUpper),
            "L" => self.map_letters(value, CaseChange::AllLower),
            "K" => self.pairs(subject, value),
            "k" => self.keys_and_values(subject, value),
            "P" => self.as_prompts(value).await,
            _ => {
                self.say_bad_substitution(parameter.span).await?;
                self.expansion_fails()
            }
        }
    }

    async fn as_prompts(&mut self, value: Value) -> Flow<Value> {
        Ok(match value {
            Value::Unset => Value::Unset,
            Value::Text(text) => {
                self.check_known(text)?;
                Value::Text(Box::pin(self.expand_prompt(text)).await?)
            }
            Value::All(of, mut texts) => {
                for text in &mut texts {
                    self.check_known(*text)?;
                    *text = Box::pin(self.expand_prompt(*text)).await?;
                }
                Value::All(of, texts)
            }
        })
    }

    fn map_letters(&mut self, value: Value, change: CaseChange) -> Flow<Value> {
        self.map_value(value, |shell, text| {
            shell.change_letters(text, change, None)
        })
    }

    /// The locale, as quoting knows it.
    pub(in crate::shell) fn locale(&self) -> Locale {
        match self.encoding() {
            Encoding::Bytes => Locale::Posix,
            Encoding::Utf8 => Locale::Utf8,
        }
    }

    /// `${name@Q}` of one text.
    fn quote(&mut self, text: Span) -> Flow<Span> {
        let quoted = quoting::reusable(self.str(text), self.locale());
        self.check_text(quoted.len())?;
        Ok(self.rewritten(&quoted, text, Rewrite::Quoting))
    }

    /// The variable that an expansion is about.
    fn variable_of(&self, subject: &Subject) -> Option<(String, &Variable)> {
        let name = match subject {
            Subject::Parameter(ParameterName::Variable(name)) => self.str(*name),
            Subject::Place(place) => &place.name,
            Subject::Elements(name, _) => name,
            Subject::Parameter(_) | Subject::List(..) | Subject::Nothing => return None,
        };
        let variable = self.environment.variables.get(name)?;
        Some((name.to_owned(), variable))
    }

    /// `${name@a}`: the letters of the attributes; of all elements once for each.
    fn attributes_of(&mut self, subject: &Subject, value: &Value) -> Value {
        let letters = self.variable_of(subject).map(|it| attribute_letters(it.1));
        let letters = letters.unwrap_or_default();
        if letters.is_empty() && *value == Value::Unset {
            return Value::Unset;
        }
        let text = self.shell_text(&letters, "attributes of a variable");
        match value {
            Value::All(of, values) => Value::All(*of, vec![text; values.len()]),
            Value::Text(_) | Value::Unset => Value::Text(text),
        }
    }

    /// `${name@A}`: a command that makes the variable anew.
    fn assignment_of(&mut self, subject: &Subject, value: &Value) -> Flow<Value> {
        let Some((name, variable)) = self.variable_of(subject) else {
            return match value {
                Value::Unset => Ok(Value::Unset),
                _ => self.unsupported("${…@A} of what is no variable"),
            };
        };
        let letters = attribute_letters(variable);
        let command = match &*letters {
            "" => String::new(),
            letters => format!("declare -{letters} "),
        };
        let text = match (value, subject) {
            (Value::All(..), Subject::Elements(..)) => {
                let elements = self.listed_elements(variable);
                let command = match &*command {
                    "" => "declare -- ",
                    command => command,
                };
                match elements {
                    Some(elements) => format!("{command}{name}={elements}"),
                    None => return self.unsupported("${…[@]@A} of what is no array"),
                }
            }
            (Value::Text(text), _) => {
                let quoted = quoting::reusable(self.str(*text), self.locale());
                format!("{command}{name}={quoted}")
            }
            (Value::Unset, _) if command.is_empty() => return Ok(Value::Unset),
            (Value::Unset, _) => format!("{command}{name}"),
            (Value::All(..), _) => return self.unsupported("${…@A} of all parameters"),
        };
        let text = self.shell_text(&text, "assignment that makes a variable");
        Ok(Value::Text(text))
    }

    /// The elements of an array as `declare -p` shows them: `([0]="a" [1]="b")`.
    pub(in crate::shell) fn listed_elements(&self, variable: &Variable) -> Option<String> {
        let locale = self.locale();
        let quoted = |value: Span| quoting::declared(self.str(value), self.shell.dialect, locale);
        Some(match variable.array.as_ref()? {
            Array::Indexed(array) => {
                let elements = array.iter();
                let elements =
                    elements.map(|(index, value)| format!("[{index}]={}", quoted(value)));
                format!("({})", elements.collect::<Vec<_>>().join(" "))
            }
            Array::Associative(array) => {
                let elements = array.iter().map(|it| {
                    let key = quoting::key(&it.key, locale);
                    format!("[{key}]={} ", quoted(it.value))
                });
                format!("({})", elements.collect::<String>())
            }
        })
    }

    /// The keys and values of an array, in turn.
    fn keys_with_values(&mut self, subject: &Subject) -> Option<Vec<(Span, Span)>> {
        let (_, variable) = self.variable_of(subject)?;
        let indexed = match variable.array.as_ref()? {
            Array::Indexed(array) => Vec::from_iter(array.iter()),
            Array::Associative(array) => {
                return Some(array.iter().map(|it| (it.written, it.value)).collect());
            }
        };
        let pairs = indexed.into_iter().map(|(index, value)| {
            let key = self.shell_text(&index.to_string(), "subscript of an element");
            (key, value)
        });
        Some(pairs.collect())
    }

    /// `${name[@]@K}`: keys and quoted values as one text.
    fn pairs(&mut self, subject: &Subject, value: Value) -> Flow<Value> {
        let (Value::All(..), Some(pairs)) = (&value, self.keys_with_values(subject)) else {
            return self.map_value(value, Self::quote);
        };
        let is_indexed = matches!(
            self.variable_of(subject).and_then(|it| it.1.array.clone()),
            Some(Array::Indexed(_))
        );
        let locale = self.locale();
        let shown = pairs.iter().map(|(key, value)| {
            let key = match is_indexed {
                true => self.str(*key).to_owned(),
                false => quoting::key(self.str(*key), locale),
            };
            let value = quoting::declared(self.str(*value), self.shell.dialect, locale);
            format!("{key} {value}")
        });
        let mut shown = shown.collect::<Vec<_>>().join(" ");
        // As recorded: behind the last pair of an associative array stands another blank.
        if !is_indexed && !shown.is_empty() {
            shown.push(' ');
        }
        Ok(Value::Text(self.shell_text(&shown, "elements of an array")))
    }

    /// `${name[@]@k}`: keys and values as fields.
    fn keys_and_values(&mut self, subject: &Subject, value: Value) -> Flow<Value> {
        let (Value::All(of, _), Some(pairs)) = (&value, self.keys_with_values(subject)) else {
            return self.map_value(value, Self::quote);
        };
        let texts = pairs.into_iter().flat_map(|(key, value)| [key, value]);
        Ok(Value::All(*of, texts.collect()))
    }

    /// A text that is the value of a variable, as what stands in double quotes.
    pub(in crate::shell) fn read_word(&mut self, text: Span) -> Flow<Word> {
        let shell = self.shell;
        match parse_quoted(&mut self.process.cx, text, shell) {
            Some(word) => Ok(word),
            None => self.unsupported("a text that cannot be read when it is expanded"),
        }
    }
}

fn is_transformation(letter: &str) -> bool {
    matches!(letter, "Q" | "E" | "P" | "U" | "u" | "L" | "K" | "k")
}

/// The letters of `declare` for what is known of a variable.
pub(in crate::shell) fn attribute_letters(variable: &Variable) -> String {
    let mut letters = String::new();
    match variable.array {
        Some(Array::Indexed(_)) => letters.push('a'),
        Some(Array::Associative(_)) => letters.push('A'),
        None => {}
    }
    let of = |attribute| variable.is(attribute);
    for (is_there, letter) in [
        (of(Attribute::Integer), 'i'),
        (of(Attribute::Reference), 'n'),
        (variable.access == Access::ReadOnly, 'r'),
        (of(Attribute::Traced), 't'),
        (variable.export == Export::Exported, 'x'),
        (of(Attribute::Capitalised), 'c'),
        (of(Attribute::LowerCase), 'l'),
        (of(Attribute::UpperCase), 'u'),
    ] {
        if is_there {
            letters.push(letter);
        }
    }
    letters
}
