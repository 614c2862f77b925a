//! The simulation's side of an operation: the live catalog, and the look-ups and
//! checks that operations share, with their diagnostics.

use std::sync::Arc;

use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, Gone, Object, ObjectKind, Table,
};
use crate::diag::codes::{
    E0301, E0302, E0303, E0304, E0340, E0401, E0402, E0403, E0404, E0405, E0406, E0407,
};
use crate::diag::{Code, Diagnostic, Level, Missing, Part, Report, suggest};
use crate::dialect::default::DefaultShape;
use crate::dialect::{AutomaticNames, DefaultExpression, NameRule};
use crate::env::Env;
use crate::source::{Span, Spanned};
use crate::sql::naming::{self, Named};
use crate::sql::raw;
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};
use crate::syntax::SourceText;

use super::shape::SchemaRef;

/// What an operation sees while it is applied.
pub struct Apply<'a> {
    /// The schema as it is; to be changed.
    pub catalog: &'a mut Catalog,
    /// What the compile is for.
    pub env: &'a Env,
    /// Where faults go.
    pub report: &'a mut Report,
    /// Where the operation stands.
    pub span: Span,
}

impl Apply<'_> {
    /// A name in its schema.
    pub fn qualify(&self, schema: &SchemaRef, name: &Ident) -> ObjName {
        self.env.qualify(schema.get(), name)
    }

    /// Takes in a diagnostic and fails the operation.
    pub fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.report.push(diagnostic);
        None
    }

    /// Where the operation stands, as the end of something.
    pub fn gone(&self, renamed_to: Option<ObjName>) -> Gone {
        Gone { span: self.span, renamed_to }
    }

    /// The table of this name. One that others own, or that may have been made by what
    /// was not understood, is taken on trust.
    ///
    /// Reports E0301 where it does not exist at this point.
    pub fn table(&mut self, schema: &SchemaRef, name: &Spanned<Ident>) -> Option<Arc<Table>> {
        let full = self.qualify(schema, name);
        self.table_named(&full, name.span, E0301)
    }

    /// The table or materialized view of this name, as far as indexes go.
    ///
    /// Reports E0301 where it does not exist at this point.
    pub fn indexed(&mut self, schema: &SchemaRef, name: &Spanned<Ident>) -> Option<Arc<Table>> {
        match self.catalog.indexed(&self.qualify(schema, name)) {
            Some(found) => Some(found),
            None => self.table(schema, name),
        }
    }

    /// The same by its full name, with the code for when it is missing.
    pub fn table_named(&mut self, name: &ObjName, span: Span, code: Code) -> Option<Arc<Table>> {
        if let Some(table) = self.catalog.table(name) {
            return Some(Arc::clone(table));
        }
        if self.catalog.is_opaque(name) || self.env.is_external(name) {
            self.catalog.put_table(Table::unseen(name.clone(), span));
            return self.catalog.table(name).map(Arc::clone);
        }
        let diagnostic = self.missing_table(name, span, code);
        if !self.excused(diagnostic) {
            return None;
        }
        self.catalog.make_opaque(name);
        self.catalog.put_table(Table::unseen(name.clone(), span));
        self.catalog.table(name).map(Arc::clone)
    }

    /// The table of this name, unless it is there on trust alone: then it may as well not be.
    pub fn standing(&self, name: &ObjName) -> Option<&Arc<Table>> {
        let trusted = self.catalog.is_opaque(name) || self.env.is_external(name);
        self.catalog.table(name).filter(|table| !trusted || !table.columns.is_empty())
    }

    /// Reports what is missing: an error, or a warning once SQL has run that may have made
    /// anything. True when it is only a warning.
    pub(super) fn excused(&mut self, mut diagnostic: Diagnostic) -> bool {
        let Some(span) = self.catalog.wild() else {
            self.report.push(diagnostic);
            return false;
        };
        let known = |other: &Diagnostic| {
            other.message == diagnostic.message && other.secondary.iter().any(|l| l.span == span)
        };
        if self.report.iter().any(known) {
            return true; // An operation may look at the same thing twice.
        }
        diagnostic.level = Level::Warning;
        diagnostic.missing = None;
        self.report.push(
            diagnostic
                .also(span, "unless this made it")
                .help("say what that SQL does with `effects:`"),
        );
        true
    }

    fn missing_table(&self, name: &ObjName, span: Span, code: Code) -> Diagnostic {
        let message = match code {
            E0301 => format!("there is no table `{}` at this point", name.shown()),
            _ => format!("the referenced table `{}` does not exist yet", name.shown()),
        };
        let diagnostic = self.missing(name, span, code, message);
        match self.catalog.view(name) {
            Some(view) => diagnostic.also(view.span, "there is a view of this name").help(
                "a view is changed with `replace_view` and dropped with `drop_view`; rows go through `execute`",
            ),
            None => diagnostic,
        }
    }

    /// The diagnostic for a table or view that is not there: where it went, where it comes
    /// from later, or what may have been meant.
    pub fn missing(&self, name: &ObjName, span: Span, code: Code, message: String) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(code, message).at(span);
        if let Some(gone) = self.catalog.gone(name) {
            return match &gone.renamed_to {
                Some(new) => diagnostic
                    .also(gone.span, format!("it was renamed to `{}` here", new.shown()))
                    .help(format!("write `{}`", new.name.as_str())),
                None => diagnostic.also(gone.span, "it was dropped here"),
            };
        }
        let schema = name.schema.as_ref().map(Ident::as_str);
        diagnostic = diagnostic.missing(Missing::named(Part::Table, schema, name.name.as_str()));
        let mut names: Vec<&str> =
            self.catalog.tables().map(|table| table.name.name.as_str()).collect();
        let views = [ObjectKind::View, ObjectKind::MaterializedView];
        let views = views.into_iter().flat_map(|kind| self.catalog.objects(kind));
        let views: Vec<_> = views.map(|view| view.name.name.as_str()).collect();
        names.extend(views.into_iter().filter(|view| *view != name.name.as_str()));
        names.sort_unstable();
        let elsewhere = self.catalog.tables().find(|t| t.name.name == name.name);
        if let Some(table) = elsewhere {
            let shown = table.name.shown();
            diagnostic = diagnostic.help(match &table.name.schema {
                _ if table.name == *name => "there is a table of this name".to_owned(),
                Some(schema) => {
                    format!("there is a table `{shown}`; write `schema: {}`", schema.as_str())
                }
                None => format!("there is a table `{shown}`; leave `schema` out"),
            });
        }
        diagnostic.help_if(suggest::did_you_mean(name.name.as_str(), names))
    }

    /// A column of a table; `Some(None)` where the table is not fully known.
    ///
    /// Reports E0302 where it does not exist at this point.
    pub fn column(&mut self, table: &Table, name: &Spanned<Ident>) -> Option<Option<Column>> {
        match table.column(name, |a, b| self.env.same(a, b)) {
            Some(column) => Some(Some(column.clone())),
            None if !table.complete || self.doubts(table, name) => Some(None),
            None => {
                let diagnostic = self.missing_column(table, name, E0302);
                self.excused(diagnostic).then_some(None)
            }
        }
    }

    /// The diagnostic for a column that a table does not have.
    pub fn missing_column(&self, table: &Table, name: &Spanned<Ident>, code: Code) -> Diagnostic {
        let shown = table.name.shown();
        let names = table.columns.iter().map(|column| column.name.as_str());
        let mut diagnostic = Diagnostic::error(
            code,
            format!("the table `{shown}` has no column `{}`", name.as_str()),
        )
        .at(name.span)
        .missing(part_of(table, Part::Column, name));
        let near = suggest::did_you_mean(name.as_str(), names.clone());
        if near.is_none() {
            let mut others: Vec<String> = self
                .catalog
                .tables()
                .filter(|t| t.column(name, |a, b| self.env.same(a, b)).is_some())
                .map(|t| format!("`{}`", t.name.shown()))
                .collect();
            others.sort_unstable();
            others.truncate(3);
            if !others.is_empty() {
                diagnostic = diagnostic.help(format!(
                    "`{}` is a column of {}",
                    name.as_str(),
                    others.join(", ")
                ));
            }
        }
        let all = names.map(|name| format!("`{name}`")).collect::<Vec<_>>();
        let has = (near.is_none() && (1..=12).contains(&all.len()))
            .then(|| format!("its columns are {}", all.join(", ")));
        diagnostic.help_if(near).help_if(has)
    }

    /// Checks that the columns exist; reports each that does not.
    pub fn columns(&mut self, table: &Table, names: &[Spanned<Ident>]) -> Option<()> {
        let missing: Vec<_> =
            names.iter().filter(|name| self.column(table, name).is_none()).collect();
        missing.is_empty().then_some(())
    }

    /// A constraint of a table by its name; `Some(None)` where the table is not
    /// fully known. A check may go by the name that the convention built on.
    ///
    /// Reports E0303 where it does not exist at this point.
    pub fn constraint(
        &mut self,
        table: &Table,
        name: &Spanned<Ident>,
    ) -> Option<Option<Constraint>> {
        if let Some(found) = find_constraint(table, name, self.env) {
            return Some(Some(found.clone()));
        }
        let full = ObjName::new(table.name.schema.clone(), name.value.clone());
        if !table.complete || self.catalog.is_opaque(&full) {
            return Some(None);
        }
        let names = table.constraints.iter().filter_map(|c| c.name.as_ref()).map(Ident::as_str);
        let all: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
        let near = suggest::did_you_mean(name.as_str(), names);
        let has = (near.is_none() && (1..=12).contains(&all.len()))
            .then(|| format!("its constraints are {}", all.join(", ")));
        let unnamed = (all.is_empty() && !table.constraints.is_empty()).then(|| {
            "its constraints have no names that could be known; give them a `name:` where they are made".to_owned()
        });
        let is_index = table.indexes.iter().any(|index| self.env.same(&index.name, name));
        let index = is_index.then(|| "there is an index of this name: use `drop_index`".to_owned());
        let shown = table.name.shown();
        let message = format!("the table `{shown}` has no constraint `{}`", name.as_str());
        let diagnostic = Diagnostic::error(E0303, message)
            .at(name.span)
            .missing(part_of(table, Part::Constraint, name))
            .help_if(index)
            .help_if(near)
            .help_if(has)
            .help_if(unnamed);
        self.excused(diagnostic).then_some(None)
    }

    /// Reports E0304 with the first definition's place.
    pub fn exists<T>(&mut self, what: &str, name: &str, span: Span, first: Span) -> Option<T> {
        let mut diagnostic =
            Diagnostic::error(E0304, format!("there is already {what} `{name}`")).at(span);
        if first != span {
            diagnostic = diagnostic.also(first, "it was made here");
        }
        self.fail(diagnostic)
    }

    /// True for a table that an earlier mistake left in doubt: what seems to be in the way there may
    /// have been meant to be gone.
    pub fn is_in_doubt(&self, table: &Table) -> bool {
        !table.complete && self.report.is_doubtful()
    }

    /// True for a column of which an operation has failed, which was reported, or that a parent of
    /// the table may have.
    pub fn doubts(&self, table: &Table, column: &Ident) -> bool {
        let same = |own: &Ident| self.env.same(own, column);
        table.doubtful.iter().any(same)
            || (table.inherits() && !table.columns.iter().any(|own| same(&own.name)))
    }

    /// Reports E0403 for a name that is too long, E0401 for one that cannot be said.
    pub fn check_name(&mut self, name: &Spanned<Ident>) {
        if let Some((why, help)) = self.env.dialect.unusable(name) {
            self.report.push(Diagnostic::error(E0401, why).at(name.span).help(help));
        }
        if let Some(why) = self.env.dialect.too_long(name, self.env.version) {
            self.report.push(
                Diagnostic::error(E0403, format!("the name `{}` is {why}", name.as_str()))
                    .at(name.span)
                    .help("shorten it; servers cut it or refuse it"),
            );
        }
    }

    /// Reports E0402 for a type that the dialect cannot say.
    pub fn check_type(&mut self, ty: &Type, span: Span) -> Option<()> {
        match self.env.dialect.type_text(ty, self.env.version) {
            Ok(_) => Some(()),
            Err(refusal) => {
                self.fail(Diagnostic::error(E0402, refusal.message).at(span).help(refusal.help))
            }
        }
    }

    /// Reports what is wrong with a value for a column of this type.
    pub fn check_value(&mut self, value: &Value, ty: &Type, span: Span) -> Option<()> {
        if let Value::Sql(sql) = value
            && let Some(text) = sql.pick(self.env.dialect.name).cloned()
        {
            self.check_sql(&text)?;
            self.check_expression(&text)?;
        }
        match self.env.dialect.literal(value, ty, self.env.version) {
            Ok(_) => Some(()),
            Err(fault) => {
                self.fail(Diagnostic::error(fault.code, fault.message).at(span).help_if(fault.help))
            }
        }
    }

    /// Reports what is wrong with a default for this column.
    pub fn check_default(&mut self, value: &Value, column: &Column, span: Span) -> Option<()> {
        self.check_column_value(value, column, span)?;
        let ty = &column.ty;
        let (d, version) = (self.env.dialect, self.env.version);
        let type_text = d.type_text(ty, version).unwrap_or_default();
        let shape = d.default_text(value, ty, &type_text, self.env.version).map(|text| text.shape);
        match d.default_expression {
            DefaultExpression::ButPresentTime { since }
                if version < since && shape == Ok(DefaultShape::Expression) =>
            {
                let message = format!(
                    "a default on {} {version} is a literal, or CURRENT_TIMESTAMP for a time; text, json and bytes have none",
                    d.title
                );
                let help = format!(
                    "it has expressions as defaults since {since}; set `dialect_version` if that is what runs"
                );
                self.fail(Diagnostic::error(E0406, message).at(span).help(help))
            }
            _ => Some(()),
        }
    }

    /// Reports E0404 or E0405 for a comment that the dialect cannot keep whole.
    pub fn check_comment(&mut self, comment: Option<&str>, column: bool, span: Span) -> Option<()> {
        let (Some(limits), Some(comment)) = (self.env.dialect.comment_limits, comment) else {
            return Some(());
        };
        // Comments are kept where names are, and what that has no room for becomes `?` there.
        let names = self.env.dialect.names_without;
        if names.contains(&NameRule::Supplementary)
            && let Some(c) = comment.chars().find(|c| *c > '\u{ffff}')
        {
            let title = self.env.dialect.title;
            let message = format!("{title} keeps no `{c}` in a comment, a character beyond U+FFFF");
            let fault = Diagnostic::error(E0405, message).at(span);
            return self.fail(fault.help("leave the character out"));
        }
        let (limit, what) = if column { (limits.0, "column") } else { (limits.1, "table") };
        let length = comment.chars().count();
        if length <= limit {
            return Some(());
        }
        let title = self.env.dialect.title;
        self.fail(
            Diagnostic::error(
                E0404,
                format!("a comment of {length} characters; {title} keeps {limit} on a {what}"),
            )
            .at(span)
            .help("shorten it"),
        )
    }

    /// The same for a value that goes into a column, which may have to be something.
    pub fn check_column_value(&mut self, value: &Value, column: &Column, span: Span) -> Option<()> {
        self.check_value(value, &column.ty, span)?;
        if column.nullable || !self.env.dialect.is_null_here(value, &column.ty) {
            return Some(());
        }
        let (title, name) = (self.env.dialect.title, column.name.as_str());
        let message = format!("{title} takes an empty text for NULL, and `{name}` is NOT NULL");
        let help = "make the column nullable, or write a text that is not empty";
        self.fail(Diagnostic::error(E0404, message).at(span).help(help))
    }

    /// The SQL for this dialect; reports E0407 when a map has none.
    pub fn pick_sql(&mut self, sql: &SqlExpr, span: Span) -> Option<SourceText> {
        let dialect = self.env.dialect.name;
        match sql.pick(dialect) {
            Some(text) => {
                let text = text.clone();
                self.check_sql(&text)?;
                Some(text)
            }
            None => {
                let name = dialect.as_str();
                self.fail(
                    Diagnostic::error(E0407, format!("no SQL is given here for {name}"))
                        .at(span)
                        .help(format!("add `{name}:` or `default:`")),
                )
            }
        }
    }

    /// The same for an expression, which must be whole by itself (E0340).
    pub fn pick_expression(&mut self, sql: &SqlExpr, span: Span) -> Option<SourceText> {
        let text = self.pick_sql(sql, span)?;
        self.check_expression(&text)?;
        Some(text)
    }

    /// Reports E0340 for an expression that would break the statement that it stands in.
    pub fn check_expression(&mut self, text: &SourceText) -> Option<()> {
        match raw::no_expression(text.as_str(), self.env.dialect.name) {
            None => Some(()),
            Some(fault) => {
                let span = text.span_of(fault.range.start, fault.range.end);
                self.fail(Diagnostic::error(E0340, fault.message).at(span).help(fault.help))
            }
        }
    }

    /// Reports E0340 for SQL that is lexically broken.
    pub fn check_sql(&mut self, text: &SourceText) -> Option<()> {
        match raw::split(text.as_str(), self.env.dialect.name) {
            Ok(_) => Some(()),
            Err(error) => {
                self.fail(error.diagnostic(text.span_of(error.range.start, error.range.end)))
            }
        }
    }

    /// Reports E0406 where a column has no collation of its own yet.
    pub fn check_collation(&mut self, span: Span) -> Option<()> {
        let d = self.env.dialect;
        match d.collations_since {
            Some(since) if self.env.version < since => self.fail(
                Diagnostic::error(
                    E0406,
                    format!("{} {} has no collations of columns", d.title, self.env.version),
                )
                .at(span)
                .help(format!("it has since {since}; set `dialect_version` if that is what runs")),
            ),
            _ => Some(()),
        }
    }

    /// Reports E0406 where nulls cannot count as equal.
    pub fn check_nulls_not_distinct(&mut self, span: Span) -> Option<()> {
        let d = self.env.dialect;
        match d.nulls_not_distinct_since {
            Some(since) if self.env.version >= since => Some(()),
            since => {
                let help = since.map(|since| {
                    format!("it has since {since}; set `dialect_version` if that is what runs")
                });
                self.fail(
                    Diagnostic::error(
                        E0406,
                        format!("{} {} has no NULLS NOT DISTINCT", d.title, self.env.version),
                    )
                    .at(span)
                    .help_if(help),
                )
            }
        }
    }

    /// True when a constraint or relation of this name exists in the table's schema.
    pub fn is_name_taken(&self, table: &ObjName, name: &Ident) -> bool {
        let full = ObjName::new(table.schema.clone(), name.clone());
        let own = self
            .catalog
            .table(table)
            .is_some_and(|t| t.constraints.iter().any(|c| c.name.as_ref() == Some(name)));
        own || self.catalog.table(&full).is_some() || self.catalog.table_of_index(&full).is_some()
    }

    /// Sees to it that an enum of the catalog exists; where it does, its values
    /// must be these.
    pub fn ensure_enum(&mut self, name: &ObjName, values: &[String], span: Span) -> Option<()> {
        if let Some(known) = self.catalog.object(ObjectKind::Enum, name) {
            if known.values == values {
                return Some(());
            }
            let known = Arc::clone(known);
            let diagnostic = Diagnostic::error(
                E0304,
                format!("there is already an enum `{}` with other values", name.shown()),
            )
            .at(span)
            .also(known.span, format!("its values are {}", known.values.join(", ")))
            .help(format!(
                "write `type: {}`, and change the enum with `add_enum_value`",
                name.name.as_str()
            ));
            return self.fail(diagnostic);
        }
        self.check_name(&Spanned::new(name.name.clone(), span));
        self.catalog.put_object(Object {
            values: values.to_vec(),
            ..Object::new(ObjectKind::Enum, name.clone(), span)
        });
        Some(())
    }

    /// From here on this name is taken on trust: something is wrong with what made or
    /// changed it, and that is reported already.
    pub fn distrust_object(&mut self, name: &ObjName) {
        self.catalog.make_opaque(name);
        self.catalog.change_table(name, |table| table.complete = false);
    }

    /// From here on these columns of a table are taken on trust; the whole table where it is
    /// not there.
    pub fn distrust_columns(&mut self, table: &ObjName, columns: &[Ident]) {
        if !self.catalog.change_table(table, |table| table.doubtful.extend_from_slice(columns)) {
            self.distrust_object(table);
        }
    }

    /// From here on the table of this name may be gone: what was to take it away has failed.
    pub fn distrust_presence(&mut self, name: &ObjName) {
        self.catalog.change_table(name, |table| table.made = false);
    }
}

/// What a table does not have.
pub fn part_of(table: &Table, what: Part, name: &Ident) -> Missing {
    let schema = table.name.schema.as_ref().map(Ident::as_str);
    Missing::part(what, schema, table.name.name.as_str(), name.as_str())
}

/// The constraint of a table that a name means: its own; the one that the naming
/// convention builds on this name; or, where it was made without one and the server's
/// choice cannot be known, the one that PostgreSQL would have called so.
pub fn find_constraint<'t>(table: &'t Table, name: &Ident, env: &Env) -> Option<&'t Constraint> {
    let by_name = |wanted: &Ident| {
        table.constraints.iter().find(|c| c.name.as_ref().is_some_and(|n| env.same(n, wanted)))
    };
    let built = |c: &&Constraint| {
        let thing = Named {
            kind: c.convention_key(),
            schema: env.own_schema(&table.name),
            table: &table.name.name,
            columns: c.columns(),
            referred: c.referred(),
            name: Some(name),
        };
        let built = env.naming.name(thing, env.dialect.longest_name(env.version));
        built.zip(c.name.as_ref()).is_some_and(|(built, own)| env.same(&built, own))
    };
    let counts = matches!(env.dialect.automatic_names, AutomaticNames::Numbered { .. });
    let foretold = |c: &&Constraint| {
        let label = match &c.kind {
            ConstraintKind::PrimaryKey(_) => "pkey",
            ConstraintKind::Unique { .. } => "key",
            ConstraintKind::ForeignKey(_) => "fkey",
            ConstraintKind::Check(_) | ConstraintKind::Exclusion(_) => return false,
        };
        let columns: Vec<&str> = match &c.kind {
            ConstraintKind::PrimaryKey(_) => Vec::new(),
            _ => c.columns().iter().map(Ident::as_str).collect(),
        };
        let automatic = naming::automatic(&table.name.name, &columns.join("_"), label, |_| false);
        (c.name.is_none() || counts && !c.named) && env.same(&automatic, name)
    };
    let found = |wanted: &dyn Fn(&&Constraint) -> bool| table.constraints.iter().find(wanted);
    by_name(name).or_else(|| found(&built)).or_else(|| found(&foretold))
}
