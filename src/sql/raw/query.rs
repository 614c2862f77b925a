//! What a view's query is made of: the tables that it reads, by which names, the columns
//! that it uses, and the columns that it gives.
//!
//! In: the text of a query. Out: names as written. Knows no schema: whose column a bare
//! name is, is for whoever keeps the tables to say.

use sqlparser::ast::{
    Expr, JoinConstraint, JoinOperator, Query, Select, SelectItem, SelectItemQualifiedWildcardKind,
    SetExpr,
};

use super::effect::{NamePart, NamePath};
use super::parse::{parse, part};
use super::spoken::{Spoken, column_of, named_table};
use crate::dialect::DialectName;

/// What a query is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it speaks of.
    pub spoken: Spoken,
    /// What it gives, in order.
    pub list: Vec<Item>,
    /// The tables behind its own FROM, in order; none where these are not all that it gives
    /// columns of, or where a join merges columns.
    pub from: Option<Vec<(NamePath, NamePart)>>,
}

/// An item of a select list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A column, with the name that it gets.
    Column(NamePart, NamePath),
    /// An expression with a name, and its text.
    Named(NamePart, String),
    /// `*`.
    All,
    /// `t.*`.
    AllOf(NamePart),
    /// An expression whose name is the server's choice.
    Unnamed,
}

/// Reads a query; none where the parser does not understand it.
pub fn reading(text: &str, dialect: DialectName) -> Option<Reading> {
    parse(text, dialect, |parser| parser.parse_query(), |query| read(&query, dialect))
}

fn read(query: &Query, dialect: DialectName) -> Reading {
    let spoken = Spoken::of(query);
    let mut reading = Reading::default();
    let is_source = |path: &NamePath| spoken.sources.iter().any(|(source, _)| source == path);
    if let Some(select) = first_select(&query.body) {
        reading.list = select.projection.iter().map(|item| read_item(item, dialect)).collect();
        reading.from = from_of(select).filter(|from| from.iter().all(|(path, _)| is_source(path)));
    }
    Reading { spoken, ..reading }
}

/// The select that names the columns.
fn first_select(body: &SetExpr) -> Option<&Select> {
    match body {
        SetExpr::Select(select) => Some(select),
        SetExpr::Query(query) => first_select(&query.body),
        SetExpr::SetOperation { left, .. } => first_select(left),
        _ => None,
    }
}

fn read_item(item: &SelectItem, dialect: DialectName) -> Item {
    match item {
        SelectItem::UnnamedExpr(expr) => match column_of(expr) {
            Some(path) => path.last().cloned().map_or(Item::Unnamed, |n| Item::Column(n, path)),
            None => function_name(expr, dialect)
                .map_or(Item::Unnamed, |name| Item::Named(name, expr.to_string())),
        },
        SelectItem::ExprWithAlias { expr, alias } => match column_of(expr) {
            Some(path) => Item::Column(part(alias), path),
            None => Item::Named(part(alias), expr.to_string()),
        },
        SelectItem::Wildcard(options) if *options == Default::default() => Item::All,
        SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
            match name.0.last().and_then(|last| last.as_ident()) {
                Some(last) => Item::AllOf(part(last)),
                None => Item::Unnamed,
            }
        }
        _ => Item::Unnamed,
    }
}

/// PostgreSQL calls a column after the function that it comes from.
fn function_name(expr: &Expr, dialect: DialectName) -> Option<NamePart> {
    match expr {
        Expr::Function(function) if dialect == DialectName::Postgres => {
            function.name.0.last().and_then(|last| last.as_ident()).map(part)
        }
        _ => None,
    }
}

fn from_of(select: &Select) -> Option<Vec<(NamePath, NamePart)>> {
    let mut found = Vec::new();
    for table in &select.from {
        found.push(named_table(&table.relation)?);
        for join in &table.joins {
            let constraint = match &join.join_operator {
                JoinOperator::Join(c)
                | JoinOperator::Inner(c)
                | JoinOperator::Left(c)
                | JoinOperator::LeftOuter(c)
                | JoinOperator::Right(c)
                | JoinOperator::RightOuter(c)
                | JoinOperator::FullOuter(c)
                | JoinOperator::CrossJoin(c) => c,
                _ => return None,
            };
            if matches!(constraint, JoinConstraint::Using(_) | JoinConstraint::Natural) {
                return None;
            }
            found.push(named_table(&join.relation)?);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        reading(text, DialectName::Postgres).unwrap()
    }

    #[test]
    fn tables_go_by_their_aliases_and_functions_are_none() {
        let found = read(
            "WITH w AS (SELECT 1) SELECT a.x, b.* FROM crm.t a JOIN u ON a.id = u.id, w, generate_series(1, 2) g",
        );
        let names: Vec<String> = found
            .spoken
            .sources
            .iter()
            .map(|(path, own)| format!("{} {}", path.len(), own.text))
            .collect();
        assert_eq!(names, ["2 a", "1 u"]);
        assert!(found.spoken.stars && found.from.is_none());
    }

    #[test]
    fn columns_are_named_as_the_server_names_them() {
        let found = read("SELECT a, t.b AS c, count(*), a + 1 AS d, t.*, * FROM t UNION SELECT 1");
        let names: Vec<String> = found
            .list
            .iter()
            .map(|item| match item {
                Item::Column(name, path) => format!("{}<{}", name.text, path.len()),
                Item::Named(name, _) => name.text.clone(),
                Item::All => "*".to_owned(),
                Item::AllOf(name) => format!("{}.*", name.text),
                Item::Unnamed => "?".to_owned(),
            })
            .collect();
        assert_eq!(names, ["a<1", "c<2", "count", "d", "t.*", "*"]);
        assert_eq!(found.from.map(|from| from.len()), Some(1));
    }
}
