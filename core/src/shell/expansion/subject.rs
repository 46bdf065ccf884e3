//! [`Subject`]: what a parameter expansion is about: a parameter, an element, all elements; `${!name}` leads on.

use std::rc::Rc;

use super::pieces::AllParameters;
use crate::shell::characters::is_name;
use crate::shell::dialect::Dialect;
use crate::shell::execution::{
    Array, Attribute, Behalf, Divert, Evaluator, Flow, Place, Refusal, ShellOption, Subscript,
    Variable, plain_name,
};
use crate::shell::syntax::{Parameter, ParameterName, ParameterOperation, Word, WordUnit};
use crate::text::Span;

/// What a parameter expansion is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Subject {
    /// A parameter, by its name.
    Parameter(ParameterName),
    /// An element of an array, or the variable that a reference leads to.
    Place(Place),
    /// All elements: `name[@]`, `name[*]`.
    Elements(Rc<str>, AllParameters),
    /// Texts that the shell makes: names or keys.
    List(AllParameters, Vec<Span>),
    /// An element that cannot be: its message has been printed.
    Nothing,
}

/// What a parameter holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Unset,
    /// A text.
    Text(Span),
    /// All positional parameters, or all elements of an array: `$@`, `$*`.
    All(AllParameters, Vec<Span>),
}

impl Evaluator {
    /// What a parameter expansion is about.
    pub(super) async fn subject(&mut self, parameter: &Parameter) -> Flow<Subject> {
        if parameter.indirection.is_some() {
            return self.indirect_subject(parameter).await;
        }
        self.direct_subject(parameter).await
    }

    async fn direct_subject(&mut self, parameter: &Parameter) -> Flow<Subject> {
        let Some(subscript) = &parameter.subscript else {
            let name = parameter.name;
            if let ParameterName::Variable(span) = name
                && self.is_reference(self.str(span))
            {
                let name = self.str(span).to_owned();
                let target = self.resolve(&name);
                if parameter.operation == ParameterOperation::Length {
                    match target {
                        // The length of a reference to an element is that of a variable with such a name.
                        Ok((_, Some(_))) => return Ok(Subject::Nothing),
                        Err(Refusal::Circular(name)) => self.warn_of_circle(None, &name).await?,
                        Ok((name, None)) if plain_name(&name).len() < name.len() => {
                            self.warn_of_circle(None, &name).await?;
                        }
                        Ok((_, None)) | Err(_) => {}
                    }
                } else if self.has(ShellOption::NoUnset) && matches!(target, Ok((_, Some(_)))) {
                    return self.unsupported("this of a reference to an element");
                }
                return self.subject_of(&name, None).await;
            }
            return Ok(Subject::Parameter(name));
        };
        let ParameterName::Variable(name) = parameter.name else {
            return self.bad_substitution(parameter).await;
        };
        let name = self.str(name).to_owned();
        match all_of(self.subscript_text(subscript)) {
            Some(of) => self.all_subject(&name, of).await,
            None => {
                self.subject_of(&name, Some(Subscript::Written(subscript)))
                    .await
            }
        }
    }

    async fn all_subject(&mut self, name: &str, of: AllParameters) -> Flow<Subject> {
        match self.resolve(name) {
            Ok((name, None)) => {
                if plain_name(&name).len() < name.len() {
                    self.warn_of_circle(None, &name).await?;
                }
                Ok(Subject::Elements(name, of))
            }
            // An element has none.
            Ok((_, Some(_))) => Ok(Subject::List(of, Vec::new())),
            Err(Refusal::Circular(name)) => {
                self.warn_of_circle(None, &name).await?;
                self.warn_of_circle(None, &name).await?;
                Ok(Subject::List(of, Vec::new()))
            }
            Err(refusal) => self.refuse_assignment(refusal, Behalf::Shell).await,
        }
    }

    /// A variable or an element. One that cannot be is nothing, behind a message.
    async fn subject_of(&mut self, name: &str, subscript: Option<Subscript<'_>>) -> Flow<Subject> {
        if subscript.is_none()
            && let Ok((name, Some(own))) = self.resolve(name)
            && let Some(of) = all_of(self.str(own))
        {
            return Ok(Subject::Elements(name, of));
        }
        match self.place(name, subscript).await? {
            Ok(place) => Ok(Subject::Place(place)),
            Err(Refusal::BadSubscript(_)) => {
                let name = name.to_owned();
                self.complain(None, &format!("{name}: bad array subscript"))
                    .await?;
                Ok(Subject::Nothing)
            }
            Err(Refusal::Circular(name)) => {
                self.warn_of_circle(None, &name).await?;
                Ok(Subject::Nothing)
            }
            // An element has no elements.
            Err(Refusal::Reference(_)) => Ok(Subject::Nothing),
            Err(refusal) => self.refuse_assignment(refusal, Behalf::Shell).await,
        }
    }

    /// Whether a variable is a reference to another one.
    pub(in crate::shell) fn is_reference(&self, name: &str) -> bool {
        let variable = self.environment.variables.get(name);
        variable.is_some_and(|it| it.is(Attribute::Reference))
    }

    /// A subscript as it is written, where nothing in it is quoted or expanded.
    fn subscript_text(&self, subscript: &Word) -> &str {
        match *subscript.units {
            [WordUnit::Literal(span)] => self.str(span),
            _ => "",
        }
    }

    /// `${!name}`: the parameter that the value names; `${!name[@]}`: the keys.
    async fn indirect_subject(&mut self, parameter: &Parameter) -> Flow<Subject> {
        if let ParameterOperation::Names(sign) = parameter.operation {
            let of = all_of(self.str(sign)).unwrap_or(AllParameters::At);
            return Ok(Subject::List(of, self.names_with_prefix(parameter.name)));
        }
        let subject = match (&parameter.subscript, parameter.name) {
            // In POSIX mode that is `$!` without the shortest start of it.
            (None, ParameterName::Special(name))
                if self.str(name) == "#" && self.dialect() == Dialect::BashAsSh =>
            {
                let process = self.environment.state.last_background;
                let text = process.map(|it| self.shell_text(&it.0.to_string(), "process number"));
                return Ok(Subject::List(
                    AllParameters::Star,
                    text.into_iter().collect(),
                ));
            }
            (None, ParameterName::Variable(name)) if self.is_reference(self.str(name)) => {
                let name = self.str(name).to_owned();
                let target = self.environment.variables.value(&name);
                let texts = match (target, self.resolve(&name)) {
                    (Some(target), Ok((_, Some(_)))) => vec![target],
                    (Some(_), Ok((name, None))) => {
                        vec![self.shell_text(&name, "name of a variable")]
                    }
                    (_, Err(Refusal::Circular(_))) => {
                        return self
                            .invalid(&format!("{name}: invalid indirect expansion"))
                            .await;
                    }
                    _ => Vec::new(),
                };
                return Ok(Subject::List(AllParameters::Star, texts));
            }
            _ => self.direct_subject(parameter).await?,
        };
        if let Subject::Elements(name, of) = &subject
            && parameter.operation == ParameterOperation::Value
        {
            let keys = self.keys(name);
            return Ok(Subject::List(*of, keys));
        }
        if matches!(
            subject,
            Subject::Parameter(ParameterName::Special(_)) | Subject::Elements(..)
        ) && matches!(self.written_name(parameter), "@" | "*")
        {
            return self.unsupported("indirect expansion of all parameters");
        }
        match self.value_of(&subject).await? {
            Value::Text(text) => self.subject_of_text(text).await,
            Value::Unset => {
                let name = self.written(parameter);
                self.invalid(&format!("{name}: invalid indirect expansion"))
                    .await
            }
            Value::All(..) => self.unsupported("indirect expansion of all parameters"),
        }
    }

    fn written_name(&self, parameter: &Parameter) -> &str {
        self.str(parameter.name.span())
    }

    /// What a text names.
    async fn subject_of_text(&mut self, text: Span) -> Flow<Subject> {
        self.check_known(text)?;
        let content = self.str(text).to_owned();
        if is_name(&content) {
            return match self.is_reference(&content) {
                true => self.subject_of(&content, None).await,
                false => Ok(Subject::Parameter(ParameterName::Variable(text))),
            };
        }
        if !content.is_empty() && content.bytes().all(|it| it.is_ascii_digit()) {
            return Ok(Subject::Parameter(ParameterName::Positional(text)));
        }
        if matches!(&*content, "@" | "*" | "#" | "?" | "-" | "$" | "!") {
            return Ok(Subject::Parameter(ParameterName::Special(text)));
        }
        let bracket = content.find('[').filter(|at| is_name(&content[..*at]));
        let (Some(bracket), true) = (bracket, content.ends_with(']')) else {
            return self
                .invalid(&format!("{content}: invalid variable name"))
                .await;
        };
        let subscript = text.slice(bracket + 1..content.len() - 1);
        let name = &content[..bracket];
        match all_of(self.str(subscript)) {
            Some(of) => self.all_subject(name, of).await,
            None => {
                let subscript = self.expand_subscript_text(subscript).await?;
                self.subject_of(name, Some(Subscript::Expanded(subscript)))
                    .await
            }
        }
    }

    /// A name that is none ends the command.
    async fn invalid<T>(&mut self, text: &str) -> Flow<T> {
        self.complain(None, text).await?;
        self.status = 1;
        Err(Divert::Discard)
    }

    /// What a subject holds.
    pub(super) async fn value_of(&mut self, subject: &Subject) -> Flow<Value> {
        match subject {
            Subject::Parameter(name) => self.value(*name).await,
            Subject::Nothing => Ok(Value::Unset),
            Subject::Place(place) if self.is_unknown_variable(&place.name) => {
                self.unsupported(format!("the variable {}", place.name))
            }
            Subject::Place(place) => match self.value_at(place) {
                Ok(Some(value)) => Ok(Value::Text(value)),
                Ok(None) => Ok(Value::Unset),
                Err(Refusal::BadSubscript(name)) => {
                    self.complain(None, &format!("{name}: bad array subscript"))
                        .await?;
                    Ok(Value::Unset)
                }
                Err(refusal) => self.refuse_assignment(refusal, Behalf::Shell).await,
            },
            Subject::List(of, texts) => Ok(Value::All(*of, texts.clone())),
            Subject::Elements(name, of) => {
                if self.is_unknown_variable(name) {
                    return self.unsupported(format!("the variable {name}"));
                }
                self.refresh(name);
                let variable = self.environment.variables.get(name);
                Ok(Value::All(*of, variable.map(elements).unwrap_or_default()))
            }
        }
    }

    /// The keys of an array, in the order of its elements.
    fn keys(&mut self, name: &str) -> Vec<Span> {
        self.refresh(name);
        let Some(variable) = self.environment.variables.get(name) else {
            return Vec::new();
        };
        let indices: Vec<u64> = match &variable.array {
            None => variable.value.iter().map(|_| 0).collect(),
            Some(Array::Indexed(array)) => array.iter().map(|it| it.0).collect(),
            Some(Array::Associative(array)) => {
                return array.iter().map(|it| it.written).collect();
            }
        };
        let texts = indices.into_iter();
        texts
            .map(|it| self.shell_text(&it.to_string(), "subscript of an element"))
            .collect()
    }

    /// The names of all variables that begin so.
    fn names_with_prefix(&mut self, prefix: ParameterName) -> Vec<Span> {
        let prefix = self.str(prefix.span()).to_owned();
        let variables = self.environment.variables.iter();
        let names = variables.filter(|(name, it)| {
            name.starts_with(&*prefix) && (it.is_set() || it.dynamic.is_some())
        });
        let names: Vec<String> = names.map(|it| it.0.to_owned()).collect();
        let names = names.iter();
        names
            .map(|it| self.shell_text(it, "name of a variable"))
            .collect()
    }
}

/// The elements of a variable; of one that is no array, its value.
fn elements(variable: &Variable) -> Vec<Span> {
    match &variable.array {
        Some(array) => array.values(),
        None => variable.value.into_iter().collect(),
    }
}

/// What `@` and `*` mean as a subscript.
fn all_of(subscript: &str) -> Option<AllParameters> {
    match subscript {
        "@" => Some(AllParameters::At),
        "*" => Some(AllParameters::Star),
        _ => None,
    }
}
