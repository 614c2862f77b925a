//! What moves when a branch is put behind another.

use super::say::fault;
use super::{Answer, Graph, RevIdx};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0207, E0208};

/// A branch on its way to another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebase {
    /// The revisions that get another parent; what stands on them comes along.
    pub roots: Vec<RevIdx>,
    /// Their new parent; none is base.
    pub onto: Option<RevIdx>,
    /// All that moves, the roots first: what stands on them too.
    pub moved: Vec<RevIdx>,
}

impl Graph {
    /// What moves so that `name` comes after `onto`: all revisions of its line that `onto`
    /// does not have. Nothing does when the first of them stand on `onto` alone already.
    /// Errors: those of [`Graph::resolve`], E0207 for several revisions, and E0208 where
    /// the one has the other below it.
    pub fn rebase(&self, name: &str, onto: &str) -> Answer<Rebase> {
        let Some(revision) = self.only(name)? else {
            let message = format!("`{name}` is no revision and cannot be moved");
            return Err(fault(E0208, message)
                .help("name a revision, or the head of a branch")
                .into());
        };
        let onto = self.only(onto)?;
        let rows: Vec<RevIdx> = onto.into_iter().collect();
        let had = self.ancestors(&rows);
        if onto == Some(revision) {
            return Err(self.behind_itself(revision).into());
        }
        if let Some(onto) = onto.filter(|_| had[revision.index()]) {
            let (id, onto_id) = (self.id(revision), self.id(onto));
            let message = format!("`{id}` cannot be put behind `{onto_id}`, which stands on it");
            let help =
                format!("to put the other behind it: `compile rebase {onto_id} --onto {id}`");
            let fault = fault(E0208, message).also(self.node(revision).span, "this one");
            return Err(fault.help(help).into());
        }
        let mut moves = self.line_below(&[revision]);
        for (moves, had) in moves.iter_mut().zip(&had) {
            *moves &= !had;
        }
        let is_root = |r: &RevIdx| {
            let parents = &self.node(*r).parents;
            moves[r.index()] && !parents.iter().any(|p| moves[p.index()]) && *parents != rows
        };
        let roots: Vec<RevIdx> = self.order.iter().copied().filter(is_root).collect();
        let above = self.descendants(&roots);
        let moved = if roots.is_empty() { Vec::new() } else { self.members(&above) };
        Ok(Rebase { roots, onto, moved })
    }

    /// Another head is what is meant most likely.
    fn behind_itself(&self, revision: RevIdx) -> Diagnostic {
        let id = self.id(revision);
        let elsewhere = |head: &&RevIdx| !self.ancestors(&[**head])[revision.index()];
        let help = match self.heads().iter().find(elsewhere) {
            Some(&other) => {
                format!("to put it behind another: `compile rebase {id} --onto {}`", self.id(other))
            }
            None => "name another revision with `--onto`: `compile history` lists them".to_owned(),
        };
        fault(E0208, format!("`{id}` cannot be put behind itself")).help(help)
    }

    /// The one revision that a name stands for; none is base.
    pub fn only(&self, name: &str) -> Answer<Option<RevIdx>> {
        match self.resolve(name)?.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            several => {
                let message = format!("`{name}` stands for {}", self.listed(several));
                let fault = fault(E0207, message).help("name one of them");
                Err(self.candidates(fault, several, "one").into())
            }
        }
    }

    /// The ends of what stands on these revisions, themselves included.
    pub fn ends_above(&self, revisions: &[RevIdx]) -> Vec<RevIdx> {
        let above = self.descendants(revisions);
        self.maximal(&above)
    }
}
