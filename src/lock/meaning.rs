//! What a revision means, as a number that stays the same while the meaning does.
//!
//! The hash is of the document's tree, not of what this version of the program makes of
//! it: a newer version must find the same. Comments, layout, the order of keys, quotes and
//! line ends are no part of a tree. Neither do messages, dates, tags, labels, notes and
//! ignored lints count: they do not change what runs.

use sha2::{Digest, Sha256};

use crate::diag::Report;
use crate::graph::RevIdx;
use crate::ops::{Entry, Op};
use crate::pipeline::Project;
use crate::source::Spanned;
use crate::syntax::Downgrade;
use crate::syntax::node::{self, Kind, Node, Scalar, Style};

/// Keys of a document that do not change what runs, or that are hashed in another way.
const ASIDE: &[&str] = &[
    "message",
    "create_date",
    "tags",
    "branch_labels",
    "lint_ignore",
    "revision",
    "down_revision",
    "depends_on",
];

/// Keys beside an operation that do not change what runs.
const BESIDE: &[&str] = &["note", "lint_ignore"];

/// Keys under which `1` and `"1"` are two different things: values of columns, and what
/// is handed to a dialect as it is.
const VALUES: &[&str] =
    &["default", "backfill", "rows", "set", "json", "options", "with", "values"];

/// The hash of a revision, in hexadecimal; none for a file that is no YAML.
pub fn hash(project: &Project, revision: RevIdx) -> Option<String> {
    let own = project.revisions.get(revision.index())?;
    let text = &project.sources.file(own.header.file).text;
    let root = node::parse(own.header.file, text, &mut Report::default())?;
    let mut hasher = Hasher(Sha256::new());
    hasher.text("cucurbit 1");
    hasher.text(project.graph.id(revision));
    hasher.names(own.header.down_revision.iter().map(|parent| parent.as_str()).collect());
    // By id: a partial id or a label says the same, until it leads elsewhere.
    let needs = project.graph.dependencies(revision).iter().map(|&r| project.graph.id(r));
    hasher.names(needs.collect());
    hasher.document(&root);
    for entry in &own.upgrade {
        hasher.attached(entry);
    }
    if let Downgrade::Operations(entries) = &own.downgrade {
        entries.iter().for_each(|entry| hasher.attached(entry));
    }
    Some(hasher.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

struct Hasher(Sha256);

impl Hasher {
    /// A mark and a text, so that no two sequences of them look alike.
    fn marked(&mut self, mark: u8, text: &str) {
        self.0.update([mark]);
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    fn text(&mut self, text: &str) {
        self.marked(b's', text);
    }

    fn mark(&mut self, mark: u8) {
        self.marked(mark, "");
    }

    fn names(&mut self, mut names: Vec<&str>) {
        names.sort_unstable();
        self.mark(b'[');
        names.into_iter().for_each(|name| self.text(name));
        self.mark(b']');
    }

    fn document(&mut self, root: &Node) {
        let counts = |key: &str, value: &Node| match key {
            "transactional" => value.as_scalar().and_then(Scalar::as_bool) != Some(true),
            "downgrade" => value.as_str() != Some("auto"),
            key => !ASIDE.contains(&key),
        };
        for (key, value) in sorted(root) {
            if counts(key, value) {
                self.text(key);
                self.node(value, matches!(key, "upgrade" | "downgrade"), false);
            }
        }
    }

    /// `operations` is whether a list holds operations, `value` whether quotes matter.
    fn node(&mut self, node: &Node, operations: bool, value: bool) {
        match &node.kind {
            Kind::Scalar(scalar) if scalar.is_null() => self.mark(b'n'),
            Kind::Scalar(scalar) if value && is_typed(scalar) => self.marked(b'p', &scalar.text),
            Kind::Scalar(scalar) => self.text(&scalar.text.replace("\r\n", "\n")),
            Kind::Sequence(nodes) => {
                self.mark(b'[');
                for node in nodes {
                    match operations && node.as_mapping().is_some() {
                        true => self.mapping(node, BESIDE, value),
                        false => self.node(node, false, value),
                    }
                }
                self.mark(b']');
            }
            Kind::Mapping(_) => self.mapping(node, &[], value),
        }
    }

    fn mapping(&mut self, node: &Node, without: &[&str], value: bool) {
        self.mark(b'{');
        for (key, node) in sorted(node) {
            if !without.contains(&key) {
                self.text(key);
                let operations = matches!(key, "operations" | "effects");
                self.node(node, operations, value || VALUES.contains(&key));
            }
        }
        self.mark(b'}');
    }

    /// The content of the files that an operation names.
    fn attached(&mut self, entry: &Spanned<Entry>) {
        let content = match &entry.value.op {
            Op::BulkInsert(op) => &op.content,
            Op::Execute(op) => &op.content,
            Op::AlterTable(batch) => {
                return batch.operations.iter().for_each(|entry| self.attached(entry));
            }
            _ => return,
        };
        if let Some(content) = content {
            self.marked(b'f', &content.as_str().replace("\r\n", "\n"));
        }
    }
}

/// The pairs of a mapping, by key.
fn sorted(node: &Node) -> Vec<(&str, &Node)> {
    let pairs = node.as_mapping().unwrap_or_default();
    let mut pairs: Vec<(&str, &Node)> =
        pairs.iter().map(|(key, value)| (key.as_str().unwrap_or_default(), value)).collect();
    pairs.sort_by_key(|(key, _)| *key);
    pairs
}

/// True for a plain scalar that would be text, and something else, in quotes.
fn is_typed(scalar: &Scalar) -> bool {
    scalar.style == Style::Plain
        && (scalar.as_bool().is_some()
            || scalar.text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)))
}
