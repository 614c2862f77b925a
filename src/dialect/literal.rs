//! Values as a dialect writes them, typed by the column that they go into.
//!
//! In: a [`Value`] and the column's [`Type`]. Out: the literal's text, or what is
//! wrong with it. Nothing is rounded, cut or converted: what the type cannot hold
//! is refused.

use super::{BytesLiteral, Dialect, TextLiteral};
use crate::diag::Code;
use crate::diag::codes::{E0404, E0405, E0407};
use crate::sql::temporal;
use crate::sql::types::{Kind, Type};
use crate::sql::value::{Value, hex};

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueFault {
    /// E0404, E0405 or E0407.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl Dialect {
    /// A value as a literal, or as the expression that it is.
    ///
    /// # Errors
    /// A [`ValueFault`] where the type cannot hold it, the dialect cannot write it,
    /// or a per-dialect map has nothing for this dialect.
    pub fn literal(&self, value: &Value, ty: &Type) -> Result<String, ValueFault> {
        match (value, ty) {
            (Value::Null, _) => Ok("NULL".to_owned()),
            (Value::Sql(expr), _) => match expr.pick(self.name) {
                Some(text) => Ok(text.as_str().trim().to_owned()),
                None => Err(ValueFault {
                    code: E0407,
                    message: format!("no SQL is given here for {}", self.name.as_str()),
                    help: Some(format!("add `{}:` or `default:`", self.name.as_str())),
                }),
            },
            (Value::Bytes(bytes), _) => self.bytes(bytes, ty),
            (Value::Json(inner), _) => self.text(&inner.to_json()),
            (Value::List(items), Type::Array(element)) => self.array(items, element),
            (
                Value::List(_) | Value::Map(_),
                Type::Portable(Kind::Json | Kind::Jsonb, _) | Type::Native(_),
            ) => self.text(&value.to_json()),
            (Value::List(_) | Value::Map(_), _) => Err(refuse(
                ty,
                "a list or mapping",
                Some("only json and array columns hold one; elsewhere write `{json: …}`"),
            )),
            (Value::Scalar { text, plain }, _) => self.scalar(text, *plain, ty),
        }
    }

    /// A text literal.
    ///
    /// # Errors
    /// E0405 for a NUL character, which no dialect's text can hold.
    pub fn text(&self, text: &str) -> Result<String, ValueFault> {
        if text.contains('\0') {
            return Err(ValueFault {
                code: E0405,
                message: "a text cannot hold a NUL character".to_owned(),
                help: Some("bytes are written `{hex: 00ff}`, for a binary column".to_owned()),
            });
        }
        Ok(self.quoted_text(text))
    }

    /// A text literal of a text that is known to hold no NUL.
    pub fn quoted_text(&self, text: &str) -> String {
        let doubled = text.replace('\'', "''");
        match self.text_literal {
            TextLiteral::Plain => format!("'{doubled}'"),
            TextLiteral::Backslash => format!("'{}'", doubled.replace('\\', "\\\\")),
            TextLiteral::National => format!("N'{}'", unbroken(&doubled)),
        }
    }

    fn bytes(&self, bytes: &[u8], ty: &Type) -> Result<String, ValueFault> {
        if let Type::Portable(Kind::Binary | Kind::Varbinary, args) = ty
            && let [limit] = args.as_slice()
            && bytes.len() > *limit as usize
        {
            return Err(refuse(ty, &format!("{} bytes", bytes.len()), None));
        }
        let digits = hex(bytes);
        Ok(match self.bytes_literal {
            BytesLiteral::BackslashX => format!("'\\x{digits}'"),
            BytesLiteral::QuotedX => format!("X'{digits}'"),
            BytesLiteral::ZeroX => format!("0x{digits}"),
            BytesLiteral::HexToRaw => format!("HEXTORAW('{digits}')"),
        })
    }

    fn scalar(&self, text: &str, plain: bool, ty: &Type) -> Result<String, ValueFault> {
        match ty {
            Type::Portable(kind, args) => self.portable(text, plain, ty, *kind, args),
            Type::Enum(enumeration) if enumeration.values.iter().any(|value| value == text) => {
                self.text(text)
            }
            Type::Enum(enumeration) => {
                let values = enumeration.values.iter().map(String::as_str);
                let near = crate::diag::suggest::did_you_mean(text, values);
                let all = format!("its values are {}", enumeration.values.join(", "));
                Err(refuse(ty, &format!("`{text}`"), Some(&near.unwrap_or(all))))
            }
            Type::Array(_) => self.text(text),
            Type::Native(_) if plain && is_number(text) => Ok(text.to_owned()),
            Type::Native(_) if plain => match boolean(text) {
                Some(truth) => Ok(self.boolean(truth)),
                None => self.text(text),
            },
            Type::Native(_) => self.text(text),
        }
    }

    fn portable(
        &self,
        text: &str,
        plain: bool,
        ty: &Type,
        kind: Kind,
        args: &[u32],
    ) -> Result<String, ValueFault> {
        let fault = || refuse(ty, &format!("`{text}`"), sql_help(text).as_deref());
        let check = |good: bool| if good { self.text(text) } else { Err(fault()) };
        match kind {
            Kind::Boolean => boolean(text).map(|truth| self.boolean(truth)).ok_or_else(fault),
            Kind::SmallInt => integer(text, i16::MIN.into(), i16::MAX.into()).ok_or_else(fault),
            Kind::Integer | Kind::Serial => {
                integer(text, i32::MIN.into(), i32::MAX.into()).ok_or_else(fault)
            }
            Kind::BigInt | Kind::BigSerial => {
                integer(text, i64::MIN.into(), i64::MAX.into()).ok_or_else(fault)
            }
            Kind::Numeric => fits_numeric(text, args).then(|| text.to_owned()).ok_or_else(fault),
            Kind::Real | Kind::Float | Kind::Double => {
                is_number(text).then(|| text.to_owned()).ok_or_else(fault)
            }
            Kind::Char | Kind::Varchar | Kind::NChar | Kind::NVarchar => match args {
                [limit] if text.chars().count() > *limit as usize => {
                    Err(refuse(ty, &format!("a text of {} characters", text.chars().count()), None))
                }
                _ => self.text(text),
            },
            Kind::Text | Kind::Xml | Kind::Interval => self.text(text),
            Kind::Binary | Kind::Varbinary | Kind::Blob => self.bytes(text.as_bytes(), ty),
            Kind::Date => check(temporal::is_date(text)),
            Kind::Time => check(temporal::is_time(text)),
            Kind::DateTime | Kind::Timestamp | Kind::DateTimeTz => {
                check(temporal::is_date_time(text, kind == Kind::DateTimeTz))
            }
            Kind::Uuid => check(is_uuid(text)),
            Kind::Json | Kind::Jsonb => {
                self.text(&Value::Scalar { text: text.to_owned(), plain }.to_json())
            }
        }
    }

    fn boolean(&self, truth: bool) -> String {
        let (yes, no) = self.booleans;
        if truth { yes } else { no }.to_owned()
    }

    fn array(&self, items: &[Value], element: &Type) -> Result<String, ValueFault> {
        self.text(&self.array_text(items, element)?)
    }

    /// An array's text form, `{a,"b c",NULL}`
    /// (<https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>).
    fn array_text(&self, items: &[Value], element: &Type) -> Result<String, ValueFault> {
        let mut parts = Vec::with_capacity(items.len());
        for item in items {
            parts.push(match item {
                Value::Null => "NULL".to_owned(),
                Value::List(inner) => self.array_text(inner, element)?,
                Value::Scalar { text, .. } => {
                    self.literal(item, element)?;
                    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
                }
                _ => {
                    return Err(refuse(
                        element,
                        "this element",
                        Some("write the whole array as `{sql: ARRAY[…]}`"),
                    ));
                }
            });
        }
        Ok(format!("{{{}}}", parts.join(",")))
    }
}

/// A text whose lines the server and its client read as they are. A backslash at the end of a line
/// joins it to the next one
/// (<https://learn.microsoft.com/sql/t-sql/language-elements/sql-server-utilities-statements-backslash>),
/// so one of the text's own is written twice, with an empty line, and one more takes apart what the
/// client would act on: a line `GO`, and `$(`.
fn unbroken(text: &str) -> String {
    if !text.contains('\n') && !text.contains("$(") {
        return text.to_owned();
    }
    let kept =
        text.replace("\\\r\n", "\\\\\r\n\r\n").replace("\\\n", "\\\\\n\n").replace("$(", "$\\\n(");
    let apart = |line: &str| match line.find(['g', 'G']).map(|at| line.split_at(at + 1)) {
        Some((first, rest)) if is_batch_end(line) => format!("{first}\\\n{rest}"),
        _ => line.to_owned(),
    };
    kept.split('\n').map(apart).collect::<Vec<_>>().join("\n")
}

/// True for a line that ends a batch in the client: `GO`, or `GO` and a count.
pub fn is_batch_end(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|word| word.eq_ignore_ascii_case("go"))
        && words.next().is_none_or(|count| count.bytes().all(|b| b.is_ascii_digit()))
        && words.next().is_none()
}

fn refuse(ty: &Type, what: &str, help: Option<&str>) -> ValueFault {
    ValueFault {
        code: E0404,
        message: format!("`{}` cannot hold {what}", ty.shown()),
        help: help.map(str::to_owned),
    }
}

/// A text in the place of a number or date that looks like SQL.
fn sql_help(text: &str) -> Option<String> {
    let call = text.ends_with(')') && text.contains('(');
    let upper = !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    (call || upper).then(|| format!("an SQL expression is written `{{sql: {text}}}`"))
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "1" => Some(true),
        "false" | "False" | "FALSE" | "0" => Some(false),
        _ => None,
    }
}

fn integer(text: &str, min: i128, max: i128) -> Option<String> {
    let number: i128 = text.parse().ok()?;
    (min <= number && number <= max).then(|| number.to_string())
}

/// Splits a number into digits before and behind the point and an exponent.
fn number_parts(text: &str) -> Option<(&str, &str, i32)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let some = !(whole.is_empty() && fraction.is_empty());
    (some && digits(whole) && digits(fraction)).then_some((whole, fraction, exponent))
}

fn is_number(text: &str) -> bool {
    number_parts(text).is_some()
}

/// True when no digit would be lost in `numeric(p, s)`.
fn fits_numeric(text: &str, args: &[u32]) -> bool {
    let Some((whole, fraction, exponent)) = number_parts(text) else { return false };
    let Some(&precision) = args.first() else { return true };
    if exponent != 0 {
        return true; // The server does the arithmetic; a wrong guess here would refuse good numbers.
    }
    let scale = args.get(1).copied().unwrap_or(0);
    let whole = whole.trim_start_matches('0').len() as u32;
    let fraction = fraction.trim_end_matches('0').len() as u32;
    whole <= precision.saturating_sub(scale) && fraction <= scale
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let hex = |group: &&str| group.bytes().all(|b| b.is_ascii_hexdigit());
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(hex)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{mssql::MSSQL, postgres::POSTGRES, sqlite::SQLITE};

    fn on_postgres(text: &str, ty: &str) -> Result<String, ValueFault> {
        POSTGRES.literal(&Value::plain(text), &Type::parse(ty))
    }

    #[test]
    fn the_column_decides() {
        assert_eq!(on_postgres("007", "integer"), Ok("7".into()));
        assert_eq!(on_postgres("007", "varchar(3)"), Ok("'007'".into()));
        assert_eq!(on_postgres("true", "boolean"), Ok("true".into()));
        assert_eq!(on_postgres("true", "text"), Ok("'true'".into()));
        assert_eq!(on_postgres("7", "geometry"), Ok("7".into()));
        assert_eq!(SQLITE.literal(&Value::plain("true"), &Type::parse("boolean")), Ok("1".into()));
        assert_eq!(
            MSSQL.literal(&Value::text("it's"), &Type::parse("text")),
            Ok("N'it''s'".into())
        );
    }

    #[test]
    fn what_the_type_cannot_hold_is_refused() {
        for (text, ty) in [
            ("32768", "smallint"),
            ("2147483648", "integer"),
            ("9223372036854775808", "bigint"),
            ("abcd", "varchar(3)"),
            ("1.234", "numeric(4,2)"),
            ("123.4", "numeric(4,2)"),
            ("2026-02-30", "date"),
            ("now()", "datetime"),
            ("yes", "boolean"),
            ("x", "uuid"),
        ] {
            assert_eq!(on_postgres(text, ty).map_err(|f| f.code), Err(E0404), "{text} in {ty}");
        }
        assert_eq!(on_postgres("9223372036854775807", "bigint"), Ok("9223372036854775807".into()));
        assert_eq!(on_postgres("12.340", "numeric(4,2)"), Ok("12.340".into()));
    }

    #[test]
    fn json_and_arrays_take_nodes() {
        let list = Value::List(vec![Value::plain("1"), Value::text("a\"b")]);
        assert_eq!(POSTGRES.literal(&list, &Type::parse("json")), Ok(r#"'[1, "a\"b"]'"#.into()));
        assert_eq!(POSTGRES.literal(&list, &Type::parse("text[]")), Ok(r#"'{"1","a\"b"}'"#.into()));
    }
}
