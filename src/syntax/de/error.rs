//! What can go wrong while a value is decoded: a diagnostic that may still lack its
//! place. The innermost value that an error passes gives it one.

use std::fmt;

use serde::de::{Expected, Unexpected};

use crate::diag::{Code, Diagnostic, codes, suggest};
use crate::source::Span;

/// Why a value could not be decoded.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    /// The report has it already.
    Reported,
    Missing(&'static str),
    Fault(Box<Diagnostic>),
}

/// Begins the text in which serde carries what its errors have no room for.
const MARK: char = '\u{1}';

impl Error {
    /// An error that the report has already.
    pub(super) fn reported() -> Self {
        Error(Kind::Reported)
    }

    /// The key that is missing, if that is the error.
    pub(super) fn missing(&self) -> Option<&'static str> {
        match self.0 {
            Kind::Missing(field) => Some(field),
            _ => None,
        }
    }

    /// The same with this place, unless it has one.
    pub(super) fn located(self, span: Span) -> Self {
        match self.0 {
            Kind::Fault(fault) if fault.primary.is_none() => fault.at(span).into(),
            Kind::Missing(field) => missing(field, None).at(span).into(),
            kind => Error(kind),
        }
    }

    /// What to report; none for what was reported.
    pub(super) fn into_diagnostic(self) -> Option<Diagnostic> {
        match self.0 {
            Kind::Reported => None,
            Kind::Missing(field) => Some(missing(field, None)),
            Kind::Fault(fault) => Some(*fault),
        }
    }

    /// What another error type can carry; see [`serde::de::Error::custom`] below.
    pub(super) fn reported_as<E: serde::de::Error>() -> E {
        E::custom(MARK)
    }
}

impl From<Diagnostic> for Error {
    fn from(fault: Diagnostic) -> Self {
        Error(Kind::Fault(Box::new(fault)))
    }
}

/// A required key that is not there, in what stands under `owner`.
pub(super) fn missing(field: &str, owner: Option<&str>) -> Diagnostic {
    let message = match owner {
        Some(owner) => format!("{owner} needs the key `{field}`"),
        None => format!("the key `{field}` is missing"),
    };
    Diagnostic::error(codes::E0107, message)
}

/// An error with a code of its own, for hand-written `Deserialize` implementations.
/// `help` may be empty. Its place is that of the value being decoded.
pub fn coded<E: serde::de::Error>(code: Code, message: impl fmt::Display, help: &str) -> E {
    E::custom(format_args!("{MARK}{}{MARK}{message}{MARK}{help}", code.as_str()))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Reported => f.write_str("the value is wrong"),
            Kind::Missing(field) => write!(f, "the key `{field}` is missing"),
            Kind::Fault(fault) => f.write_str(&fault.message),
        }
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let Some(marked) = message.strip_prefix(MARK) else {
            return Diagnostic::error(codes::E0108, message).into();
        };
        let mut parts = marked.splitn(3, MARK);
        let code = parts.next().unwrap_or_default();
        let Some((code, _)) = codes::ALL.iter().find(|(known, _)| known.as_str() == code) else {
            return Error::reported();
        };
        let message = parts.next().unwrap_or_default();
        let help = parts.next().filter(|help| !help.is_empty()).map(str::to_owned);
        Diagnostic::error(*code, message).help_if(help).into()
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let message = format!("expected {expected}, found {}", shown(found));
        Diagnostic::error(codes::E0108, message).into()
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        let message = format!("expected {expected}, found {found} of them");
        Diagnostic::error(codes::E0108, message).into()
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        unknown_word(found, expected).into()
    }

    fn unknown_field(found: &str, expected: &'static [&'static str]) -> Self {
        unknown_key(found, expected).0.into()
    }

    fn missing_field(field: &'static str) -> Self {
        Error(Kind::Missing(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        let message = format!("the key `{field}` stands twice, once under another name");
        Diagnostic::error(codes::E0105, message).into()
    }
}

/// A word that is none of those that may stand there.
pub(super) fn unknown_word(found: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error(codes::E0108, format!("`{}` is not known here", clip(found))).help(
        suggest::did_you_mean(found, known.iter().copied())
            .unwrap_or_else(|| format!("one of {}", listed(known))),
    )
}

/// A key that is none of those that may stand there, and the one that was meant.
pub fn unknown_key<'k>(found: &str, known: &[&'k str]) -> (Diagnostic, Option<&'k str>) {
    let meant = elsewhere(found).and_then(|own| known.iter().copied().find(|key| *key == own));
    let meant = meant.or_else(|| suggest::closest(found, known.iter().copied()));
    let fault = Diagnostic::error(codes::E0106, format!("unknown key `{}`", clip(found)));
    let help = match meant {
        _ if found == "<<" => "YAML 1.2 has no merge keys: write the keys out".to_owned(),
        _ if found == "irreversible" && known.contains(&"downgrade") => {
            "write it below `downgrade`: `downgrade: {irreversible: <reason>}`".to_owned()
        }
        None if found.starts_with("existing_") => {
            "leave it out: what the column was before is known".to_owned()
        }
        Some(meant) => format!("did you mean `{meant}`?"),
        None if known.is_empty() => "no keys are known here".to_owned(),
        None => format!("known keys: {}", listed(known)),
    };
    (fault.help(help), meant)
}

/// What a key of Alembic's operations is called here.
/// <https://alembic.sqlalchemy.org/en/latest/ops.html>
fn elsewhere(key: &str) -> Option<&'static str> {
    let plain = ["postgresql_", "mysql_", "mssql_", "oracle_", "sqlite_"]
        .iter()
        .find_map(|dialect| key.strip_prefix(dialect));
    Some(match plain.unwrap_or(key) {
        "cols" | "local_cols" => "columns",
        "column_name" => "column",
        "concurrently" => "concurrently",
        "condition" | "where" => "where",
        "constraint_name" | "index_name" => "name",
        "include" => "include",
        "new_column_name" | "new_table_name" => "new_name",
        "server_default" => "default",
        "sqltext" => "sql",
        "table_name" | "source_table" => "table",
        "using" => "using",
        _ => return None,
    })
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn shown(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => format!("`{}`", clip(text)),
        Unexpected::Unit => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping".to_owned(),
        other => other.to_string(),
    }
}

/// The first line of a text, cut to a length that fits a message.
pub(super) fn clip(text: &str) -> String {
    const LIMIT: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && line.chars().nth(LIMIT).is_none() {
        return line.to_owned();
    }
    line.chars().take(LIMIT).chain(['…']).collect()
}
