//! Types and values of them.

use super::draw::Draw;
use super::yaml::{Node, Role, What, map};

/// A portable type.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    Small,
    Int,
    Big,
    Numeric(usize, usize),
    Double,
    Bool,
    Char(usize),
    Varchar(usize),
    Text,
    Blob,
    Date,
    Datetime,
    Datetimetz,
    Uuid,
    Json,
    /// By its name; the values as they were when the column came.
    Enum(String),
}

/// A value, as the revision writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Null,
    Bare(String),
    Text(String),
    Hex(String),
    Json(String),
}

impl Val {
    pub fn node(&self) -> Node {
        match self {
            Val::Null => Node::bare("null"),
            Val::Bare(text) => Node::bare(text),
            Val::Text(text) => Node::text(text.clone()),
            Val::Hex(hex) => map([("hex", Node::text(hex.clone()))]),
            Val::Json(json) => map([("json", map([("a", Node::bare(json))]))]),
        }
    }

    /// As SQLite gives it back; none where its form depends on the column's affinity.
    pub fn on_sqlite(&self) -> Option<String> {
        match self {
            Val::Null => Some("NULL".to_owned()),
            Val::Bare(text) => Some(match text.as_str() {
                "true" => "1".to_owned(),
                "false" => "0".to_owned(),
                number => number.to_owned(),
            }),
            Val::Text(text) => Some(text.clone()),
            Val::Hex(hex) => Some(format!("x'{hex}'")),
            Val::Json(_) => None,
        }
    }
}

impl Ty {
    /// A type that needs nothing else.
    pub fn any(draw: &mut Draw) -> Ty {
        match draw.below(18) {
            0..=2 => Ty::Int,
            3..=5 => Ty::Varchar([20, 40, 60][draw.below(3)]),
            6 => Ty::Small,
            7 => Ty::Big,
            8 => Ty::Numeric([6, 12][draw.below(2)], [0, 2][draw.below(2)]),
            9 => Ty::Double,
            10 => Ty::Bool,
            11 => Ty::Char(8),
            12 => Ty::Text,
            13 => Ty::Date,
            14 => Ty::Datetime,
            15 => Ty::Datetimetz,
            16 => Ty::Uuid,
            _ => [Ty::Blob, Ty::Json][draw.below(2)].clone(),
        }
    }

    /// A type that a key may have everywhere.
    pub fn keyable(draw: &mut Draw) -> Ty {
        let all =
            [Ty::Int, Ty::Varchar(20), Ty::Big, Ty::Small, Ty::Date, Ty::Uuid, Ty::Numeric(6, 0)];
        all[draw.below(all.len())].clone()
    }

    pub fn is_keyable(&self) -> bool {
        use Ty::*;
        matches!(self, Small | Int | Big | Numeric(..) | Varchar(_) | Char(_) | Date | Uuid)
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Ty::Small | Ty::Int | Ty::Big | Ty::Numeric(..))
    }

    /// The next wider one.
    pub fn wider(&self) -> Option<Ty> {
        Some(match self {
            Ty::Small => Ty::Int,
            Ty::Int => Ty::Big,
            Ty::Numeric(p, s) if *p < 30 => Ty::Numeric(p + 2, *s),
            Ty::Varchar(n) if *n < 200 => Ty::Varchar(n + 20),
            _ => return None,
        })
    }

    pub fn node(&self) -> Node {
        let text = |text: String| Node::Text(Role::Type, text);
        match self {
            Ty::Small => text("smallint".into()),
            Ty::Int => text("integer".into()),
            Ty::Big => text("bigint".into()),
            Ty::Numeric(p, s) => text(format!("numeric({p}, {s})")),
            Ty::Double => text("double".into()),
            Ty::Bool => text("boolean".into()),
            Ty::Char(n) => text(format!("char({n})")),
            Ty::Varchar(n) => text(format!("varchar({n})")),
            Ty::Text => text("text".into()),
            Ty::Blob => text("blob".into()),
            Ty::Date => text("date".into()),
            Ty::Datetime => text("datetime".into()),
            Ty::Datetimetz => text("datetimetz".into()),
            Ty::Uuid => text("uuid".into()),
            Ty::Json => text("json".into()),
            Ty::Enum(name) => Node::uses(What::Enum, name),
        }
    }

    /// The value number `n`: another one for each number, where the type has so many.
    pub fn value(&self, n: usize, values: &[String]) -> Val {
        let bare = |text: String| Val::Bare(text);
        match self {
            Ty::Small | Ty::Int | Ty::Big => bare(n.to_string()),
            Ty::Numeric(_, 0) => bare(n.to_string()),
            Ty::Numeric(..) | Ty::Double => bare(format!("{n}.5")),
            Ty::Bool => bare((n % 2 == 1).to_string()),
            Ty::Char(length) => Val::Text(format!("{n:c>length$}", length = length)),
            Ty::Varchar(_) => Val::Text(format!("v{n} it's \\ é;")),
            Ty::Text => Val::Text(format!("text {n}\n-- 'line' two")),
            Ty::Blob => Val::Hex(format!("00ff{:02x}", n % 256)),
            Ty::Date => Val::Text(format!("20{:02}-{:02}-11", n % 100, 1 + n / 100 % 12)),
            Ty::Datetime => Val::Text(format!("2026-03-01 10:{:02}:00", n % 60)),
            Ty::Datetimetz => Val::Text(format!("2026-03-01T10:{:02}:00+02:00", n % 60)),
            Ty::Uuid => Val::Text(format!("00000000-0000-4000-8000-{n:012}")),
            Ty::Json => Val::Json(n.to_string()),
            Ty::Enum(_) => {
                values.get(n % values.len().max(1)).cloned().map_or(Val::Null, Val::Text)
            }
        }
    }
}
