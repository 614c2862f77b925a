//! The order in which things are made: what is needed first comes first, and apart from that by
//! kind and name, so that the same schema is always written the same, and a new table moves none.
//!
//! In: a catalog. Out: a list of things, each behind those that it needs, and the foreign keys
//! that close a circle, which come when all tables are there.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::catalog::{Catalog, Check, ConstraintKind, IndexTarget, Key, Object, ObjectKind, Table};
use crate::env::Env;
use crate::sql::ObjName;
use crate::sql::raw::{self, program};
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};

/// A thing that is made.
#[derive(Clone)]
pub enum Made {
    /// A table.
    Table(Arc<Table>),
    /// Anything else.
    Object(Arc<Object>),
}

/// Things in order.
#[derive(Default)]
pub struct Order {
    /// Each behind what it needs.
    pub things: Vec<Made>,
    /// Tables and the places of their foreign keys that refer to a later table.
    pub circles: Vec<(ObjName, Vec<usize>)>,
}

/// The kinds in the order of the document. Programs come last: most of what they need are tables.
const KINDS: [ObjectKind; 10] = [
    ObjectKind::Schema,
    ObjectKind::Extension,
    ObjectKind::Enum,
    ObjectKind::Type,
    ObjectKind::Sequence,
    ObjectKind::View,
    ObjectKind::MaterializedView,
    ObjectKind::Function,
    ObjectKind::Procedure,
    ObjectKind::Trigger,
];

/// How many kinds come before tables.
const TABLES: usize = 5;

/// The order for a catalog. Tables of which nothing is known are left out.
pub fn order(catalog: &Catalog, env: &Env) -> Order {
    let mut nodes: Vec<(usize, ObjName, Made)> = Vec::new();
    for (rank, kind) in KINDS.into_iter().enumerate() {
        // Tables stand between sequences and views.
        let rank = if rank >= TABLES { rank + 1 } else { rank };
        let objects = catalog.objects(kind).into_iter().cloned();
        nodes.extend(objects.map(|o| (rank, o.name.clone(), Made::Object(o))));
    }
    let known = catalog.tables().filter(|table| !super::is_left_out(table, env));
    nodes.extend(known.map(|table| (TABLES, table.name.clone(), Made::Table(table.clone()))));
    nodes.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let sorter = Sorter::new(catalog, env, nodes);
    sorter.sort()
}

struct Sorter<'a> {
    catalog: &'a Catalog,
    env: &'a Env,
    nodes: Vec<(usize, ObjName, Made)>,
    /// Tables and views by name.
    relations: FxHashMap<Key, usize>,
    /// Functions by their name alone, folded.
    functions: BTreeMap<String, Vec<usize>>,
    /// Tables, views and types by their name alone, folded.
    words: BTreeMap<String, Vec<usize>>,
    state: Vec<State>,
    order: Order,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Done,
}

impl<'a> Sorter<'a> {
    fn new(catalog: &'a Catalog, env: &'a Env, nodes: Vec<(usize, ObjName, Made)>) -> Self {
        let mut relations = FxHashMap::default();
        let mut functions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (_, name, made)) in nodes.iter().enumerate() {
            let word = name.name.as_str().to_lowercase();
            let relation = match made {
                Made::Table(_) => true,
                Made::Object(object) => object.kind.is_view(),
            };
            let ty = matches!(made, Made::Object(object) if object.kind == ObjectKind::Type);
            if relation {
                relations.insert(catalog.key(name), at);
            }
            if relation || ty {
                words.entry(word).or_default().push(at);
            } else if matches!(made, Made::Object(o) if o.kind == ObjectKind::Function) {
                functions.entry(word).or_default().push(at);
            }
        }
        let state = vec![State::Unseen; nodes.len()];
        Sorter { catalog, env, nodes, relations, functions, words, state, order: Order::default() }
    }

    fn sort(mut self) -> Order {
        // A stack of its own: chains of foreign keys may be long.
        for root in 0..self.nodes.len() {
            let mut stack = vec![(root, None::<std::vec::IntoIter<usize>>)];
            while let Some((at, needs)) = stack.last_mut() {
                let at = *at;
                if needs.is_none() {
                    if self.state.get(at) != Some(&State::Unseen) {
                        stack.pop();
                        continue;
                    }
                    self.mark(at, State::Open);
                    let list = self.needs(at);
                    if let Some((_, needs)) = stack.last_mut() {
                        *needs = Some(list.into_iter());
                    }
                    continue;
                }
                match needs.as_mut().and_then(Iterator::next) {
                    Some(next) => stack.push((next, None)),
                    None => {
                        self.finish(at);
                        stack.pop();
                    }
                }
            }
        }
        self.order
    }

    fn mark(&mut self, at: usize, state: State) {
        if let Some(slot) = self.state.get_mut(at) {
            *slot = state;
        }
    }

    fn finish(&mut self, at: usize) {
        let Some((_, _, made)) = self.nodes.get(at).cloned() else { return };
        if let Made::Table(table) = &made {
            let is_open = |target: &ObjName| {
                let to = self.relations.get(&self.catalog.key(target)).copied();
                to.is_some_and(|to| to != at && self.state.get(to) != Some(&State::Done))
            };
            let circles: Vec<usize> = table
                .constraints
                .iter()
                .enumerate()
                .filter(|(_, c)| matches!(&c.kind, ConstraintKind::ForeignKey(fk) if is_open(&fk.table)))
                .map(|(place, _)| place)
                .collect();
            if !circles.is_empty() {
                self.order.circles.push((table.name.clone(), circles));
            }
        }
        self.mark(at, State::Done);
        self.order.things.push(made);
    }

    /// What must be there before a thing, in the order of the nodes.
    fn needs(&self, at: usize) -> Vec<usize> {
        let Some((_, _, made)) = self.nodes.get(at) else { return Vec::new() };
        let mut needs = match made {
            Made::Table(table) => self.table_needs(table),
            Made::Object(object) => self.object_needs(object),
        };
        needs.retain(|need| *need != at);
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    fn relation(&self, name: &ObjName) -> Option<usize> {
        self.relations.get(&self.catalog.key(name)).copied()
    }

    fn table_needs(&self, table: &Table) -> Vec<usize> {
        let mut needs: Vec<usize> = Vec::new();
        needs.extend(table.foreign_keys().filter_map(|(_, fk)| self.relation(&fk.table)));
        needs.extend(table.partition.iter().filter_map(|p| self.relation(&p.parent)));
        let inherits = table.options.after.iter().filter(|clause| clause.starts_with("INHERITS"));
        inherits.for_each(|clause| self.named(clause, &mut needs));
        texts(table, self.env).iter().for_each(|text| self.called(text, &mut needs));
        needs.extend(self.enum_rivals(table));
        needs
    }

    /// The table whose check has an enum's own name must be made before this one, where this
    /// one's has a longer name for it.
    fn enum_rivals(&self, table: &Table) -> Vec<usize> {
        let mut needs = Vec::new();
        for constraint in &table.constraints {
            let ConstraintKind::Check(Check { enum_column: Some(column), .. }) = &constraint.kind
            else {
                continue;
            };
            let ty = table.columns.iter().find(|c| c.name == *column).map(|c| &c.ty);
            let Some(Type::Enum(own)) = ty else { continue };
            let Some(plain) = own.name.as_ref().map(|name| &name.name) else { continue };
            if constraint.name.as_ref() == Some(plain) {
                continue;
            }
            let holder = self.catalog.table_of_constraint(&table.sibling(plain));
            needs.extend(holder.and_then(|holder| self.relation(&holder.name)));
        }
        needs
    }

    fn object_needs(&self, object: &Object) -> Vec<usize> {
        let mut needs: Vec<usize> = Vec::new();
        needs.extend(object.depends_on.iter().filter_map(|name| self.relation(name)));
        if matches!(object.kind, ObjectKind::Schema | ObjectKind::Extension | ObjectKind::Enum) {
            return needs;
        }
        let kinds = [ObjectKind::Function, ObjectKind::Procedure, ObjectKind::Type];
        let routine = kinds.contains(&object.kind);
        for text in object.texts() {
            self.called(text, &mut needs);
            if routine {
                self.named(text, &mut needs);
            }
        }
        if let Some(own) = object.program.routine() {
            self.named(&own.arguments, &mut needs);
            self.named(own.returns.as_deref().unwrap_or_default(), &mut needs);
        }
        needs
    }

    /// The functions that a text calls.
    fn called(&self, text: &str, needs: &mut Vec<usize>) {
        if self.functions.is_empty() {
            return;
        }
        let dialect = self.env.dialect.name;
        for (name, functions) in &self.functions {
            if program::calls(text, name, dialect) {
                needs.extend(functions);
            }
        }
    }

    /// The tables and views that a text may name.
    fn named(&self, text: &str, needs: &mut Vec<usize>) {
        for word in raw::words_in(text, self.env.dialect.name) {
            needs.extend(self.words.get(&word.text.to_lowercase()).into_iter().flatten());
        }
    }
}

/// The SQL in a table that may call a function.
fn texts(table: &Table, env: &Env) -> Vec<String> {
    let mut all: Vec<&SqlExpr> = Vec::new();
    for column in &table.columns {
        if let Some(Value::Sql(sql)) = &column.default {
            all.push(sql);
        }
        all.extend(column.computed.as_ref().map(|computed| &computed.sql));
    }
    for constraint in &table.constraints {
        match &constraint.kind {
            ConstraintKind::Check(check) => all.push(&check.sql),
            ConstraintKind::Exclusion(exclusion) => {
                all.extend(exclusion.elements.iter().filter_map(|element| element.sql.as_ref()));
                all.extend(&exclusion.condition);
            }
            _ => {}
        }
    }
    for index in &table.indexes {
        all.extend(&index.condition);
        all.extend(index.parts.iter().filter_map(|part| match &part.target {
            IndexTarget::Expression(sql) => Some(sql),
            IndexTarget::Column(_) => None,
        }));
    }
    let picked = all.into_iter().filter_map(|sql| sql.pick(env.dialect.name));
    picked.map(|text| text.as_str().to_owned()).collect()
}
