//! A revision file as typed data. Operations are a type parameter: this stage
//! knows how a revision is written, not what an operation does.
//!
//! In: the text of one file. Out: a [`Revision`], as good as it gets, and diagnostics
//! for everything that is wrong with it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use crate::diag::{Diagnostic, Report, codes};
use crate::source::{FileId, Span, Spanned};
use crate::sql::Ident;
use crate::syntax::de::{self, Lenient, OneOrMany, present};
use crate::syntax::desugar;
use crate::syntax::node::{self, Kind, Node};
use crate::syntax::schema;
use crate::syntax::variables::{self, Variables};

/// What a revision file says besides its operations.
#[derive(Clone, Debug)]
pub struct Header {
    /// The file that it was read from.
    pub file: FileId,
    /// The id.
    pub revision: Spanned<String>,
    /// The parents as written: empty for a base, several for a merge.
    pub down_revision: Vec<Spanned<String>>,
    /// The place of the whole `down_revision` value.
    pub down_revision_span: Span,
    /// One line for people.
    pub message: Option<String>,
    /// As written; never read by the compiler.
    pub create_date: Option<String>,
    /// Names of the branch that begins here.
    pub branch_labels: Vec<Spanned<String>>,
    /// Ids, partial ids or branch labels that must have run before.
    pub depends_on: Vec<Spanned<String>>,
    /// Names of this point in history.
    pub tags: Vec<Spanned<String>>,
    /// The role under which the whole revision runs.
    pub role: Option<Spanned<Ident>>,
    /// False: the revision runs outside any transaction.
    pub transactional: bool,
    /// Rules that are silent in this revision.
    pub lint_ignore: Vec<LintIgnore>,
}

/// A rule that is silent, by its id or as `{rule: drop-column, reason: …, until: 2027-01-01}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename = "short:rule")]
#[schemars(rename = "lint_ignore", transform = schema::with_short_form::<LintIgnore>)]
pub struct LintIgnore {
    /// The rule's id: `drop-column`.
    pub rule: Spanned<String>,
    /// Why it is silent, for people.
    #[serde(default)]
    pub reason: Option<String>,
    /// The last day on which it is silent: `2027-01-01`.
    #[serde(default)]
    pub until: Option<Spanned<String>>,
}

/// How a revision is undone.
#[derive(Clone, Debug)]
pub enum Downgrade<O> {
    /// Derived from the simulated schema.
    Auto,
    /// As written.
    Operations(Vec<Spanned<O>>),
    /// Not at all, for this reason.
    Irreversible(Spanned<String>),
}

/// A revision file.
#[derive(Clone, Debug)]
pub struct Revision<O> {
    /// Everything but the operations.
    pub header: Header,
    /// What leads to this revision.
    pub upgrade: Vec<Spanned<O>>,
    /// What leads back.
    pub downgrade: Downgrade<O>,
    /// The variables that the file uses.
    pub variables: BTreeSet<String>,
}

/// What an operation type must be able to do besides being read.
pub trait Operations: DeserializeOwned {
    /// What stands for an operation that was reported as faulty: later stages take it
    /// for "something happens here that we know nothing of" and do not complain of it,
    /// nor of what it may have made.
    fn broken(node: &Node) -> Self;
}

/// The most diagnostics of one file; beyond them nothing is decoded.
const MAX_FAULTS: usize = 500;

/// Reads one revision file.
///
/// Reports malformed YAML and passed bounds (E0103-E0105), unknown (E0106) and missing
/// keys (E0107), wrong shapes (E0108), what cannot stand inside `alter_table`
/// (E0109, E0110) and unknown variables (E0111). None when there is no id to know the
/// revision by; else what could be read, a faulty operation as [`Operations::broken`].
pub fn parse<O: Operations>(
    file: FileId,
    text: &str,
    variables: &Variables,
    report: &mut Report,
) -> Option<Revision<O>> {
    let mut root = node::parse(file, text, report)?;
    if root.as_mapping().is_none() {
        report.push(no_mapping(&root));
        return None;
    }
    let variables = variables::expand(&mut root, variables, report);
    respell(&mut root, report);
    for key in ["upgrade", "downgrade"] {
        if let Some(list) = root.get_mut(key) {
            desugar::desugar(list, report);
        }
    }
    let fields = de::decode::<Fields>(&root, report).value;
    required(&root, report);
    let upgrade = upgrade(&root, report);
    let downgrade = downgrade(&root, report);
    let header = header(file, fields?, &root)?;
    Some(Revision { header, upgrade, downgrade, variables })
}

/// The document as serde reads it; no field is required, so that all are read.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "revision")]
struct Fields {
    /// The id of this revision: text without white space and without `@ + - : ,`, such as
    /// `ae1027a6acf1`. `head`, `heads` and `base` are no ids.
    #[serde(deserialize_with = "present")]
    #[schemars(with = "String", extend("pattern" = ID, "patternErrorMessage" = NO_ID))]
    revision: Option<Spanned<String>>,
    /// The id of the revision before this one: `null` for the first, a list of ids for a merge.
    #[serde(deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    down_revision: Option<Spanned<Option<OneOrMany<Spanned<String>>>>>,
    /// What the revision does, in one line for people.
    message: Option<String>,
    /// When the revision was written, as in `2026-03-01T10:00:00Z`. The compiler does not read it.
    create_date: Option<String>,
    /// Names for this revision and all after it: `[accounts]`, then `accounts@head`.
    branch_labels: Option<OneOrMany<Spanned<String>>>,
    /// Revisions that must have run before, on whichever branch: ids, beginnings of ids or branch
    /// labels.
    depends_on: Option<OneOrMany<Spanned<String>>>,
    /// Names for this point in history: `[v1.4]`, then `tag:v1.4`.
    tags: Option<OneOrMany<Spanned<String>>>,
    /// The role under which the whole revision runs, between SET ROLE and RESET ROLE.
    role: Option<Lenient<Spanned<Ident>>>,
    /// False to run the revision outside any transaction, as `CREATE INDEX CONCURRENTLY` wants it;
    /// true when left out.
    transactional: Option<bool>,
    /// Rules that are silent in this revision, by id.
    lint_ignore: Option<OneOrMany<LintIgnore>>,
    #[serde(rename = "upgrade")]
    #[schemars(skip)]
    _upgrade: IgnoredAny,
    #[serde(rename = "downgrade")]
    #[schemars(skip)]
    _downgrade: IgnoredAny,
}

/// The JSON Schema of a revision file whose operations are read as `O`, as text.
pub fn json_schema<O: JsonSchema>() -> String {
    schema::document::<Document<O>>("cucurbit revision")
}

/// A whole file, for its schema only: operations are read on their own.
struct Document<O>(PhantomData<O>);

impl<O: JsonSchema> JsonSchema for Document<O> {
    fn schema_name() -> Cow<'static, str> {
        "revision".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let operations = json!({ "type": "array", "items": generator.subschema_for::<O>() });
        let mut downgrade = schema::one_of([
            json_schema!({ "title": "list", "type": "array", "items": operations["items"] }),
            json_schema!({
                "title": "no way back",
                "description": "No downgrade goes through this revision.",
                "type": "object",
                "properties": {
                    "irreversible": {
                        "description": "Why there is no way back: a downgrade through this revision is refused with these words.",
                        "type": "string",
                    },
                },
                "required": ["irreversible"],
            }),
            json_schema!({
                "type": "string",
                "enum": ["auto"],
                "enumDescriptions": ["Derived from the simulated schema, as when `downgrade` is left out."],
            }),
        ]);
        let text = "What leads back: a list of operations, `auto`, or `irreversible: <reason>`. \
                    Left out, it is derived from the simulated schema in reverse order.";
        downgrade.insert("description".to_owned(), text.into());
        let mut upgrade = operations;
        upgrade["description"] =
            "What this revision does: a list of operations, `[]` for none.".into();
        let mut whole = Fields::json_schema(generator);
        if let Some(Value::Object(keys)) = whole.get_mut("properties") {
            keys.insert("upgrade".to_owned(), upgrade);
            keys.insert("downgrade".to_owned(), downgrade.to_value());
        }
        let required: Vec<&str> = REQUIRED.iter().map(|(key, _)| *key).collect();
        whole.insert("required".to_owned(), required.into());
        let text = "A step of a database's history, for `compile`.";
        whole.insert("description".to_owned(), text.into());
        whole
    }
}

/// What an id is.
const ID: &str = r"^[^@+:,\s-]+$";
const NO_ID: &str = "An id has no white space and none of `@ + - : ,`.";

/// The keys that a revision needs, and what to write there.
const REQUIRED: &[(&str, &str)] = &[
    ("revision", "give it an id of its own, such as `revision: ae1027a6acf1`"),
    ("down_revision", "name the revision before it, or write `down_revision: null`"),
    ("upgrade", "list its operations; write `upgrade: []` if there are none"),
];

/// Reports the required keys that are not there.
fn required(root: &Node, report: &mut Report) {
    let pairs = root.as_mapping().unwrap_or_default();
    for (key, help) in REQUIRED {
        if root.get(key).is_none() {
            let message = format!("a revision needs the key `{key}`");
            let span = pairs.first().map_or(root.span, |(key, _)| key.span);
            report.push(Diagnostic::error(codes::E0107, message).at(span).help(*help));
        }
    }
}

/// Reports the misspelt among the keys that others go by, and spells them right: what stands below
/// them is read all the same, lest other revisions be blamed for what is missing.
fn respell(root: &mut Node, report: &mut Report) {
    for wanted in ["revision", "down_revision", "depends_on", "upgrade", "downgrade"] {
        if root.get(wanted).is_some() {
            continue;
        }
        let Kind::Mapping(pairs) = &mut root.kind else { return };
        for (key, _) in pairs {
            let span = key.span;
            let Kind::Scalar(name) = &mut key.kind else { continue };
            if KEYS.contains(&name.text.as_str()) {
                continue;
            }
            let (fault, meant) = de::unknown_key(&name.text, KEYS);
            if meant == Some(wanted) {
                report.push(fault.at(span));
                wanted.clone_into(&mut name.text);
                break;
            }
        }
    }
}

/// All keys of a revision.
const KEYS: &[&str] = &[
    "revision",
    "down_revision",
    "message",
    "create_date",
    "branch_labels",
    "depends_on",
    "tags",
    "role",
    "transactional",
    "lint_ignore",
    "upgrade",
    "downgrade",
];

fn header(file: FileId, fields: Fields, root: &Node) -> Option<Header> {
    // What is no text was reported; it is no id to know the revision by.
    let id = root.get("revision").filter(|id| id.as_str().is_some() && !id.is_null());
    let (down_revision, down_revision_span) = match fields.down_revision {
        Some(Spanned { value, span }) => (value.unwrap_or_default().0, span),
        None => (Vec::new(), root.span),
    };
    let list = |list: Option<OneOrMany<Spanned<String>>>| list.unwrap_or_default().0;
    Some(Header {
        file,
        revision: fields.revision.filter(|_| id.is_some())?,
        down_revision,
        down_revision_span,
        message: fields.message,
        create_date: fields.create_date,
        branch_labels: list(fields.branch_labels),
        depends_on: list(fields.depends_on),
        tags: list(fields.tags),
        role: fields.role.and_then(|role| role.0),
        transactional: fields.transactional.unwrap_or(true),
        lint_ignore: fields.lint_ignore.unwrap_or_default().0,
    })
}

fn no_mapping(root: &Node) -> Diagnostic {
    let message = match root.is_null() {
        true => "the file is empty: it holds no revision".to_owned(),
        false => format!("a revision is a mapping, not {}", root.shape()),
    };
    let keys = "it begins with the keys `revision`, `down_revision` and `upgrade`";
    Diagnostic::error(codes::E0108, message).at(root.span).help(keys)
}

/// The way out for an operation where a list of them must be.
const DASH: &str = "put a dash before each operation: `- create_table: …`";

fn upgrade<O: Operations>(root: &Node, report: &mut Report) -> Vec<Spanned<O>> {
    let Some(node) = root.get("upgrade") else { return Vec::new() };
    if node.as_sequence().is_none() {
        let message = format!("`upgrade` must be a list of operations, not {}", node.shape());
        let fault = Diagnostic::error(codes::E0108, message).at(node.span);
        report.push(fault.help(match node.as_mapping() {
            Some(_) => DASH,
            None => "write `upgrade: []` if there are none",
        }));
        return unread(node);
    }
    operations(node, report)
}

fn downgrade<O: Operations>(root: &Node, report: &mut Report) -> Downgrade<O> {
    let Some(node) = root.get("downgrade") else {
        // An unknown key where it stands, and clear all the same.
        return root.get("irreversible").map_or(Downgrade::Auto, not_read);
    };
    if node.as_sequence().is_some() {
        return Downgrade::Operations(operations(node, report));
    }
    if node.as_str() == Some("auto") {
        return Downgrade::Auto;
    }
    if let Some([(key, reason)]) = node.as_mapping()
        && key.as_str() == Some("irreversible")
    {
        let decoded = de::decode::<Spanned<String>>(reason, report);
        return decoded.value.map_or_else(|| not_read(reason), Downgrade::Irreversible);
    }
    let message = format!(
        "`downgrade` must be a list of operations, `auto` or `irreversible: <reason>`, not {}",
        node.as_str().filter(|_| !node.is_null()).map_or(node.shape(), |_| "other text"),
    );
    let help = match node.as_str() {
        Some("irreversible") => "say why: `downgrade: {irreversible: <reason>}`",
        None if node.as_mapping().is_some() => DASH,
        _ => "leave it out to have it derived; write `downgrade: []` to do nothing",
    };
    report.push(Diagnostic::error(codes::E0108, message).at(node.span).help(help));
    not_read(node)
}

/// The way back that stands there and that nobody can follow.
fn not_read<O: Operations>(node: &Node) -> Downgrade<O> {
    match node.is_null() {
        true => Downgrade::Auto,
        false => Downgrade::Operations(unread(node)),
    }
}

/// What stands in the place of a list, as one operation: that which it is but for its dash, or a
/// broken one, which is known not to be known.
fn unread<O: Operations>(node: &Node) -> Vec<Spanned<O>> {
    if node.is_null() {
        return Vec::new();
    }
    let one = de::decode::<O>(node, &mut Report::default()).ok();
    vec![Spanned::new(one.unwrap_or_else(|| O::broken(node)), node.span)]
}

/// The operations of a list, each with its place; what is faulty is reported and kept
/// as broken.
fn operations<O: Operations>(list: &Node, report: &mut Report) -> Vec<Spanned<O>> {
    let before = report.len();
    let read = |node: &Node| {
        let sound = if report.len() - before < MAX_FAULTS {
            de::decode::<O>(node, report).ok()
        } else {
            None
        };
        Spanned::new(sound.unwrap_or_else(|| O::broken(node)), node.span)
    };
    list.as_sequence().unwrap_or_default().iter().map(read).collect()
}

#[cfg(test)]
mod tests;
