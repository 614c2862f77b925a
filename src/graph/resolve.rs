//! Names -> revisions: ids and their beginnings, labels, tags, heads and bases.
//! Steps from there are `walk`'s business, what a range makes of them `range`'s.

use super::name::{Name, Steps, Symbol};
use super::say::fault;
use super::{Answer, Graph, RevIdx};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0205, E0206, E0207};

/// What names without a symbol count from, and how strictly.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame<'a> {
    /// The rows that `+N` counts from; none is base.
    pub rows: &'a [RevIdx],
    /// Steps that leave the tree end at its border, as in `history`.
    pub clamp: bool,
}

/// The branch that a name is restricted to.
pub(super) struct Branch<'a> {
    /// As written before the `@`.
    pub text: &'a str,
    /// Every revision on it, above and below the named one.
    pub line: Vec<bool>,
}

impl Branch<'_> {
    pub(super) fn holds(&self, revision: RevIdx) -> bool {
        self.line[revision.index()]
    }
}

impl Graph {
    /// What one name or a comma list of names stands for, in the order in which
    /// they are named and each once; `base` is the empty list. `+N` counts from
    /// base, `-N` from the heads. Errors: E0205 unknown, E0206 ambiguous, E0207
    /// several heads, E0210 a step that leaves the tree; without a primary span,
    /// the candidates as secondary ones.
    pub fn resolve(&self, text: &str) -> Answer<Vec<RevIdx>> {
        self.resolve_in(text, Frame::default())
    }

    /// [`Graph::resolve`] for a list that stands for the rows of a database.
    pub fn resolve_rows(&self, names: &[String]) -> Answer<Vec<RevIdx>> {
        let mut found = Vec::new();
        for name in names {
            found.extend(self.resolve(name)?);
        }
        Ok(self.tips(&found))
    }

    pub(super) fn resolve_in(&self, text: &str, frame: Frame<'_>) -> Answer<Vec<RevIdx>> {
        let mut found = Vec::new();
        for name in self.names(text)? {
            for revision in self.one(&name, frame)? {
                if !found.contains(&revision) {
                    found.push(revision);
                }
            }
        }
        Ok(found)
    }

    pub(super) fn one(&self, name: &Name<'_>, frame: Frame<'_>) -> Answer<Vec<RevIdx>> {
        let branch = name.branch.map(|text| self.branch(text)).transpose()?;
        let branch = branch.as_ref();
        let (from, steps) = match (name.symbol, name.steps) {
            (Some(symbol), None) => return self.absolute(name, symbol, branch),
            (Some(symbol), Some(steps)) => {
                let from = self.absolute(name, symbol, branch)?;
                (vec![self.single(name, &from)?], steps)
            }
            (None, Some(steps)) if steps.up => (vec![self.row(name, frame.rows, branch)?], steps),
            (None, steps) => {
                let heads = match branch {
                    Some(branch) => self.on(branch, self.heads()),
                    None => self.effective_heads(),
                };
                let steps = steps.unwrap_or(Steps { up: false, count: 0 });
                (heads.into_iter().map(Some).collect(), steps)
            }
        };
        let walk = |from: &Option<RevIdx>| self.walk(name, *from, steps, branch, frame.clamp);
        let reached: Vec<Option<RevIdx>> = from.iter().map(walk).collect::<Answer<_>>()?;
        Ok(reached.into_iter().flatten().collect())
    }

    /// The branch that an id, a partial id or a label names.
    pub(super) fn branch<'a>(&self, text: &'a str) -> Answer<Branch<'a>> {
        let revision = self.word(text, None)?;
        Ok(Branch { text, line: self.line(revision) })
    }

    pub(super) fn on(&self, branch: &Branch<'_>, revisions: Vec<RevIdx>) -> Vec<RevIdx> {
        revisions.into_iter().filter(|&r| branch.holds(r)).collect()
    }

    /// A name without steps.
    pub(super) fn absolute(
        &self,
        name: &Name<'_>,
        symbol: Symbol<'_>,
        branch: Option<&Branch<'_>>,
    ) -> Answer<Vec<RevIdx>> {
        let heads = |branch: Option<&Branch<'_>>| match branch {
            Some(branch) => self.on(branch, self.heads()),
            None => self.heads(),
        };
        match symbol {
            Symbol::Word("base") => return Ok(Vec::new()),
            Symbol::Word("heads") if branch.is_none() => return Ok(self.effective_heads()),
            Symbol::Word("heads") => return Ok(heads(branch)),
            Symbol::Word("head") => {
                let heads = heads(branch);
                return if heads.len() > 1 {
                    Err(self.several_heads(name, &heads))
                } else {
                    Ok(heads)
                };
            }
            _ => {}
        }
        let revision = match symbol {
            Symbol::Word(word) => self.word(word, branch)?,
            Symbol::Tag(tag) => self.tag(tag)?,
        };
        match branch {
            Some(branch) if !branch.holds(revision) => Err(self.elsewhere(revision, branch)),
            _ => Ok(vec![revision]),
        }
    }

    fn tag(&self, tag: &str) -> Answer<RevIdx> {
        self.tags.get(tag).copied().ok_or_else(|| {
            let fault = fault(E0205, format!("no revision has the tag `{tag}`"));
            let near = self.near(&format!("tag:{tag}"));
            fault.help_if(near.or_else(|| self.all_tags())).into()
        })
    }

    /// An id, the beginning of one, or a label; on a branch, what begins so there.
    fn word(&self, word: &str, branch: Option<&Branch<'_>>) -> Answer<RevIdx> {
        if let Some(named) = self.names.get(word) {
            return Ok(named.revision());
        }
        let mut found = self.prefixed(word);
        if let Some(branch) = branch {
            found.retain(|&r| branch.holds(r));
        }
        match found.as_slice() {
            [only] => Ok(*only),
            [] => {
                let place = branch.map(|b| format!(" on the branch `{}`", b.text));
                let place = place.unwrap_or_default();
                let message = format!("no revision or branch label{place} is called `{word}`");
                let near = self.near(word).or_else(|| self.all_heads());
                Err(fault(E0205, message).help_if(near).into())
            }
            several => {
                let message = format!("`{word}` could be {}", self.listed(several));
                let fault = fault(E0206, message).help("write more of the id");
                Err(self.candidates(fault, several, "this one?").into())
            }
        }
    }

    /// The revisions whose id or label begins with the text, by name.
    pub(super) fn prefixed(&self, text: &str) -> Vec<RevIdx> {
        if text.is_empty() {
            return Vec::new();
        }
        let sorted = self.sorted.get_or_init(|| {
            let names = self.names.iter();
            let mut all: Vec<_> = names.map(|(name, to)| (name.clone(), to.revision())).collect();
            all.sort_unstable();
            all
        });
        let from = sorted.partition_point(|(name, _)| &**name < text);
        let mut found = Vec::new();
        for (_, revision) in sorted[from..].iter().take_while(|(name, _)| name.starts_with(text)) {
            if !found.contains(revision) {
                found.push(*revision);
            }
        }
        found
    }

    /// The one revision that steps count from; none is base.
    pub(super) fn single(&self, name: &Name<'_>, from: &[RevIdx]) -> Answer<Option<RevIdx>> {
        match from {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            several => Err(self.several_heads(name, several)),
        }
    }

    pub(super) fn several_heads(&self, name: &Name<'_>, heads: &[RevIdx]) -> Box<Diagnostic> {
        let message = format!(
            "`{}` wants one head and there are {}: {}",
            name.text,
            heads.len(),
            self.listed(heads)
        );
        let fault = fault(E0207, message);
        let own = heads.iter().take(8).find_map(|&h| {
            let label = self.labels_of(h).iter().find(|label| {
                heads.iter().filter(|&&other| self.labels_of(other).contains(label)).count() == 1
            })?;
            Some(format!("`{label}@head`"))
        });
        let own = own.unwrap_or_else(|| "`LABEL@head`".to_owned());
        let help = format!("name one of them, all with `heads`, or one branch, as in {own}");
        let mut fault = self.candidates(fault.help(help), heads, "a head");
        if name.text == "head"
            && let [.., other, last] = heads
        {
            let (last, other) = (self.id(*last), self.id(*other));
            fault = fault.help(format!(
                "to have one head again: `compile merge heads -m MESSAGE`, or \
                 `compile rebase {last} --onto {other}`"
            ));
        }
        fault.into()
    }

    fn elsewhere(&self, revision: RevIdx, branch: &Branch<'_>) -> Box<Diagnostic> {
        let id = self.id(revision);
        let message = format!("revision `{id}` is not on the branch `{}`", branch.text);
        let fault = fault(E0205, message).also(self.node(revision).span, "this revision");
        fault
            .help(format!("leave `{}@` out, or name a revision of that branch", branch.text))
            .into()
    }
}
