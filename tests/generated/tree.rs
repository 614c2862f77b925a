//! The tree: which revision follows which, and who may touch what.
//!
//! Branches run in any order, so what they do must commute. Where one forks, everything that hangs together
//! (tables with their foreign keys, views, enums, schemas, triggers) goes to one side and is frozen on
//! the other; a merge, or a dependency on a branch that ends there, brings it together again.

use super::draw::Draw;
use super::model::Model;

/// A point at which the project can go on.
#[derive(Clone, Debug)]
pub struct Tip {
    /// The revision; none before the first.
    pub id: Option<String>,
    /// The schema there.
    pub model: Model,
    /// True when another tip has gone on from the same revision.
    pub has_child: bool,
}

/// Where the next revision stands.
pub struct Place {
    pub parents: Vec<String>,
    pub depends_on: Vec<String>,
    /// Which tip it becomes.
    pub tip: usize,
    /// True for the first revision of a branch, which may be labelled.
    pub forks: bool,
}

/// Chooses where the next revision stands, and brings the tips there.
pub fn place(draw: &mut Draw, tips: &mut Vec<Tip>, line: bool) -> Place {
    let last = tips.len() - 1;
    let on = |tips: &[Tip], tip: usize| Place {
        parents: tips[tip].id.iter().cloned().collect(),
        depends_on: Vec::new(),
        tip,
        forks: false,
    };
    if line || tips[0].id.is_none() {
        return on(tips, last);
    }
    match draw.below(14) {
        0..=4 => on(tips, last),
        5..=7 => {
            let tip = draw.below(tips.len());
            on(tips, tip)
        }
        8..=10 if tips.len() < 4 => {
            let from = draw.below(tips.len());
            let mut other = tips[from].clone();
            part(draw, &mut tips[from].model, &mut other.model);
            // A base of its own depends on nothing that is there.
            if draw.chance(15) {
                tips[from].model = whole(&tips[from].model, &other.model);
                tips.push(Tip { id: None, model: Model::default(), has_child: false });
                return Place { forks: true, ..on(tips, tips.len() - 1) };
            }
            tips[from].has_child = true;
            other.has_child = false;
            tips.push(other);
            Place { forks: true, ..on(tips, tips.len() - 1) }
        }
        _ if tips.len() > 1 => {
            let gone = draw.below(tips.len() - 1);
            let depends = draw.chance(35);
            let closed = tips.remove(gone);
            let tip = tips.len() - 1;
            let mut place = on(tips, tip);
            tips[tip].model = whole(&tips[tip].model, &closed.model);
            // Where the other has gone on from this very revision, a merge says nothing new.
            match (&closed.id, closed.has_child, tips[tip].has_child) {
                (Some(id), false, false) if depends => place.depends_on.push(id.clone()),
                (Some(id), false, false) => place.parents.push(id.clone()),
                (Some(id), false, true) => place.parents = vec![id.clone()],
                _ => {}
            }
            place
        }
        _ => on(tips, last),
    }
}

/// Gives each thing that hangs together to one side or the other.
fn part(draw: &mut Draw, one: &mut Model, other: &mut Model) {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut join = |names: Vec<String>| {
        let (met, rest): (Vec<_>, Vec<_>) =
            groups.drain(..).partition(|group| group.iter().any(|name| names.contains(name)));
        groups = rest;
        groups.push(met.into_iter().flatten().chain(names).collect());
    };
    let free = |frozen: bool, name: &String, join: &mut dyn FnMut(Vec<String>)| {
        if !frozen {
            join(vec![name.clone()]);
        }
    };
    one.schemas.iter().for_each(|(name, frozen)| free(*frozen, name, &mut join));
    one.enums.iter().for_each(|e| free(e.frozen, &e.name, &mut join));
    one.sequences.iter().for_each(|s| free(s.frozen, &s.name, &mut join));
    for table in one.tables.iter().filter(|table| !table.frozen) {
        let mut names = vec![table.name.clone()];
        names.extend(table.schema.clone());
        names.extend(table.foreign.iter().map(|key| key.table.clone()));
        names.extend(table.triggers.iter().map(|trigger| trigger.writes.clone()));
        names.extend(table.columns.iter().filter_map(|column| match &column.ty {
            super::value::Ty::Enum(name) => Some(name.clone()),
            _ => None,
        }));
        join(names);
    }
    for view in one.views.iter().filter(|view| !view.frozen) {
        join(vec![view.name.clone(), view.table.clone()]);
    }
    let ones: Vec<String> = groups.into_iter().filter(|_| draw.chance(50)).flatten().collect();
    freeze(one, &|name| !ones.contains(name));
    freeze(other, &|name| ones.contains(name));
}

fn freeze(model: &mut Model, is: &dyn Fn(&String) -> bool) {
    model.schemas.iter_mut().for_each(|(name, frozen)| *frozen |= is(name));
    model.enums.iter_mut().for_each(|e| e.frozen |= is(&e.name));
    model.sequences.iter_mut().for_each(|s| s.frozen |= is(&s.name));
    model.tables.iter_mut().for_each(|t| t.frozen |= is(&t.name));
    model.views.iter_mut().for_each(|v| v.frozen |= is(&v.name));
}

/// What both own, and what neither does as the first knows it.
pub fn whole(one: &Model, other: &Model) -> Model {
    fn both<T: Clone>(
        a: &[T],
        b: &[T],
        frozen: impl Fn(&T) -> bool,
        same: impl Fn(&T, &T) -> bool,
    ) -> Vec<T> {
        let own = |list: &[T]| list.iter().filter(|x| !frozen(x)).cloned().collect::<Vec<T>>();
        let mut all = own(a);
        all.extend(own(b));
        let foreign: Vec<T> = a
            .iter()
            .filter(|x| frozen(x) && b.iter().any(|y| same(x, y) && frozen(y)))
            .cloned()
            .collect();
        all.extend(foreign);
        all
    }
    Model {
        schemas: both(&one.schemas, &other.schemas, |x| x.1, |x, y| x.0 == y.0),
        tables: both(&one.tables, &other.tables, |x| x.frozen, |x, y| x.name == y.name),
        views: both(&one.views, &other.views, |x| x.frozen, |x, y| x.name == y.name),
        enums: both(&one.enums, &other.enums, |x| x.frozen, |x, y| x.name == y.name),
        sequences: both(&one.sequences, &other.sequences, |x| x.frozen, |x, y| x.name == y.name),
    }
}
