//! Which type changes the server makes under rows that are there, where it makes few of them,
//! and how values get from one type to the other where it does not
//! (<https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-TABLE.html>,
//! ORA-01439, ORA-01440 and ORA-22858).
//!
//! In: a column before and after. Out: whether its type can be changed in place, or the
//! expression that fills a new column. Types are judged by how they are spelled, so that the
//! dialect's own are known as well.

use super::Lower;
use super::columns::Pair;
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::sql::types::{Kind, Type};
use crate::sql::value::SqlExpr;
use crate::stmt::Fragment;

/// How a column gets its new type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By MODIFY.
    InPlace,
    /// By a new column that this expression fills.
    Copy(Fragment),
    /// Not at all; that is reported.
    Refused,
}

/// A spelled type: its words, and the numbers in its parentheses.
#[derive(Debug, PartialEq, Eq)]
struct Spelled {
    family: Family,
    size: Option<u32>,
    scale: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Number,
    Float,
    Binary,
    Boolean,
    Text,
    FixedText,
    National,
    FixedNational,
    LongText,
    Raw,
    LongRaw,
    Date,
    Timestamp,
    ZonedTimestamp,
    LocalTimestamp,
    Json,
    Other,
}

/// How a column gets its new type. Reports E0401 where the user must say how the values follow.
pub(super) fn way(lower: &mut Lower<'_>, pair: &Pair<'_>, using: Option<&SqlExpr>) -> Way {
    if let Some(sql) = using {
        return Way::Copy(lower.sql(sql));
    }
    let Some(old) = pair.old.filter(|_| pair.new.computed.is_none()) else { return Way::InPlace };
    let (from, to) = (lower.ty(&old.ty.plain()), lower.ty(&pair.new.ty.plain()));
    let column = lower.env.dialect.quoted(&pair.new.name);
    let whole_days = pair.new.ty.kind() == Some(Kind::Date);
    match conversion(&read(from.as_str()), &read(to.as_str()), whole_days) {
        Conversion::InPlace => Way::InPlace,
        Conversion::By(pattern) => {
            let text = pattern.replace("{c}", &column).replace("{t}", to.as_str());
            Way::Copy(Fragment::new(text))
        }
        // The column may be unknown because what makes it is wrong.
        Conversion::None
            if [&old.ty, &pair.new.ty].contains(&&Type::Native(String::new()))
                && lower.report.is_doubtful() =>
        {
            Way::InPlace
        }
        Conversion::None => {
            let title = lower.env.dialect.title;
            let name = pair.new.name.as_str();
            lower.report.push(
                Diagnostic::error(
                    E0401,
                    format!("{title} does not by itself turn `{name}` from {from} into {to}"),
                )
                .at(lower.origin.span)
                .help("say how its values follow: `using: …`, an expression on the old column"),
            );
            Way::Refused
        }
    }
}

enum Conversion {
    InPlace,
    /// With `{c}` for the column and `{t}` for the new type.
    By(&'static str),
    None,
}

fn conversion(from: &Spelled, to: &Spelled, whole_days: bool) -> Conversion {
    use Conversion::{By, InPlace};
    use Family::*;
    let at_least = |otherwise| if to.size >= from.size { InPlace } else { By(otherwise) };
    match (from.family, to.family) {
        (Number, Number) if is_wider(from, to) => InPlace,
        (Float, Float) => at_least("{c}"),
        (Number | Float | Binary, Number | Float | Binary) => By("{c}"),
        (Boolean, Number | Float | Binary) => By("TO_NUMBER({c})"),
        (Number, Boolean) => By("TO_BOOLEAN({c})"),
        (Number, Text | FixedText) => By("TO_CHAR({c}, 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''')"),
        (Text | FixedText, Number) => By("CAST({c} AS {t})"),
        // A shorter length is refused only where a value is longer: ORA-01441.
        (Text, Text) | (National, National) | (Raw, Raw) => InPlace,
        (FixedText, FixedText | Text) | (FixedNational, FixedNational | National) => {
            at_least("RTRIM({c})")
        }
        (Text, FixedText) | (National, FixedNational) => at_least("{c}"),
        (Text | FixedText, National | FixedNational) => By("TO_NCHAR({c})"),
        (National | FixedNational, Text | FixedText) => By("TO_CHAR({c})"),
        (Text | FixedText | National | FixedNational, LongText) => By("TO_CLOB({c})"),
        (LongText, Text | FixedText) => By("TO_CHAR({c})"),
        (Raw, LongRaw) => By("TO_BLOB({c})"),
        (Date, Timestamp | LocalTimestamp) | (LocalTimestamp, Date | Timestamp) => InPlace,
        (Timestamp, Timestamp) | (ZonedTimestamp, ZonedTimestamp) => at_least("CAST({c} AS {t})"),
        (Timestamp, LocalTimestamp) => InPlace,
        (Timestamp, Date) if whole_days => By("TRUNC({c})"),
        (Text | LongText, Json) => By("JSON({c})"),
        (Json, LongText) => By("JSON_SERIALIZE({c} RETURNING CLOB)"),
        _ => Conversion::None,
    }
}

/// True where no digit can be lost, before the point or behind it.
fn is_wider(from: &Spelled, to: &Spelled) -> bool {
    let Some(to_size) = to.size else { return true };
    let Some(from_size) = from.size else { return false };
    let (from_scale, to_scale) = (from.scale.unwrap_or(0), to.scale.unwrap_or(0));
    let whole = |size: u32, scale: u32| i64::from(size) - i64::from(scale);
    to_scale >= from_scale && whole(to_size, to_scale) >= whole(from_size, from_scale)
}

fn read(text: &str) -> Spelled {
    let upper = text.to_ascii_uppercase();
    let (words, numbers) = match upper.split_once('(') {
        Some((before, rest)) => {
            let (inside, behind) = rest.split_once(')').unwrap_or((rest, ""));
            (format!("{} {}", before.trim(), behind.trim()), inside.to_owned())
        }
        None => (upper.clone(), String::new()),
    };
    let mut numbers = numbers.split(',').map(|number| {
        number.split_whitespace().next().and_then(|digits| digits.parse::<u32>().ok())
    });
    let words: Vec<&str> = words.split_whitespace().collect();
    let family = match words.as_slice() {
        ["NUMBER"] => Family::Number,
        ["FLOAT"] => Family::Float,
        ["BINARY_FLOAT" | "BINARY_DOUBLE"] => Family::Binary,
        ["BOOLEAN"] => Family::Boolean,
        ["VARCHAR2" | "VARCHAR"] => Family::Text,
        ["CHAR"] => Family::FixedText,
        ["NVARCHAR2"] => Family::National,
        ["NCHAR"] => Family::FixedNational,
        ["CLOB"] => Family::LongText,
        ["RAW"] => Family::Raw,
        ["BLOB"] => Family::LongRaw,
        ["DATE"] => Family::Date,
        ["TIMESTAMP"] => Family::Timestamp,
        ["TIMESTAMP", "WITH", "TIME", "ZONE"] => Family::ZonedTimestamp,
        ["TIMESTAMP", "WITH", "LOCAL", "TIME", "ZONE"] => Family::LocalTimestamp,
        ["JSON"] => Family::Json,
        _ => Family::Other,
    };
    let size = numbers.next().flatten();
    let bare = match family {
        Family::Timestamp | Family::ZonedTimestamp => Some(6),
        Family::Float => Some(126),
        Family::FixedText | Family::FixedNational => Some(1),
        _ => None,
    };
    Spelled { family, size: size.or(bare), scale: numbers.next().flatten() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(from: &str, to: &str) -> Option<&'static str> {
        match conversion(&read(from), &read(to), true) {
            Conversion::InPlace => Some(""),
            Conversion::By(pattern) => Some(pattern),
            Conversion::None => None,
        }
    }

    #[test]
    fn what_widens_is_changed_in_place() {
        for (from, to) in [
            ("NUMBER(5)", "NUMBER(10)"),
            ("NUMBER(10)", "NUMBER"),
            ("NUMBER(8, 2)", "NUMBER(10, 3)"),
            ("VARCHAR2(10 CHAR)", "VARCHAR2(40 CHAR)"),
            ("VARCHAR2(40 CHAR)", "VARCHAR2(10 CHAR)"),
            ("CHAR(3 CHAR)", "CHAR(5 CHAR)"),
            ("TIMESTAMP(3)", "TIMESTAMP"),
            ("DATE", "TIMESTAMP"),
            ("RAW(10)", "RAW(20)"),
        ] {
            assert_eq!(by(from, to), Some(""), "{from} -> {to}");
        }
    }

    #[test]
    fn what_needs_an_empty_column_is_copied() {
        assert_eq!(by("NUMBER(10)", "NUMBER(5)"), Some("{c}"));
        assert_eq!(by("NUMBER(10, 2)", "NUMBER(10, 3)"), Some("{c}"));
        assert_eq!(by("NUMBER", "NUMBER(38)"), Some("{c}"));
        assert_eq!(by("VARCHAR2(10 CHAR)", "NUMBER(10)"), Some("CAST({c} AS {t})"));
        assert_eq!(by("VARCHAR2(10 CHAR)", "CLOB"), Some("TO_CLOB({c})"));
        assert_eq!(by("CHAR(5 CHAR)", "CHAR(3 CHAR)"), Some("RTRIM({c})"));
        assert_eq!(by("TIMESTAMP", "TIMESTAMP(3)"), Some("CAST({c} AS {t})"));
    }

    #[test]
    fn what_depends_on_the_session_must_be_said() {
        for (from, to) in [
            ("VARCHAR2(20 CHAR)", "DATE"),
            ("DATE", "VARCHAR2(20 CHAR)"),
            ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"),
            ("BLOB", "RAW(20)"),
            ("SDO_GEOMETRY", "CLOB"),
        ] {
            assert_eq!(by(from, to), None, "{from} -> {to}");
        }
    }
}
