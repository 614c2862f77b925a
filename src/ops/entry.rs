//! An entry of an operation list: one operation key and what may stand beside it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error as _};

use super::{Apply, Inverse, KEYS, Op, Operation, Touches};
use crate::catalog::{Catalog, Touched};
use crate::diag::codes::{E0106, E0108, E0109, E0110};
use crate::diag::{Diagnostic, suggest};
use crate::dialect::DialectName;
use crate::env::Env;
use crate::lower::Lower;
use crate::source::{Span, Spanned};
use crate::sql::value::dialect_words;
use crate::sql::{Ident, ObjName};
use crate::syntax::node::{Kind, Node};
use crate::syntax::{Here, OneOrMany, Operations};

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

/// The keys that may stand beside the operation.
pub(super) const MODIFIERS: &[&str] = &["only", "except", "note", "lint_ignore"];

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

/// An operation that could not be read. What was wrong is reported already; what
/// it may have made or changed is not questioned later on.
#[derive(Clone, Debug, Default)]
pub struct Broken {
    names: Vec<Ident>,
    objects: Vec<ObjName>,
    undone: Vec<Touched>,
    takes_away: bool,
    /// The table of which the names are columns, and nothing else is in doubt.
    columns_of: Option<ObjName>,
    /// The schema that it names.
    schema: Option<Ident>,
}

impl Broken {
    /// Stands for what could not be read at all; whatever has one of these names is taken on trust.
    pub fn naming(names: Vec<Ident>) -> Self {
        Broken { names, ..Broken::default() }
    }

    /// Stands for a way back that could not be derived. What is known to have changed is as it was
    /// before, so that the rest of the way back is judged alone; what else it would have changed is
    /// taken on trust.
    pub fn undoing(undone: Vec<Touched>, objects: Vec<ObjName>) -> Self {
        Broken { objects, undone, ..Broken::default() }
    }

    fn table(&self, env: &Env) -> Option<ObjName> {
        self.columns_of.as_ref().map(|table| env.qualify(table.schema.as_ref(), &table.name))
    }

    /// The things that the names may be: in no schema, or in the one that it names.
    fn named(&self, env: &Env) -> Vec<ObjName> {
        let schemas = || std::iter::once(None).chain(self.schema.as_ref().map(Some));
        let named = |name| schemas().map(move |schema| env.qualify(schema, name));
        self.names.iter().flat_map(named).collect()
    }
}

impl Operation for Broken {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        if let Some(table) = self.table(cx.env) {
            cx.distrust_columns(&table, &self.names);
            return Some(());
        }
        for name in self.named(cx.env) {
            cx.distrust_object(&name);
            if self.takes_away {
                cx.distrust_presence(&name);
            }
        }
        self.undone.iter().for_each(|touched| cx.catalog.put_back(touched));
        self.objects.iter().for_each(|name| cx.distrust_object(name));
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::nothing()
    }

    fn touches(&self, env: &Env) -> Touches {
        if let Some(table) = self.table(env) {
            return Touches::writes(table);
        }
        Touches {
            reads: Vec::new(),
            writes: self.named(env).into_iter().chain(self.objects.iter().cloned()).collect(),
        }
    }

    fn lower(&self, _: &mut Lower<'_>) {}
}

impl Operations for Entry {
    fn broken(node: &Node) -> Self {
        let mut names = Vec::new();
        let operation = operation_meant(node);
        let mut columns_of = None;
        match operation {
            Some((key, value)) if TABLE_STAYS.contains(&key) => {
                collect_own_names(value, &mut names);
            }
            Some((key, value)) if ONE_COLUMN.contains(&key) => {
                collect_names(value, &mut names, 0);
                columns_of = table_of(value);
            }
            _ => collect_names(node, &mut names, 0),
        }
        let schema = operation.and_then(|(_, value)| value.get("schema")).and_then(Node::as_str);
        let schema = schema.map(Ident::from);
        let takes_away = operation.is_some_and(|(key, _)| TABLE_GOES.contains(&key));
        Entry::of(Op::Broken(Broken { takes_away, columns_of, schema, ..Broken::naming(names) }))
    }
}

/// The operation that an entry is or seems to be, and what was written for it.
fn operation_meant(entry: &Node) -> Option<(&'static str, &Node)> {
    let written = || entry.as_mapping().into_iter().flatten();
    let exact = written().find_map(|(key, value)| {
        KEYS.iter().find(|known| key.as_str() == Some(**known)).map(|key| (*key, value))
    });
    exact.or_else(|| {
        written().find_map(|(key, value)| {
            Some((suggest::closest(key.as_str()?, KEYS.iter().copied())?, value))
        })
    })
}

/// Operations that leave the columns and keys of their table as they are.
const TABLE_STAYS: &[&str] = &[
    "create_index",
    "drop_index",
    "rename_index",
    "create_foreign_key",
    "create_check_constraint",
    "create_exclude_constraint",
    "validate_constraint",
    "rename_constraint",
    "bulk_insert",
    "update",
    "delete",
];

/// Operations that change one column of their table, and keys at most for it.
const ONE_COLUMN: &[&str] = &["add_column", "drop_column", "alter_column"];

/// The table that an operation names.
fn table_of(operation: &Node) -> Option<ObjName> {
    let name = |key: &str| operation.get(key).and_then(Node::as_str).map(Ident::from);
    Some(ObjName::new(name("schema"), name("table")?))
}

/// Operations behind which their table is gone, or has another name.
const TABLE_GOES: &[&str] = &["drop_table", "rename_table"];

/// The names that such an operation gives or takes away.
fn collect_own_names(node: &Node, names: &mut Vec<Ident>) {
    let own = ["name", "from", "to"];
    let values = node.as_mapping().into_iter().flatten().filter_map(|(key, value)| {
        key.as_str().is_some_and(|key| own.contains(&key)).then_some(value)
    });
    values.chain([node]).filter_map(Node::as_str).for_each(|name| names.push(Ident::from(name)));
}

/// Every scalar that may be the name of something, so that later operations on it
/// are not reported as mistakes of their own.
fn collect_names(node: &Node, names: &mut Vec<Ident>, depth: usize) {
    match &node.kind {
        Kind::Scalar(scalar) if !scalar.text.is_empty() && scalar.text.len() < 200 => {
            names.push(Ident::from(scalar.text.as_str()));
        }
        Kind::Scalar(_) => {}
        Kind::Sequence(items) => items.iter().for_each(|item| collect_names(item, names, depth)),
        Kind::Mapping(entries) if depth < 8 => {
            entries.iter().for_each(|(_, value)| collect_names(value, names, depth + 1));
        }
        Kind::Mapping(_) => {}
    }
}

impl<'de> Deserialize<'de> for DialectList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        let names: OneOrMany<Spanned<String>> = here.decode(&here.node)?;
        let mut list = Vec::new();
        for name in names.0 {
            match DialectName::parse(&name) {
                Some(dialect) => list.push(dialect),
                None => {
                    let all = DialectName::ALL.map(DialectName::as_str);
                    let help = suggest::did_you_mean(&name, all)
                        .unwrap_or_else(|| format!("they are {}", all.join(", ")));
                    here.report(
                        Diagnostic::error(E0108, format!("`{}` is no dialect", name.value))
                            .at(name.span)
                            .help(help),
                    );
                }
            }
        }
        Ok(DialectList(list))
    }
}

impl JsonSchema for DialectList {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "dialects".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        dialect_words()
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::of_parts(deserializer)?;
        let Some(entries) = here.node.as_mapping() else {
            return Err(D::Error::custom("an operation such as `add_column: {…}` is wanted here"));
        };
        let mut entry = Entry::of(Op::Broken(Broken::default()));
        let mut found: Option<&Node> = None;
        let mut fault: Option<D::Error> = None;
        for pair in entries {
            let (key, _) = pair;
            let read = match key.as_str().unwrap_or_default() {
                _ if key.is_faulty() => return Err(here.reported()),
                "only" => here.decode_entry(pair).map(|list| entry.only = Some(list)),
                "except" => here.decode_entry(pair).map(|list| entry.except = Some(list)),
                "note" => here.decode_entry(pair).map(|note| entry.note = Some(note)),
                "lint_ignore" => here
                    .decode_entry::<OneOrMany<Node>, _>(pair)
                    .map(|rules| entry.lint_ignore = rules.0),
                name => {
                    if let Some(first) = found {
                        return Err(here.fail(second(first.as_str().unwrap_or_default(), key)));
                    }
                    found = Some(key);
                    decode(&here, name, key.span, pair).map(|op| entry.op = op)
                }
            };
            fault = read.err().or(fault);
        }
        match (found, fault) {
            (_, Some(fault)) => Err(fault),
            (Some(_), None) => Ok(entry),
            (None, None) => Err(D::Error::custom("an operation is missing here")),
        }
    }
}

/// Reads a list of operations that are judged each alone: one that is faulty is reported, and stays in
/// the list as a broken one.
///
/// # Errors
/// What is no list.
pub fn each_alone<'de, D>(deserializer: D) -> Result<Vec<Spanned<Entry>>, D::Error>
where
    D: Deserializer<'de>,
{
    let here = Here::of_parts(deserializer)?;
    let Some(list) = here.node.as_sequence() else { return here.decode(&here.node) };
    let read = |node: &Node| {
        let entry = here.decode_alone(node).unwrap_or_else(|| Entry::broken(node));
        Spanned::new(entry, node.span)
    };
    Ok(list.iter().map(read).collect())
}

/// What is wrong with a second key beside an operation: another operation (E0110), or a key of
/// the operation that is not indented, or a slip in what may stand there (E0106).
fn second(operation: &str, key: &Node) -> Diagnostic {
    let name = key.as_str().unwrap_or_default();
    let is_operation = |name: &str| KEYS.contains(&name);
    if is_operation(name) || !is_operation(operation) {
        let message = format!("two operations in one entry, `{operation}` and `{name}`");
        let help = "begin each operation with a `-` of its own";
        return Diagnostic::error(E0110, message).at(key.span).help(help);
    }
    let message = format!("unknown key `{name}` beside `{operation}`");
    let fault = Diagnostic::error(E0106, message).at(key.span);
    match suggest::did_you_mean(name, MODIFIERS.iter().copied()) {
        Some(help) => fault.help(help),
        None => fault.help(format!(
            "if it is a part of that, indent it below `{operation}:`, or write `{operation}: {{…, {name}: …}}`"
        )),
    }
}

/// How it is said here what other tools have an operation for (Alembic's own ones, and the verbs
/// of Rails, Django and Liquibase).
fn elsewhere(name: &str) -> Option<&'static str> {
    Some(match name {
        "rename_column" | "rename_field" => "a column is renamed by `alter_column` with `new_name`",
        "change_column" | "modify_column" | "alter_field" | "modify_data_type" => {
            "a column is changed by `alter_column`"
        }
        "change_column_null" | "set_not_null" | "drop_not_null" | "add_not_null_constraint" => {
            "`alter_column` with `nullable: false` or `nullable: true` does that"
        }
        "change_column_default" | "set_default" | "drop_default" | "add_default_value" => {
            "`alter_column` with `default: …` or `default: null` does that"
        }
        "remove_column" | "remove_field" => "a column goes by `drop_column`",
        "add_field" => "a column comes by `add_column`",
        "add_index" => "an index comes by `create_index`",
        "remove_index" => "an index goes by `drop_index`",
        "add_foreign_key" | "add_foreign_key_constraint" => "write `create_foreign_key`",
        "drop_foreign_key" | "remove_foreign_key" => "write `drop_constraint`",
        "add_unique_constraint" => "write `create_unique_constraint`",
        "add_check_constraint" => "write `create_check_constraint`",
        "add_primary_key" => "write `create_primary_key`",
        "batch_alter_table" => "write `alter_table` with a list of `operations`",
        "insert" | "insert_rows" => "rows come by `bulk_insert`",
        "sql" | "run_sql" | "raw" | "text" => "SQL of your own goes into `execute`",
        "create_type" => "an enum comes by `create_enum`; other types by `execute`",
        _ => return None,
    })
}

fn decode<E: serde::de::Error>(
    here: &Here,
    name: &str,
    span: Span,
    pair: &(Node, Node),
) -> Result<Op, E> {
    if let Some(op) = Op::decode(here, name, pair)? {
        return Ok(op);
    }
    let modifier = suggest::closest(name, MODIFIERS.iter().copied());
    let candidates = KEYS.iter().chain(MODIFIERS).copied();
    let help = elsewhere(name)
        .map(str::to_owned)
        .or_else(|| suggest::did_you_mean(name, candidates))
        .unwrap_or_else(|| format!("operations are {}", KEYS.join(", ")));
    let (code, what) = match modifier {
        Some(_) => (E0106, "key"),
        None => (E0109, "operation"),
    };
    Err(here.fail(Diagnostic::error(code, format!("unknown {what} `{name}`")).at(span).help(help)))
}
