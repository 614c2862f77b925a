//! Node tree -> typed data, through serde.
//!
//! In: a [`Node`] and any type that derives `Deserialize`. Out: the value and, in the
//! report, every fault that could be found: a bad element of a list is left out, an
//! unknown key is passed over, a bad scalar is replaced, and decoding goes on. Where a key's value
//! cannot be made at all, the whole is read once more without that key, for what is wrong behind it.
//! Scalars stay text until a type asks, so that `revision: 1e10` is the text `1e10`.
//!
//! What a type can ask for beyond plain serde:
//! - `Spanned<T>`: the value with its place; [`SourceText`](super::SourceText): text
//!   that can point into itself; [`Node`]: the tree as it is;
//! - [`OneOrMany<T>`]: one value where a list of one is meant;
//! - [`Lenient<T>`]: none where the value is faulty, so that the rest of a struct is read;
//! - `#[serde(rename = "short:name")]` on a struct: a scalar where a mapping could stand
//!   is the value of its key `name`, so that `drop_table: account` is
//!   `drop_table: {name: account}`;
//! - `#[serde(default, deserialize_with = "present")]` on an `Option<Option<T>>`: tells
//!   `key: null` from an absent key, see [`present`];
//! - [`Here`]: the place where a hand-written `Deserialize` stands, with the tree below
//!   it and the means to decode parts of it and to report faults. `flatten` and
//!   `untagged` lose places: use `Here` or `deserialize_any` instead.

mod access;
mod deserializer;
mod error;
mod here;
mod node_de;
#[cfg(test)]
mod tests;
mod wrappers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashSet;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};

pub(crate) use deserializer::SHORT;
pub use error::{Error, coded, unknown_key};
pub use here::Here;
pub use wrappers::{Lenient, OneOrMany};

use crate::diag::{Code, Diagnostic, Report};
use crate::source::Span;
use crate::syntax::node::Node;
use node_de::NodeDe;

/// The most faults of one value that are reported.
const MAX_FAULTS: usize = 200;

/// How often a value is read for what stands behind its faults.
const MAX_PASSES: usize = 32;

/// What came of a node.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value, as good as it gets: none when there is nothing to make it from.
    pub value: Option<T>,
    /// True when nothing was wrong with it; else the report has an error.
    pub clean: bool,
}

impl<T> Decoded<T> {
    /// The value if nothing was wrong with it.
    pub fn ok(self) -> Option<T> {
        self.value.filter(|_| self.clean)
    }
}

/// Reads a value from a node; faults go to the report.
pub fn decode<T: DeserializeOwned>(node: &Node, report: &mut Report) -> Decoded<T> {
    let sink = Rc::new(Sink::default());
    sink.report.replace(std::mem::take(report));
    let value = sink.keep_all(node, || T::deserialize(NodeDe::new(node, &sink)));
    *report = sink.report.take();
    Decoded { value, clean: sink.failures.get() == 0 }
}

/// For `#[serde(default, deserialize_with = "present")]`: a key that is there gives
/// `Some`, so that a field of type `Option<Option<T>>` is `Some(None)` for `key: null`
/// and `None` only for an absent key.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Where faults go while one value is decoded.
#[derive(Debug, Default)]
pub(super) struct Sink {
    report: RefCell<Report>,
    failures: Cell<usize>,
    /// What was reported, so that a second pass does not say it again.
    said: RefCell<FxHashSet<(Option<Span>, Code, String)>>,
    /// The values of structs, by their places, that nothing can be made of.
    hopeless: RefCell<FxHashSet<Span>>,
    /// How many values were passed over because nothing can be made of them.
    passed_over: Cell<usize>,
}

impl Sink {
    /// Takes in a fault.
    fn push(&self, fault: Diagnostic) {
        self.fail();
        let span = fault.primary.as_ref().map(|label| label.span);
        let mut said = self.said.borrow_mut();
        if said.insert((span, fault.code, fault.message.clone())) && said.len() <= MAX_FAULTS {
            self.report.borrow_mut().push(fault);
        }
    }

    /// Counts a fault that was reported before.
    fn fail(&self) {
        self.failures.set(self.failures.get() + 1);
    }

    /// The value of the first pass; others follow for what is wrong behind the values of which
    /// nothing can be made.
    fn keep_all<T>(&self, node: &Node, read: impl Fn() -> Result<T, Error>) -> Option<T> {
        let mut known = self.hopeless();
        let value = self.keep(read(), node);
        for _ in 0..MAX_PASSES {
            if self.hopeless() == known {
                break;
            }
            known = self.hopeless();
            self.keep(read(), node);
        }
        value
    }

    /// Notes that nothing can be made of a value.
    fn give_up(&self, value: &Node) {
        self.hopeless.borrow_mut().insert(value.span);
    }

    /// How many values there are that nothing can be made of.
    fn hopeless(&self) -> usize {
        self.hopeless.borrow().len()
    }

    fn is_hopeless(&self, value: &Node) -> bool {
        self.hopeless.borrow().contains(&value.span)
    }

    /// True for a value that nothing can be made of; it counts as faulty again.
    fn passes_over(&self, value: &Node) -> bool {
        let hopeless = self.is_hopeless(value);
        if hopeless {
            self.fail();
            self.passed_over.set(self.passed_over.get() + 1);
        }
        hopeless
    }

    /// The value; an error is reported as one of `node`.
    fn keep<T>(&self, result: Result<T, Error>, node: &Node) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                match error.located(node.span).into_diagnostic() {
                    Some(fault) => self.push(fault),
                    None => self.fail(),
                }
                None
            }
        }
    }
}
