//! A schema as the operations that make it, in the revision format.
//!
//! In: a catalog. Out: a [`Document`], which is read back like any list of operations: what is
//! written into a file, printed as SQL, or compared is this one list. Everything is for the one
//! dialect of the catalog. Knows no files and no revisions.
//!
//! The order of things is stable (`order`), and what can be said in several ways is said in
//! one (`settled`): the same schema gives the same bytes, whatever led there.

mod again;
mod column;
mod constraint;
mod item;
mod json;
mod object;
mod options;
mod order;
pub mod plain;
mod settled;
mod spelled;
mod table;
mod yaml;

pub use again::{Recreated, differences, read};
pub use item::{Fields, Item};
pub use settled::settled;

use crate::catalog::{Catalog, Constraint, ObjectKind, Table};
use crate::dialect::AlterConstraint;
use crate::env::Env;
use crate::ops::tables::create_table::CreateTable;
use crate::sql::ObjName;
use order::{Made, Order};

/// Operations as a revision writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Each a mapping with the operation's key.
    pub operations: Vec<Item>,
}

impl Document {
    /// The operations that make a schema in an empty database.
    pub fn of(catalog: &Catalog, env: &Env) -> Document {
        let catalog = &settled(catalog, env);
        Writer { catalog, env }.document()
    }

    /// As YAML: a sequence of operations.
    pub fn yaml(&self) -> String {
        yaml::sequence(&self.operations)
    }

    /// As the revision that [`read`] reads.
    pub fn revision(&self) -> String {
        let gap = if self.operations.is_empty() { " " } else { "\n" };
        format!("revision: schema\ndown_revision: null\nupgrade:{gap}{}", self.yaml())
    }

    /// As JSON: the same sequence.
    pub fn json(&self) -> String {
        json::array(&self.operations)
    }
}

/// True for a table that no document makes, for its columns are not known: SQL that was not
/// understood made it, or others own it.
pub fn is_left_out(table: &Table, env: &Env) -> bool {
    let unsayable = || !table::sayable(table, env) || options::item(&table.options, env).is_none();
    !table.complete && (table.columns.is_empty() || unsayable())
}

/// Writes down a catalog.
struct Writer<'a> {
    catalog: &'a Catalog,
    env: &'a Env,
}

impl Writer<'_> {
    fn document(&self) -> Document {
        let Order { things, circles } = order::order(self.catalog, self.env);
        let later = |name: &ObjName| -> &[usize] {
            circles.iter().find(|(own, _)| own == name).map_or(&[], |(_, places)| places)
        };
        let in_place = self.env.dialect.alter_constraint == AlterConstraint::Rebuild;
        let mut operations = Vec::new();
        let mut last_table = 0;
        for thing in &things {
            match thing {
                Made::Table(table) => {
                    let later: Vec<&Constraint> = later(&table.name)
                        .iter()
                        .filter_map(|place| table.constraints.get(*place))
                        .collect();
                    // Where a key cannot be added to a table, the table says it though what it
                    // refers to is yet to come.
                    operations.extend(match in_place && !later.is_empty() {
                        true => self.spelled(CreateTable::of(table), &table.name),
                        false => self.table(table, &later),
                    });
                    last_table = operations.len();
                }
                Made::Object(object) => operations.extend(self.object(object)),
            }
        }
        if !in_place {
            let mut keys = Vec::new();
            for (name, places) in &circles {
                let Some(table) = self.catalog.table(name) else { continue };
                let constraints = places.iter().filter_map(|place| table.constraints.get(*place));
                keys.extend(constraints.filter_map(|c| self.later(table, c)));
            }
            operations.splice(last_table..last_table, keys);
        }
        let sequences = self.catalog.objects(ObjectKind::Sequence);
        operations.extend(sequences.into_iter().filter_map(|object| self.sequence_owner(object)));
        operations.extend(self.grants());
        Document { operations }
    }

    /// With `schema`, where it is not the configured one.
    fn in_schema(&self, fields: Fields, name: &ObjName) -> Fields {
        fields.maybe("schema", self.env.own_schema(name))
    }

    fn is_enum(&self, name: &ObjName) -> bool {
        self.catalog.object(ObjectKind::Enum, name).is_some()
    }
}
