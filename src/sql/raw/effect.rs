//! What a statement does to a schema, as neutral data.
//!
//! Filled by the readers, applied by whoever keeps a schema. Names are as written,
//! unquoted but not folded; expressions are the user's text. Has no behaviour.

/// One part of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NamePart {
    /// The name without its quotes.
    pub text: String,
    /// True where it stood in quotes, so that its case counts.
    pub quoted: bool,
}

/// A name with what qualifies it, outermost first; never empty.
pub type NamePath = Vec<NamePart>;

/// What could be made of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Understood {
    /// It changes the schema like this, in this order.
    Effects(Vec<Effect>),
    /// It leaves the schema alone.
    NoSchemaEffect,
    /// It may change the schema in ways that were not understood.
    Opaque {
        /// The objects that it seems to name, each once.
        names: Vec<NamePath>,
    },
}

/// Kinds of named objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// A table.
    Table,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
    /// An index.
    Index,
    /// A sequence.
    Sequence,
    /// A schema.
    Schema,
    /// A type, enums included.
    Type,
    /// A domain.
    Domain,
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// A trigger.
    Trigger,
    /// An extension.
    Extension,
}

/// One change of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// CREATE TABLE, in whatever form.
    CreateTable(Box<TableDef>),
    /// DROP of one object.
    Drop {
        /// What it is.
        kind: ObjectKind,
        /// Its name.
        name: NamePath,
        /// The table that was named with an index or a trigger.
        on: Option<NamePath>,
        /// The text between the parentheses behind a routine's name; none where there are none.
        arguments: Option<String>,
        /// IF EXISTS was written.
        if_exists: bool,
        /// CASCADE was written.
        cascade: bool,
    },
    /// An object gets another name.
    Rename {
        /// What it is; a table where the statement says TABLE though it may be a view.
        kind: ObjectKind,
        /// Its name.
        name: NamePath,
        /// The table that was named with an index.
        on: Option<NamePath>,
        /// The new name; qualified only where it moves to that schema.
        to: NamePath,
    },
    /// An object moves to another schema.
    SetSchema {
        /// What it is.
        kind: ObjectKind,
        /// Its name.
        name: NamePath,
        /// The schema that it moves to.
        schema: NamePart,
    },
    /// A new column.
    AddColumn {
        /// The table.
        table: NamePath,
        /// The column.
        column: Box<ColumnDef>,
        /// IF NOT EXISTS was written.
        if_not_exists: bool,
        /// Where it goes when not to the end.
        position: Option<Position>,
    },
    /// A column goes.
    DropColumn {
        /// The table.
        table: NamePath,
        /// The column.
        column: NamePart,
        /// IF EXISTS was written.
        if_exists: bool,
        /// CASCADE was written.
        cascade: bool,
    },
    /// A column gets another name.
    RenameColumn {
        /// The table.
        table: NamePath,
        /// The old name.
        from: NamePart,
        /// The new name.
        to: NamePart,
    },
    /// One facet of a column changes.
    AlterColumn {
        /// The table.
        table: NamePath,
        /// The column.
        column: NamePart,
        /// What changes.
        change: ColumnChange,
    },
    /// A column's definition is written again.
    RedefineColumn {
        /// The table.
        table: NamePath,
        /// The column as it is named so far; the definition may rename it.
        column: NamePart,
        /// The new definition.
        definition: Box<ColumnDef>,
        /// What becomes of that which the definition does not say.
        restated: Restated,
        /// Where it goes when it moves.
        position: Option<Position>,
    },
    /// A new table constraint.
    AddConstraint {
        /// The table.
        table: NamePath,
        /// The constraint.
        constraint: ConstraintDef,
    },
    /// A constraint goes.
    DropConstraint {
        /// The table.
        table: NamePath,
        /// Which one.
        which: Dropped,
        /// IF EXISTS was written.
        if_exists: bool,
        /// CASCADE was written.
        cascade: bool,
    },
    /// A constraint gets another name.
    RenameConstraint {
        /// The table.
        table: NamePath,
        /// The old name.
        from: NamePart,
        /// The new name.
        to: NamePart,
    },
    /// A NOT VALID constraint is validated.
    ValidateConstraint {
        /// The table.
        table: NamePath,
        /// The constraint.
        name: NamePart,
    },
    /// A new index.
    CreateIndex(Box<IndexDef>),
    /// A new view, or another query for an old one.
    CreateView(Box<ViewDef>),
    /// A new trigger.
    CreateTrigger {
        /// Its name.
        name: NamePath,
        /// The table or view that it is on; none where it is on the database.
        table: Option<NamePath>,
        /// OR REPLACE or OR ALTER was written.
        or_replace: bool,
        /// IF NOT EXISTS was written.
        if_not_exists: bool,
        /// The whole statement.
        sql: String,
    },
    /// A new function or procedure.
    CreateRoutine {
        /// [`ObjectKind::Function`] or [`ObjectKind::Procedure`].
        kind: ObjectKind,
        /// Its name.
        name: NamePath,
        /// The text between the parentheses behind the name; none where there are none.
        arguments: Option<String>,
        /// OR REPLACE or OR ALTER was written.
        or_replace: bool,
        /// The whole statement.
        sql: String,
    },
    /// A new sequence.
    CreateSequence {
        /// Its name.
        name: NamePath,
        /// IF NOT EXISTS was written.
        if_not_exists: bool,
        /// What was said of it.
        options: SequenceOptions,
    },
    /// A sequence changes.
    AlterSequence {
        /// Its name.
        name: NamePath,
        /// What was said of it.
        options: SequenceOptions,
    },
    /// A new schema.
    CreateSchema {
        /// Its name.
        name: NamePart,
        /// IF NOT EXISTS was written.
        if_not_exists: bool,
    },
    /// A new enum type.
    CreateEnum {
        /// Its name.
        name: NamePath,
        /// Its values in order.
        values: Vec<String>,
    },
    /// An enum type grows.
    AddEnumValue {
        /// The type.
        name: NamePath,
        /// The new value.
        value: String,
        /// IF NOT EXISTS was written.
        if_not_exists: bool,
        /// True and the value before which it goes, or false and the one after which.
        beside: Option<(bool, String)>,
    },
    /// An enum value gets another name.
    RenameEnumValue {
        /// The type.
        name: NamePath,
        /// The old value.
        from: String,
        /// The new value.
        to: String,
    },
    /// A new type of another kind.
    CreateType {
        /// Its name.
        name: NamePath,
        /// OR REPLACE was written.
        or_replace: bool,
    },
    /// A new domain.
    CreateDomain {
        /// Its name.
        name: NamePath,
        /// The type below it.
        type_text: String,
    },
    /// A new extension.
    CreateExtension {
        /// Its name.
        name: NamePart,
        /// IF NOT EXISTS was written.
        if_not_exists: bool,
        /// The schema that its objects go to.
        schema: Option<NamePart>,
    },
    /// A comment on an object.
    Comment {
        /// What it is on; [`ObjectKind::Table`] for columns.
        kind: ObjectKind,
        /// Its name; a column's path ends with the column.
        name: NamePath,
        /// True where the last part of the name is a column.
        column: bool,
        /// The text; none takes it away.
        text: Option<String>,
    },
}

/// A table as CREATE TABLE says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableDef {
    /// Its name.
    pub name: NamePath,
    /// Its columns, as far as they are spelled out.
    pub columns: Vec<ColumnDef>,
    /// Its table constraints.
    pub constraints: Vec<ConstraintDef>,
    /// Indexes that are written inside the parentheses.
    pub indexes: Vec<IndexDef>,
    /// IF NOT EXISTS was written.
    pub if_not_exists: bool,
    /// It is gone with the session.
    pub temporary: bool,
    /// It has columns that are not spelled out here: AS SELECT, LIKE, OF, INHERITS, a module.
    pub more_columns: bool,
    /// The tables that those columns come from, where they are named.
    pub from: Vec<NamePath>,
    /// A comment among the table options.
    pub comment: Option<String>,
    /// The text behind the closing parenthesis; empty when there is none.
    pub options: String,
}

/// A column as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnDef {
    /// Its name.
    pub name: NamePart,
    /// Its type as written; empty where there is none.
    pub type_text: String,
    /// NULL or NOT NULL, where one was written.
    pub nullable: Option<bool>,
    /// The default's expression.
    pub default: Option<String>,
    /// The name of the default, where it is a constraint.
    pub default_name: Option<NamePart>,
    /// Keys, checks and foreign keys that are written on the column; they name its column themselves.
    pub constraints: Vec<ConstraintDef>,
    /// It numbers itself.
    pub identity: Option<Identity>,
    /// It is computed.
    pub generated: Option<Generated>,
    /// Its collation.
    pub collate: Option<NamePath>,
    /// Its character set.
    pub charset: Option<String>,
    /// Its comment.
    pub comment: Option<String>,
    /// What an UPDATE sets it to.
    pub on_update: Option<String>,
    /// What else is said of it where a new definition must say it again: INVISIBLE, SRID.
    pub attributes: Vec<String>,
}

/// How a column numbers itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// GENERATED ALWAYS AS IDENTITY, with the text of its options.
    Always(String),
    /// GENERATED BY DEFAULT AS IDENTITY, with the text of its options.
    ByDefault(String),
    /// IDENTITY, with the text between its parentheses.
    Seeded(String),
    /// AUTO_INCREMENT or AUTOINCREMENT.
    AutoIncrement,
}

/// A computed column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The expression.
    pub sql: String,
    /// STORED or PERSISTED, or VIRTUAL, where one was written.
    pub stored: Option<bool>,
}

/// What ALTER COLUMN changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnChange {
    /// SET DEFAULT.
    SetDefault(String),
    /// DROP DEFAULT.
    DropDefault,
    /// SET NOT NULL.
    SetNotNull,
    /// DROP NOT NULL.
    DropNotNull,
    /// SET DATA TYPE, with the text of USING.
    SetType {
        /// The new type.
        type_text: String,
        /// How old values become new ones.
        using: Option<String>,
    },
    /// ADD GENERATED … AS IDENTITY.
    AddIdentity(Identity),
    /// DROP IDENTITY.
    DropIdentity,
    /// DROP EXPRESSION.
    DropExpression,
}

/// What a repeated column definition leaves of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restated {
    /// Nothing but keys and constraints: what is not said is lost.
    Everything,
    /// All but type, collation and nullability.
    TypeAndNull,
    /// Everything that is not said.
    OnlyStated,
}

/// Where a column goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// Behind this one.
    After(NamePart),
}

/// Which constraint goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// The one of this name, of whatever kind.
    Named(NamePart),
    /// The foreign key of this name.
    ForeignKey(NamePart),
    /// The check of this name.
    Check(NamePart),
    /// The unique key on these columns.
    Unique(Vec<NamePart>),
    /// The primary key.
    PrimaryKey,
}

/// A key, check or foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintDef {
    /// Its name, where it has one.
    pub name: Option<NamePart>,
    /// What it demands.
    pub kind: ConstraintKind,
    /// DEFERRABLE or NOT DEFERRABLE, where one was written.
    pub deferrable: Option<bool>,
    /// INITIALLY DEFERRED or IMMEDIATE, where one was written.
    pub initially_deferred: Option<bool>,
    /// NOT VALID, NOT ENFORCED, NOVALIDATE or WITH NOCHECK was written.
    pub not_valid: bool,
}

/// What a constraint demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// PRIMARY KEY.
    PrimaryKey(Vec<KeyPart>),
    /// UNIQUE.
    Unique {
        /// Its columns.
        columns: Vec<KeyPart>,
        /// NULLS NOT DISTINCT was written.
        nulls_not_distinct: bool,
    },
    /// FOREIGN KEY or REFERENCES.
    ForeignKey(ForeignKey),
    /// CHECK, with the text between its parentheses.
    Check(String),
    /// EXCLUDE, with the text behind that word.
    Exclude(String),
    /// A key that takes over an index.
    UsingIndex {
        /// PRIMARY KEY rather than UNIQUE.
        primary: bool,
        /// The index.
        index: NamePart,
    },
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its columns.
    pub columns: Vec<NamePart>,
    /// The table that it refers to.
    pub table: NamePath,
    /// The columns that it refers to; empty for the primary key.
    pub references: Vec<NamePart>,
    /// ON DELETE.
    pub on_delete: Option<RefAction>,
    /// ON UPDATE.
    pub on_update: Option<RefAction>,
    /// MATCH, in capitals.
    pub matching: Option<String>,
}

/// What a foreign key does when the row that it refers to goes or changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefAction {
    /// NO ACTION.
    NoAction,
    /// RESTRICT.
    Restrict,
    /// CASCADE.
    Cascade,
    /// SET NULL.
    SetNull,
    /// SET DEFAULT.
    SetDefault,
}

/// One part of a key or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPart {
    /// The whole part as written.
    pub text: String,
    /// The column, where the part is a column rather than an expression.
    pub column: Option<NamePart>,
    /// The part without its order and operator class.
    pub value: String,
    /// DESC was written.
    pub descending: bool,
    /// NULLS FIRST or LAST, where one was written.
    pub nulls_first: Option<bool>,
    /// What else stands behind the value: a collation, an operator class, a prefix length.
    pub extra: String,
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexDef {
    /// Its name; none where the server chooses one.
    pub name: Option<NamePath>,
    /// Its table.
    pub table: NamePath,
    /// Its parts.
    pub parts: Vec<KeyPart>,
    /// UNIQUE was written.
    pub unique: bool,
    /// IF NOT EXISTS was written.
    pub if_not_exists: bool,
    /// CONCURRENTLY was written.
    pub concurrently: bool,
    /// The access method behind USING, or FULLTEXT, SPATIAL, CLUSTERED … before INDEX.
    pub method: Option<String>,
    /// Columns behind INCLUDE.
    pub include: Vec<NamePart>,
    /// The condition of a partial index.
    pub condition: Option<String>,
    /// NULLS NOT DISTINCT was written.
    pub nulls_not_distinct: bool,
    /// Storage parameters, where they are pairs.
    pub with: Vec<(String, String)>,
    /// The tablespace.
    pub tablespace: Option<NamePart>,
    /// Further clauses that say what the index is, as written.
    pub rest: Vec<String>,
}

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewDef {
    /// Its name.
    pub name: NamePath,
    /// It keeps its rows.
    pub materialized: bool,
    /// OR REPLACE or OR ALTER was written, or it is an ALTER VIEW.
    pub or_replace: bool,
    /// IF NOT EXISTS was written.
    pub if_not_exists: bool,
    /// It is gone with the session.
    pub temporary: bool,
    /// The names of its columns, where they are written.
    pub columns: Vec<NamePart>,
    /// The text behind AS.
    pub query: String,
    /// True when nothing but the columns and the query is said of it.
    pub plain: bool,
    /// The tables and views that the query reads.
    pub reads: Vec<NamePath>,
}

/// What is said of a sequence; what is not said is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SequenceOptions {
    /// START WITH.
    pub start: Option<String>,
    /// RESTART WITH; empty for RESTART alone.
    pub restart: Option<String>,
    /// INCREMENT BY.
    pub increment: Option<String>,
    /// MINVALUE; empty for NO MINVALUE.
    pub min: Option<String>,
    /// MAXVALUE; empty for NO MAXVALUE.
    pub max: Option<String>,
    /// CACHE; empty for NO CACHE.
    pub cache: Option<String>,
    /// CYCLE or NO CYCLE.
    pub cycle: Option<bool>,
    /// AS type.
    pub type_text: Option<String>,
    /// OWNED BY table and column; empty for NONE.
    pub owned_by: Option<NamePath>,
}
