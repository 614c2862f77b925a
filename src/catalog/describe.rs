//! A catalog in words: one line a fact, sorted, without places. Two schemas are the
//! same when their descriptions are.

use std::fmt::Write;

use super::{Catalog, Column, Constraint, Grant, Index, IndexTarget, Object, Program, Table};
use crate::dialect::DialectName;
use crate::sql::value::SqlExpr;

impl Catalog {
    /// Every table and object with all that belongs to it.
    pub fn describe(&self, dialect: DialectName) -> String {
        let mut lines: Vec<String> = Vec::new();
        for table in self.tables.values() {
            describe_table(table, dialect, &mut lines);
        }
        lines.extend(self.objects.values().map(|object| describe_object(object)));
        for ((on, key), grants) in &self.grants {
            lines.extend(grants.iter().map(|grant| {
                let Grant { privilege, grantee, grantable } = grant;
                let (on, name) = (on.name(), key.0.shown());
                format!("grant {privilege} on {on} {name} to {grantee:?} grantable {grantable}")
            }));
        }
        lines.sort();
        lines.join("\n")
    }
}

fn describe_table(table: &Table, dialect: DialectName, lines: &mut Vec<String>) {
    let name = table.name.shown();
    let open = if table.complete { "" } else { ", not fully known" };
    let comment =
        table.comment.as_ref().map(|text| format!(", comment {text:?}")).unwrap_or_default();
    let options = [table.options.before.join(" "), table.options.after.join(" ")].join(" ");
    lines.push(format!("table {name}{open}{comment} {}", options.trim()).trim_end().to_owned());
    if let Some(partition) = &table.partition {
        lines.push(format!("table {name}: partition {}", partition.bounds));
        lines.push(format!("table {name}: of {}", partition.parent.shown()));
    }
    for (at, column) in table.columns.iter().enumerate() {
        lines.push(format!("table {name}: column {at:03} {}", describe_column(column, dialect)));
    }
    for constraint in &table.constraints {
        lines.push(format!("table {name}: {}", describe_constraint(constraint, dialect)));
    }
    for index in &table.indexes {
        lines.push(format!("table {name}: {}", describe_index(index, dialect)));
    }
}

fn describe_column(column: &Column, dialect: DialectName) -> String {
    let mut text = format!("{} {}", column.name.as_str(), column.ty.shown());
    if !column.nullable {
        text.push_str(" not null");
    }
    if let Some(default) = &column.default {
        let _ = write!(
            text,
            " default {}",
            match default {
                crate::sql::value::Value::Sql(sql) => format!("({})", sql_text(sql, dialect)),
                other => other.to_json(),
            }
        );
    }
    if let Some(identity) = &column.identity {
        let _ = write!(text, " {identity:?}");
    }
    if let Some(computed) = &column.computed {
        let _ =
            write!(text, " as ({}) stored {}", sql_text(&computed.sql, dialect), computed.stored);
    }
    if let Some(comment) = &column.comment {
        let _ = write!(text, " comment {comment:?}");
    }
    if let Some(collation) = &column.collation {
        let _ = write!(text, " collate {}", collation.as_str());
    }
    text
}

fn describe_constraint(constraint: &Constraint, dialect: DialectName) -> String {
    use super::ConstraintKind as K;
    let name = constraint.name.as_ref().map_or("unnamed", |name| name.as_str());
    let body = match &constraint.kind {
        K::PrimaryKey(columns) => format!("{columns:?}"),
        K::Unique { columns, nulls_not_distinct } => {
            format!("{columns:?} nulls not distinct {nulls_not_distinct}")
        }
        K::ForeignKey(fk) => format!("{fk:?}"),
        K::Check(check) => format!("({})", sql_text(&check.sql, dialect)),
        K::Exclusion(exclusion) => {
            let condition = exclusion.condition.as_ref().map(|sql| sql_text(sql, dialect));
            let elements: Vec<String> = exclusion
                .elements
                .iter()
                .map(|e| {
                    let sql = e.sql.as_ref().map(|sql| sql_text(sql, dialect));
                    format!("{:?} {sql:?} {}", e.column, e.operator)
                })
                .collect();
            format!("{:?} {elements:?} {condition:?}", exclusion.method)
        }
    };
    let validated = if constraint.validated { "" } else { " not valid" };
    format!("{} {name} {body} {:?}{validated}", constraint.kind_name(), constraint.deferral)
}

fn describe_index(index: &Index, dialect: DialectName) -> String {
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| {
            let target = match &part.target {
                IndexTarget::Column(name) => name.as_str().to_owned(),
                IndexTarget::Expression(sql) => format!("({})", sql_text(sql, dialect)),
            };
            format!(
                "{target} {} {:?} {:?} {:?}",
                part.descending, part.nulls_first, part.ops, part.length
            )
        })
        .collect();
    let condition = index.condition.as_ref().map(|sql| sql_text(sql, dialect));
    format!(
        "index {} unique {} {parts:?} where {condition:?} {:?} {:?} {} {:?} {:?} {:?}",
        index.name.as_str(),
        index.unique,
        index.method,
        index.include,
        index.nulls_not_distinct,
        index.with,
        index.tablespace,
        index.rest
    )
}

fn describe_object(object: &Object) -> String {
    let (kind, name) = (object.kind.name(), object.shown());
    let made = match &object.program {
        Program::None => format!("{:?}", object.definition),
        Program::View(view) => format!("{:?} {:?} {:?}", view.columns, view.query, view.check),
        Program::Routine(routine) => format!("{routine:?}"),
        Program::Trigger(trigger) => format!("{trigger:?}"),
    };
    let indexes: Vec<&str> = object.indexes.iter().map(|index| index.name.as_str()).collect();
    let mut text = format!(
        "{kind} {name} {:?} {made} on {:?} {:?} {indexes:?} {:?}",
        object.values, object.depends_on, object.on, object.comments
    );
    if let Some(sequence) = &object.sequence {
        let _ = write!(text, " {:?} owned by {:?}", sequence.options, sequence.owner);
    }
    text
}

fn sql_text(sql: &SqlExpr, dialect: DialectName) -> String {
    sql.pick(dialect).map_or_else(String::new, |text| text.as_str().trim().to_owned())
}
