//! Statements on columns.

use super::Fragment;
use crate::sql::{Ident, ObjName};

/// A column in CREATE TABLE or ADD COLUMN.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: Fragment,
    /// Its collation.
    pub collation: Option<Fragment>,
    /// Its default.
    pub default: Option<Fragment>,
    /// The name of the default, where defaults are constraints.
    pub default_name: Option<Ident>,
    /// Whether it may be null.
    pub nullable: bool,
    /// How it numbers itself.
    pub identity: Option<IdentitySpec>,
    /// The expression that it is computed by.
    pub computed: Option<ComputedSpec>,
    /// The primary key, where it must stand at the column.
    pub row_id_key: Option<RowIdKey>,
    /// True where NULL must be written, because leaving it out means something else.
    pub null_word: bool,
    /// What an UPDATE sets it to, where the dialect has that.
    pub on_update: Option<Fragment>,
    /// What else must be said of it.
    pub attributes: Vec<Fragment>,
    /// Its comment, where that is a clause of the definition.
    pub comment: Option<Fragment>,
}

/// Where a column goes.
#[derive(Clone, Debug)]
pub enum Place {
    /// Before all others.
    First,
    /// Behind this one.
    After(Ident),
}

/// GENERATED … AS IDENTITY.
#[derive(Clone, Debug)]
pub struct IdentitySpec {
    /// ALWAYS rather than BY DEFAULT.
    pub always: bool,
    /// The sequence's options, in order.
    pub options: Vec<String>,
    /// The first number.
    pub start: i64,
    /// The step.
    pub increment: i64,
}

/// A computed column's expression.
#[derive(Clone, Debug)]
pub struct ComputedSpec {
    /// The expression.
    pub sql: Fragment,
    /// Kept on disk.
    pub stored: bool,
}

/// A primary key that must stand at its only column, so that it is the row's number.
#[derive(Clone, Debug)]
pub struct RowIdKey {
    /// The constraint's name.
    pub name: Option<Ident>,
}

/// ADD COLUMN.
#[derive(Clone, Debug)]
pub struct AddColumn {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: ColumnSpec,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// Constraints that stand at the column, where the table takes them only there.
    pub inline: Vec<super::ConstraintSpec>,
    /// Indexes that must be there as soon as the column is.
    pub keys: Vec<super::CreateIndex>,
    /// Where it goes; last where nothing is said.
    pub place: Option<Place>,
}

/// DROP COLUMN.
#[derive(Clone, Debug)]
pub struct DropColumn {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// IF EXISTS.
    pub if_exists: bool,
    /// CASCADE.
    pub cascade: bool,
    /// Keys that can go only together with the column.
    pub keys: Vec<super::DropConstraint>,
}

/// A column with its whole definition.
#[derive(Clone, Debug)]
pub struct RedefineColumn {
    /// The table.
    pub table: ObjName,
    /// The name that it has, where it gets another.
    pub from: Option<Ident>,
    /// All of its definition.
    pub column: ColumnSpec,
}

/// RENAME COLUMN.
#[derive(Clone, Debug)]
pub struct RenameColumn {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub from: Ident,
    /// Its new name.
    pub to: Ident,
}

/// ALTER COLUMN … TYPE.
#[derive(Clone, Debug)]
pub struct AlterColumnType {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// Its new type.
    pub ty: Fragment,
    /// Its new collation.
    pub collation: Option<Fragment>,
    /// How values that are there become values of the new type.
    pub using: Option<Fragment>,
}

/// ALTER COLUMN with type and nullability restated.
#[derive(Clone, Debug)]
pub struct RestateColumn {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// Its type.
    pub ty: Fragment,
    /// Its collation.
    pub collation: Option<Fragment>,
    /// Whether it may be null.
    pub nullable: bool,
}

/// MODIFY with the properties that change, and only those.
#[derive(Clone, Debug)]
pub struct ModifyProperties {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// Its new type.
    pub ty: Option<Fragment>,
    /// Its new collation.
    pub collation: Option<Fragment>,
    /// Its new default; `NULL` takes it away.
    pub default: Option<Fragment>,
    /// Its new way of numbering itself.
    pub identity: Option<IdentitySpec>,
    /// Whether it may be null from now on.
    pub nullable: Option<bool>,
}

/// SET NOT NULL or DROP NOT NULL.
#[derive(Clone, Debug)]
pub struct SetNullable {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// Whether it may be null.
    pub nullable: bool,
}

/// SET DEFAULT.
#[derive(Clone, Debug)]
pub struct SetDefault {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// The default.
    pub default: Fragment,
    /// Its name, where defaults are constraints.
    pub name: Option<Ident>,
}

/// DROP DEFAULT.
#[derive(Clone, Debug)]
pub struct DropDefault {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// Its name, where defaults are constraints; the script asks the catalog when it is not known.
    pub name: Option<Ident>,
    /// The table as a text literal, for that question.
    pub table_literal: Fragment,
    /// The column as a text literal, for that question.
    pub column_literal: Fragment,
}

/// ADD GENERATED … AS IDENTITY.
#[derive(Clone, Debug)]
pub struct AddIdentity {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// The identity.
    pub identity: IdentitySpec,
}

/// DROP IDENTITY.
#[derive(Clone, Debug)]
pub struct DropIdentity {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
}

/// The numbering goes on behind the highest number that is there.
#[derive(Clone, Debug)]
pub struct RestartIdentity {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// The table as a text literal.
    pub table_literal: Fragment,
    /// The column as a text literal.
    pub column_literal: Fragment,
    /// The number that it starts with where there is no row.
    pub start: i64,
    /// The distance between numbers; negative where they go down.
    pub increment: i64,
}

/// COMMENT ON COLUMN.
#[derive(Clone, Debug)]
pub struct CommentOnColumn {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// The comment as a literal; none takes it away.
    pub comment: Option<Fragment>,
    /// True when there is one already.
    pub had: bool,
}
