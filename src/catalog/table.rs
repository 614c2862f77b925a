//! Tables, columns and indexes.

use crate::catalog::{Constraint, ConstraintKind, ForeignKey};
use crate::source::Span;
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: ObjName,
    /// Its columns in order.
    pub columns: Vec<Column>,
    /// Its constraints in the order in which they were made.
    pub constraints: Vec<Constraint>,
    /// Its indexes in the order in which they were made.
    pub indexes: Vec<Index>,
    /// Its comment.
    pub comment: Option<String>,
    /// What the dialect's own clauses said when it was made.
    pub options: TableOptions,
    /// The table that it is a partition of.
    pub partition: Option<Partition>,
    /// False when columns may exist that the compiler has not seen.
    pub complete: bool,
    /// False when nothing that was seen made it, or when what was to take it away has failed.
    pub made: bool,
    /// Columns of which an operation has failed: what comes after it may count on them as they
    /// would have been.
    pub doubtful: Vec<Ident>,
    /// Where it was made.
    pub span: Span,
}

/// The clauses of CREATE TABLE that only one dialect knows, as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Between CREATE and TABLE, such as `UNLOGGED`.
    pub before: Vec<String>,
    /// Behind the closing parenthesis, in order.
    pub after: Vec<String>,
}

/// A table's place in a partitioned table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The partitioned table.
    pub parent: ObjName,
    /// `FOR VALUES …` or `DEFAULT`, as it is written.
    pub bounds: String,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: Type,
    /// True when it may be null.
    pub nullable: bool,
    /// Its default.
    pub default: Option<Value>,
    /// The name of the default, where defaults are constraints.
    pub default_name: Option<Ident>,
    /// How it numbers itself.
    pub identity: Option<Identity>,
    /// The expression that it is computed by.
    pub computed: Option<ComputedColumn>,
    /// Its comment.
    pub comment: Option<String>,
    /// Its collation.
    pub collation: Option<Ident>,
    /// What raw SQL said of it besides, which a new definition must say again: `INVISIBLE`.
    pub attributes: Vec<String>,
    /// Where it was made.
    pub span: Span,
}

/// How a column numbers itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// True for GENERATED ALWAYS.
    pub always: bool,
    /// The sequence behind it.
    pub sequence: SequenceOptions,
}

/// The options of a sequence; none is the server's default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SequenceOptions {
    /// START WITH.
    pub start: Option<i64>,
    /// INCREMENT BY.
    pub increment: Option<i64>,
    /// MINVALUE.
    pub min: Option<i64>,
    /// MAXVALUE.
    pub max: Option<i64>,
    /// CACHE.
    pub cache: Option<i64>,
    /// CYCLE.
    pub cycle: Option<bool>,
}

/// A computed column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputedColumn {
    /// The expression.
    pub sql: SqlExpr,
    /// True when the value is kept on disk.
    pub stored: bool,
}

/// An index.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// Its name.
    pub name: Ident,
    /// Its parts in order.
    pub parts: Vec<IndexPart>,
    /// True when no two rows may agree.
    pub unique: bool,
    /// The condition of a partial index.
    pub condition: Option<SqlExpr>,
    /// The access method.
    pub method: Option<String>,
    /// Columns that are carried along.
    pub include: Vec<Ident>,
    /// True when nulls count as equal.
    pub nulls_not_distinct: bool,
    /// Storage parameters.
    pub with: Vec<(String, String)>,
    /// Its tablespace.
    pub tablespace: Option<Ident>,
    /// What raw SQL said of it besides, as it is written behind all else.
    pub rest: Vec<String>,
    /// Where it was made.
    pub span: Span,
}

/// One part of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPart {
    /// What is indexed.
    pub target: IndexTarget,
    /// True for DESC.
    pub descending: bool,
    /// True for NULLS FIRST, false for NULLS LAST.
    pub nulls_first: Option<bool>,
    /// The operator class.
    pub ops: Option<String>,
    /// The length of a prefix.
    pub length: Option<u32>,
}

/// What an index part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexTarget {
    /// A column.
    Column(Ident),
    /// An expression.
    Expression(SqlExpr),
}

impl Table {
    /// True for a table of PostgreSQL that has the columns of others besides its own.
    /// <https://www.postgresql.org/docs/current/ddl-inherit.html>
    pub fn inherits(&self) -> bool {
        let word = |clause: &String| clause.get(..8).map(str::to_ascii_uppercase);
        self.options.after.iter().any(|clause| word(clause).as_deref() == Some("INHERITS"))
    }

    /// True where a primary key, a unique constraint or a unique index is on just these columns, in
    /// whatever order.
    pub fn is_key(&self, columns: &[Ident], same: impl Fn(&Ident, &Ident) -> bool) -> bool {
        let fits = |key: &[&Ident]| {
            key.len() == columns.len() && columns.iter().all(|c| key.iter().any(|k| same(k, c)))
        };
        let constraints = self.constraints.iter().filter_map(|c| match &c.kind {
            ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique { columns: key, .. } => {
                Some(key.iter().collect())
            }
            _ => None,
        });
        let indexes = self.indexes.iter().filter_map(Index::key);
        constraints.chain(indexes).any(|key: Vec<&Ident>| fits(&key))
    }

    /// A table that nothing but its name is known of.
    pub fn unseen(name: ObjName, span: Span) -> Self {
        Table {
            name,
            columns: Vec::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            comment: None,
            options: TableOptions::default(),
            partition: None,
            complete: false,
            made: false,
            doubtful: Vec::new(),
            span,
        }
    }

    /// True for a table that has partitions, or may have.
    pub fn is_partitioned(&self) -> bool {
        self.options.after.iter().any(|clause| {
            clause
                .split_ascii_whitespace()
                .take(2)
                .map(str::to_ascii_uppercase)
                .eq(["PARTITION", "BY"])
        })
    }

    /// A name in this table's schema.
    pub fn sibling(&self, name: &Ident) -> ObjName {
        ObjName::new(self.name.schema.clone(), name.clone())
    }

    /// The foreign keys with the constraints that they are.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&Constraint, &ForeignKey)> {
        self.constraints.iter().filter_map(|constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(fk) => Some((constraint, fk)),
            _ => None,
        })
    }

    /// The primary key's constraint and columns.
    pub fn primary_key(&self) -> Option<(&Constraint, &[Ident])> {
        self.constraints.iter().find_map(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(columns) => Some((constraint, columns.as_slice())),
            _ => None,
        })
    }

    /// A column, where both names are compared with `same`.
    pub fn column(&self, name: &Ident, same: impl Fn(&Ident, &Ident) -> bool) -> Option<&Column> {
        self.columns.iter().find(|column| same(&column.name, name))
    }

    /// The names of the columns in order.
    pub fn column_names(&self) -> Vec<Ident> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Gives a column another name wherever this table speaks of it by name.
    pub fn rename_column(&mut self, from: &Ident, to: &Ident) {
        let rename = |name: &mut Ident| {
            if name == from {
                *name = to.clone();
            }
        };
        self.columns.iter_mut().for_each(|column| rename(&mut column.name));
        let own = self.name.clone();
        for constraint in &mut self.constraints {
            constraint.columns_mut().iter_mut().for_each(rename);
            if let ConstraintKind::ForeignKey(fk) = &mut constraint.kind
                && fk.table == own
            {
                fk.target_columns.iter_mut().for_each(rename);
            }
        }
        for index in &mut self.indexes {
            index.include.iter_mut().for_each(rename);
            for part in &mut index.parts {
                if let IndexTarget::Column(column) = &mut part.target {
                    rename(column);
                }
            }
        }
    }
}

impl Column {
    /// A nullable column with a name and a type and nothing else.
    pub fn new(name: Ident, ty: Type, span: Span) -> Self {
        Column {
            name,
            ty,
            nullable: true,
            default: None,
            default_name: None,
            identity: None,
            computed: None,
            comment: None,
            collation: None,
            attributes: Vec::new(),
            span,
        }
    }
}

impl Index {
    /// Its columns in order, where it holds nothing else.
    pub fn columns(&self) -> Option<Vec<&Ident>> {
        let columns = self.parts.iter().map(|part| match &part.target {
            IndexTarget::Column(name) => Some(name),
            IndexTarget::Expression(_) => None,
        });
        columns.collect()
    }

    /// The columns that no two rows agree in for its sake: it is unique, of all rows, and holds
    /// nothing but columns.
    pub fn key(&self) -> Option<Vec<&Ident>> {
        self.columns().filter(|_| self.unique && self.condition.is_none())
    }

    /// True when one of its parts or carried columns is this column, or when an
    /// expression or the condition may speak of it.
    pub fn uses(&self, column: &Ident, mentions: impl Fn(&SqlExpr, &Ident) -> bool) -> bool {
        self.include.contains(column)
            || self.condition.as_ref().is_some_and(|sql| mentions(sql, column))
            || self.parts.iter().any(|part| match &part.target {
                IndexTarget::Column(name) => name == column,
                IndexTarget::Expression(sql) => mentions(sql, column),
            })
    }
}
