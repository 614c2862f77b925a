//! The operations, one file each, grouped by family.
//!
//! In: an operation of a revision and the schema at that point. Out: the schema
//! after it, the operations that undo it, and the statements that do it. An
//! operation is registered once, below; its key in YAML, its file and its struct
//! have the same name.

mod apply;
pub mod columns;
pub mod constraints;
pub mod data;
mod entry;
pub mod indexes;
mod json_schema;
pub mod keyable;
pub mod keys;
pub mod other;
pub mod programs;
pub mod shape;
mod sql_names;
pub mod tables;

pub use apply::{Apply, find_constraint, part_of};
pub use entry::{Broken, DialectList, Entry};
pub use json_schema::SubEntry;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::catalog::Catalog;
use crate::env::Env;
use crate::lower::Lower;
use crate::sql::ObjName;
use crate::syntax::schema::with_short_form;

/// What an operation can do; nothing has a default.
pub trait Operation {
    /// One step of the simulation. Reports what is wrong; none means that the
    /// operation failed, and whatever it wrote is taken back.
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()>;

    /// The operations that undo it, given the schema before it.
    fn invert(&self, before: &Catalog, env: &Env) -> Inverse;

    /// What it reads and writes.
    fn touches(&self, env: &Env) -> Touches;

    /// Pushes the statements that do it; called after [`apply`](Self::apply).
    fn lower(&self, lower: &mut Lower<'_>);
}

/// How an operation is undone.
#[derive(Clone, Debug)]
pub enum Inverse {
    /// By these, in this order.
    Ops(Vec<Op>),
    /// Not by the compiler, for this reason, and this is the way out.
    Impossible {
        /// Why not.
        why: String,
        /// What to write instead.
        help: String,
    },
}

impl Inverse {
    /// Undone by one operation.
    pub fn one(op: impl Into<Op>) -> Self {
        Inverse::Ops(vec![op.into()])
    }

    /// Nothing to undo.
    pub fn nothing() -> Self {
        Inverse::Ops(Vec::new())
    }

    /// Not by the compiler.
    pub fn impossible(why: impl Into<String>) -> Self {
        Inverse::Impossible {
            why: why.into(),
            help: "write the `downgrade:` of this revision yourself, or `downgrade: {irreversible: <reason>}`"
                .to_owned(),
        }
    }
}

/// What an operation reads and writes, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    /// Tables and objects that must be there.
    pub reads: Vec<ObjName>,
    /// Tables and objects that are made, changed or taken away.
    pub writes: Vec<ObjName>,
}

impl Touches {
    /// Writes one object.
    pub fn writes(name: ObjName) -> Self {
        Touches { reads: Vec::new(), writes: vec![name] }
    }
}

macro_rules! operations {
    ($($key:literal $op:ident $path:path;)* internal $($own:literal $inner:ident $inner_path:path;)*) => {
        $(use $path;)*
        $(use $inner_path;)*

        /// An operation.
        #[derive(Clone, Debug)]
        pub enum Op {
            $(#[doc = concat!("`", $key, "`")] $op(Box<$op>),)*
            $(#[doc = concat!("`", $own, "`, which only derived downgrades hold")] $inner(Box<$inner>),)*
            /// An operation that could not be read.
            Broken(Broken),
        }

        /// Every operation's key.
        pub const KEYS: &[&str] = &[$($key),*];

        $(impl From<$op> for Op {
            fn from(op: $op) -> Op {
                Op::$op(Box::new(op))
            }
        })*

        $(impl From<$inner> for Op {
            fn from(op: $inner) -> Op {
                Op::$inner(Box::new(op))
            }
        })*

        /// The JSON Schema of every operation that a file may hold, by its key.
        fn schemas(generator: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
            vec![$(($key, {
                let mut schema = <$op as JsonSchema>::json_schema(generator);
                with_short_form::<$op>(&mut schema);
                schema
            })),*]
        }

        /// What every operation that a file may hold is read as.
        #[cfg(test)]
        fn shapes() -> Vec<(&'static str, crate::syntax::schema::Shape)> {
            vec![$(($key, crate::syntax::schema::Shape::of::<$op>())),*]
        }

        impl Op {
            /// The key in YAML.
            pub fn key(&self) -> &'static str {
                match self {
                    $(Op::$op(_) => $key,)*
                    $(Op::$inner(_) => $own,)*
                    Op::Broken(_) => "",
                }
            }

            /// The behaviour.
            pub fn operation(&self) -> &dyn Operation {
                match self {
                    $(Op::$op(op) => op.as_ref(),)*
                    $(Op::$inner(op) => op.as_ref(),)*
                    Op::Broken(op) => op,
                }
            }

            /// Reads the operation behind a key; none for a key of no operation.
            ///
            /// # Errors
            /// Whatever is wrong with the operation's shape.
            fn decode<E: serde::de::Error>(
                here: &crate::syntax::Here,
                key: &str,
                pair: &(crate::syntax::Node, crate::syntax::Node),
            ) -> Result<Option<Op>, E> {
                Ok(Some(match key {
                    $($key => Op::$op(here.decode_entry(pair)?),)*
                    _ => return Ok(None),
                }))
            }
        }
    };
}

operations! {
    "create_table" CreateTable tables::create_table::CreateTable;
    "drop_table" DropTable tables::drop_table::DropTable;
    "rename_table" RenameTable tables::rename_table::RenameTable;
    "create_table_comment" CreateTableComment tables::create_table_comment::CreateTableComment;
    "drop_table_comment" DropTableComment tables::drop_table_comment::DropTableComment;
    "alter_table" AlterTable tables::alter_table::AlterTable;
    "add_column" AddColumn columns::add_column::AddColumn;
    "drop_column" DropColumn columns::drop_column::DropColumn;
    "alter_column" AlterColumn columns::alter_column::AlterColumn;
    "create_index" CreateIndex indexes::create_index::CreateIndex;
    "drop_index" DropIndex indexes::drop_index::DropIndex;
    "rename_index" RenameIndex indexes::rename_index::RenameIndex;
    "create_primary_key" CreatePrimaryKey constraints::create_primary_key::CreatePrimaryKey;
    "create_unique_constraint" CreateUniqueConstraint constraints::create_unique_constraint::CreateUniqueConstraint;
    "create_foreign_key" CreateForeignKey constraints::create_foreign_key::CreateForeignKey;
    "create_check_constraint" CreateCheckConstraint constraints::create_check_constraint::CreateCheckConstraint;
    "create_exclude_constraint" CreateExcludeConstraint constraints::create_exclude_constraint::CreateExcludeConstraint;
    "validate_constraint" ValidateConstraint constraints::validate_constraint::ValidateConstraint;
    "drop_constraint" DropConstraint constraints::drop_constraint::DropConstraint;
    "rename_constraint" RenameConstraint constraints::rename_constraint::RenameConstraint;
    "bulk_insert" BulkInsert data::bulk_insert::BulkInsert;
    "update" Update data::update::Update;
    "delete" Delete data::delete::Delete;
    "execute" Execute data::execute::Execute;
    "attach_partition" AttachPartition tables::attach_partition::AttachPartition;
    "detach_partition" DetachPartition tables::detach_partition::DetachPartition;
    "create_sequence" CreateSequence other::create_sequence::CreateSequence;
    "alter_sequence" AlterSequence other::alter_sequence::AlterSequence;
    "drop_sequence" DropSequence other::drop_sequence::DropSequence;
    "create_extension" CreateExtension other::create_extension::CreateExtension;
    "drop_extension" DropExtension other::drop_extension::DropExtension;
    "grant" Grant other::grant::Grant;
    "revoke" Revoke other::revoke::Revoke;
    "create_schema" CreateSchema other::create_schema::CreateSchema;
    "drop_schema" DropSchema other::drop_schema::DropSchema;
    "create_enum" CreateEnum other::create_enum::CreateEnum;
    "drop_enum" DropEnum other::drop_enum::DropEnum;
    "rename_enum" RenameEnum other::rename_enum::RenameEnum;
    "add_enum_value" AddEnumValue other::add_enum_value::AddEnumValue;
    "rename_enum_value" RenameEnumValue other::rename_enum_value::RenameEnumValue;
    "create_view" CreateView programs::create_view::CreateView;
    "replace_view" ReplaceView programs::replace_view::ReplaceView;
    "drop_view" DropView programs::drop_view::DropView;
    "create_materialized_view" CreateMaterializedView programs::create_materialized_view::CreateMaterializedView;
    "refresh_materialized_view" RefreshMaterializedView programs::refresh_materialized_view::RefreshMaterializedView;
    "drop_materialized_view" DropMaterializedView programs::drop_materialized_view::DropMaterializedView;
    "create_function" CreateFunction programs::create_function::CreateFunction;
    "replace_function" ReplaceFunction programs::replace_function::ReplaceFunction;
    "drop_function" DropFunction programs::drop_function::DropFunction;
    "create_procedure" CreateProcedure programs::create_procedure::CreateProcedure;
    "replace_procedure" ReplaceProcedure programs::replace_procedure::ReplaceProcedure;
    "drop_procedure" DropProcedure programs::drop_procedure::DropProcedure;
    "create_trigger" CreateTrigger programs::create_trigger::CreateTrigger;
    "drop_trigger" DropTrigger programs::drop_trigger::DropTrigger;
    "set_role" SetRole other::set_role::SetRole;
    "reset_role" ResetRole other::reset_role::ResetRole;
internal
    "remove_enum_value" RemoveEnumValue other::remove_enum_value::RemoveEnumValue;
}
