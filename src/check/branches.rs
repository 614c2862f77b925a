//! Branches side by side: each revision judged by its ancestry, and pairs that collide.
//!
//! The live catalog runs all revisions in one order. Where branches lie side by side that order is
//! one of several: a revision that met anything of another branch there is judged again in the
//! schema of its own ancestors. Two revisions collide when they cannot be run one after the other
//! both ways with the same result (E0321).

use rustc_hash::{FxHashMap, FxHashSet};

use super::collide::{self, Blame, Conflict, Deed, Pair, Ran, Told, labels_of_difference};
use super::worlds::World;
use super::{Input, Judged, Verify, id, judge};
use crate::catalog::{Catalog, Key, Thing, Touched};
use crate::diag::codes::E0321;
use crate::diag::{Diagnostic, Report};
use crate::graph::RevIdx;
use crate::replay::Walk;
use crate::source::Span;

/// Pairs of revisions that are run both ways, for each revision at the most.
const PAIRS: usize = 24;

/// What one revision did to one name, or that it asked for it.
struct Trace {
    revision: RevIdx,
    /// The labels of what it wrote; empty where it only asked.
    wrote: FxHashSet<String>,
    /// True when it changed or took away something that was there.
    changed: bool,
    span: Option<Span>,
}

/// The branches of a tree, as far as they have been walked.
pub struct Branches<'a> {
    input: Input<'a>,
    base: Catalog,
    world: Option<World<'a>>,
    traces: FxHashMap<Key, Vec<Trace>>,
    conflicts: Vec<Conflict>,
    region: usize,
}

impl<'a> Branches<'a> {
    /// Begins before the first revision.
    pub fn new(base: Catalog, input: &Input<'a>) -> Self {
        let (traces, conflicts) = Default::default();
        Branches { input: *input, base, world: None, traces, conflicts, region: 0 }
    }

    /// The schema before the first revision.
    pub fn base(&self) -> &Catalog {
        &self.base
    }

    /// True for a revision that no other stands beside.
    pub fn is_alone(&self, revision: RevIdx) -> bool {
        let ancestry = self.input.ancestry;
        let order = self.input.graph.order();
        let begin = ancestry.region(revision);
        // The first of a region has something beside it unless the region ends with it.
        order.get(begin) == Some(&revision)
            && order.get(begin + 1).is_none_or(|&next| ancestry.region(next) != begin)
    }

    /// Judges a revision that others stand beside, and moves the live catalog above it.
    pub fn judge(
        &mut self,
        revision: RevIdx,
        live: &mut Walk<'a>,
        verify: Verify<'_>,
        found: &mut Report,
    ) {
        let region = self.input.ancestry.region(revision);
        if region != self.region {
            self.traces.clear();
            self.region = region;
        }
        let Some(own) = self.input.revisions.get(revision.index()) else { return };
        let mut written = Vec::new();
        let mut keep = |statements, _: &mut Report| written.push(statements);
        let mut judged = judge(live, own, &self.input, &mut keep);
        let met = self.input.ancestry.has_strangers(revision)
            && (!judged.report.is_empty() || self.meets(revision, &judged));
        if met {
            let failed_live = judged.report.has_errors();
            judged = self.judge_alone(revision, verify);
            if !judged.report.has_errors() {
                self.collide(revision, &judged, failed_live);
            }
        }
        if !met {
            written.into_iter().for_each(|statements| verify(statements, &mut judged.report));
        }
        if judged.report.has_errors() {
            self.world().faulty.insert(revision);
        }
        self.note(revision, &judged);
        found.absorb(judged.report);
    }

    fn world(&mut self) -> &mut World<'a> {
        let (base, input) = (&self.base, &self.input);
        self.world.get_or_insert_with(|| World::new(base.clone(), input))
    }

    fn judge_alone(&mut self, revision: RevIdx, verify: Verify<'_>) -> Judged {
        let input = self.input;
        let world = self.world();
        world.go_below(&[revision]);
        let mark = world.walk.catalog.mark();
        let own = &input.revisions[revision.index()];
        let judged = judge(&mut world.walk, own, &input, verify);
        world.added(revision, mark);
        judged
    }

    /// True when the revision has to do with a name that a stranger wrote to.
    fn meets(&self, revision: RevIdx, judged: &Judged) -> bool {
        let ancestry = self.input.ancestry;
        judged.names.iter().filter_map(|key| self.traces.get(key)).flatten().any(|trace| {
            (!trace.wrote.is_empty() || trace.changed)
                && !ancestry.precedes(trace.revision, revision)
        }) || judged
            .changed
            .iter()
            .filter_map(|key| self.traces.get(key))
            .flatten()
            .any(|trace| !ancestry.precedes(trace.revision, revision))
    }

    fn note(&mut self, revision: RevIdx, judged: &Judged) {
        let dialect = self.input.env.dialect.name;
        for (touched, span) in &judged.wrote {
            let (wrote, changed) = parts(touched, dialect);
            let trace = Trace { revision, wrote, changed, span: *span };
            self.traces.entry(touched.key.clone()).or_default().push(trace);
        }
        for key in &judged.names {
            if judged.wrote.iter().any(|(touched, _)| touched.key == *key) {
                continue;
            }
            // What became opaque is as good as changed.
            let changed = judged.changed.contains(key);
            let trace = Trace { revision, wrote: FxHashSet::default(), changed, span: None };
            self.traces.entry(key.clone()).or_default().push(trace);
        }
    }

    /// Looks for earlier revisions of other branches that this one collides with.
    fn collide(&mut self, revision: RevIdx, judged: &Judged, failed_live: bool) {
        let dialect = self.input.env.dialect.name;
        let mut mine: FxHashMap<&Key, (FxHashSet<String>, bool)> =
            judged.names.iter().map(|key| (key, Default::default())).collect();
        for (touched, _) in &judged.wrote {
            let (wrote, changed) = parts(touched, dialect);
            let entry = mine.entry(&touched.key).or_default();
            entry.0.extend(wrote);
            entry.1 |= changed;
        }
        let mut candidates: Vec<RevIdx> = Vec::new();
        for (key, (wrote, changed)) in &mine {
            for trace in self.traces.get(*key).into_iter().flatten() {
                let near = *changed
                    || trace.changed
                    || trace.wrote.iter().any(|label| wrote.contains(label))
                    || (failed_live && !trace.wrote.is_empty());
                if near
                    && !candidates.contains(&trace.revision)
                    && self.input.ancestry.unrelated(trace.revision, revision)
                {
                    candidates.push(trace.revision);
                }
            }
        }
        let faulty = &self.world().faulty;
        candidates.retain(|candidate| !faulty.contains(candidate));
        candidates.sort();
        candidates.truncate(PAIRS);
        for other in candidates {
            let conflicts = self.run_both_ways(other, revision, &judged.names);
            self.conflicts.extend(conflicts);
        }
    }

    /// Runs two revisions one after the other, both ways, where all their other ancestors have run.
    fn run_both_ways(
        &mut self,
        first: RevIdx,
        then: RevIdx,
        names: &FxHashSet<Key>,
    ) -> Vec<Conflict> {
        let input = self.input;
        let world = self.world();
        // Something else may be wrong with them, which is found elsewhere.
        let sound = world.go_below(&[first, then]);
        let height = world.height();
        let mut run = |order: [RevIdx; 2]| {
            let mark = world.walk.catalog.mark();
            let (mut faults, mut deeds) = (Vec::new(), Vec::new());
            for revision in order {
                world.added(revision, world.walk.catalog.mark());
                let Some(own) = input.revisions.get(revision.index()) else { continue };
                world.walk.report.take();
                world.walk.apply_each(own, &mut |catalog, mark, span| {
                    deeds.push(Deed::new(revision, span, catalog.touched_since(mark)));
                });
                faults.extend(collide::faults(&world.walk.report.take()));
            }
            let touched: Vec<(Touched, Option<Span>)> = world
                .walk
                .catalog
                .touched_since(mark)
                .into_iter()
                .map(|t| (world.walk.operation_at(t.first), t))
                .map(|(span, touched)| (touched, span))
                .collect();
            world.cut(height);
            Ran { faults, touched, deeds }
        };
        let (forth, back) = (run([first, then]), run([then, first]));
        let pair = Pair { input: &input, first, then, forth: &forth, back: &back };
        let mut what = pair.differences();
        let fails = (forth.fails(&back), back.fails(&forth));
        // What fails both ways fails for the sake of something else, which is found elsewhere, too.
        let sound = sound && (fails != (None, None) || !forth.has_errors());
        let (forth, back) = (&forth.touched, &back.touched);
        if fails != (None, None) {
            // What differs then is what was not done; say what both have to do with.
            let shared = |t: &Touched| {
                let traces = self.traces.get(&t.key);
                let asked = traces.into_iter().flatten().any(|trace| trace.revision == first);
                asked && names.contains(&t.key)
            };
            let touched = || forth.iter().chain(back).map(|(touched, _)| touched);
            let over = touched().find(|t| shared(t)).or_else(|| touched().next());
            what =
                over.map(|t| (t.key.clone(), t.label(), vec![String::new()])).into_iter().collect();
        } else if what.is_empty() {
            return Vec::new();
        }
        let span = |revision: RevIdx| self.span_of(revision, &what, forth, back);
        let spans = (span(first), span(then));
        let whole = Conflict { first, then, spans, what, fails, blame: Blame::Likely };
        let mut conflicts = pair.conflicts(whole);
        conflicts.retain(|conflict| sound || conflict.blame == Blame::Exact);
        conflicts
    }

    /// The operation of a revision that has to do with what is in conflict.
    fn span_of(
        &self,
        revision: RevIdx,
        what: &[(Key, String, Vec<String>)],
        forth: &[(Touched, Option<Span>)],
        back: &[(Touched, Option<Span>)],
    ) -> Span {
        let header = &self.input.revisions[revision.index()].header;
        let file = header.file;
        let noted = what.iter().filter_map(|(key, ..)| self.traces.get(key)).flatten();
        let noted = noted.filter(|trace| trace.revision == revision).find_map(|trace| trace.span);
        let all = || forth.iter().chain(back);
        let own = |span: &Option<Span>| span.filter(|span| span.file == file);
        let exact = all().find_map(|(touched, span)| {
            what.iter().any(|(key, ..)| *key == touched.key).then(|| own(span)).flatten()
        });
        noted
            .or(exact)
            .or_else(|| all().find_map(|(_, span)| own(span)))
            .unwrap_or(header.revision.span)
    }

    /// Reports E0321 for every conflict: at the revision that merges the two, or at the
    /// second of them where none does.
    pub fn finish(&mut self, found: &mut Report) {
        let mut told = Told::default();
        for conflict in &self.conflicts {
            let merge = self.merge_of(conflict);
            if merge.is_none() && !self.is_of_one_stem(conflict) {
                continue; // Trees of their own may be for databases of their own.
            }
            if merge.is_some_and(|merge| self.settles(merge, conflict)) {
                continue;
            }
            if told.has(merge, conflict) {
                continue;
            }
            found.push(self.report(conflict, merge));
        }
    }

    /// The first revision that has both among its ancestors.
    fn merge_of(&self, conflict: &Conflict) -> Option<RevIdx> {
        let ancestry = self.input.ancestry;
        self.input
            .graph
            .order()
            .iter()
            .copied()
            .find(|&r| ancestry.precedes(conflict.first, r) && ancestry.precedes(conflict.then, r))
    }

    /// True when both come from one revision.
    fn is_of_one_stem(&self, conflict: &Conflict) -> bool {
        let ancestry = self.input.ancestry;
        self.input
            .graph
            .order()
            .iter()
            .any(|&r| ancestry.precedes(r, conflict.first) && ancestry.precedes(r, conflict.then))
    }

    /// True when both ways can be run and the merge itself says how it is to be: its operations
    /// work on what is in conflict and name the part.
    fn settles(&self, merge: RevIdx, conflict: &Conflict) -> bool {
        let Some(own) = self.input.revisions.get(merge.index()) else { return false };
        let env = self.input.env;
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let says = |key: &Key, label: &String| {
            let name = label.split('`').nth(1).unwrap_or(label);
            own.upgrade.iter().filter(|entry| entry.is_for(env.dialect.name)).any(|entry| {
                let text = self.input.sources.slice(entry.span);
                let touches = entry.op.operation().touches(env);
                touches.writes.iter().any(|written| self.base.key(written) == *key)
                    && text.split(|c| !is_part(c)).any(|word| word == name)
            })
        };
        conflict.fails == (None, None)
            && conflict
                .what
                .iter()
                .all(|(key, _, labels)| labels.iter().all(|label| says(key, label)))
    }

    fn report(&self, conflict: &Conflict, merge: Option<RevIdx>) -> Diagnostic {
        let Conflict { first, then, what, spans, fails, blame: _ } = conflict;
        let (a, b) = (id(&self.input, *first), id(&self.input, *then));
        let over = match what.first() {
            Some((_, name, labels)) => match labels.first().filter(|label| !label.is_empty()) {
                Some(label) => format!(" over {label} of {name}"),
                None => format!(" over {name}"),
            },
            None => String::new(),
        };
        let message = format!("the branches of `{a}` and `{b}` collide{over}");
        let mut fault = Diagnostic::error(E0321, message);
        fault = match merge.and_then(|merge| self.input.revisions.get(merge.index())) {
            Some(merge) => fault
                .label(merge.header.down_revision_span, "they are merged here")
                .also(spans.0, format!("what `{a}` does"))
                .also(spans.1, format!("what `{b}` does")),
            None => fault
                .label(spans.1, format!("what `{b}` does"))
                .also(spans.0, format!("what `{a}` does")),
        };
        let fails_after =
            |one: &str, other: &str, why: &str| format!("after `{one}`, `{other}` fails: {why}");
        match fails {
            (Some(forth), Some(back)) => fault
                .note(format!("{}\n{}", fails_after(a, b, forth), fails_after(b, a, back)))
                .help("no order will do: take what both do out of one of them"),
            (Some(forth), None) => fault.note(fails_after(a, b, forth)).help(format!(
                "if `{b}` is to come first, add `depends_on: [{b}]` to `{a}`; else mend `{b}`"
            )),
            (None, Some(back)) => fault.note(fails_after(b, a, back)).help(format!(
                "if `{a}` is to come first, add `depends_on: [{a}]` to `{b}`; else mend `{a}`"
            )),
            (None, None) => fault
                .note("each order of the two gives another schema")
                .help("say in the merge how it is to be, or let one `depends_on` the other"),
        }
    }
}

/// What a write was about, and whether it changed or took away what was there.
fn parts(touched: &Touched, dialect: crate::dialect::DialectName) -> (FxHashSet<String>, bool) {
    let words = |thing: &Option<Thing>| {
        thing.as_ref().map(|thing| thing.words(dialect)).unwrap_or_default()
    };
    let (before, after) = (words(&touched.before), words(&touched.after));
    let labels = labels_of_difference(&before, &after);
    let changed = labels.iter().any(|label| before.contains_key(label));
    (labels.into_iter().collect(), changed)
}
