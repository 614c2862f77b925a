//! Which type changes a server makes by itself, where it distinguishes assignment
//! from explicit casts (<https://www.postgresql.org/docs/current/sql-createcast.html>,
//! and the table pg_cast of the server).

use crate::sql::types::{Kind, Type};

/// Types that behave alike in casts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Integer,
    Number,
    Text,
    Boolean,
    Date,
    Timestamp,
    Time,
    Interval,
    Bytes,
    Uuid,
    Json,
    Xml,
    Enum,
    Other,
}

fn family(ty: &Type) -> Family {
    match ty {
        Type::Enum(_) => Family::Enum,
        Type::Array(_) | Type::Native(_) => Family::Other,
        Type::Portable(kind, _) => match kind {
            Kind::SmallInt | Kind::Integer | Kind::BigInt | Kind::Serial | Kind::BigSerial => {
                Family::Integer
            }
            Kind::Numeric | Kind::Real | Kind::Float | Kind::Double => Family::Number,
            Kind::Char | Kind::Varchar | Kind::NChar | Kind::NVarchar | Kind::Text => Family::Text,
            Kind::Boolean => Family::Boolean,
            Kind::Date => Family::Date,
            Kind::DateTime | Kind::DateTimeTz | Kind::Timestamp => Family::Timestamp,
            Kind::Time => Family::Time,
            Kind::Interval => Family::Interval,
            Kind::Binary | Kind::Varbinary | Kind::Blob => Family::Bytes,
            Kind::Uuid => Family::Uuid,
            Kind::Json | Kind::Jsonb => Family::Json,
            Kind::Xml => Family::Xml,
        },
    }
}

/// True when values of one type become values of the other without being told how.
pub fn is_assignable(from: &Type, to: &Type) -> bool {
    use Family::*;
    let (from_family, to_family) = (family(from), family(to));
    match (from_family, to_family) {
        (Other, Other) => from == to,
        (Enum, Enum) => from == to,
        (a, b) if a == b => true,
        (_, Text) => true,
        (Integer | Number, Integer | Number)
        | (Date, Timestamp)
        | (Timestamp, Date | Time)
        | (Time, Interval)
        | (Interval, Time) => true,
        _ => false,
    }
}

/// True when a default of one type is surely a default of the other.
pub fn default_follows(from: &Type, to: &Type) -> bool {
    let (from_family, to_family) = (family(from), family(to));
    from_family == to_family && !matches!(to_family, Family::Enum | Family::Other)
}

/// How a column's values are told to become values of the other type: the types
/// to pass through, the last one being the target.
pub fn stations(from: &Type, to: &Type) -> Vec<Type> {
    let plain = |kind| Type::Portable(kind, Vec::new());
    let mut stations = match (family(from), family(to)) {
        (Family::Enum, Family::Enum) => vec![plain(Kind::Text), to.plain()],
        (Family::Integer | Family::Number, Family::Boolean) => {
            vec![plain(Kind::Integer), to.clone()]
        }
        (Family::Boolean, Family::Integer | Family::Number) => {
            vec![plain(Kind::Integer), to.plain()]
        }
        _ => vec![to.plain()],
    };
    stations.dedup();
    if stations.len() > 1 && stations.first() == Some(from) {
        stations.remove(0);
    }
    stations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignment_is_enough_where_the_server_says_so() {
        let ok = |a, b| is_assignable(&Type::parse(a), &Type::parse(b));
        assert!(ok("integer", "bigint") && ok("varchar(5)", "text") && ok("uuid", "text"));
        assert!(ok("date", "datetime") && ok("json", "jsonb"));
        assert!(!ok("text", "integer") && !ok("integer", "boolean") && !ok("datetime", "integer"));
        assert!(!ok("varchar(3)", "inet"));
    }
}
