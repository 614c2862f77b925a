//! An entry of an operation list: one operation key and what may stand beside it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};

use super::{Apply, Inverse, KEYS, Op, Operation, Touches};
use crate::catalog::Catalog;
use crate::diag::codes::{E0106, E0109, E0110, E0400};
use crate::diag::{Code, Diagnostic, suggest};
use crate::dialect::DialectName;
use crate::env::Env;
use crate::lower::Lower;
use crate::source::{Span, Spanned};
use crate::sql::Ident;
use crate::syntax::de::Coded;
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::one_or_many::OneOrMany;

/// An operation and what stands beside it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The operation.
    pub op: Op,
    /// The dialects that it is for; all when left out.
    pub only: Option<DialectList>,
    /// The dialects that it is not for.
    pub except: Option<DialectList>,
    /// A comment for the script.
    pub note: Option<String>,
    /// Rule ids that are silent here.
    pub lint_ignore: Vec<Node>,
}

/// One dialect, or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialectList(pub Vec<DialectName>);

/// Operations that the format has and this version has not.
const UNSUPPORTED: &[&str] = &[
    "attach_partition",
    "detach_partition",
    "create_extension",
    "drop_extension",
    "create_sequence",
    "alter_sequence",
    "drop_sequence",
    "create_view",
    "replace_view",
    "drop_view",
    "create_materialized_view",
    "refresh_materialized_view",
    "drop_materialized_view",
    "create_function",
    "replace_function",
    "drop_function",
    "create_procedure",
    "replace_procedure",
    "drop_procedure",
    "create_trigger",
    "drop_trigger",
    "grant",
    "revoke",
];

/// The keys that may stand beside the operation.
const MODIFIERS: &[&str] = &["only", "except", "note", "lint_ignore"];

impl Entry {
    /// An operation with nothing beside it.
    pub fn of(op: impl Into<Op>) -> Self {
        Entry { op: op.into(), only: None, except: None, note: None, lint_ignore: Vec::new() }
    }

    /// True when the operation is meant for this dialect. `mysql` does not mean
    /// mariadb here: a list of dialects is taken at its word.
    pub fn is_for(&self, dialect: DialectName) -> bool {
        let among = |list: &DialectList| list.0.contains(&dialect);
        self.only.as_ref().is_none_or(among) && !self.except.as_ref().is_some_and(among)
    }
}

/// An operation of the format that is not supported yet.
#[derive(Clone, Debug)]
pub struct Unsupported {
    /// Its key.
    pub key: String,
    /// Where it stands.
    pub span: Span,
    names: Vec<Ident>,
}

impl Operation for Unsupported {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        cx.report.push(
            Diagnostic::error(E0400, format!("`{}` is not supported yet", self.key))
                .at(self.span)
                .help("until it is, say it in SQL: `execute: …`, with `effects:` where later operations build on it"),
        );
        cx.distrust(&self.names);
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::nothing()
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches { reads: Vec::new(), writes: self.names.iter().map(|n| env.qualify(None, n)).collect() }
    }

    fn lower(&self, _: &mut Lower<'_>) {}
}

/// An operation that could not be read. What was wrong is reported already; what
/// it may have made or changed is not questioned later on.
#[derive(Clone, Debug, Default)]
pub struct Broken {
    names: Vec<Ident>,
}

impl Operation for Broken {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        cx.distrust(&self.names);
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::nothing()
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches { reads: Vec::new(), writes: self.names.iter().map(|n| env.qualify(None, n)).collect() }
    }

    fn lower(&self, _: &mut Lower<'_>) {}
}

impl crate::syntax::revision::FromBroken for Entry {
    fn broken(node: &Node) -> Self {
        let mut names = Vec::new();
        collect_names(node, &mut names, 0);
        Entry::of(Op::Broken(Broken { names }))
    }
}

/// Every scalar that may be the name of something, so that later operations on it
/// are not reported as mistakes of their own.
fn collect_names(node: &Node, names: &mut Vec<Ident>, depth: usize) {
    match &node.kind {
        NodeKind::Scalar { text, .. } if !text.is_empty() && text.len() < 200 => {
            names.push(Ident::from(text.as_ref()));
        }
        NodeKind::Scalar { .. } => {}
        NodeKind::Sequence(items) => items.iter().for_each(|item| collect_names(item, names, depth)),
        NodeKind::Mapping(entries) if depth < 8 => {
            entries.iter().for_each(|(_, value)| collect_names(value, names, depth + 1));
        }
        NodeKind::Mapping(_) => {}
    }
}

impl<'de> Deserialize<'de> for DialectList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = OneOrMany::<Spanned<String>>::deserialize(deserializer)?.0;
        names
            .iter()
            .map(|name| {
                DialectName::parse(name).ok_or_else(|| {
                    let all = DialectName::ALL.map(DialectName::as_str);
                    let near = suggest::closest(name, all).map(|n| format!("; did you mean `{n}`?"));
                    D::Error::custom(crate::syntax::de::Placed {
                        span: name.span,
                        message: format!(
                            "`{}` is no dialect{}",
                            name.value,
                            near.unwrap_or_else(|| format!("; they are {}", all.join(", ")))
                        ),
                    })
                })
            })
            .collect::<Result<_, _>>()
            .map(DialectList)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntryVisitor)
    }
}

struct EntryVisitor;

fn coded<E: serde::de::Error>(span: Span, code: Code, message: String, help: Option<String>) -> E {
    E::custom(Coded { span, code, message, help })
}

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an operation such as `add_column: {…}`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let mut found: Option<(Spanned<String>, Op)> = None;
        let mut entry = Entry::of(Op::Broken(Broken::default()));
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            match key.as_str() {
                "only" => entry.only = Some(map.next_value()?),
                "except" => entry.except = Some(map.next_value()?),
                "note" => entry.note = Some(map.next_value()?),
                "lint_ignore" => entry.lint_ignore = map.next_value::<OneOrMany<Node>>()?.0,
                _ => {
                    if let Some((first, _)) = &found {
                        let message = format!(
                            "two operations in one entry, `{}` and `{}`",
                            first.value, key.value
                        );
                        let help = "begin each operation with a `-` of its own".to_owned();
                        return Err(coded(key.span, E0110, message, Some(help)));
                    }
                    let op = decode(&key, &mut map)?;
                    found = Some((key, op));
                }
            }
        }
        match found {
            Some((_, op)) => Ok(Entry { op, ..entry }),
            None => Err(A::Error::custom("an operation is missing here")),
        }
    }
}

fn decode<'de, A: MapAccess<'de>>(key: &Spanned<String>, map: &mut A) -> Result<Op, A::Error> {
    if let Some(op) = Op::decode(key, map)? {
        return Ok(op);
    }
    let node: Node = map.next_value()?;
    if UNSUPPORTED.contains(&key.as_str()) {
        let mut names = Vec::new();
        collect_names(&node, &mut names, 0);
        return Ok(Op::Unsupported(Unsupported { key: key.value.clone(), span: key.span, names }));
    }
    let candidates = KEYS.iter().chain(UNSUPPORTED).chain(MODIFIERS).copied();
    let near = suggest::did_you_mean(key, candidates);
    let help = near.unwrap_or_else(|| format!("operations are {}", KEYS.join(", ")));
    let code = if suggest::closest(key, MODIFIERS.iter().copied()).is_some() { E0106 } else { E0109 };
    Err(coded(key.span, code, format!("there is no operation `{}`", key.value), Some(help)))
}
