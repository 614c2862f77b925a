//! Column defaults as a dialect writes them.
//!
//! In: a [`Value`] and the column's type. Out: the text behind DEFAULT, and what stands
//! behind ON UPDATE, which one dialect family writes with it.

use super::literal::ValueFault;
use super::storage;
use super::{DefaultExpression, Dialect, LargeDefaults};
use crate::sql::types::Type;
use crate::sql::value::Value;

/// A default as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DefaultText {
    /// What stands behind DEFAULT; none where only ON UPDATE is there.
    pub default: Option<String>,
    /// What stands behind ON UPDATE.
    pub on_update: Option<String>,
    /// What kind of default it is.
    pub shape: DefaultShape,
}

/// What kind of default it is: not every statement and not every version takes each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DefaultShape {
    /// A literal.
    #[default]
    Literal,
    /// The present time, as a word of its own.
    PresentTime,
    /// Any other expression.
    Expression,
}

impl Dialect {
    /// A default for a column of this type, whose own text is `type_text`.
    ///
    /// # Errors
    /// What [`literal`](Dialect::literal) says of the value.
    pub fn default_text(
        &self,
        value: &Value,
        ty: &Type,
        type_text: &str,
        version: super::Version,
    ) -> Result<DefaultText, ValueFault> {
        let text = self.literal(value, ty, version)?;
        let is_sql = matches!(value, Value::Sql(_));
        let whole = |default, shape| DefaultText { default: Some(default), on_update: None, shape };
        match self.default_expression {
            DefaultExpression::Bare if is_sql => Ok(whole(text, DefaultShape::Expression)),
            DefaultExpression::Bare => Ok(whole(text, DefaultShape::Literal)),
            DefaultExpression::Parenthesized if is_sql && !is_simple(&text) => {
                Ok(whole(format!("({text})"), DefaultShape::Expression))
            }
            DefaultExpression::Parenthesized => Ok(whole(text, DefaultShape::Literal)),
            DefaultExpression::ButPresentTime { .. } => {
                Ok(self.but_present_time(&text, is_sql, type_text))
            }
        }
    }

    fn but_present_time(&self, text: &str, is_sql: bool, type_text: &str) -> DefaultText {
        let large =
            self.large_defaults == LargeDefaults::Expression && storage::of(type_text).large;
        let (text, on_update) = if is_sql { split_on_update(text) } else { (text, None) };
        let literal = !is_sql || is_literal(text);
        let null = text.eq_ignore_ascii_case("null");
        let (default, shape) = match () {
            () if text.is_empty() => (None, DefaultShape::PresentTime),
            () if is_sql && is_present_time(text) && storage::of(type_text).moment => {
                (Some(text.to_owned()), DefaultShape::PresentTime)
            }
            () if literal && (null || !large) => (Some(text.to_owned()), DefaultShape::Literal),
            () if text.starts_with('(') && closes_at_end(text) => {
                (Some(text.to_owned()), DefaultShape::Expression)
            }
            () => (Some(format!("({text})")), DefaultShape::Expression),
        };
        DefaultText { default, on_update: on_update.map(str::to_owned), shape }
    }
}

/// Takes `ON UPDATE CURRENT_TIMESTAMP` off the end of a default, as it is often written there
/// (<https://dev.mysql.com/doc/refman/8.4/en/timestamp-initialization.html>).
pub fn split_on_update(text: &str) -> (&str, Option<&str>) {
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.rfind("on update ") else { return (text, None) };
    let (before, rest) = (text.get(..at).unwrap_or_default(), text.get(at + 10..));
    let parted =
        before.is_empty() || before.ends_with(|c: char| c.is_ascii_whitespace() || c == ')');
    match rest.map(str::trim).filter(|rest| parted && is_present_time(rest)) {
        Some(rest) => (before.trim_end(), Some(rest)),
        None => (text, None),
    }
}

/// True for CURRENT_TIMESTAMP and its synonyms, with or without digits behind the second.
fn is_present_time(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let (word, rest) = match upper.split_once('(') {
        Some((word, rest)) => (word.trim_end(), rest.strip_suffix(')')),
        None => (upper.as_str(), None),
    };
    let digits = |rest: &str| rest.trim().bytes().all(|b| b.is_ascii_digit());
    let closed = !upper.contains('(') || rest.is_some_and(digits);
    let bare = ["CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP"].contains(&word);
    closed && (bare || word == "NOW" && upper.contains('('))
}

/// True for a number, a string, NULL, TRUE or FALSE.
fn is_literal(text: &str) -> bool {
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let word = ["NULL", "TRUE", "FALSE"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let prefixed = text.strip_prefix(['X', 'x', 'B', 'b', 'N', 'n']).unwrap_or(text);
    is_number || word || is_one_string(prefixed)
}

fn is_one_string(text: &str) -> bool {
    let inner = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inner.is_some_and(|inner| !inner.replace("''", "").contains('\''))
}

/// True for an expression that is a word, a number or a string: it needs no parentheses.
fn is_simple(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    is_one_string(text)
        || text.strip_prefix(['-', '+']).unwrap_or(text).chars().all(word)
        || (text.starts_with('(') && closes_at_end(text))
}

/// True when the first parenthesis is closed by the last character.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\'' | '"' => return false, // A quoted parenthesis would be counted; another pair does no harm.
            _ => {}
        }
        if depth == 0 {
            return at + 1 == text.len();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::mysql::MYSQL;
    use crate::sql::value::SqlExpr;

    fn on_mysql(sql: &str, ty: &str) -> DefaultText {
        let value = Value::Sql(SqlExpr::internal(sql));
        MYSQL.default_text(&value, &Type::parse(ty), ty, crate::dialect::Version(8, 0, 0)).unwrap()
    }

    #[test]
    fn only_the_present_time_and_literals_stand_bare() {
        let text = |sql, ty| on_mysql(sql, ty).default.unwrap();
        assert_eq!(text("now()", "datetime"), "now()");
        assert_eq!(text("CURRENT_TIMESTAMP(6)", "TIMESTAMP(6)"), "CURRENT_TIMESTAMP(6)");
        assert_eq!(text("CURRENT_TIMESTAMP", "date"), "(CURRENT_TIMESTAMP)");
        assert_eq!(text("uuid()", "char(36)"), "(uuid())");
        assert_eq!(text("(1 + 1)", "integer"), "(1 + 1)");
        assert_eq!(text("(1) + (1)", "integer"), "((1) + (1))");
        assert_eq!(text("'a'", "varchar(3)"), "'a'");
        assert_eq!(text("'a'", "text"), "('a')");
        assert_eq!(text("NULL", "json"), "NULL");
    }

    #[test]
    fn on_update_is_no_part_of_the_default() {
        let both = on_mysql("CURRENT_TIMESTAMP on update now()", "timestamp");
        assert_eq!(both.default.as_deref(), Some("CURRENT_TIMESTAMP"));
        assert_eq!(both.on_update.as_deref(), Some("now()"));
        let alone = on_mysql("ON UPDATE CURRENT_TIMESTAMP(3)", "datetime(3)");
        assert_eq!(
            (alone.default, alone.on_update.as_deref()),
            (None, Some("CURRENT_TIMESTAMP(3)"))
        );
        assert_eq!(on_mysql("concat('on update x')", "text").on_update, None);
    }
}
