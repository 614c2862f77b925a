//! Columns and constraints of the catalog as parts of statements.

use super::Lower;
use crate::catalog::{
    Action, Column, Constraint, ConstraintKind, Deferral, ForeignKey, Identity, Table,
};
use crate::dialect::default::DefaultText;
use crate::dialect::{Autoincrement, Comments, ForeignKeys};
use crate::sql::Ident;
use crate::sql::types::Kind;
use crate::sql::value::Value;
use crate::stmt::{
    ColumnSpec, ComputedSpec, ConstraintBody, ConstraintSpec, ForeignKeySpec, Fragment,
    IdentitySpec, RowIdKey,
};

impl Lower<'_> {
    /// A column as CREATE TABLE and ADD COLUMN write it.
    pub(super) fn column_spec(&self, table: &Table, column: &Column) -> ColumnSpec {
        let computed = column
            .computed
            .as_ref()
            .map(|computed| ComputedSpec { sql: self.sql(&computed.sql), stored: computed.stored });
        let row_id_key = self.row_id_key(table, column);
        let ty = self.ty(&column.ty);
        let default =
            column.default.as_ref().map(|value| self.default(value, column)).unwrap_or_default();
        let clause = self.env.dialect.comments == Comments::Clause;
        let comment = column.comment.as_deref().filter(|_| clause);
        ColumnSpec {
            name: column.name.clone(),
            // A TIMESTAMP is NOT NULL on older servers unless NULL is written:
            // https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_explicit_defaults_for_timestamp
            null_word: ty.as_str().to_ascii_uppercase().starts_with("TIMESTAMP")
                && column.computed.is_none(),
            ty,
            collation: column.collation.as_ref().map(|name| self.collation(name)),
            default: default.default.map(Fragment::new),
            on_update: default.on_update.map(Fragment::new),
            comment: comment.map(|text| Fragment::new(self.env.dialect.quoted_text(text))),
            default_name: column.default_name.clone(),
            attributes: column.attributes.iter().map(|a| Fragment::new(a.as_str())).collect(),
            nullable: column.nullable,
            identity: match self.env.dialect.autoincrement {
                Autoincrement::RowId => None,
                _ => column.identity.as_ref().map(|identity| self.identity_spec(identity)),
            },
            computed,
            row_id_key,
        }
    }

    /// A collation, which some dialects write as a bare word.
    fn collation(&self, name: &Ident) -> Fragment {
        match self.env.dialect.comments {
            _ if self.env.dialect.quote_open == '[' => Fragment::new(name.as_str()),
            Comments::Statement | Comments::Simulated | Comments::Clause => {
                Fragment::new(self.env.dialect.quoted(name))
            }
        }
    }

    /// A default as the dialect wants it; what is wrong with it was reported when it was applied.
    pub(super) fn default(&self, value: &Value, column: &Column) -> DefaultText {
        let dialect = self.env.dialect;
        dialect
            .default_text(value, &column.ty, self.ty(&column.ty).as_str(), self.env.version)
            .unwrap_or_default()
    }

    /// The primary key that must stand at its column so that the column numbers the rows.
    pub(super) fn row_id_key(&self, table: &Table, column: &Column) -> Option<RowIdKey> {
        if self.env.dialect.autoincrement != Autoincrement::RowId || column.identity.is_none() {
            return None;
        }
        let (constraint, columns) = table.primary_key()?;
        let alone = matches!(columns, [only] if self.env.same(only, &column.name));
        let name = constraint.name.clone().filter(|_| constraint.named);
        (alone && column.ty.kind() == Some(Kind::Integer)).then_some(RowIdKey { name })
    }

    /// The columns that a foreign key refers to; where the statement must name them, those of
    /// the primary key when none were given.
    fn target_columns(&self, fk: &ForeignKey) -> Vec<Ident> {
        let said = !fk.target_columns.is_empty();
        if said || self.env.dialect.foreign_keys == ForeignKeys::Comparable {
            return fk.target_columns.clone();
        }
        let key = self.catalog.table(&fk.table).and_then(|table| table.primary_key());
        key.map(|(_, columns)| columns.to_vec()).unwrap_or_default()
    }

    /// An identity with its options in words.
    pub(super) fn identity_spec(&self, identity: &Identity) -> IdentitySpec {
        let sequence = &identity.sequence;
        let numbers = [
            ("START WITH", sequence.start),
            ("INCREMENT BY", sequence.increment),
            ("MINVALUE", sequence.min),
            ("MAXVALUE", sequence.max),
            ("CACHE", sequence.cache),
        ];
        let mut options: Vec<String> = numbers
            .into_iter()
            .filter_map(|(words, number)| number.map(|number| self.sequence_option(words, number)))
            .collect();
        options.extend(sequence.cycle.map(|cycles| self.cycle(cycles)));
        IdentitySpec {
            always: identity.always,
            options,
            start: sequence.start.unwrap_or(1),
            increment: sequence.increment.unwrap_or(1),
        }
    }

    /// A number of a sequence in words. A cache of one number is none.
    pub(super) fn sequence_option(&self, words: &str, number: i64) -> String {
        match (&self.env.dialect.objects.sequences, words, number) {
            (Some(facts), "CACHE", ..=1) => facts.no_cache.to_owned(),
            _ => format!("{words} {number}"),
        }
    }

    /// Whether a sequence begins again, in words.
    pub(super) fn cycle(&self, cycles: bool) -> String {
        let facts = self.env.dialect.objects.sequences.as_ref();
        if cycles { "CYCLE" } else { facts.map_or("NO CYCLE", |facts| facts.no_cycle) }.to_owned()
    }

    /// A foreign key's action in words, where it can be said.
    fn action(&self, action: Option<Action>) -> Option<&'static str> {
        let implied = self.env.dialect.implied_actions;
        action.filter(|action| !implied.contains(action)).map(Action::sql)
    }

    /// A constraint as CREATE TABLE and ADD CONSTRAINT write it.
    pub(super) fn constraint_spec(&self, constraint: &Constraint) -> ConstraintSpec {
        let body = match &constraint.kind {
            ConstraintKind::PrimaryKey(columns) => ConstraintBody::PrimaryKey(columns.clone()),
            ConstraintKind::Unique { columns, nulls_not_distinct } => ConstraintBody::Unique {
                columns: columns.clone(),
                nulls_not_distinct: *nulls_not_distinct,
            },
            ConstraintKind::ForeignKey(fk) => ConstraintBody::ForeignKey(ForeignKeySpec {
                columns: fk.columns.clone(),
                table: fk.table.clone(),
                target_columns: self.target_columns(fk),
                matching: fk.matching,
                on_delete: self.action(fk.on_delete),
                on_update: self.action(fk.on_update),
            }),
            ConstraintKind::Check(check) => ConstraintBody::Check(self.sql(&check.sql)),
            ConstraintKind::Exclusion(exclusion) => ConstraintBody::Exclude {
                method: exclusion.method.clone(),
                elements: exclusion
                    .elements
                    .iter()
                    .map(|element| {
                        let what = match (&element.column, &element.sql) {
                            (Some(column), _) => self.env.dialect.quoted(column),
                            (None, Some(sql)) => format!("({})", self.sql(sql)),
                            (None, None) => String::new(),
                        };
                        Fragment::new(format!("{what} WITH {}", element.operator))
                    })
                    .collect(),
                condition: exclusion.condition.as_ref().map(|sql| self.sql(sql)),
            },
        };
        ConstraintSpec {
            name: constraint.name.clone().filter(|_| constraint.named),
            body,
            deferral: constraint.deferral.and_then(deferral_words),
        }
    }
}

fn deferral_words(deferral: Deferral) -> Option<&'static str> {
    match (deferral.deferrable, deferral.initially_deferred) {
        (true, true) => Some("DEFERRABLE INITIALLY DEFERRED"),
        (true, false) => Some("DEFERRABLE"),
        (false, _) => Some("NOT DEFERRABLE"),
    }
}
