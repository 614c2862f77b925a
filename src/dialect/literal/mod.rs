//! Values as a dialect writes them, typed by the column that they go into.
//!
//! In: a [`Value`] and the column's [`Type`]. Out: the literal's text, or what is
//! wrong with it. Nothing is rounded or cut: what the type cannot hold is refused.

mod array;
mod moment;
mod number;
mod text;

pub use text::is_batch_end;

use super::type_text::Spelling;
use super::{BytesLiteral, Dialect, Version};
use crate::diag::Code;
use crate::diag::codes::{E0404, E0405, E0407};
use crate::sql::types::{EnumType, Kind, Type};
use crate::sql::value::{Value, hex};
use number::{integer, is_number};

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
    pub fn literal(
        &self,
        value: &Value,
        ty: &Type,
        version: Version,
    ) -> Result<String, ValueFault> {
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
            (Value::Json(inner), _) => self.json(inner, ty, version),
            (Value::List(items), Type::Array(element)) => self.array(items, ty, element, version),
            (
                Value::List(_) | Value::Map(_),
                Type::Portable(Kind::Json | Kind::Jsonb, _) | Type::Native(_),
            ) => self.json(value, ty, version),
            (Value::List(_) | Value::Map(_), _) => Err(refuse(
                ty,
                "a list or mapping",
                Some("only json and array columns hold one; elsewhere write `{json: …}`"),
            )),
            (Value::Scalar { text, plain }, _) => self.scalar(text, *plain, ty, version),
        }
    }

    /// A text literal.
    ///
    /// # Errors
    /// E0405 for a NUL character, which no dialect's text can hold.
    pub fn text(&self, text: &str) -> Result<String, ValueFault> {
        without_nul(text)?;
        Ok(self.quoted_text(text))
    }

    /// True when an empty text would be a null in a column of this type.
    pub fn is_null_here(&self, value: &Value, ty: &Type) -> bool {
        let texts = match ty {
            Type::Portable(kind, _) => kind.is_text() || *kind == Kind::Text,
            Type::Enum(_) => true,
            Type::Native(name) => is_text_name(name),
            Type::Array(_) => false,
        };
        self.values.empty_is_null
            && texts
            && matches!(value, Value::Scalar { text, .. } if text.is_empty())
    }

    fn bytes(&self, bytes: &[u8], ty: &Type) -> Result<String, ValueFault> {
        let size = format!("{} bytes", bytes.len());
        let most = match ty {
            Type::Portable(Kind::Binary | Kind::Varbinary, args) if !args.is_empty() => {
                args.first().map(|most| *most as usize)
            }
            // Where a length may be left out without being unlimited, it is one.
            Type::Portable(Kind::Binary, _) if matches!(self.types.binary, Spelling::Args(_)) => {
                Some(1)
            }
            Type::Portable(Kind::Binary | Kind::Varbinary | Kind::Blob, _) | Type::Native(_) => {
                None
            }
            _ => {
                let help = "bytes are for `binary`, `varbinary` and `blob`";
                return Err(refuse(ty, "bytes", Some(help)));
            }
        };
        if most.is_some_and(|most| bytes.len() > most) {
            return Err(refuse(ty, &size, None));
        }
        let blob = ty.kind() == Some(Kind::Blob);
        if let (_, Some(most)) = self.values.most_bytes
            && (blob || self.bytes_literal == BytesLiteral::HexToRaw)
            && bytes.len() > most
        {
            let help = format!(
                "{} takes {most} here; give it a type or a statement of its own",
                self.title
            );
            return Err(refuse(ty, &size, Some(&help)));
        }
        let digits = hex(bytes);
        Ok(match self.bytes_literal {
            BytesLiteral::BackslashX => format!("'\\x{digits}'"),
            BytesLiteral::QuotedX => format!("X'{digits}'"),
            BytesLiteral::ZeroX => format!("0x{digits}"),
            BytesLiteral::HexToRaw => format!("HEXTORAW({})", self.quoted_text(&digits)),
        })
    }

    /// A value as JSON.
    fn json(&self, value: &Value, ty: &Type, version: Version) -> Result<String, ValueFault> {
        let text = value.to_json();
        match ty {
            Type::Portable(Kind::Jsonb, _) if has_nul_escape(&text) => {
                Err(refuse(ty, "a NUL character", Some("`json` keeps it as it is written")))
            }
            Type::Portable(Kind::Json | Kind::Jsonb, _) | Type::Native(_) => self.text(&text),
            Type::Portable(kind, _) if kind.is_text() || *kind == Kind::Text => {
                self.scalar(&text, false, ty, version)
            }
            _ => Err(refuse(ty, "JSON", Some("it is for json and text columns"))),
        }
    }

    fn scalar(
        &self,
        text: &str,
        plain: bool,
        ty: &Type,
        version: Version,
    ) -> Result<String, ValueFault> {
        match ty {
            Type::Portable(kind, args) => {
                self.portable(&Scalar { text, plain }, ty, *kind, args, version)
            }
            Type::Enum(enumeration) => self.enumerated(text, ty, enumeration),
            Type::Array(_) if text.starts_with('{') && text.ends_with('}') => self.text(text),
            Type::Array(_) => {
                Err(refuse(ty, &format!("`{text}`"), Some("an array is a list: `[a, b]`")))
            }
            Type::Native(name) => self.own(text, plain, name, version),
        }
    }

    /// A value for a type of the dialect's own, about which little is known: what looks like a
    /// number is one, unless the type's name speaks of text.
    fn own(
        &self,
        text: &str,
        plain: bool,
        name: &str,
        version: Version,
    ) -> Result<String, ValueFault> {
        if let Some(moment) = self.own_moment(text, name) {
            return Ok(moment);
        }
        if plain && !is_text_name(name) {
            let leading = text.trim_start_matches(['-', '+']);
            let code = leading.len() > 1 && leading.starts_with('0') && !leading.starts_with("0.");
            if is_number(text) && !code {
                return Ok(text.strip_prefix('+').unwrap_or(text).to_owned());
            }
            if let Some(truth) = word(text) {
                return Ok(self.boolean(truth, version));
            }
        }
        self.text(text)
    }

    fn enumerated(
        &self,
        text: &str,
        ty: &Type,
        enumeration: &EnumType,
    ) -> Result<String, ValueFault> {
        if enumeration.values.iter().any(|value| value == text) {
            return self.text(text);
        }
        let values = enumeration.values.iter().map(String::as_str);
        let near = crate::diag::suggest::did_you_mean(text, values);
        let all = format!("its values are {}", enumeration.values.join(", "));
        Err(refuse(ty, &format!("`{text}`"), Some(&near.unwrap_or(all))))
    }

    fn portable(
        &self,
        Scalar { text, plain }: &Scalar<'_>,
        ty: &Type,
        kind: Kind,
        args: &[u32],
        version: Version,
    ) -> Result<String, ValueFault> {
        let fault = || unfit(text, ty);
        match kind {
            Kind::Boolean => {
                boolean(text).map(|truth| self.boolean(truth, version)).ok_or_else(fault)
            }
            Kind::SmallInt => integer(text, i16::MIN.into(), i16::MAX.into()).ok_or_else(fault),
            Kind::Integer | Kind::Serial => {
                integer(text, i32::MIN.into(), i32::MAX.into()).ok_or_else(fault)
            }
            Kind::BigInt | Kind::BigSerial => {
                integer(text, i64::MIN.into(), i64::MAX.into()).ok_or_else(fault)
            }
            Kind::Numeric => self.numeric(text, ty, args),
            Kind::Real | Kind::Float | Kind::Double => self.float(text, ty, kind, args),
            Kind::Char | Kind::Varchar | Kind::NChar | Kind::NVarchar => {
                self.characters(text, ty, kind, args)
            }
            Kind::Text => match self.values.most_bytes.0 {
                Some(most) if text.len() > most => {
                    let help = format!(
                        "{} keeps {most} bytes of it; give it a type of its own",
                        self.title
                    );
                    Err(refuse(ty, &format!("a text of {} bytes", text.len()), Some(&help)))
                }
                _ => self.text(text),
            },
            Kind::Xml => self.text(text),
            Kind::Interval => self.interval(text, ty),
            Kind::Binary | Kind::Varbinary | Kind::Blob => self.bytes(text.as_bytes(), ty),
            Kind::Date => self.date(text, ty),
            Kind::Time => self.time(text, ty, args),
            Kind::DateTime | Kind::Timestamp | Kind::DateTimeTz => {
                self.moment(text, ty, kind, args, version)
            }
            Kind::Uuid => {
                if is_uuid(text) {
                    self.text(text)
                } else {
                    Err(fault())
                }
            }
            Kind::Json | Kind::Jsonb => {
                let scalar = Value::Scalar { text: (*text).to_owned(), plain: *plain };
                self.json(&scalar, ty, version)
            }
        }
    }

    /// A text for a column with a length.
    fn characters(
        &self,
        text: &str,
        ty: &Type,
        kind: Kind,
        args: &[u32],
    ) -> Result<String, ValueFault> {
        let national = matches!(kind, Kind::NChar | Kind::NVarchar);
        let fixed = matches!(kind, Kind::Char | Kind::NChar);
        let most = args.first().copied().or(fixed.then_some(1));
        let length = text.chars().count();
        if most.is_some_and(|most| length > most as usize) {
            return Err(refuse(ty, &format!("a text of {length} characters"), None));
        }
        without_nul(text)?;
        Ok(if national { self.national_text(text) } else { self.quoted_text(text) })
    }

    fn boolean(&self, truth: bool, version: Version) -> String {
        let (yes, no) = match self.values.booleans_since {
            Some((since, words)) if version >= since => words,
            _ => self.values.booleans,
        };
        if truth { yes } else { no }.to_owned()
    }
}

/// A YAML scalar.
struct Scalar<'t> {
    text: &'t str,
    plain: bool,
}

fn without_nul(text: &str) -> Result<(), ValueFault> {
    match text.contains('\0') {
        false => Ok(()),
        true => Err(ValueFault {
            code: E0405,
            message: "a text cannot hold a NUL character".to_owned(),
            help: Some("bytes are written `{hex: 00ff}`, for a binary column".to_owned()),
        }),
    }
}

/// True for JSON text with an escaped NUL in it, which `jsonb` cannot keep
/// (<https://www.postgresql.org/docs/current/datatype-json.html>).
fn has_nul_escape(json: &str) -> bool {
    json.replace("\\\\", "").contains("\\u0000")
}

/// True for a type's name that speaks of text.
fn is_text_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["char", "text", "clob", "string"].iter().any(|part| name.contains(part))
        || ["enum", "set"].iter().any(|start| name.trim_start().starts_with(start))
}

fn refuse(ty: &Type, what: &str, help: Option<&str>) -> ValueFault {
    ValueFault {
        code: E0404,
        message: format!("`{}` cannot hold {what}", ty.shown()),
        help: help.map(str::to_owned),
    }
}

/// What is wrong with a text in the place of a number or date; one that looks like SQL
/// is told how to be that.
fn unfit(text: &str, ty: &Type) -> ValueFault {
    let call = text.ends_with(')') && text.contains('(');
    let upper = !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let help = (call || upper).then(|| format!("an SQL expression is written `{{sql: {text}}}`"));
    refuse(ty, &format!("`{text}`"), help.as_deref())
}

/// A boolean as YAML writes it.
fn word(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        text => word(text),
    }
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

    const ANY: Version = Version(19, 0, 0);

    fn on_postgres(text: &str, ty: &str) -> Result<String, ValueFault> {
        POSTGRES.literal(&Value::plain(text), &Type::parse(ty), ANY)
    }

    #[test]
    fn the_column_decides() {
        assert_eq!(on_postgres("007", "integer"), Ok("7".into()));
        assert_eq!(on_postgres("007", "varchar(3)"), Ok("'007'".into()));
        assert_eq!(on_postgres("true", "boolean"), Ok("true".into()));
        assert_eq!(on_postgres("true", "text"), Ok("'true'".into()));
        assert_eq!(on_postgres("7", "geometry"), Ok("7".into()));
        assert_eq!(
            SQLITE.literal(&Value::plain("true"), &Type::parse("boolean"), ANY),
            Ok("1".into())
        );
        assert_eq!(
            MSSQL.literal(&Value::text("it's"), &Type::parse("text"), ANY),
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
    fn times_are_written_as_each_dialect_reads_them() {
        use crate::dialect::{mysql::MYSQL, oracle::ORACLE};
        let at = |dialect: &Dialect, text: &str, ty: &str| {
            dialect.literal(&Value::plain(text), &Type::parse(ty), ANY).map_err(|fault| fault.code)
        };
        let text = "2026-03-01 01:30:00 +0200";
        let tz = "datetimetz";
        assert_eq!(at(&POSTGRES, text, tz), Ok("'2026-03-01T01:30:00+02:00'".into()));
        assert_eq!(at(&MSSQL, text, tz), Ok("N'2026-03-01T01:30:00+02:00'".into()));
        assert_eq!(at(&MYSQL, text, tz), Ok("'2026-02-28 23:30:00'".into()));
        assert_eq!(at(&ORACLE, text, tz), Ok("TIMESTAMP '2026-03-01 01:30:00 +02:00'".into()));
        assert_eq!(at(&ORACLE, "2026-03-01", "date"), Ok("DATE '2026-03-01'".into()));
        assert_eq!(
            at(&ORACLE, "P1DT2H", "interval"),
            Ok("INTERVAL '1 02:00:00' DAY TO SECOND".into())
        );
        assert_eq!(at(&ORACLE, "1 month", "interval"), Err(E0404));
        assert_eq!(at(&MYSQL, "10:00:00.5", "time"), Err(E0404));
        assert_eq!(at(&MYSQL, "10:00:00.5", "time(1)"), Ok("'10:00:00.5'".into()));
        assert_eq!(at(&MYSQL, "2038-01-20", "timestamp"), Err(E0404));
        let own = Type::Native("DATE".into());
        let literal = ORACLE.literal(&Value::plain("2026-03-01 10:00"), &own, ANY);
        assert_eq!(literal, Ok("TO_DATE('2026-03-01 10:00:00', 'YYYY-MM-DD HH24:MI:SS')".into()));
    }

    #[test]
    fn bytes_booleans_and_own_types() {
        use crate::dialect::oracle::ORACLE;
        let bytes = Value::Bytes(vec![0, 255]);
        let on = |ty: &str| ORACLE.literal(&bytes, &Type::parse(ty), ANY).map_err(|f| f.code);
        assert_eq!(on("varbinary(2)"), Ok("HEXTORAW('00ff')".into()));
        assert_eq!((on("varbinary(1)"), on("text")), (Err(E0404), Err(E0404)));
        let truth =
            |version| ORACLE.literal(&Value::plain("true"), &Type::parse("boolean"), version);
        assert_eq!(truth(Version(19, 0, 0)), Ok("1".into()));
        assert_eq!(truth(Version(23, 0, 0)), Ok("TRUE".into()));
        for (name, text, want) in [
            ("citext", "7", "'7'"),
            ("int4", "7", "7"),
            ("int4", "007", "'007'"),
            ("inet", "true", "true"),
            ("citext", "true", "'true'"),
        ] {
            let own = Type::Native(name.to_owned());
            assert_eq!(POSTGRES.literal(&Value::plain(text), &own, ANY), Ok(want.into()), "{name}");
        }
    }

    #[test]
    fn json_and_arrays_take_nodes() {
        let list = Value::List(vec![Value::plain("1"), Value::text("a\"b")]);
        assert_eq!(
            POSTGRES.literal(&list, &Type::parse("json"), ANY),
            Ok(r#"'[1, "a\"b"]'"#.into())
        );
        assert_eq!(
            POSTGRES.literal(&list, &Type::parse("text[]"), ANY),
            Ok(r#"'{"1","a\"b"}'"#.into())
        );
    }
}
