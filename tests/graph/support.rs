//! Trees from a short notation, one revision a line and a file:
//! `id <- parent parent | needs dep dep | label l l | tag t t`.

use std::sync::Arc;

use cucurbit::diag::{Diagnostic, Label, Report};
use cucurbit::graph::{Direction, Graph, Plan, RevIdx};
use cucurbit::source::{SourceMap, Span, Spanned};
use cucurbit::syntax::Header;

/// A tree with its sources and what building it reported.
pub struct Tree {
    pub graph: Graph,
    pub report: Report,
    sources: SourceMap,
}

pub fn headers(text: &str) -> (SourceMap, Vec<Header>) {
    let mut sources = SourceMap::default();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let headers = lines.map(|line| header(&mut sources, line)).collect();
    (sources, headers)
}

fn header(sources: &mut SourceMap, line: &str) -> Header {
    let name = line.split_whitespace().next().unwrap_or("empty").to_owned();
    let text: Arc<str> = line.into();
    let file = sources.add(format!("{name}.yaml"), text.clone());
    let words = |part: &str| -> Vec<Spanned<String>> {
        let words = part.split_whitespace();
        let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        words.map(|w| Spanned::new(w.to_owned(), Span::new(file, at(w), at(w) + w.len()))).collect()
    };
    let mut parts = text.split('|');
    let first = parts.next().unwrap_or_default();
    let (id, parents) = first.split_once("<-").unwrap_or((first, ""));
    let mut header = Header {
        file,
        revision: words(id)
            .pop()
            .unwrap_or_else(|| Spanned::new(String::new(), Span::start_of(file))),
        down_revision: words(parents),
        down_revision_span: Span::start_of(file),
        message: None,
        create_date: None,
        branch_labels: Vec::new(),
        depends_on: Vec::new(),
        tags: Vec::new(),
        role: None,
        transactional: true,
        lint_ignore: Vec::new(),
    };
    for part in parts {
        let part = part.trim();
        if let Some(rest) = part.strip_prefix("needs ") {
            header.depends_on = words(rest);
        } else if let Some(rest) = part.strip_prefix("label ") {
            header.branch_labels = words(rest);
        } else if let Some(rest) = part.strip_prefix("tag ") {
            header.tags = words(rest);
        }
    }
    header
}

/// Builds a tree, faulty or not.
pub fn any_tree(text: &str) -> Tree {
    let (sources, headers) = headers(text);
    let headers: Vec<&Header> = headers.iter().collect();
    let mut report = Report::default();
    let graph = Graph::build(&headers, &mut report);
    Tree { graph, report, sources }
}

/// Builds a tree that has to be free of faults.
pub fn tree(text: &str) -> Tree {
    let tree = any_tree(text);
    assert!(tree.report.is_empty(), "{:#?}", tree.report);
    tree
}

impl Tree {
    pub fn ids(&self, revisions: &[RevIdx]) -> String {
        revisions.iter().map(|&r| self.graph.id(r)).collect::<Vec<_>>().join(" ")
    }

    pub fn order(&self) -> String {
        self.ids(self.graph.order())
    }

    pub fn resolve(&self, text: &str) -> String {
        shown(self.graph.resolve(text).map(|found| self.ids(&found)))
    }

    pub fn plan(
        &self,
        direction: Direction,
        range: &str,
        current: &[&str],
    ) -> Result<Plan, Box<Diagnostic>> {
        let names: Vec<String> = current.iter().map(|name| name.to_string()).collect();
        self.graph.plan(direction, range, (!names.is_empty()).then_some(names.as_slice()))
    }

    /// The steps, or the fault.
    pub fn up(&self, range: &str) -> String {
        self.up_from(range, &[])
    }

    pub fn up_from(&self, range: &str, current: &[&str]) -> String {
        shown(self.plan(Direction::Upgrade, range, current).map(|plan| self.steps(&plan)))
    }

    pub fn down(&self, range: &str) -> String {
        self.down_from(range, &[])
    }

    /// The steps and the rows that stay, or the fault.
    pub fn down_from(&self, range: &str, current: &[&str]) -> String {
        shown(self.plan(Direction::Downgrade, range, current).map(|plan| {
            format!("{} => {}", self.steps(&plan), self.ids(&plan.end)).trim().to_owned()
        }))
    }

    pub fn history(&self, range: &str) -> String {
        shown(self.graph.history_range(Some(range), None).map(|found| self.ids(&found)))
    }

    pub fn steps(&self, plan: &Plan) -> String {
        self.ids(&plan.steps.iter().map(|step| step.revision).collect::<Vec<_>>())
    }

    /// Every diagnostic of the tree with the places that it points at.
    pub fn faults(&self) -> String {
        let place = |label: &Label| {
            let file = &self.sources.file(label.span.file).name;
            format!("{file} `{}`", self.sources.slice(label.span))
        };
        let mut text = String::new();
        for d in self.report.sorted() {
            let primary = d.primary.as_ref().map_or("nowhere".to_owned(), place);
            text.push_str(&format!("{}: {}\n  at {primary}\n", d.code.as_str(), d.message));
            for label in &d.secondary {
                text.push_str(&format!("  and {}\n", place(label)));
            }
            for help in &d.help {
                text.push_str(&format!("  help: {help}\n"));
            }
        }
        text
    }
}

fn shown(answer: Result<String, Box<Diagnostic>>) -> String {
    match answer {
        Ok(text) => text,
        Err(d) => {
            assert!(d.primary.is_none(), "a name on the command line has no file: {d:?}");
            let help: String = d.help.iter().map(|help| format!("; {help}")).collect();
            format!("{}: {}{help}", d.code.as_str(), d.message)
        }
    }
}

/// Two branches from `a1aa`, a merge of both, one more on top.
pub const DIAMOND: &str = "
    a1aa
    b1bb <- a1aa | label left
    b2bb <- b1bb
    c1cc <- a1aa | label right | tag v1.0
    c2cc <- c1cc
    m1mm <- b2bb c2cc | tag v1.4
    n1nn <- m1mm
";

/// Two branches that stay open.
pub const FORK: &str = "
    a1aa
    a2aa <- a1aa
    b1bb <- a2aa | label left
    b2bb <- b1bb
    c1cc <- a2aa | label right
    c2cc <- c1cc
";

/// Two trees, the second of which needs the first.
pub const NEEDS: &str = "
    x1xx | label xs
    x2xx <- x1xx
    x3xx <- x2xx
    y1yy | label ys
    y2yy <- y1yy | needs x2xx
    y3yy <- y2yy
";
