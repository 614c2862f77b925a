//! The names in the SQL of an operation: whether the columns that it speaks of are there.
//!
//! In: the text of an expression, a query or a statement, and the schema. Out: E0302 for a column
//! that nothing in reach has. Only what can be nobody's is reported: where a name may come from what
//! is not fully known, or the text is not understood, the server is the judge.

use std::cell::RefCell;
use std::sync::Arc;

use super::Apply;
use super::programs::readers::is_trusted;
use super::programs::reading::relation;
use crate::catalog::{Column, Constraint, ConstraintKind, Index, IndexTarget, ObjectKind, Table};
use crate::diag::codes::{E0301, E0302};
use crate::diag::{Diagnostic, Level, suggest};
use crate::env::Env;
use crate::source::Spanned;
use crate::sql::raw::spoken::{
    Spoken, in_expression, in_query, in_statement, is_word_of, place_of,
};
use crate::sql::raw::{NamePart, NamePath};
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::syntax::SourceText;

/// Reports columns that a column of the table is computed by and that the table does not have.
pub fn check_column(cx: &mut Apply<'_>, table: &Table, column: &Column) {
    if let Some(computed) = &column.computed {
        check_expression(cx, table, &computed.sql);
    }
}

/// The same for a constraint.
pub fn check_constraint(cx: &mut Apply<'_>, table: &Table, constraint: &Constraint) {
    match &constraint.kind {
        ConstraintKind::Check(check) if check.enum_column.is_none() => {
            check_expression(cx, table, &check.sql);
        }
        ConstraintKind::Exclusion(exclusion) => {
            let elements = exclusion.elements.iter().filter_map(|element| element.sql.as_ref());
            for sql in elements.chain(&exclusion.condition) {
                check_expression(cx, table, sql);
            }
        }
        _ => {}
    }
}

/// The same for an index.
pub fn check_index(cx: &mut Apply<'_>, table: &Table, index: &Index) {
    for part in &index.parts {
        if let IndexTarget::Expression(sql) = &part.target {
            check_expression(cx, table, sql);
        }
    }
    if let Some(condition) = &index.condition {
        check_expression(cx, table, condition);
    }
}

/// The same for one expression.
pub fn check_expression(cx: &mut Apply<'_>, table: &Table, sql: &SqlExpr) {
    let dialect = cx.env.dialect.name;
    let Some(text) = sql.pick(dialect) else { return };
    let Some(spoken) = in_expression(text.as_str(), dialect) else { return };
    let is_own = |path: &NamePath| {
        let name = path.last().map(|part| cx.env.written(part));
        name.is_some_and(|name| table.column(&name, |a, b| cx.env.same(a, b)).is_some())
    };
    if !spoken.sources.is_empty() || !spoken.columns.iter().all(is_own) {
        let own = Source::of_table(table.name.name.clone(), Arc::new(table.clone()));
        check_columns(cx, text, &spoken, vec![own]);
    }
}

/// The same for the condition of a trigger, where the table's row goes by other names.
pub fn check_row_condition(cx: &mut Apply<'_>, table: &Arc<Table>, sql: &SqlExpr) {
    let dialect = cx.env.dialect.name;
    let Some(text) = sql.pick(dialect) else { return };
    if let Some(spoken) = in_expression(text.as_str(), dialect) {
        let row = |name: &str| Source::of_table(Ident::from(name), Arc::clone(table));
        check_columns(cx, text, &Spoken { open: true, ..spoken }, vec![row("new"), row("old")]);
    }
}

/// Reports the columns that a query speaks of and that none of the tables has that it reads.
pub fn check_query(cx: &mut Apply<'_>, text: &SourceText) {
    if let Some(spoken) = in_query(text.as_str(), cx.env.dialect.name) {
        check_columns(cx, text, &spoken, Vec::new());
    }
}

/// Reports what a statement on rows speaks of and what is not there: a warning for a table, which
/// others may own, an error for a column of a table that is known.
pub fn check_statement(cx: &mut Apply<'_>, at: &Place<'_>) {
    let Some(spoken) = in_statement(at.statement, cx.env.dialect.name) else { return };
    let mut unknown: Vec<&NamePath> = Vec::new();
    for (path, _) in &spoken.sources {
        if !unknown.contains(&path) && !check_relation(cx, at, path) {
            unknown.push(path);
        }
    }
    if let Some((target, columns)) = &spoken.writes
        && cx.catalog.table(&relation(target, cx.catalog, cx.env)).is_some()
    {
        let dialect = cx.env.dialect.name;
        for path in columns.iter().filter(|path| !is_word_of(dialect, path)) {
            check_column_of(cx, at, target, path);
        }
    }
    check_columns_at(cx, at, &spoken, Vec::new());
}

/// Warns of a table or view that raw SQL names and that is not there, which may be others' own, once
/// in a text; false whenever it is not there.
pub fn check_relation(cx: &mut Apply<'_>, at: &Place<'_>, path: &NamePath) -> bool {
    let name = relation(path, cx.catalog, cx.env);
    if cx.catalog.wild().is_some() || is_elsewhere(path) || may_read(cx, path, &name) {
        return true;
    }
    if at.missed.borrow().contains(&name) {
        return false;
    }
    at.missed.borrow_mut().push(name.clone());
    let message = format!("there is no table or view `{}` at this point", name.shown());
    let mut diagnostic = cx.missing(&name, at.span(cx, path), E0301, message);
    diagnostic.level = Level::Warning;
    let help = "what others own is named by `external:` in the configuration";
    cx.report.push(diagnostic.help(help));
    false
}

/// Reports E0302 for a column that a table or view does not have whose columns are known; `said` is
/// how the statement names it.
pub fn check_column_of(cx: &mut Apply<'_>, at: &Place<'_>, table: &NamePath, said: &NamePath) {
    let [Some(own), Some(column)] =
        [table, said].map(|path| path.last().map(|p| cx.env.written(p)))
    else {
        return;
    };
    let source = Source::of(table, own, cx);
    if source.has(&column, cx) == Some(false) {
        let span = at.span(cx, said);
        report(cx, &[&source], Spanned::new(column, span));
    }
}

/// Reports E0302 for columns that an expression within raw SQL speaks of and that its table, as it is
/// known, does not have.
pub fn check_expression_of(cx: &mut Apply<'_>, at: &Place<'_>, table: &NamePath, sql: &str) {
    let Some(own) = table.last().map(|part| cx.env.written(part)) else { return };
    if let Some(spoken) = in_expression(sql, cx.env.dialect.name) {
        let source = Source::of(table, own, cx);
        check_columns_at(cx, at, &spoken, vec![source]);
    }
}

/// True for SQL Server's tables of a session or a batch, and for Oracle's tables of another
/// database, `t@link`.
fn is_elsewhere(path: &NamePath) -> bool {
    path.iter().any(|part| part.text.contains('@'))
        || path.last().is_some_and(|name| name.text.starts_with('#'))
}

/// True for a statement that minds what is not there.
pub fn says_if_exists(statement: &str) -> bool {
    let words: Vec<&str> = statement.split_whitespace().collect();
    words
        .windows(2)
        .any(|pair| pair[0].eq_ignore_ascii_case("if") && pair[1].eq_ignore_ascii_case("exists"))
}

/// True for a table or view that is there, or that is taken on trust.
pub fn may_read(cx: &Apply<'_>, path: &NamePath, name: &ObjName) -> bool {
    cx.catalog.table(name).is_some()
        || cx.catalog.view(name).is_some()
        || path.len() > 2
        || is_trusted(cx, name)
        || cx.catalog.object(ObjectKind::Sequence, name).is_some()
        || cx.catalog.objects_named(ObjectKind::Function, name).next().is_some()
        || is_own_relation(name, cx.env)
}

/// True for relations that the server brings along.
fn is_own_relation(name: &ObjName, env: &Env) -> bool {
    let own = name.name.as_str().to_lowercase();
    let schema = name.schema.as_ref().map(|schema| schema.as_str().to_lowercase());
    env.dialect.programs.own_relations.iter().any(|pattern| {
        let pattern = pattern.to_lowercase();
        match (pattern.strip_suffix('.'), pattern.strip_suffix('*')) {
            (Some(wanted), _) => schema.as_deref() == Some(wanted),
            (_, Some(start)) => own.starts_with(start),
            _ => own == pattern,
        }
    })
}

/// A statement inside a text.
pub struct Place<'t> {
    /// The text.
    pub text: &'t SourceText,
    /// The statement.
    pub statement: &'t str,
    /// Where it begins in the text.
    pub offset: usize,
    /// The tables and views that this text was told not to have.
    pub missed: &'t RefCell<Vec<ObjName>>,
}

impl Place<'_> {
    /// Where the statement first says a name.
    pub fn span(&self, cx: &Apply<'_>, path: &NamePath) -> crate::source::Span {
        match place_of(self.statement, path, cx.env.dialect.name) {
            Some(range) => self.text.span_of(self.offset + range.start, self.offset + range.end),
            None => self.text.span,
        }
    }
}

/// Something that columns come from, by the name that it goes by.
struct Source {
    own: Ident,
    table: Option<Arc<Table>>,
    /// What it gives where it is no table, if that is known.
    output: Option<Vec<Ident>>,
    shown: String,
}

impl Source {
    fn of_table(own: Ident, table: Arc<Table>) -> Self {
        Source { own, shown: table.name.shown(), table: Some(table), output: None }
    }

    fn of(path: &NamePath, own: Ident, cx: &Apply<'_>) -> Self {
        let name: ObjName = relation(path, cx.catalog, cx.env);
        if let Some(table) = cx.catalog.table(&name) {
            return Source::of_table(own, Arc::clone(table));
        }
        let view = cx.catalog.view(&name);
        let output = view.and_then(|view| view.program.view()?.output.clone());
        Source { own, shown: name.shown(), table: None, output }
    }

    /// Its columns; none where they are not all known.
    fn columns(&self) -> Option<Vec<&Ident>> {
        match &self.table {
            Some(table) => {
                table.complete.then(|| table.columns.iter().map(|column| &column.name).collect())
            }
            None => self.output.as_ref().map(|output| output.iter().collect()),
        }
    }

    /// Whether it has a column; nothing where that is not known.
    fn has(&self, column: &Ident, cx: &Apply<'_>) -> Option<bool> {
        let same = |own: &Ident| cx.env.same(own, column);
        match &self.table {
            Some(table) => table.complete.then(|| {
                table.columns.iter().any(|own| same(&own.name)) || cx.doubts(table, column)
            }),
            None => self.output.as_ref().map(|output| output.iter().any(same)),
        }
    }
}

fn check_columns(cx: &mut Apply<'_>, text: &SourceText, spoken: &Spoken, sources: Vec<Source>) {
    let missed = RefCell::default();
    let at = Place { text, statement: text.as_str(), offset: 0, missed: &missed };
    check_columns_at(cx, &at, spoken, sources);
}

fn check_columns_at(cx: &mut Apply<'_>, at: &Place<'_>, spoken: &Spoken, mut sources: Vec<Source>) {
    for (path, own) in &spoken.sources {
        sources.push(Source::of(path, cx.env.written(own), cx));
    }
    let mut seen: Vec<&NamePath> = Vec::new();
    for path in &spoken.columns {
        if seen.contains(&path) || is_word_of(cx.env.dialect.name, path) {
            continue;
        }
        seen.push(path);
        let Some((column, qualifier)) = path.split_last() else { continue };
        let reach: Vec<&Source> = match qualifier {
            [] if is_given(cx, spoken, &sources, column) => continue,
            [] => sources.iter().collect(),
            // `t.doc.a` goes into a column of `t`.
            [first, _, ..] if names_a_source(cx, &sources, first) => continue,
            [.., last] => {
                let own = cx.env.written(last);
                sources.iter().filter(|source| cx.env.same(&source.own, &own)).collect()
            }
        };
        // A system column goes by the same words with a qualifier.
        let bare: NamePath = vec![column.clone()];
        let column = cx.env.written(column);
        let lacks = |source: &&Source| source.has(&column, cx) == Some(false);
        if reach.is_empty() || !reach.iter().all(lacks) || is_word_of(cx.env.dialect.name, &bare) {
            continue;
        }
        let span = at.span(cx, path);
        report(cx, &reach, Spanned::new(column, span));
    }
}

fn names_a_source(cx: &Apply<'_>, sources: &[Source], name: &NamePart) -> bool {
    let written = cx.env.written(name);
    sources.iter().any(|source| cx.env.same(&source.own, &written))
}

/// True for a bare name that need not be a column of a table in reach.
fn is_given(cx: &Apply<'_>, spoken: &Spoken, sources: &[Source], name: &NamePart) -> bool {
    let written = cx.env.written(name);
    let names_a_row = names_a_source(cx, sources, name);
    let given = spoken.given.iter().any(|given| cx.env.same(&cx.env.written(given), &written));
    let function = cx.env.qualify(None, &written);
    let mut functions = cx.catalog.objects_named(ObjectKind::Function, &function);
    spoken.open || names_a_row || given || functions.next().is_some()
}

fn report(cx: &mut Apply<'_>, reach: &[&Source], name: Spanned<Ident>) {
    let mut reach = reach.to_vec();
    reach.sort_by(|a, b| a.shown.cmp(&b.shown));
    reach.dedup_by(|a, b| a.shown == b.shown);
    let all = || reach.iter().filter_map(|source| source.columns()).flatten();
    let diagnostic = match reach.as_slice() {
        [Source { table: Some(table), .. }] => cx.missing_column(table, &name, E0302),
        [only] => {
            let message = format!("the view `{}` has no column `{}`", only.shown, name.as_str());
            Diagnostic::error(E0302, message).at(name.span)
        }
        several => {
            let shown: Vec<String> =
                several.iter().map(|source| format!("`{}`", source.shown)).collect();
            let message = format!("none of {} has a column `{}`", shown.join(", "), name.as_str());
            Diagnostic::error(E0302, message).at(name.span)
        }
    };
    let diagnostic = match reach.as_slice() {
        [Source { table: Some(_), .. }] => diagnostic,
        _ => diagnostic.help_if(suggest::did_you_mean(name.as_str(), all().map(Ident::as_str))),
    };
    // SQL folds what has no quotes, and only one of these is the column.
    let mut alike = all().filter(|own| own.as_str().eq_ignore_ascii_case(name.as_str()));
    let quotes = alike.next().map(|own| {
        format!("without quotes SQL looks for another name: write `{}`", cx.env.dialect.quoted(own))
    });
    cx.excused(diagnostic.help_if(quotes));
}
