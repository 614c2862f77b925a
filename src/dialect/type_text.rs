//! Types as a dialect spells them.
//!
//! In: a portable [`Type`]. Out: its text, or why the dialect cannot say it. The
//! spellings themselves are data in the dialects' files.

use super::{Dialect, Version};
use crate::sql::types::{Kind, Type};

/// How a dialect spells one portable type.
#[derive(Clone, Copy, Debug)]
pub enum Spelling {
    /// Always so; arguments are left out.
    Fixed(&'static str),
    /// So, with its arguments in parentheses when it has any.
    Args(&'static str),
    /// With a length in parentheses, or `bare` when it has none.
    Length {
        /// The name before the parenthesis.
        name: &'static str,
        /// The whole text without a length; none: a length is needed.
        bare: Option<&'static str>,
    },
    /// The same, where the length is said to be one of characters: `name(n CHAR)`.
    InCharacters {
        /// The name before the parenthesis.
        name: &'static str,
        /// The whole text without a length; none: a length is needed.
        bare: Option<&'static str>,
    },
    /// `name(p) rest`: the precision stands inside.
    Precision(&'static str, &'static str),
    /// `first` from a version on, `before` until then.
    Since(Version, &'static Spelling, &'static Spelling),
    /// The dialect has no such type; what to use instead.
    Refused(&'static str),
}

/// The spelling of every portable type.
#[derive(Debug)]
#[allow(missing_docs)] // The names are the types'.
pub struct TypeTable {
    pub smallint: Spelling,
    pub integer: Spelling,
    pub bigint: Spelling,
    pub numeric: Spelling,
    pub real: Spelling,
    pub float: Spelling,
    pub double: Spelling,
    pub boolean: Spelling,
    pub char: Spelling,
    pub varchar: Spelling,
    pub nchar: Spelling,
    pub nvarchar: Spelling,
    pub text: Spelling,
    pub binary: Spelling,
    pub varbinary: Spelling,
    pub blob: Spelling,
    pub date: Spelling,
    pub time: Spelling,
    pub datetime: Spelling,
    pub datetimetz: Spelling,
    pub timestamp: Spelling,
    pub interval: Spelling,
    pub uuid: Spelling,
    pub json: Spelling,
    pub jsonb: Spelling,
    pub xml: Spelling,
    pub serial: Spelling,
    pub bigserial: Spelling,
    pub array: bool,
}

/// Why a type cannot be written, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRefusal {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Dialect {
    /// The type's text in this dialect at this version.
    ///
    /// # Errors
    /// A [`TypeRefusal`] where the dialect has no such type or needs a length.
    pub fn type_text(&self, ty: &Type, version: Version) -> Result<String, TypeRefusal> {
        match ty {
            Type::Native(text) => Ok(text.clone()),
            Type::Enum(enumeration) => match &enumeration.name {
                Some(name) if self.enums == super::Enums::Type => Ok(self.qualified(name)),
                _ if self.enums == super::Enums::Inline => {
                    let values: Vec<String> =
                        enumeration.values.iter().map(|value| self.quoted_text(value)).collect();
                    Ok(format!("ENUM({})", values.join(", ")))
                }
                _ => {
                    let length = enumeration.longest().max(1);
                    self.spell(&self.types.varchar, "varchar", &[length], version)
                }
            },
            Type::Array(element) if self.types.array => {
                Ok(format!("{}[]", self.type_text(element, version)?))
            }
            Type::Array(_) => Err(TypeRefusal {
                message: format!("{} has no array types", self.title),
                help: "give this dialect a type of its own: `type: {postgres: \"text[]\", default: json}`"
                    .to_owned(),
            }),
            Type::Portable(kind, args) => {
                let text = self.spell(self.spelling(*kind), kind.as_str(), args, version)?;
                self.within_limits(ty, *kind, args).map(|()| text)
            }
        }
    }

    /// Refuses an argument that the dialect's type cannot have.
    fn within_limits(&self, ty: &Type, kind: Kind, args: &[u32]) -> Result<(), TypeRefusal> {
        let l = &self.values.limits;
        let fraction = self.values.fraction.map(|(_, most)| most);
        let text = "use `text`, or a type of the dialect's own where it takes more";
        let (most, instead) = match kind {
            Kind::Numeric => (l.precision, "a number that long is a `varchar`"),
            Kind::Char => (l.char, text),
            Kind::Varchar => (l.varchar, text),
            Kind::NChar => (l.nchar, text),
            Kind::NVarchar => (l.nvarchar, text),
            Kind::Binary => (l.binary, "use `blob`"),
            Kind::Varbinary => (l.varbinary, "use `blob`"),
            Kind::Time | Kind::DateTime | Kind::DateTimeTz | Kind::Timestamp => {
                (fraction, "no finer part of a second is kept")
            }
            _ => (None, ""),
        };
        let scale = if kind == Kind::Numeric { l.scale } else { None };
        let over = |arg: Option<&u32>, most: Option<u32>| {
            arg.zip(most).filter(|(arg, most)| *arg > most).map(|(_, most)| most)
        };
        // MySQL and MariaDB take texts of no length; nobody else does, and nobody means them.
        if (kind.is_text() || kind == Kind::Numeric) && args.first() == Some(&0) {
            return Err(TypeRefusal {
                message: format!("`{}` has room for nothing", ty.shown()),
                help: "give it a length of 1 or more".to_owned(),
            });
        }
        match over(args.first(), most).or_else(|| over(args.get(1), scale)) {
            None => Ok(()),
            Some(most) => Err(TypeRefusal {
                message: format!("`{}` passes what {} has: {most}", ty.shown(), self.title),
                help: instead.to_owned(),
            }),
        }
    }

    fn spelling(&self, kind: Kind) -> &'static Spelling {
        let t = self.types;
        match kind {
            Kind::SmallInt => &t.smallint,
            Kind::Integer => &t.integer,
            Kind::BigInt => &t.bigint,
            Kind::Numeric => &t.numeric,
            Kind::Real => &t.real,
            Kind::Float => &t.float,
            Kind::Double => &t.double,
            Kind::Boolean => &t.boolean,
            Kind::Char => &t.char,
            Kind::Varchar => &t.varchar,
            Kind::NChar => &t.nchar,
            Kind::NVarchar => &t.nvarchar,
            Kind::Text => &t.text,
            Kind::Binary => &t.binary,
            Kind::Varbinary => &t.varbinary,
            Kind::Blob => &t.blob,
            Kind::Date => &t.date,
            Kind::Time => &t.time,
            Kind::DateTime => &t.datetime,
            Kind::DateTimeTz => &t.datetimetz,
            Kind::Timestamp => &t.timestamp,
            Kind::Interval => &t.interval,
            Kind::Uuid => &t.uuid,
            Kind::Json => &t.json,
            Kind::Jsonb => &t.jsonb,
            Kind::Xml => &t.xml,
            Kind::Serial => &t.serial,
            Kind::BigSerial => &t.bigserial,
        }
    }

    fn spell(
        &self,
        spelling: &Spelling,
        portable: &str,
        args: &[u32],
        version: Version,
    ) -> Result<String, TypeRefusal> {
        let list = || args.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        match *spelling {
            Spelling::Fixed(text) => Ok(text.to_owned()),
            Spelling::Args(name) if args.is_empty() => Ok(name.to_owned()),
            Spelling::Args(name) => Ok(format!("{name}({})", list())),
            Spelling::Length { name, .. } if !args.is_empty() => Ok(format!("{name}({})", list())),
            Spelling::InCharacters { name, .. } if !args.is_empty() => {
                Ok(format!("{name}({} CHAR)", list()))
            }
            Spelling::Length { bare: Some(text), .. }
            | Spelling::InCharacters { bare: Some(text), .. } => Ok(text.to_owned()),
            Spelling::Length { bare: None, .. } | Spelling::InCharacters { bare: None, .. } => {
                Err(TypeRefusal {
                    message: format!("`{portable}` needs a length on {}", self.title),
                    help: format!("write `{portable}(255)`, or use `text`"),
                })
            }
            Spelling::Precision(name, rest) if args.is_empty() => Ok(format!("{name}{rest}")),
            Spelling::Precision(name, rest) => Ok(format!("{name}({}){rest}", list())),
            Spelling::Since(since, first, before) => {
                let spelling = if version >= since { first } else { before };
                self.spell(spelling, portable, args, version)
            }
            Spelling::Refused(instead) => Err(TypeRefusal {
                message: format!("{} has no type like `{portable}`", self.title),
                help: format!(
                    "{instead}, or give this dialect a type of its own: `type: {{{}: …, default: {portable}}}`",
                    self.name.as_str()
                ),
            }),
        }
    }
}
