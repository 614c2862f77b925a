//! A document read again: what it makes, its statements, and whether that is what was meant.

use std::sync::Arc;

use super::{Document, is_left_out, settled};
use crate::catalog::{Catalog, Key, Table, Thing, Touched, What};
use crate::check::round_trip::{Difference, difference};
use crate::diag::Report;
use crate::env::Env;
use crate::lower::Lowered;
use crate::replay::{Rev, Walk};
use crate::source::FileId;
use crate::syntax::{Variables, revision};

/// What a document comes to.
#[derive(Debug)]
pub struct Recreated {
    /// The schema that it makes.
    pub catalog: Catalog,
    /// Its statements.
    pub statements: Vec<Lowered>,
    /// True when a table is rebuilt on the way.
    pub rebuilt: bool,
    /// What is wrong with it, at its places in [`Document::revision`].
    pub report: Report,
}

/// Runs a document on an empty database; what others own, or nothing is known of, is taken on
/// trust as it was in the catalog that it comes from.
pub fn read(document: &Document, of: &Catalog, env: &Env, file: FileId) -> Recreated {
    let mut report = Report::default();
    let mut base = Catalog::new(env.dialect);
    let unknown = |table: &&Arc<Table>| is_left_out(table, env);
    of.tables().filter(unknown).for_each(|table| base.make_opaque(&table.name));
    if let Some(span) = of.wild() {
        base.make_wild(span);
    }
    base.commit();
    let revision: Option<Rev> =
        revision::parse(file, &document.revision(), &Variables::new(), &mut report);
    let mut walk = Walk::new(base, env);
    let statements = revision.map(|revision| walk.up(&revision)).unwrap_or_default();
    report.absorb(walk.report.take());
    let rebuilt = walk.rebuilt();
    Recreated { catalog: walk.catalog, statements, rebuilt, report }
}

/// What a document makes otherwise than the catalog has it: the first of each pair is how it is,
/// the second how it comes out.
pub fn differences(catalog: &Catalog, made: &Catalog, env: &Env) -> Vec<Difference> {
    let (before, after) = (settled(catalog, env).things(), settled(made, env).things());
    let mut keys: Vec<&(What, Key)> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let known = |thing: &Thing| !matches!(thing, Thing::Table(t) if is_left_out(t, env));
    let of = |place: &(What, Key)| {
        let (before, after) = (before.get(place), after.get(place));
        if !before.iter().chain(&after).all(|thing| known(thing)) {
            return None;
        }
        let touched = Touched {
            key: place.1.clone(),
            what: place.0.clone(),
            first: 0,
            before: before.cloned(),
            after: after.cloned(),
        };
        difference(&touched, env)
    };
    keys.into_iter().filter_map(of).collect()
}
