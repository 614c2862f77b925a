//! Constraints: at their column where they are of one column, else in the table's lists; with
//! their name where the compiler would not come to the same by itself.

use super::Writer;
use super::item::{Fields, Item};
use crate::catalog::{Action, Constraint, ConstraintKind, Deferral, Exclusion, ForeignKey, Table};
use crate::diag::Report;
use crate::dialect::AutomaticNames;
use crate::ops::Apply;
use crate::ops::shape::constraint::{ExcludeElementDef, TargetDef};
use crate::ops::shape::{CheckDef, ExcludeDef, ForeignKeyDef, KeyDef};
use crate::source::{FileId, Span, Spanned};
use crate::sql::Ident;

/// What is written at a column.
#[derive(Default)]
pub(super) struct AtColumn {
    pub primary_key: bool,
    pub unique: bool,
    pub index: bool,
    pub references: Option<Item>,
}

/// The constraints of a table, each in its place.
#[derive(Default)]
pub(super) struct Placed {
    /// By column, in the columns' order.
    pub at: Vec<AtColumn>,
    pub primary_key: Option<Item>,
    pub unique: Vec<Item>,
    pub foreign_keys: Vec<Item>,
    pub checks: Vec<Item>,
    pub exclude: Vec<Item>,
}

impl Writer<'_> {
    /// Places what `create_table` is to say; what it leaves to later is not among `constraints`.
    pub(super) fn place(&self, table: &Table, constraints: &[&Constraint]) -> Placed {
        // Where unnamed constraints are counted, the order in which they are made is in their names.
        let (placed, exact) = self.place_by(table, constraints, true);
        if exact { placed } else { self.place_by(table, constraints, false).0 }
    }

    /// The same; the flag says whether all unnamed constraints get the names that they have.
    fn place_by(&self, table: &Table, constraints: &[&Constraint], short: bool) -> (Placed, bool) {
        let mut placed = Placed { at: Vec::new(), ..Placed::default() };
        let mut so_far = Table { constraints: Vec::new(), ..table.clone() };
        let mut exact = true;
        let mut left: Vec<&Constraint> = Vec::new();
        for column in &table.columns {
            let mut at = AtColumn::default();
            for constraint in constraints {
                if *constraint.columns() != [column.name.clone()] {
                    continue;
                }
                let unnamed = self.needs_no_name(table, &so_far, constraint, &mut exact);
                let plain = unnamed && constraint.deferral.is_none();
                match &constraint.kind {
                    ConstraintKind::PrimaryKey(_) if plain => at.primary_key = true,
                    ConstraintKind::Unique { nulls_not_distinct: false, .. }
                        if plain && !at.unique =>
                    {
                        at.unique = true
                    }
                    ConstraintKind::ForeignKey(fk)
                        if short && fk.target_columns.len() == 1 && at.references.is_none() =>
                    {
                        at.references = Some(self.references(constraint, fk, table, unnamed));
                    }
                    _ => {
                        left.push(constraint);
                        continue;
                    }
                }
                so_far.constraints.push(Constraint::clone(constraint));
            }
            placed.at.push(at);
        }
        let several = |c: &&&Constraint| c.columns().len() != 1;
        left.extend(constraints.iter().filter(several).copied());
        left.sort_by_key(|constraint| sort_key(table, constraint, self.counts()));
        for constraint in left {
            let unnamed = self.needs_no_name(table, &so_far, constraint, &mut exact);
            so_far.constraints.push(Constraint::clone(constraint));
            let name = constraint.name.as_ref().filter(|_| !unnamed);
            let fields = Fields::new().maybe("name", name);
            match &constraint.kind {
                ConstraintKind::PrimaryKey(columns) => {
                    placed.primary_key = Some(key(fields, columns, false, constraint.deferral));
                }
                ConstraintKind::Unique { columns, nulls_not_distinct } => {
                    let item = key(fields, columns, *nulls_not_distinct, constraint.deferral);
                    placed.unique.push(item);
                }
                ConstraintKind::ForeignKey(fk) => {
                    let fields = self.foreign_key(fields, fk, table);
                    placed.foreign_keys.push(deferral(fields, constraint.deferral).into());
                }
                ConstraintKind::Check(check) => {
                    placed.checks.push(fields.put("sql", self.sql(&check.sql)).into());
                }
                ConstraintKind::Exclusion(exclusion) => {
                    placed.exclude.push(self.exclusion(fields, exclusion).into());
                }
            }
        }
        (placed, exact)
    }

    /// A constraint that is added to a table which is there already, as an operation of its own.
    pub(super) fn later(&self, table: &Table, constraint: &Constraint) -> Option<Item> {
        let mut exact = true;
        let mut so_far = table.clone();
        so_far.constraints.retain(|other| other != constraint);
        let unnamed = self.needs_no_name(table, &so_far, constraint, &mut exact);
        let name = constraint.name.as_ref().filter(|_| !unnamed);
        let fields = Fields::new().maybe("name", name).put("table", &table.name.name);
        let fields = self.in_schema(fields, &table.name);
        let (operation, fields) = match &constraint.kind {
            ConstraintKind::ForeignKey(fk) => {
                let fields = self.foreign_key(fields, fk, table);
                ("create_foreign_key", deferral(fields, constraint.deferral))
            }
            ConstraintKind::Check(check) => {
                ("create_check_constraint", fields.put("sql", self.sql(&check.sql)))
            }
            _ => return None,
        };
        Some(Item::operation(operation, fields.flag("not_valid", !constraint.validated)))
    }

    fn counts(&self) -> bool {
        matches!(self.env.dialect.automatic_names, AutomaticNames::Numbered { .. })
    }

    /// True where the name need not be written: it has none, or the one that it gets anyway.
    fn needs_no_name(
        &self,
        table: &Table,
        so_far: &Table,
        constraint: &Constraint,
        exact: &mut bool,
    ) -> bool {
        let Some(name) = &constraint.name else { return true };
        let (mut foreseen, named) = self.foreseen(table, constraint).unwrap_or((None, false));
        if let (false, AutomaticNames::Numbered { checks_by_table }) =
            (named, self.env.dialect.automatic_names)
        {
            let same = |a: &Ident, b: &Ident| self.env.same(a, b);
            foreseen = so_far.counted_name(&constraint.kind, checks_by_table, same);
            if constraint.named && !matches!(constraint.kind, ConstraintKind::PrimaryKey(_)) {
                return false; // An index that comes with it is named by it.
            }
            *exact &= foreseen.as_ref() == Some(name);
        }
        let taken = so_far.constraints.iter().any(|c| c.name.as_ref() == Some(name));
        foreseen.as_ref() == Some(name) && !taken
    }

    /// The name that an operation gives to such a constraint when none is written, and whether
    /// a script then writes it.
    fn foreseen(&self, table: &Table, constraint: &Constraint) -> Option<(Option<Ident>, bool)> {
        let span = Span::start_of(FileId(0));
        let spanned = |name: &Ident| Spanned::new(name.clone(), span);
        let mut catalog = crate::catalog::Catalog::new(self.env.dialect);
        let mut report = Report::default();
        let mut cx = Apply { catalog: &mut catalog, env: self.env, report: &mut report, span };
        let columns: Vec<_> = constraint.columns().iter().map(spanned).collect();
        let own = KeyDef {
            name: None,
            columns: columns.clone(),
            nulls_not_distinct: false,
            deferrable: None,
            initially: None,
        };
        let made = match &constraint.kind {
            ConstraintKind::PrimaryKey(_) => own.primary_key(&mut cx, &table.name),
            ConstraintKind::Unique { .. } => own.unique(&mut cx, &table.name),
            ConstraintKind::ForeignKey(fk) => ForeignKeyDef {
                name: None,
                columns,
                references: TargetDef::of(fk, span),
                on_delete: None,
                on_update: None,
                matching: None,
                deferrable: None,
                initially: None,
            }
            .resolve(&mut cx, &table.name),
            ConstraintKind::Check(check) => {
                CheckDef { name: None, sql: check.sql.clone(), column: None }
                    .resolve(&mut cx, &table.name)
            }
            ConstraintKind::Exclusion(exclusion) => {
                let elements = exclusion.elements.iter().map(|element| ExcludeElementDef {
                    column: element.column.as_ref().map(spanned),
                    sql: element.sql.clone(),
                    with: element.operator.clone(),
                });
                let elements = elements.collect();
                ExcludeDef { name: None, using: None, elements, condition: None }
                    .resolve(&mut cx, &table.name)
            }
        };
        made.map(|made| (made.name, made.named))
    }

    /// `references` at a column.
    fn references(
        &self,
        constraint: &Constraint,
        fk: &ForeignKey,
        table: &Table,
        unnamed: bool,
    ) -> Item {
        let fields = Fields::new()
            .maybe("name", constraint.name.as_ref().filter(|_| !unnamed))
            .put("table", &fk.table.name)
            .maybe("column", fk.target_columns.first())
            .maybe("schema", self.schema_beside(fk, table));
        deferral(actions(fields, fk), constraint.deferral).into()
    }

    fn foreign_key(&self, fields: Fields, fk: &ForeignKey, table: &Table) -> Fields {
        let target = Fields::new()
            .put("table", &fk.table.name)
            .list("columns", fk.target_columns.iter().map(Item::from).collect())
            .maybe("schema", self.schema_beside(fk, table));
        let fields = fields.put("columns", Item::names(&fk.columns)).put("references", target);
        actions(fields, fk)
    }

    /// The schema of a referenced table; without one it is looked for beside the table that refers.
    fn schema_beside(&self, fk: &ForeignKey, table: &Table) -> Option<Item> {
        let own = fk.table.schema.as_ref();
        match own == table.name.schema.as_ref() {
            true => None,
            false => match own {
                Some(schema) => Some(Item::from(schema)),
                None => self.env.dialect.programs.default_schema.map(Item::from),
            },
        }
    }

    fn exclusion(&self, fields: Fields, exclusion: &Exclusion) -> Fields {
        let elements = exclusion.elements.iter().map(|element| {
            let fields = Fields::new()
                .maybe("column", element.column.as_ref())
                .maybe("sql", element.sql.as_ref().map(|sql| self.sql(sql)))
                .put("with", element.operator.as_str());
            Item::Map(fields)
        });
        fields
            .maybe("using", exclusion.method.as_deref())
            .list("elements", elements.collect())
            .maybe("where", exclusion.condition.as_ref().map(|sql| self.sql(sql)))
    }
}

/// A key as a list of columns, or as a mapping where there is more to say.
fn key(fields: Fields, columns: &[Ident], nulls: bool, when: Option<Deferral>) -> Item {
    let columns = Item::names(columns);
    if fields.entries().is_empty() && !nulls && when.is_none() {
        return columns;
    }
    deferral(fields.put("columns", columns).flag("nulls_not_distinct", nulls), when).into()
}

fn deferral(fields: Fields, deferral: Option<Deferral>) -> Fields {
    let Some(deferral) = deferral else { return fields };
    fields
        .put("deferrable", deferral.deferrable)
        .maybe("initially", deferral.initially_deferred.then_some("deferred"))
}

fn actions(fields: Fields, fk: &ForeignKey) -> Fields {
    let word = |action: Action| action.sql().to_lowercase().replace(' ', "_");
    fields
        .maybe("on_delete", fk.on_delete.map(word))
        .maybe("on_update", fk.on_update.map(word))
        .maybe("match", fk.matching.map(str::to_lowercase))
}

/// Where a constraint stands among those of its table: by kind, then by the places of its columns, then
/// by name; where names are counted, those come first that were.
fn sort_key(table: &Table, constraint: &Constraint, counted: bool) -> impl Ord + use<> {
    let kind = match &constraint.kind {
        ConstraintKind::PrimaryKey(_) => 0,
        ConstraintKind::Unique { .. } => 1,
        ConstraintKind::ForeignKey(_) => 2,
        ConstraintKind::Check(_) => 3,
        ConstraintKind::Exclusion(_) => 4,
    };
    let place = |name: &Ident| table.columns.iter().position(|column| column.name == *name);
    let counted = counted && !constraint.named;
    let places: Vec<_> = match counted {
        true => Vec::new(),
        false => constraint.columns().iter().map(place).collect(),
    };
    let name = constraint.name.clone();
    let length = name.as_ref().filter(|_| counted).map_or(0, |name| name.as_str().len());
    (kind, !counted, length, places, name)
}
