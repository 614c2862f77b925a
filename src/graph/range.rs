//! START:END -> a plan or a list of revisions. Downgrades have their own file.

use super::name::Sides;
use super::resolve::Frame;
use super::say::fault;
use super::{Answer, Direction, Graph, Plan, RevIdx};
use crate::diag::codes::E0208;

impl Graph {
    /// What runs in a range such as `a1b2:head`, `+2` or `tag:v1.4:tag:v1.5`.
    ///
    /// Without `:` the start is `current` (names of the rows of a database), else
    /// base for an upgrade and the one head for a downgrade. `:END` starts at base,
    /// `START:` ends at head. `+N` and `-N` count from the start. Nothing to run is
    /// an empty plan. Errors: those of [`Graph::resolve`], and E0208 for a range
    /// that is backwards or whose END is not applied at START.
    pub fn plan(
        &self,
        direction: Direction,
        range: &str,
        current: Option<&[String]>,
    ) -> Answer<Plan> {
        let current = current.map(|names| self.resolve_rows(names)).transpose()?;
        let sides = self.sides(range)?;
        match direction {
            Direction::Upgrade => self.upgrade(range, sides, current),
            Direction::Downgrade => self.downgrade(range, sides, current),
        }
    }

    /// The rows that a side with a name stands for; an empty side is base.
    pub(super) fn start_rows(&self, text: &str, current: &[RevIdx]) -> Answer<Vec<RevIdx>> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let frame = Frame { rows: current, clamp: false };
        Ok(self.tips(&self.resolve_in(text, frame)?))
    }

    fn upgrade(&self, range: &str, sides: Sides<'_>, current: Option<Vec<RevIdx>>) -> Answer<Plan> {
        let current = current.unwrap_or_default();
        let start = match sides.start {
            None => current,
            Some(text) => self.start_rows(text, &current)?,
        };
        let end_text = self.on_start_branch(sides, "head")?;
        for name in self.names(&end_text)? {
            if name.symbol.is_none() && name.steps.is_some_and(|s| !s.up && s.count > 0) {
                let message = format!("`{}` goes down and an upgrade goes up", name.text);
                let help = "use `downgrade`, or count from a revision, as in `head-1`";
                return Err(fault(E0208, message).help(help).into());
            }
        }
        let end = self.resolve_in(&end_text, Frame { rows: &start, clamp: false })?;
        let plan = self.plan_up(&start, &end);
        let stays = end.is_empty() && start.is_empty() || end.iter().any(|r| start.contains(r));
        if sides.start.is_some() && plan.steps.is_empty() && !stays {
            let (from, to) = (self.listed(&start), self.listed(&end));
            let message = format!("the range `{range}` is backwards: {to} comes before {from}");
            let fault = fault(E0208, message).help("use `downgrade`, or swap the two sides");
            return Err(self.candidates(fault, &start, "START has run all of END").into());
        }
        Ok(plan)
    }

    /// END; where it is empty or `heads` and START names its branch, as in
    /// `LABEL@base:heads`, the heads of that branch alone, as in Alembic.
    fn on_start_branch(&self, sides: Sides<'_>, default: &str) -> Answer<String> {
        let end = if sides.end.is_empty() { default } else { sides.end };
        if let Some(start) = sides.start.filter(|start| !start.is_empty())
            && (sides.end.is_empty() || sides.end == "heads")
            && let [name] = self.names(start)?.as_slice()
            && let Some(branch) = name.branch
        {
            return Ok(format!("{branch}@{end}"));
        }
        Ok(end.to_owned())
    }

    /// The revisions that `history -r RANGE` shows, oldest first and START included;
    /// without a range, all. With a START only its branch counts: what descends
    /// from it by `down_revision`. An empty END is `heads`; `-N` counts from the
    /// heads, `+N` from START, and a step that leaves the tree ends at its border.
    /// Errors as for [`Graph::plan`].
    pub fn history_range(
        &self,
        range: Option<&str>,
        current: Option<&[String]>,
    ) -> Answer<Vec<RevIdx>> {
        let Some(range) = range else {
            return Ok(self.order.clone());
        };
        let current = current.map(|names| self.resolve_rows(names)).transpose()?;
        let current = current.unwrap_or_default();
        let sides = self.sides(range)?;
        let start = match sides.start {
            None | Some("") => Vec::new(),
            Some(text) => self.resolve_in(text, Frame { rows: &current, clamp: true })?,
        };
        let end_text = self.on_start_branch(sides, "heads")?;
        let rows = if sides.start.is_none() { &current } else { &start };
        let end = self.resolve_in(&end_text, Frame { rows, clamp: true })?;
        let mut shown = self.ancestors(&end);
        if let Some(&stray) = start.iter().find(|r| !shown[r.index()]) {
            let message = format!(
                "the range `{range}` cannot be walked: {} does not come before {}",
                self.listed(&[stray]),
                self.listed(&end)
            );
            let fault = fault(E0208, message).help("START is the older side, END the newer one");
            return Err(self.candidates(fault, &[stray], "START").into());
        }
        if !start.is_empty() {
            let (had, above) = (self.ancestors(&start), self.line_above(&start));
            for (i, shown) in shown.iter_mut().enumerate() {
                *shown &= above[i] && !had[i];
            }
            start.iter().for_each(|r| shown[r.index()] = true);
        }
        Ok(self.members(&shown))
    }
}
