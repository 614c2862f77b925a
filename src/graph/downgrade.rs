//! `downgrade START:END`, as Alembic reads it: what descends from END by
//! `down_revision` goes, and whatever depends on what goes; a branch that END says
//! nothing about stays. `LABEL@` and `-N` restrict it to one line.

use super::name::{Name, Sides};
use super::resolve::Branch;
use super::say::fault;
use super::{Answer, Graph, Plan, RevIdx};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0206, E0207, E0208, E0210};

/// One name of END, looked up.
struct Target {
    /// None is base.
    revision: Option<RevIdx>,
    /// The first revisions to go.
    roots: Vec<RevIdx>,
}

impl Graph {
    pub(super) fn downgrade(
        &self,
        range: &str,
        sides: Sides<'_>,
        current: Option<Vec<RevIdx>>,
    ) -> Answer<Plan> {
        let start = match (sides.start, current) {
            (None, Some(current)) => current,
            (None, None) => self.only_head()?,
            (Some(text), current) => self.start_rows(text, &current.unwrap_or_default())?,
        };
        let applied = self.ancestors(&start);
        let end = if sides.end.is_empty() { "head" } else { sides.end };
        let mut targets = Vec::new();
        for name in self.names(end)? {
            targets.extend(self.targets(&name, &start)?);
        }
        for revision in targets.iter().filter_map(|target| target.revision) {
            if !applied[revision.index()] {
                return Err(self.not_applied(range, revision, &start));
            }
        }
        let dropped = self.dropped(&start, &applied, &targets);
        Ok(self.plan_down(applied, &dropped))
    }

    /// Where a downgrade starts when nothing says so.
    fn only_head(&self) -> Answer<Vec<RevIdx>> {
        let heads = self.heads();
        if heads.len() < 2 {
            return Ok(heads);
        }
        let message = format!(
            "a downgrade without START wants one head and there are {}: {}",
            heads.len(),
            self.listed(&heads)
        );
        let help = "say where it starts: `heads:END`, `REV:END` or `--current REV`";
        Err(self.candidates(fault(E0207, message).help(help), &heads, "a head").into())
    }

    fn dropped(&self, start: &[RevIdx], applied: &[bool], targets: &[Target]) -> Vec<bool> {
        let ends: Vec<RevIdx> = targets.iter().filter_map(|target| target.revision).collect();
        let kept = self.ancestors(&ends);
        let from = |roots: Vec<RevIdx>| {
            let roots: Vec<RevIdx> = roots.into_iter().filter(|r| !kept[r.index()]).collect();
            let mut dropped = self.descendants(&roots);
            dropped.iter_mut().zip(applied).for_each(|(dropped, applied)| *dropped &= applied);
            dropped
        };
        let dropped = from(targets.iter().flat_map(|target| target.roots.clone()).collect());
        if dropped.contains(&true) || ends.iter().all(|end| start.contains(end)) {
            return dropped;
        }
        // END has no children but is no row either: what depends on it is above it.
        from(ends.iter().flat_map(|&end| self.dependents(end).to_vec()).collect())
    }

    fn targets(&self, name: &Name<'_>, start: &[RevIdx]) -> Answer<Vec<Target>> {
        let branch = name.branch.map(|text| self.branch(text)).transpose()?;
        let branch = branch.as_ref();
        let Some(symbol) = name.symbol else {
            return Ok(vec![self.counted(name, start, branch)?]);
        };
        let found = self.absolute(name, symbol, branch)?;
        let ends: Vec<Option<RevIdx>> = match name.steps {
            Some(steps) => {
                let from = self.single(name, &found)?;
                vec![self.walk(name, from, steps, branch, false)?]
            }
            None if found.is_empty() => vec![None],
            None => found.into_iter().map(Some).collect(),
        };
        Ok(ends.into_iter().map(|end| self.target(end, branch.map(|b| &b.line))).collect())
    }

    /// `-N` or `LABEL@-N`: down from the one row that it can mean, and only the
    /// line from there to that row goes.
    fn counted(
        &self,
        name: &Name<'_>,
        start: &[RevIdx],
        branch: Option<&Branch<'_>>,
    ) -> Answer<Target> {
        let Some(steps) = name.steps.filter(|steps| !steps.up || steps.count == 0) else {
            let message = format!("`{}` goes up and a downgrade goes down", name.text);
            let help = "use `upgrade`, or count from a revision, as in `ID+1`";
            return Err(fault(E0208, message).help(help).into());
        };
        let rows = self.rows_on(start, branch);
        let [row] = rows.as_slice() else {
            return Err(self.not_one_row(name, &rows));
        };
        let end = self.walk(name, Some(*row), steps, branch, false)?;
        Ok(self.target(end, Some(&self.line_below(&[*row]))))
    }

    /// The rows on a branch; where there is none, the ends of what the rows hold.
    fn rows_on(&self, start: &[RevIdx], branch: Option<&Branch<'_>>) -> Vec<RevIdx> {
        let Some(branch) = branch else {
            return start.to_vec();
        };
        let on = |r: &RevIdx| branch.line[r.index()];
        let rows: Vec<RevIdx> = start.iter().copied().filter(on).collect();
        if !rows.is_empty() {
            return rows;
        }
        let held = self.ancestors(start);
        let ends = |r: &RevIdx| {
            held[r.index()] && on(r) && !self.children(*r).iter().any(|c| held[c.index()])
        };
        self.order.iter().copied().filter(ends).collect()
    }

    fn not_one_row(&self, name: &Name<'_>, rows: &[RevIdx]) -> Box<Diagnostic> {
        if rows.is_empty() {
            let message = format!("`{}` leaves the tree: START has run nothing there", name.text);
            return fault(E0210, message).help("there is nothing to go down from").into();
        }
        let message = format!("`{}` could count from {}", name.text, self.listed(rows));
        let help = "say which: `LABEL@-N`, or count from a revision, as in `ID-N`";
        self.candidates(fault(E0206, message).help(help), rows, "from here?").into()
    }

    /// The revisions right above an end; of several only those on the line.
    fn target(&self, revision: Option<RevIdx>, line: Option<&Vec<bool>>) -> Target {
        let mut roots = match revision {
            Some(revision) => self.children(revision).to_vec(),
            None => self.bases(),
        };
        if let (Some(line), true) = (line, roots.len() > 1) {
            roots.retain(|r| line[r.index()]);
        }
        Target { revision, roots }
    }

    fn not_applied(&self, range: &str, end: RevIdx, start: &[RevIdx]) -> Box<Diagnostic> {
        let (to, from) = (self.listed(&[end]), self.listed(start));
        let newer = start.is_empty() || start.iter().any(|r| self.ancestors(&[end])[r.index()]);
        let fault = if newer {
            let message = format!("the range `{range}` is backwards: {from} comes before {to}");
            fault(E0208, message).help("use `upgrade`, or swap the two sides")
        } else {
            let message = format!("cannot downgrade to {to}: it is not applied at {from}");
            fault(E0208, message).help("END has to be one of the revisions that START has run")
        };
        self.candidates(fault, &[end], "not applied at START").into()
    }
}
