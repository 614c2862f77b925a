//! What a view's query means in a schema: which tables it reads, what its columns are
//! called, and whether it uses a column.

use crate::catalog::{Catalog, Object, Program, Table, View};
use crate::env::Env;
use crate::sql::raw::mentions_text;
use crate::sql::raw::query::{Item, Reading, reading};
use crate::sql::raw::scope::{Scope, may_mean};
use crate::sql::raw::{NamePart, NamePath};
use crate::sql::types::Type;
use crate::sql::{Ident, ObjName};

/// What a query means.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The tables and views that it reads, as written.
    pub reads: Vec<NamePath>,
    /// True where the parser understood it.
    pub understood: bool,
    /// What its columns are called.
    pub output: Option<Vec<Ident>>,
}

/// The table or view that a query means: by the name as written, or else by the same name with
/// or without the schema that names without one are in.
pub fn relation(path: &NamePath, catalog: &Catalog, env: &Env) -> ObjName {
    let name = env.written_name(path);
    let there = |name: &ObjName| catalog.table(name).is_some() || catalog.view(name).is_some();
    let Some(default) = env.dialect.programs.default_schema.map(Ident::from) else { return name };
    if there(&name) || env.schema.is_some() {
        return name;
    }
    let other = match &name.schema {
        None => ObjName::new(Some(default), name.name.clone()),
        Some(schema) if env.same(schema, &default) => ObjName::new(None, name.name.clone()),
        Some(_) => return name,
    };
    if there(&other) { other } else { name }
}

/// Reads a query; `columns` are the names that the view gives to its columns.
pub fn of_query(query: &str, columns: &[Ident], catalog: &Catalog, env: &Env) -> Meaning {
    let dialect = env.dialect.name;
    match reading(query, dialect) {
        Some(found) => {
            let mut reads: Vec<NamePath> = Vec::new();
            for (path, _) in &found.spoken.sources {
                if !reads.contains(path) {
                    reads.push(path.clone());
                }
            }
            let own = items(&found, catalog, env);
            let own = own.map(|items| items.into_iter().map(|(name, _)| name).collect());
            Meaning { reads, understood: true, output: named(own, columns) }
        }
        None => Meaning {
            reads: crate::sql::raw::relations_in(query, dialect),
            understood: false,
            output: (!columns.is_empty()).then(|| columns.to_vec()),
        },
    }
}

/// The names that the view gives, and behind them those of the query.
fn named(own: Option<Vec<Ident>>, columns: &[Ident]) -> Option<Vec<Ident>> {
    match own {
        Some(own) => {
            Some(columns.iter().cloned().chain(own.into_iter().skip(columns.len())).collect())
        }
        None => (!columns.is_empty()).then(|| columns.to_vec()),
    }
}

/// What a column of a view is.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its type, where it is a column of a known table.
    ty: Option<Type>,
    /// What it is made from.
    text: String,
}

impl Given {
    /// True where both have one type, as far as can be known: the same type, or the same text.
    pub fn is_like(&self, other: &Given) -> bool {
        match (&self.ty, &other.ty) {
            (Some(a), Some(b)) => a == b,
            _ => self.text == other.text,
        }
    }
}

/// The columns that a view gives; none where not even their number is known.
pub fn given(view: &View, catalog: &Catalog, env: &Env) -> Option<Vec<Given>> {
    let found = reading(&view.query, env.dialect.name)?;
    Some(items(&found, catalog, env)?.into_iter().map(|(_, given)| given).collect())
}

/// The columns that a query gives, with `*` spelled out; none where one's name is not known.
fn items(found: &Reading, catalog: &Catalog, env: &Env) -> Option<Vec<(Ident, Given)>> {
    if found.list.is_empty() {
        return None;
    }
    let mut all = Vec::new();
    for item in &found.list {
        match item {
            Item::Unnamed => return None,
            Item::Named(name, text) => {
                all.push((env.written(name), Given { ty: None, text: text.clone() }));
            }
            Item::Column(name, path) => {
                let ty = type_of(found, path, catalog, env);
                let text: Vec<&str> = path.iter().map(|part| part.text.as_str()).collect();
                all.push((env.written(name), Given { ty, text: text.join(".") }));
            }
            Item::All => {
                for (path, _) in found.from.as_ref()? {
                    all.extend(columns_of(path, catalog, env)?);
                }
            }
            Item::AllOf(alias) => {
                let from = found.from.as_ref()?;
                let (path, _) = from.iter().find(|(_, own)| same(own, alias, env))?;
                all.extend(columns_of(path, catalog, env)?);
            }
        }
    }
    Some(all)
}

fn same(a: &NamePart, b: &NamePart, env: &Env) -> bool {
    env.same(&env.written(a), &env.written(b))
}

/// The columns of a table that is fully known, or of a view.
fn columns_of(path: &NamePath, catalog: &Catalog, env: &Env) -> Option<Vec<(Ident, Given)>> {
    let name = relation(path, catalog, env);
    if let Some(table) = catalog.table(&name) {
        let given = |name: &Ident, ty: Type| Given { ty: Some(ty), text: name.as_str().to_owned() };
        let columns = table.columns.iter().map(|c| (c.name.clone(), given(&c.name, c.ty.clone())));
        return table.complete.then(|| columns.collect());
    }
    let output = catalog.view(&name)?.program.view()?.output.clone()?;
    let given = |name: &Ident| Given { ty: None, text: name.as_str().to_owned() };
    Some(output.into_iter().map(|name| (name.clone(), given(&name))).collect())
}

/// The type of a column that a query names.
fn type_of(found: &Reading, path: &NamePath, catalog: &Catalog, env: &Env) -> Option<Type> {
    let (column, qualifier) = path.split_last()?;
    let column = env.written(column);
    let from = found.from.as_ref()?.iter();
    let tables: Vec<&Table> = from
        .filter(|(_, own)| qualifier.last().is_none_or(|q| same(own, q, env)))
        .map(|(path, _)| catalog.table(&relation(path, catalog, env)).map(|table| &**table))
        .collect::<Option<_>>()?;
    let mut types = tables
        .into_iter()
        .filter_map(|table| table.column(&column, |a, b| env.same(a, b)))
        .map(|column| column.ty.clone());
    types.next().filter(|_| types.next().is_none())
}

/// True where a view or trigger uses a column of a table or view, or might.
pub fn uses(
    object: &Object,
    table: &ObjName,
    column: &Ident,
    catalog: &Catalog,
    env: &Env,
) -> bool {
    let dialect = env.dialect.name;
    let key = catalog.key(table);
    if !object.depends_on.iter().any(|name| catalog.key(name) == key) {
        return false;
    }
    let spoken = || object.texts().iter().any(|text| mentions_text(text, column, dialect));
    match &object.program {
        Program::View(view) => match reading(&view.query, dialect) {
            Some(found) => view_uses(view, &found, table, column, catalog, env),
            None => spoken(),
        },
        Program::Trigger(trigger) => {
            let listed = trigger.events.iter().any(|event| match event {
                crate::catalog::Event::Update(columns) => {
                    columns.iter().any(|c| env.same(c, column))
                }
                _ => false,
            });
            let on = object.on.as_ref().map(|name| &name.name);
            let scope = Scope { table: &table.name, others: &[], on };
            let may = |text: &&str| may_mean(text, &scope, column, dialect);
            listed || object.texts().iter().any(may)
        }
        Program::Routine(_) | Program::None => spoken(),
    }
}

fn view_uses(
    view: &View,
    found: &Reading,
    table: &ObjName,
    column: &Ident,
    catalog: &Catalog,
    env: &Env,
) -> bool {
    let key = catalog.key(table);
    let is_table = |path: &NamePath| catalog.key(&relation(path, catalog, env)) == key;
    // A bare name may be that of another table, where that has such a column and this one
    // is only read elsewhere in the query; to count it is the safe side.
    let named = found.spoken.columns.iter().any(|path| match path.split_last() {
        Some((last, qualifier)) if env.same(&env.written(last), column) => {
            qualifier.last().is_none_or(|q| {
                found.spoken.sources.iter().any(|(path, own)| is_table(path) && same(own, q, env))
            })
        }
        _ => false,
    });
    let given = view.output.as_ref();
    let starred = found.spoken.stars
        && (!view.columns.is_empty()
            || given.is_none_or(|names| names.iter().any(|name| env.same(name, column))));
    named || starred
}
