//! `remove_enum_value`: the way back of `add_enum_value`. It is no operation of the
//! format: what becomes of rows that have the value is nothing that a script can know,
//! so only a derived downgrade holds it, and it fails on the server while there are any.

use super::add_enum_value::AddEnumValue;
use super::enum_users;
use crate::catalog::{Catalog, Column, Object, ObjectKind, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0303, E0314};
use crate::env::Env;
use crate::lower::{Lower, enums};
use crate::ops::shape::SchemaRef;
use crate::ops::shape::type_spec::unknown_enum;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::types::EnumType;
use crate::sql::value::Value;
use crate::sql::{Ident, ObjName};

/// Takes a value out of an enum.
#[derive(Clone, Debug)]
pub struct RemoveEnumValue {
    /// The enum.
    pub name: Spanned<Ident>,
    /// Its schema.
    pub schema: SchemaRef,
    /// The value.
    pub value: Spanned<String>,
}

impl RemoveEnumValue {
    /// Reports E0314 where a default still is the value.
    fn check_defaults(&self, cx: &mut Apply<'_>, name: &ObjName) -> Option<()> {
        for table in enum_users::tables(cx, name) {
            let Some(table) = cx.catalog.table(&table).cloned() else { continue };
            let has = enum_users::columns(&table, name).find(|column| {
                column.default.as_ref().is_some_and(|default| is(default, &self.value))
            });
            if let Some(column) = has {
                let diagnostic = Diagnostic::error(
                    E0314,
                    format!(
                        "the value `{}` of the enum `{}` is still a default",
                        self.value.value,
                        name.shown()
                    ),
                )
                .at(self.value.span)
                .also(column.span, format!("of `{}`", table.name.shown()))
                .help("give that column another default first, or write the `downgrade:`");
                return cx.fail(diagnostic);
            }
        }
        Some(())
    }
}

fn is(default: &Value, value: &str) -> bool {
    match default {
        Value::Scalar { text, .. } => text == value,
        Value::List(items) => items.iter().any(|item| is(item, value)),
        _ => false,
    }
}

impl Operation for RemoveEnumValue {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = cx.qualify(&self.schema, &self.name);
        let Some(object) = cx.catalog.object(ObjectKind::Enum, &name).cloned() else {
            let diagnostic = unknown_enum(cx, &name, self.name.span);
            return cx.fail(diagnostic);
        };
        if !object.values.contains(&self.value.value) {
            return cx.fail(
                Diagnostic::error(
                    E0303,
                    format!("the enum `{}` has no value `{}`", name.shown(), self.value.value),
                )
                .at(self.value.span),
            );
        }
        self.check_defaults(cx, &name)?;
        let mut object = Object::clone(&object);
        object.values.retain(|value| *value != self.value.value);
        let new = EnumType { name: Some(name.clone()), values: object.values.clone() };
        cx.catalog.put_object(object);
        enum_users::follow(cx, &name, &new);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        let values = before.object(ObjectKind::Enum, &name).map(|o| o.values.clone());
        let values = values.unwrap_or_default();
        let at = values.iter().position(|value| *value == self.value.value);
        let span: Span = self.value.span;
        let next = at.and_then(|at| values.get(at + 1)).map(|v| Spanned::new(v.clone(), span));
        Inverse::one(AddEnumValue {
            name: self.name.clone(),
            schema: self.schema.clone(),
            value: self.value.clone(),
            before: next,
            after: None,
            if_not_exists: false,
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        let users: Vec<(Table, Vec<Column>)> = enum_users::known(lower.catalog, &name)
            .into_iter()
            .map(|table| {
                let columns = enum_users::columns(&table, &name).cloned().collect();
                (table, columns)
            })
            .collect();
        enums::remove_value(lower, &name, &users);
    }
}
