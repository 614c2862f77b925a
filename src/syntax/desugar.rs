//! `alter_table`'s operations, written out: each gets the `table` that it omits.
//!
//! In: the tree of an operation list. Out: the same with complete operations, so that
//! no operation needs to know that it can stand inside `alter_table`.

use crate::diag::{Diagnostic, Report, codes, suggest};
use crate::syntax::node::{Kind, Node};

/// What may stand inside `alter_table`, with the key that a scalar in its place
/// stands for.
pub const SUB_OPERATIONS: &[(&str, Option<&str>)] = &[
    ("add_column", None),
    ("drop_column", Some("column")),
    ("alter_column", None),
    ("create_index", None),
    ("drop_index", Some("name")),
    ("rename_index", None),
    ("create_primary_key", None),
    ("create_unique_constraint", None),
    ("create_foreign_key", None),
    ("create_check_constraint", None),
    ("create_exclude_constraint", None),
    ("validate_constraint", Some("name")),
    ("drop_constraint", Some("name")),
    ("rename_constraint", None),
    ("create_table_comment", Some("comment")),
    ("drop_table_comment", None),
];

/// What may stand beside the operation's own key.
const BESIDE: &[&str] = &["only", "except", "note", "lint_ignore"];

/// Writes out the `alter_table` operations of a list, also those in `effects`.
///
/// Reports operations that cannot stand there (E0109) and those that name another
/// table (E0110). A list that is none, or holds anything else, stays as it is: what
/// is wrong with it is found when it is decoded.
pub fn desugar(list: &mut Node, report: &mut Report) {
    let Kind::Sequence(operations) = &mut list.kind else { return };
    for operation in operations {
        if let Some(body) = operation.get_mut("alter_table") {
            alter_table(body, report);
        }
        if let Some(effects) = operation.get_mut("execute").and_then(|e| e.get_mut("effects")) {
            desugar(effects, report);
        }
    }
}

fn alter_table(body: &mut Node, report: &mut Report) {
    // Without a name there is nothing to pass on; the missing key is reported later.
    let Some(name) = body.get("name").filter(|name| name.as_str().is_some()).cloned() else {
        return;
    };
    let table = Table { schema: body.get("schema").filter(|s| !s.is_null()).cloned(), name };
    let mut elsewhere = false;
    if let Some(Kind::Sequence(operations)) = body.get_mut("operations").map(|n| &mut n.kind) {
        for operation in operations {
            elsewhere |= table.complete_all(operation, report);
        }
    }
    if elsewhere && let Some(Kind::Scalar(name)) = body.get_mut("name").map(|name| &mut name.kind) {
        // What is left of the operation is not to be taken for the whole.
        name.faulty = true;
    }
}

/// The table that is altered.
struct Table {
    name: Node,
    schema: Option<Node>,
}

impl Table {
    /// Completes one element of the list; true when it is about another table. One that cannot stand
    /// there is marked as faulty, and gets its table for what it may have been meant to be.
    fn complete_all(&self, operation: &mut Node, report: &mut Report) -> bool {
        let Kind::Mapping(pairs) = &mut operation.kind else { return false };
        let find = |kind: &str| SUB_OPERATIONS.iter().find(|(known, _)| *known == kind);
        // What is misspelt beside an operation is found when it is decoded.
        let is_known = pairs.iter().any(|(key, _)| key.as_str().and_then(find).is_some());
        let before = report.len();
        for (key, value) in pairs {
            let Some(kind) = key.as_str().filter(|kind| !BESIDE.contains(kind)) else { continue };
            if let Some((kind, short)) = find(kind) {
                self.complete(kind, *short, value, report);
            } else if !is_known {
                report.push(stranger(kind).at(key.span));
                self.complete_stranger(value);
                if let Kind::Scalar(key) = &mut key.kind {
                    key.faulty = true;
                }
                return false;
            }
        }
        report.len() > before
    }

    /// Gives its table to what is no operation that can stand here.
    fn complete_stranger(&self, value: &mut Node) {
        let scalar = value.clone();
        match &mut value.kind {
            Kind::Mapping(_) => {}
            kind => *kind = Kind::Mapping(vec![(Node::plain("", scalar.span), scalar)]),
        }
        self.complete("", None, value, &mut Report::default());
    }

    /// Gives an operation its table.
    fn complete(&self, kind: &str, short: Option<&str>, value: &mut Node, report: &mut Report) {
        match short {
            _ if value.is_null() => value.kind = Kind::Mapping(Vec::new()),
            Some(key) if value.as_str().is_some() => {
                let scalar = value.clone();
                value.kind = Kind::Mapping(vec![(Node::plain(key, scalar.span), scalar)]);
            }
            _ => {}
        }
        // Where keys are missed if it has none of its own.
        let place = value.span;
        for (key, given) in [("table", Some(&self.name)), ("schema", self.schema.as_ref())] {
            match (value.get(key), given) {
                (None, None) => {}
                (None, Some(given)) => {
                    if let Kind::Mapping(pairs) = &mut value.kind {
                        pairs.push((Node::plain(key, place), given.clone()));
                    }
                }
                (Some(own), Some(given)) if own.as_str() == given.as_str() => {}
                (Some(own), _) => {
                    let fault = elsewhere(kind, key).at(own.span);
                    report.push(fault.also(self.name.span, "this table is altered"));
                }
            }
        }
    }
}

fn stranger(kind: &str) -> Diagnostic {
    let known = || SUB_OPERATIONS.iter().map(|(name, _)| *name);
    let list: Vec<String> = known().map(|name| format!("`{name}`")).collect();
    let message = format!("`{kind}` cannot stand inside `alter_table`");
    Diagnostic::error(codes::E0109, message).help(
        suggest::did_you_mean(kind, known())
            .unwrap_or_else(|| format!("what can: {}", list.join(", "))),
    )
}

fn elsewhere(kind: &str, key: &str) -> Diagnostic {
    let message = format!("`{kind}` inside `alter_table` names another {key}");
    Diagnostic::error(codes::E0110, message)
        .help(format!("leave `{key}` out, or move the operation out of `alter_table`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::node;

    fn written_out(text: &str) -> (Node, Vec<(&'static str, String)>) {
        let mut report = Report::default();
        let mut list = node::parse(FileId(0), text, &mut report).expect("a tree");
        desugar(&mut list, &mut report);
        let faults = report.sorted().into_iter().map(|fault| {
            let span = fault.primary.as_ref().expect("a place").span;
            (fault.code.as_str(), text[span.start as usize..span.end as usize].to_owned())
        });
        let faults = faults.collect();
        (list, faults)
    }

    fn shown(node: &Node) -> String {
        match &node.kind {
            Kind::Scalar(scalar) => scalar.text.clone(),
            Kind::Sequence(nodes) => {
                format!("[{}]", nodes.iter().map(shown).collect::<Vec<_>>().join(", "))
            }
            Kind::Mapping(pairs) => {
                let pairs = pairs.iter().map(|(k, v)| format!("{}: {}", shown(k), shown(v)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[test]
    fn operations_get_their_table() {
        let text = "- alter_table:\n    name: jobs\n    schema: crm\n    operations:\n      \
            - add_column: {column: {name: a}}\n        only: postgres\n      \
            - drop_column: email\n      - drop_index: ix\n      - drop_table_comment:\n      \
            - drop_constraint: {name: ck, table: jobs}\n";
        let (list, faults) = written_out(text);
        assert_eq!(faults, []);
        let operations =
            list.as_sequence().and_then(|l| l[0].get("alter_table")?.get("operations"));
        assert_eq!(
            operations.map(shown).as_deref(),
            Some(
                "[{add_column: {column: {name: a}, table: jobs, schema: crm}, only: postgres}, \
                 {drop_column: {column: email, table: jobs, schema: crm}}, \
                 {drop_index: {name: ix, table: jobs, schema: crm}}, \
                 {drop_table_comment: {table: jobs, schema: crm}}, \
                 {drop_constraint: {name: ck, table: jobs, schema: crm}}]"
            )
        );
        let table = operations.and_then(|l| l.as_sequence()?[1].get("drop_column")?.get("table"));
        let span = table.map(|node| node.span).expect("a table");
        assert_eq!(&text[span.start as usize..span.end as usize], "jobs");
    }

    #[test]
    fn effects_are_written_out_too() {
        let text = "- execute: {sql: x, effects: [{alter_table: {name: t, operations: [drop_column: a]}}]}";
        assert!(shown(&written_out(text).0).contains("{column: a, table: t}"));
    }

    #[test]
    fn other_tables_and_other_operations_are_refused() {
        let (list, faults) = written_out(
            "- alter_table: {name: t, operations: [{drop_column: {column: a, table: u}}, \
             {drop_index: {name: i, schema: s}}, {execute: x}, {add_colum: {}}, {drop_column: b}]}",
        );
        let faults: Vec<_> = faults.iter().map(|(code, place)| (*code, place.as_str())).collect();
        assert_eq!(
            faults,
            [("E0110", "u"), ("E0110", "s"), ("E0109", "execute"), ("E0109", "add_colum")]
        );
        assert!(list.is_faulty());
    }

    #[test]
    fn what_is_no_operation_list_is_left_alone() {
        for text in [
            "a",
            "[a, [b], {alter_table: c}, {alter_table: {name: [], operations: d}}]",
            "[{alter_table: {name: t, operations: [a, {}, {drop_column: [x]}]}}]",
        ] {
            assert_eq!(written_out(text).1, [], "{text}");
        }
    }
}
