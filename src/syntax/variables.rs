//! `${name}` in the strings of a revision.
//!
//! In: the tree and the configured values. Out: the tree with the values in place,
//! offsets still leading back to the file. A value is text and stays text: it is
//! never read as YAML, and a `${` inside it means nothing.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diag::{Diagnostic, Report, codes, suggest};
use crate::source::Span;
use crate::syntax::node::{Kind, Node, Part, Scalar};

/// How much text all variables of a file may put in, in bytes.
const MAX_EXPANSION: usize = 64 << 20;

/// How many faults of a file are reported.
const MAX_FAULTS: usize = 100;

/// The configured values, by name, in the order in which they were configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    values: IndexMap<String, String>,
}

impl Variables {
    /// No variables.
    pub fn new() -> Self {
        Variables::default()
    }

    /// Sets a value; one that was set before gives way.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.insert(name.into(), value.into());
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Variables {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let values = pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Variables { values }
    }
}

/// True for a name that can stand in `${…}`: a letter or `_`, then letters, digits,
/// `_`, `.` and `-`.
pub fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

/// Replaces every `${name}` in the string values of a tree (not in its keys), and
/// `$${` by `${`; gives the names of the variables that were used.
///
/// A name that is unknown or malformed (E0111) leaves its scalar as it was, marked as
/// faulty. A file whose values grow past 64 MiB is refused (E0104).
pub fn expand(root: &mut Node, variables: &Variables, report: &mut Report) -> BTreeSet<String> {
    let mut expander = Expander { variables, report, used: BTreeSet::new(), added: 0, faults: 0 };
    expander.node(root);
    expander.used
}

struct Expander<'a> {
    variables: &'a Variables,
    report: &'a mut Report,
    used: BTreeSet<String>,
    added: usize,
    faults: usize,
}

impl Expander<'_> {
    fn node(&mut self, node: &mut Node) {
        match &mut node.kind {
            Kind::Scalar(scalar) if scalar.text.contains("${") => {
                if let Err(faults) = self.scalar(node.span, scalar) {
                    scalar.faulty = true;
                    faults.into_iter().for_each(|fault| self.fault(fault));
                }
            }
            Kind::Scalar(_) => {}
            Kind::Sequence(nodes) => nodes.iter_mut().for_each(|node| self.node(node)),
            Kind::Mapping(pairs) => pairs.iter_mut().for_each(|(_, value)| self.node(value)),
        }
    }

    fn scalar(&mut self, span: Span, scalar: &mut Scalar) -> Result<(), Vec<Diagnostic>> {
        let variables = self.variables;
        let old = std::mem::take(&mut scalar.text);
        let (mut parts, mut faults, mut kept) = (Vec::new(), Vec::new(), 0);
        for Found { start, end, what } in occurrences(&old) {
            let value = match what {
                What::Escape => Ok("${"),
                What::Name(name) => variables.get(name).ok_or_else(|| unknown(name, variables)),
                What::Open => Err(unterminated()),
            };
            let value = match value {
                Ok(value) => value,
                Err(fault) => {
                    if faults.len() < MAX_FAULTS {
                        faults.push(fault.at(scalar.map.span(span, start, end)));
                    }
                    continue;
                }
            };
            if let What::Name(name) = what
                && !self.used.contains(name)
            {
                self.used.insert(name.to_owned());
            }
            self.added += value.len();
            if self.added > MAX_EXPANSION {
                faults.push(too_long().at(scalar.map.span(span, start, end)));
                break;
            }
            scalar.text.push_str(old.get(kept..start).unwrap_or_default());
            scalar.text.push_str(value);
            parts.push(Part::Kept { start: kept, end: start });
            parts.push(Part::Replaced { start, end, by: value.len() });
            kept = end;
        }
        if !faults.is_empty() {
            scalar.text = old;
            return Err(faults);
        }
        scalar.text.push_str(old.get(kept..).unwrap_or_default());
        parts.push(Part::Kept { start: kept, end: old.len() });
        scalar.map = scalar.map.rewritten(&parts);
        Ok(())
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults += 1;
        if self.faults <= MAX_FAULTS {
            self.report.push(fault);
        }
    }
}

/// One place in a text that does not mean itself.
struct Found<'t> {
    start: usize,
    end: usize,
    what: What<'t>,
}

#[derive(Clone, Copy)]
enum What<'t> {
    /// `$${`
    Escape,
    /// `${name}`; the name may be anything.
    Name(&'t str),
    /// `${` without an end.
    Open,
}

fn occurrences(text: &str) -> impl Iterator<Item = Found<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let open = at + text.get(at..)?.find("${")?;
        if open > at && text.as_bytes().get(open - 1) == Some(&b'$') {
            at = open + 2;
            return Some(Found { start: open - 1, end: at, what: What::Escape });
        }
        let inner = text.get(open + 2..).unwrap_or_default();
        let name_end = inner.find(['}', '\n', '{', '$']).unwrap_or(inner.len());
        let closed = inner.as_bytes().get(name_end) == Some(&b'}');
        let name = inner.get(..name_end).unwrap_or_default();
        let (end, what) = if closed {
            (open + 2 + name_end + 1, What::Name(name))
        } else {
            (open + 2, What::Open)
        };
        at = end;
        Some(Found { start: open, end, what })
    })
}

fn unknown(name: &str, variables: &Variables) -> Diagnostic {
    if !is_name(name) {
        return Diagnostic::error(codes::E0111, format!("`{name}` is not a variable's name"))
            .help("a name is made of letters, digits, `_`, `.` and `-`")
            .help("write `$${` where a literal `${` is meant");
    }
    let known: Vec<String> = variables.names().map(|name| format!("`{name}`")).collect();
    let list = match known.as_slice() {
        [] => "no variables are configured: add it to `variables:` in the configuration".to_owned(),
        known => format!("configured variables: {}", known.join(", ")),
    };
    Diagnostic::error(codes::E0111, format!("unknown variable `{name}`"))
        .help_if(suggest::did_you_mean(name, variables.names()))
        .help(list)
        .help("write `$${` where a literal `${` is meant")
}

fn unterminated() -> Diagnostic {
    Diagnostic::error(codes::E0111, "a `${` is not closed")
        .help("close it with `}`, or write `$${` where a literal `${` is meant")
}

fn too_long() -> Diagnostic {
    Diagnostic::error(codes::E0104, "the variables of this file stand for more than 64 MiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::node;

    fn variables() -> Variables {
        [
            ("schema", "crmp"),
            ("flag", "true"),
            ("nested", "${schema}"),
            ("empty", ""),
            ("a.b-c", "x"),
        ]
        .into_iter()
        .collect()
    }

    /// The value under `a`, and the place, as text, of the word in it.
    fn expanded(text: &str, word: &str) -> (String, String) {
        let mut report = Report::default();
        let mut root = node::parse(FileId(0), text, &mut report).expect("a tree");
        expand(&mut root, &variables(), &mut report);
        assert!(report.is_empty(), "{:?}", report.sorted());
        let node = root.get("a").expect("the key a");
        let value = node.as_str().expect("a scalar").to_owned();
        let at = value.find(word).expect("the word");
        let span = node.span_of(at, at + word.len());
        (value, text[span.start as usize..span.end as usize].to_owned())
    }

    fn faults(text: &str) -> Vec<(String, String, Vec<String>)> {
        let mut report = Report::default();
        let mut root = node::parse(FileId(0), text, &mut report).expect("a tree");
        expand(&mut root, &variables(), &mut report);
        let sorted = report.sorted();
        let parts = sorted.iter().map(|fault| {
            let span = fault.primary.as_ref().expect("a place").span;
            let place = text[span.start as usize..span.end as usize].to_owned();
            (place, fault.message.clone(), fault.help.clone())
        });
        parts.collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn values_replace_names_and_offsets_still_lead_home() {
        let text = "a: x.${schema}.t WHERE ü\n";
        assert_eq!(expanded(text, "ü"), pair("x.crmp.t WHERE ü", "ü"));
        assert_eq!(expanded(text, "crmp"), pair("x.crmp.t WHERE ü", "${schema}"));
        assert_eq!(expanded(text, "rm"), pair("x.crmp.t WHERE ü", "${schema}"));
        assert_eq!(expanded(text, "crmp.t"), pair("x.crmp.t WHERE ü", "${schema}.t"));
        let block = "ü: ü\na: |\n  FROM ${schema}.t\n  JOIN ${a.b-c}${empty}\n  ON grün\n";
        let value = "FROM crmp.t\nJOIN x\nON grün\n";
        assert_eq!(expanded(block, "grün"), pair(value, "grün"));
        assert_eq!(expanded(block, "x"), pair(value, "${a.b-c}"));
        assert_eq!(expanded(block, "JOIN"), pair(value, "JOIN"));
    }

    #[test]
    fn escapes_and_values_are_not_expanded_again() {
        assert_eq!(expanded("a: $${x} y", "y"), pair("${x} y", "y"));
        assert_eq!(expanded("a: $$${x} y", "y"), pair("$${x} y", "y"));
        assert_eq!(expanded("a: ${nested}", "schema"), pair("${schema}", "${nested}"));
        assert_eq!(expanded("a: $1 $$ $x { y", "y"), pair("$1 $$ $x { y", "y"));
        assert_eq!(expanded("a: ${empty}", ""), pair("", ""));
    }

    #[test]
    fn style_stays_and_keys_stay() {
        let mut report = Report::default();
        let text = "a: ${flag}\nb: '${flag}'\n${schema}: c\n";
        let mut root = node::parse(FileId(0), text, &mut report).expect("a tree");
        let used = expand(&mut root, &variables(), &mut report);
        assert_eq!(root.get("a").and_then(|n| n.as_scalar()?.as_bool()), Some(true));
        assert_eq!(root.get("b").and_then(|n| n.as_scalar()?.as_bool()), None);
        assert!(root.get("${schema}").is_some());
        assert_eq!(used.into_iter().collect::<Vec<_>>(), ["flag"]);
    }

    #[test]
    fn every_fault_is_reported_at_its_place() {
        let found = faults("a: |\n  x ${shcema} y\n  ${} ${a b}\nb: '${other'\nc: $${ok}\n");
        let places: Vec<_> = found.iter().map(|(place, ..)| place.as_str()).collect();
        assert_eq!(places, ["${shcema}", "${}", "${a b}", "${"]);
        assert_eq!(found[0].1, "unknown variable `shcema`");
        assert_eq!(found[0].2[0], "did you mean `schema`?");
        assert!(found[0].2[1].contains("`schema`, `flag`"), "{:?}", found[0].2);
        assert_eq!(found[3].1, "a `${` is not closed");
    }

    #[test]
    fn expansion_is_bounded() {
        let variables: Variables = [("x", "y".repeat(1 << 20))].into_iter().collect();
        let mut report = Report::default();
        let text = format!("a: {}\n", "${x}".repeat(100));
        let mut root = node::parse(FileId(0), &text, &mut report).expect("a tree");
        expand(&mut root, &variables, &mut report);
        assert_eq!(report.sorted().first().map(|fault| fault.code), Some(codes::E0104));
    }
}
