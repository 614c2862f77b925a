//! What SQL speaks of: the tables that it reads or writes, the columns that it names, and the
//! names that it gives itself.
//!
//! In: the text of an expression, a query or a statement on rows. Out: names as written; none
//! where the parser does not understand it. Knows no schema: whether a name is there, and whose
//! column a bare one is, is for whoever keeps the tables to say.

use std::collections::HashSet;
use std::ops::{ControlFlow, Range};

use sqlparser::ast::{
    AccessExpr, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, ObjectName, OutputClause,
    Query, Select, SelectInto, SelectItem, Statement, TableAlias, TableFactor, Visit, Visitor,
};

use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

use super::effect::{NamePart, NamePath};
use super::parse::{is_pseudo, parse, part};
use super::read::reader::{Reader, code_tokens};
use super::written::{self, Written};
use crate::dialect::DialectName;

/// What a text of SQL speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The tables and views that it reads or writes, wherever in it, each with the name that it
    /// goes by there; without its own WITH names and without functions.
    pub sources: Vec<(NamePath, NamePart)>,
    /// The columns that it uses, as written; among them words of the dialect that look like one.
    pub columns: Vec<NamePath>,
    /// The names that it gives to columns itself.
    pub given: Vec<NamePart>,
    /// True where some of its columns come from what has no columns that can be known: functions
    /// in FROM, expressions without a name in a query within.
    pub open: bool,
    /// True when it says `*` somewhere.
    pub stars: bool,
    /// A table whose rows it writes, and the columns that it names for that.
    pub writes: Option<(NamePath, Vec<NamePath>)>,
}

/// What an expression speaks of.
pub fn in_expression(text: &str, dialect: DialectName) -> Option<Spoken> {
    parse(text, dialect, |parser| parser.parse_expr(), |expression| Spoken::of(&expression))
}

/// What a query speaks of.
pub fn in_query(text: &str, dialect: DialectName) -> Option<Spoken> {
    parse(text, dialect, |parser| parser.parse_query(), |query| Spoken::of(&*query))
}

/// What a query, a statement on rows or what is made from a query speaks of; none for any other
/// statement.
pub fn in_statement(text: &str, dialect: DialectName) -> Option<Spoken> {
    let one = |parser: &mut Parser<'_>| {
        let statement = parser.parse_statement()?;
        let _ = parser.consume_token(&Token::SemiColon);
        Ok(statement)
    };
    parse(text, dialect, one, |statement| of_statement(&statement)).flatten()
}

fn of_statement(statement: &Statement) -> Option<Spoken> {
    // Keys, checks and indexes speak of the new table.
    if let Statement::CreateTable(table) = statement {
        return table.query.as_ref().map(|query| Spoken::of(&**query));
    }
    let Written { mut table, columns, named } = written::of(statement)?;
    let (mut spoken, derived) = Spoken::gathered(statement);
    spoken.sources.extend(named);
    spoken.resolve_targets(statement, &mut table, &derived);
    // `SET t.a = …`: whose column that is, its qualifier says.
    let (columns, qualified): (Vec<_>, Vec<_>) = columns.into_iter().partition(|c| c.len() == 1);
    spoken.columns.extend(qualified);
    spoken.writes = table.map(|table| (table, columns));
    Some(spoken)
}

/// True for what may well be no column of a table though it looks like one.
pub fn is_word_of(dialect: DialectName, path: &NamePath) -> bool {
    let [only] = path.as_slice() else { return false };
    match only.quoted {
        // A text in double quotes is a string where there is no such column.
        true => dialect == DialectName::Sqlite,
        false => is_pseudo(&only.text, dialect),
    }
}

/// Where a text first says a name of this form, before a parenthesis only if nowhere else; the place
/// of its last part.
pub fn place_of(text: &str, path: &NamePath, dialect: DialectName) -> Option<Range<usize>> {
    let tokens = code_tokens(text, dialect)?;
    let mut r = Reader::new(text, &tokens, dialect);
    let mut called = None;
    while !r.done() {
        let start = r;
        let Some(found) = r.path() else {
            r.bump();
            continue;
        };
        if found == *path {
            let whole = r.range_since(&start)?;
            let last = path.last().filter(|_| path.len() > 1);
            let from = last.and_then(|_| text.get(whole.clone())?.rfind('.'));
            let place = whole.start + from.map_or(0, |dot| dot + 1)..whole.end;
            // Behind a function's name stands the same as behind that of a table with its columns.
            if !r.at_punct("(") {
                return Some(place);
            }
            called.get_or_insert(place);
        }
    }
    called
}

/// A table of FROM with the name that it goes by; none for what is no plain table.
pub(super) fn named_table(factor: &TableFactor) -> Option<(NamePath, NamePart)> {
    match factor {
        TableFactor::Table { name, alias, args: None, .. } => {
            let path = path_of(name)?;
            let own = match alias {
                Some(alias) => part(&alias.name),
                None => path.last().cloned()?,
            };
            Some((path, own))
        }
        _ => None,
    }
}

pub(super) fn path_of(name: &ObjectName) -> Option<NamePath> {
    let path: NamePath =
        name.0.iter().map(|p| p.as_ident().map(part)).collect::<Option<Vec<_>>>()?;
    (!path.is_empty()).then_some(path)
}

/// A column as an expression names it.
pub(super) fn column_of(expr: &Expr) -> Option<NamePath> {
    match expr {
        // `@variable`, `:parameter` and `#table` are no columns.
        Expr::Identifier(ident) if ident.value.starts_with(['@', ':', '#']) => None,
        Expr::Identifier(ident) => Some(vec![part(ident)]),
        Expr::CompoundIdentifier(idents) => Some(idents.iter().map(part).collect()),
        _ => None,
    }
}

/// The word that a function takes where others take an expression: `day` in `DATEADD(day, 1, x)`.
pub(super) fn unit_of(expr: &Expr) -> Option<NamePath> {
    const BY_UNIT: &[&str] = &[
        "DATEADD",
        "DATEDIFF",
        "DATEDIFF_BIG",
        "DATENAME",
        "DATEPART",
        "DATETRUNC",
        "DATE_BUCKET",
        "GET_FORMAT",
        "TIMESTAMPADD",
        "TIMESTAMPDIFF",
    ];
    let Expr::Function(function) = expr else { return None };
    let name = function.name.0.last()?.as_ident()?.value.to_ascii_uppercase();
    let FunctionArguments::List(list) = &function.args else { return None };
    let word = |arg: &FunctionArg| match arg {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Identifier(word))) => Some(part(word)),
        _ => None,
    };
    if BY_UNIT.contains(&name.as_str()) {
        return Some(vec![word(list.args.first()?)?]);
    }
    let form = word(list.args.get(1)?)?;
    let is_form = ["NFC", "NFD", "NFKC", "NFKD"].contains(&form.text.to_uppercase().as_str());
    (name == "NORMALIZE" && is_form).then(|| vec![form])
}

#[derive(Default)]
struct Gatherer {
    spoken: Spoken,
    /// What is read as a column and is none, once for each time.
    units: Vec<NamePath>,
    with: HashSet<String>,
    /// The names of queries within.
    derived: HashSet<String>,
    /// True where a query within gives columns to the one around it.
    within: bool,
    /// True where a query gives an expression without a name.
    unnamed: bool,
}

impl Spoken {
    /// `UPDATE a … FROM t AS a`, `DELETE FROM a USING t AS a`: the target is another one's name, or
    /// that of a query within.
    fn resolve_targets(
        &mut self,
        statement: &Statement,
        target: &mut Option<NamePath>,
        derived: &HashSet<String>,
    ) {
        if !matches!(statement, Statement::Update(_) | Statement::Delete(_)) {
            return;
        }
        let all = self.sources.clone();
        let alike = |a: &NamePart, b: &NamePart| a.text.eq_ignore_ascii_case(&b.text);
        let meant = |path: &NamePath| {
            let [only] = path.as_slice() else { return None };
            all.iter()
                .find(|(other, own)| alike(own, only) && other != path)
                .map(|(other, _)| other)
        };
        let within = |path: &NamePath| matches!(path.as_slice(), [only] if derived.contains(&only.text.to_lowercase()));
        if let Some(path) = target.as_ref().and_then(meant) {
            *target = Some(path.clone());
        }
        *target = target.take().filter(|path| !within(path));
        self.sources.retain(|(path, _)| meant(path).is_none() && !within(path));
    }

    /// What a parsed text speaks of.
    pub(super) fn of(tree: &impl Visit) -> Spoken {
        Spoken::gathered(tree).0
    }

    /// The same with the names of queries within.
    fn gathered(tree: &impl Visit) -> (Spoken, HashSet<String>) {
        let mut gatherer = Gatherer::default();
        let _ = tree.visit(&mut gatherer);
        let Gatherer { mut spoken, units, with, derived, within, unnamed } = gatherer;
        spoken.open |= within && unnamed;
        for unit in units {
            if let Some(at) = spoken.columns.iter().position(|name| *name == unit) {
                spoken.columns.remove(at);
            }
        }
        spoken.sources.retain(|(path, _)| match path.as_slice() {
            [only] => !with.contains(&only.text.to_lowercase()),
            _ => true,
        });
        (spoken, derived)
    }
}

impl Gatherer {
    fn alias(&mut self, alias: &TableAlias) {
        self.spoken.given.extend(alias.columns.iter().map(|column| part(&column.name)));
    }

    /// What a list gives: that of SELECT, RETURNING or OUTPUT.
    fn items(&mut self, items: &[SelectItem]) {
        for item in items {
            match item {
                SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..) => {
                    self.spoken.stars = true;
                }
                SelectItem::ExprWithAlias { alias, .. } => self.spoken.given.push(part(alias)),
                SelectItem::UnnamedExpr(expr) => self.unnamed |= column_of(expr).is_none(),
                _ => self.spoken.open = true,
            }
        }
    }

    /// INTO names tables or variables.
    fn into(&mut self, into: Option<&SelectInto>) {
        let targets = into.iter().flat_map(|into| &into.targets);
        self.units.extend(targets.filter_map(column_of));
    }

    fn output(&mut self, output: Option<&OutputClause>) {
        match output {
            Some(OutputClause::Output { select_items, into_table, .. }) => {
                self.items(select_items);
                self.into(into_table.as_ref());
            }
            Some(OutputClause::Returning { select_items, .. }) => self.items(select_items),
            None => {}
        }
    }
}

impl Visitor for Gatherer {
    type Break = ();

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        let (returning, output) = match statement {
            Statement::Insert(insert) => {
                let alias = insert.insert_alias.iter().flat_map(|alias| &alias.col_aliases);
                self.spoken.given.extend(alias.flatten().map(part));
                (&insert.returning, &insert.output)
            }
            Statement::Update(update) => (&update.returning, &update.output),
            Statement::Delete(delete) => (&delete.returning, &delete.output),
            Statement::Merge(merge) => (&None, &merge.output),
            _ => return ControlFlow::Continue(()),
        };
        self.items(returning.as_deref().unwrap_or_default());
        self.output(output.as_ref());
        ControlFlow::Continue(())
    }

    fn post_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        if let Statement::Insert(insert) = statement {
            self.spoken.sources.extend(written::insert_sources(insert));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        for table in query.with.iter().flat_map(|with| &with.cte_tables) {
            self.within = true;
            self.with.insert(table.alias.name.value.to_lowercase());
            self.alias(&table.alias);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        self.items(&select.projection);
        self.into(select.into.as_ref());
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        match factor {
            TableFactor::Table { alias, args: None, with_hints, .. } => {
                // `WITH (NOLOCK)` is read as an expression.
                self.units.extend(with_hints.iter().filter_map(column_of));
                let renames = alias.as_ref().is_some_and(|alias| !alias.columns.is_empty());
                self.spoken.sources.extend(named_table(factor).map(|(path, own)| match renames {
                    // `t AS x (a, b)`: what `x.a` is, only the table's order of columns says.
                    true => (path, NamePart::default()),
                    false => (path, own),
                }));
                alias.iter().for_each(|alias| self.alias(alias));
            }
            TableFactor::Derived { alias, .. } => {
                self.within = true;
                self.derived.extend(alias.iter().map(|alias| alias.name.value.to_lowercase()));
                alias.iter().for_each(|alias| self.alias(alias));
            }
            TableFactor::NestedJoin { .. } => {}
            _ => self.spoken.open = true,
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        self.units.extend(unit_of(expr));
        if let Expr::Function(function) = expr
            && let FunctionArguments::List(list) = &function.args
        {
            // `make_interval(days => a)`
            let name = |arg: &FunctionArg| match arg {
                FunctionArg::ExprNamed { name, .. } => column_of(name),
                FunctionArg::Named { .. } | FunctionArg::Unnamed(_) => None,
            };
            self.units.extend(list.args.iter().filter_map(name));
        }
        if let Expr::CompoundFieldAccess { access_chain, .. } = expr {
            // The fields of a value: `(a).b`, `t.doc.b[0].c`.
            let fields = access_chain.iter().filter_map(|access| match access {
                AccessExpr::Dot(field) => column_of(field),
                AccessExpr::Subscript(_) => None,
            });
            self.units.extend(fields);
        }
        self.spoken.columns.extend(column_of(expr));
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DialectName::{Mssql, Oracle, Postgres, Sqlite};

    fn shown(path: &NamePath) -> String {
        path.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
    }

    fn columns(spoken: &Spoken) -> Vec<String> {
        spoken.columns.iter().map(shown).collect()
    }

    fn sources(spoken: &Spoken) -> Vec<String> {
        spoken.sources.iter().map(|(path, own)| format!("{} {}", shown(path), own.text)).collect()
    }

    #[test]
    fn units_and_variables_are_no_columns() {
        let spoken = in_expression("DATEADD(day, @n, day) > :p AND x = #y", Mssql);
        assert_eq!(spoken.map(|s| columns(&s)), Some(vec!["day".to_owned(), "x".to_owned()]));
        let spoken = in_expression("normalize(a, NFC) = b", Postgres);
        assert_eq!(spoken.map(|s| columns(&s)), Some(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn words_of_a_dialect_may_be_no_columns() {
        let path = |text: &str, quoted| vec![NamePart { text: text.to_owned(), quoted }];
        assert!(is_word_of(Oracle, &path("rownum", false)));
        assert!(!is_word_of(Oracle, &path("ROWNUM", true)));
        assert!(is_word_of(Sqlite, &path("any text", true)));
        assert!(!is_word_of(Postgres, &path("rownum", false)));
    }

    #[test]
    fn what_a_query_gives_itself_is_told_apart() {
        let spoken = in_query(
            "WITH w(n) AS (SELECT count(*) FROM t) SELECT x.k, n AS m FROM w, (SELECT a + 1 AS k FROM u) x",
            Postgres,
        )
        .unwrap_or_default();
        assert_eq!(sources(&spoken), ["t t", "u u"]);
        let given: Vec<&str> = spoken.given.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(given, ["n", "m", "k"]);
        // `count(*)` within has a name of the server's choice.
        assert!(spoken.open);
        let function = in_query("SELECT a FROM t, generate_series(1, 2) g", Postgres);
        assert!(function.is_some_and(|spoken| spoken.open));
        let plain = in_query("SELECT a, b + 1 FROM t", Postgres);
        assert!(plain.is_some_and(|spoken| !spoken.open));
    }

    #[test]
    fn statements_name_the_table_that_they_write() {
        let written = |text, dialect| {
            let spoken = in_statement(text, dialect).unwrap_or_default();
            let (table, columns) = spoken.writes.clone().unwrap_or_default();
            (shown(&table), columns.iter().map(shown).collect::<Vec<_>>(), sources(&spoken))
        };
        let strings = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            written("INSERT INTO s.t (a, b) SELECT c, d FROM u;", Postgres),
            ("s.t".to_owned(), strings(&["a", "b"]), strings(&["u u", "s.t t"]))
        );
        assert_eq!(
            written("UPDATE a SET x = 1 FROM t AS a", Mssql),
            ("t".to_owned(), strings(&["x"]), strings(&["t a"]))
        );
        assert_eq!(in_statement("GRANT SELECT ON t TO u", Postgres), None);
        assert_eq!(in_statement("DROP TABLE t", Postgres), None);
    }

    #[test]
    fn a_name_is_found_where_it_is_one() {
        let place = |text: &str, parts: &[&str]| {
            let part = |text: &&str| NamePart { text: (*text).to_owned(), quoted: false };
            let path: NamePath = parts.iter().map(part).collect();
            place_of(text, &path, Postgres).map(|range| range.start)
        };
        assert_eq!(place("'a' /* a */ || lower(a)", &["a"]), Some(21));
        assert_eq!(place("b.a + a(1) + a", &["a"]), Some(13));
        assert_eq!(place("a + b.a", &["b", "a"]), Some(6));
        assert_eq!(place("b", &["a"]), None);
    }
}
