//! Types: what the user wrote, and what the simulated schema holds.
//!
//! In: `varchar(80)`, `text[]`, a per-dialect map or an enum. Out: a [`Type`] that
//! is settled for one dialect. How a dialect spells it is the dialect's business.

use crate::sql::ObjName;

/// A type that is settled for one dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// One of the portable types with its arguments.
    Portable(Kind, Vec<u32>),
    /// An enum.
    Enum(EnumType),
    /// An array of another type.
    Array(Box<Type>),
    /// The dialect's own type, as written.
    Native(String),
}

/// An enum as a column's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// Its name; none for one that belongs to a single column.
    pub name: Option<ObjName>,
    /// Its values in order.
    pub values: Vec<String>,
}

impl EnumType {
    /// The length of the longest value in characters.
    pub fn longest(&self) -> u32 {
        self.values.iter().map(|value| value.chars().count()).max().unwrap_or(0) as u32
    }
}

macro_rules! kinds {
    ($($kind:ident $name:literal $($alias:literal)*;)*) => {
        /// The portable types.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)] // The names say it.
        pub enum Kind { $($kind),* }

        impl Kind {
            /// All of them, in the order in which lists show them.
            pub const ALL: [Kind; [$(Kind::$kind),*].len()] = [$(Kind::$kind),*];

            /// The portable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$kind => $name),* }
            }

            fn parse(name: &str) -> Option<Kind> {
                match name { $($name $(| $alias)* => Some(Kind::$kind),)* _ => None }
            }
        }
    };
}

kinds! {
    SmallInt "smallint";
    Integer "integer" "int";
    BigInt "bigint";
    Numeric "numeric" "decimal";
    Real "real";
    Float "float";
    Double "double";
    Boolean "boolean" "bool";
    Char "char";
    Varchar "varchar" "string";
    NChar "nchar";
    NVarchar "nvarchar" "unicode";
    Text "text";
    Binary "binary";
    Varbinary "varbinary";
    Blob "blob" "bytes";
    Date "date";
    Time "time";
    DateTime "datetime";
    DateTimeTz "datetimetz" "timestamptz";
    Timestamp "timestamp";
    Interval "interval";
    Uuid "uuid";
    Json "json";
    Jsonb "jsonb";
    Xml "xml";
    Serial "serial";
    BigSerial "bigserial";
}

impl Kind {
    /// True for the types that are a text with a length.
    pub fn is_text(self) -> bool {
        matches!(self, Kind::Char | Kind::Varchar | Kind::NChar | Kind::NVarchar)
    }

    /// The type as it is often written, with its arguments.
    pub fn example(self) -> String {
        let arguments = match self {
            Kind::Numeric => "(10, 2)",
            Kind::Char | Kind::NChar => "(2)",
            Kind::Varchar | Kind::NVarchar => "(80)",
            Kind::Binary => "(16)",
            Kind::Varbinary => "(255)",
            _ => "",
        };
        format!("{}{arguments}", self.as_str())
    }

    /// What it holds, for people.
    pub fn meaning(self) -> &'static str {
        match self {
            Kind::SmallInt => "whole numbers of 2 bytes: -32768 to 32767",
            Kind::Integer => "whole numbers of 4 bytes: about -2.1 to 2.1 thousand million",
            Kind::BigInt => "whole numbers of 8 bytes",
            Kind::Numeric => "exact numbers: digits in all, and digits behind the point",
            Kind::Real => "numbers of 4 bytes with about 6 digits",
            Kind::Float => "numbers with a floating point, as wide as the dialect makes them",
            Kind::Double => "numbers of 8 bytes with about 15 digits",
            Kind::Boolean => "true or false; BIT on SQL Server, NUMBER(1) on Oracle before 23",
            Kind::Char => "text of exactly so many characters, filled up with blanks",
            Kind::Varchar => {
                "text of at most so many characters; not every dialect has it without a length"
            }
            Kind::NChar => "Unicode text of exactly so many characters",
            Kind::NVarchar => "Unicode text of at most so many characters",
            Kind::Text => "text of any length; CLOB on Oracle, VARCHAR(max) on SQL Server",
            Kind::Binary => "exactly so many bytes",
            Kind::Varbinary => "at most so many bytes",
            Kind::Blob => "bytes of any length",
            Kind::Date => "a day",
            Kind::Time => "a time of day; not on Oracle",
            Kind::DateTime => "a day and a time, without a zone",
            Kind::DateTimeTz => "a moment, with its zone; DATETIME in UTC on MySQL and MariaDB",
            Kind::Timestamp => "the dialect's TIMESTAMP, which on MySQL and MariaDB ends in 2038",
            Kind::Interval => "a span of time; PostgreSQL and Oracle",
            Kind::Uuid => "a UUID; CHAR(36) where there is no type for it",
            Kind::Json => "JSON, kept as it was written where the dialect can",
            Kind::Jsonb => "JSON, kept parsed on PostgreSQL",
            Kind::Xml => "XML; PostgreSQL, SQL Server and Oracle",
            Kind::Serial => "an integer that numbers itself",
            Kind::BigSerial => "a bigint that numbers itself",
        }
    }

    /// How many arguments the type may have.
    fn max_args(self) -> usize {
        match self {
            Kind::Numeric => 2,
            Kind::Float
            | Kind::Char
            | Kind::Varchar
            | Kind::NChar
            | Kind::NVarchar
            | Kind::Binary
            | Kind::Varbinary
            | Kind::Time
            | Kind::DateTime
            | Kind::DateTimeTz
            | Kind::Timestamp => 1,
            _ => 0,
        }
    }
}

impl Type {
    /// Reads a portable type; any other name is the dialect's own type. Never fails:
    /// `varchar(x)` is somebody's own type too.
    pub fn parse(text: &str) -> Type {
        let text = text.trim();
        if let Some(element) = text.strip_suffix("[]") {
            return Type::Array(Box::new(Type::parse(element)));
        }
        Type::parse_portable(text).unwrap_or_else(|| Type::Native(text.to_owned()))
    }

    fn parse_portable(text: &str) -> Option<Type> {
        let (name, args) = match text.split_once('(') {
            Some((name, rest)) => (name.trim_end(), rest.strip_suffix(')')?),
            None => (text, ""),
        };
        let kind = Kind::parse(&name.to_ascii_lowercase())?;
        let args: Vec<u32> = match args.trim() {
            "" if text.contains('(') => return None,
            "" => Vec::new(),
            list => list.split(',').map(|arg| arg.trim().parse().ok()).collect::<Option<_>>()?,
        };
        (args.len() <= kind.max_args()).then_some(Type::Portable(kind, args))
    }

    /// The portable kind, if it is a portable type.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Type::Portable(kind, _) => Some(*kind),
            _ => None,
        }
    }

    /// The text for messages.
    pub fn shown(&self) -> String {
        match self {
            Type::Portable(kind, args) if args.is_empty() => kind.as_str().to_owned(),
            Type::Portable(kind, args) => {
                let args: Vec<String> = args.iter().map(u32::to_string).collect();
                format!("{}({})", kind.as_str(), args.join(", "))
            }
            Type::Enum(EnumType { name: Some(name), .. }) => format!("enum {}", name.shown()),
            Type::Enum(EnumType { values, .. }) => format!("enum ({})", values.join(", ")),
            Type::Array(element) => format!("{}[]", element.shown()),
            Type::Native(text) => text.clone(),
        }
    }

    /// True for two types that a foreign key may join anywhere: a self-numbering
    /// integer counts as the integer that it is.
    pub fn joins(&self, other: &Type) -> bool {
        self.plain() == other.plain()
    }

    /// The type without self-numbering.
    pub fn plain(&self) -> Type {
        match self {
            Type::Portable(Kind::Serial, _) => Type::Portable(Kind::Integer, Vec::new()),
            Type::Portable(Kind::BigSerial, _) => Type::Portable(Kind::BigInt, Vec::new()),
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portable_names_have_aliases_and_any_case() {
        assert_eq!(Type::parse("INT"), Type::Portable(Kind::Integer, vec![]));
        assert_eq!(Type::parse("string( 80 )"), Type::Portable(Kind::Varchar, vec![80]));
        assert_eq!(Type::parse("decimal(10,2)"), Type::Portable(Kind::Numeric, vec![10, 2]));
        assert_eq!(Type::parse("text[]"), Type::Array(Box::new(Type::parse("text"))));
    }

    #[test]
    fn anything_else_is_passed_through() {
        for own in
            ["geometry(Point,4326)", "tsvector", "varchar(max)", "INT UNSIGNED", "bigint(20)"]
        {
            assert_eq!(Type::parse(own), Type::Native(own.to_owned()));
        }
    }
}
