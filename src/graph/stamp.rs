//! `stamp`: the rows of the version table as if revisions had run.

use super::resolve::Frame;
use super::say::fault;
use super::{Answer, Graph, RevIdx, RowChange, lineage};
use crate::diag::codes::E0208;

/// What a stamp does to the version table; lists are in [`Graph::order`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The rows before, where START or the current rows say so.
    pub before: Option<Vec<RevIdx>>,
    /// The rows after.
    pub after: Vec<RevIdx>,
    /// The statements in between; only inserts where the rows before are unknown.
    pub row_changes: Vec<RowChange>,
}

impl Graph {
    /// What `stamp REV…` or `stamp START:END` does. As in Alembic, rows on branches
    /// that no name has to do with stay, and `base` takes all of them away.
    /// Errors: those of [`Graph::resolve`], and E0208 where the names disagree
    /// about START.
    pub fn stamp(&self, names: &[String], current: Option<&[String]>) -> Answer<Stamp> {
        let current = current.map(|names| self.resolve_rows(names)).transpose()?;
        let mut before = current.clone();
        let mut given: Option<Vec<RevIdx>> = None;
        let mut ends = Vec::new();
        for text in names {
            let sides = self.sides(text)?;
            if let Some(start) = sides.start {
                let start = self.start_rows(start, current.as_deref().unwrap_or_default())?;
                if given.as_ref().is_some_and(|given| *given != start) {
                    let message = "a stamp starts from one place and several are named";
                    return Err(fault(E0208, message).help("write START once").into());
                }
                before = Some(start.clone());
                given = Some(start);
            }
            ends.push(if sides.end.is_empty() { "head" } else { sides.end });
        }
        let rows = before.as_deref().unwrap_or_default();
        let mut wanted = Vec::new();
        let mut touched = vec![false; self.nodes.len()];
        for name in ends.iter().map(|end| self.names(end)).collect::<Answer<Vec<_>>>()?.concat() {
            let found = self.one(&name, Frame { rows, clamp: false })?;
            let kin = match (found.as_slice(), name.branch) {
                ([], None) => vec![true; self.nodes.len()],
                ([], Some(branch)) => self.kin(&self.resolve(branch)?),
                (found, _) => self.kin(found),
            };
            touched = lineage::union(touched, &kin);
            wanted.extend(found);
        }
        let mut after = self.tips(&wanted);
        after.extend(rows.iter().copied().filter(|r| !touched[r.index()]));
        self.sort(&mut after);
        let gone: Vec<RevIdx> = rows.iter().copied().filter(|r| !after.contains(r)).collect();
        let new: Vec<RevIdx> = after.iter().copied().filter(|r| !rows.contains(r)).collect();
        let row_changes = RowChange::between(&gone, &new);
        Ok(Stamp { before, after, row_changes })
    }
}
