//! The schema before the first revision: an SQL dump, or a list of operations.

use crate::catalog::Catalog;
use crate::diag::Report;
use crate::env::Env;
use crate::ops::Operation;
use crate::ops::data::execute::Execute;
use crate::ops::{Apply, Entry};
use crate::source::{FileId, Span, Spanned};
use crate::syntax::node::{self, Kind};
use crate::syntax::{SourceText, Variables, de};

/// The schema that a dump describes. Statements that are not understood make what
/// they name opaque; only SQL that is lexically broken is reported (E0340).
pub fn from_sql(file: FileId, text: &str, env: &Env, report: &mut Report) -> Catalog {
    let span = Span::new(file, 0, text.len());
    let mut catalog = Catalog::new(env.dialect);
    let dump = Execute { content: Some(SourceText::new(text, span)), ..Execute::empty(span) };
    let mut cx = Apply { catalog: &mut catalog, env, report, span };
    if !text.trim().is_empty() {
        dump.apply(&mut cx);
    }
    // A dump says all that there is, and what its client is told besides makes nothing.
    catalog.make_tame();
    catalog.commit();
    catalog
}

/// The schema that a list of operations makes: a YAML sequence, or a mapping with
/// the list under `upgrade` or `operations`.
///
/// Reports what is wrong with the YAML and with the operations.
pub fn from_yaml(
    file: FileId,
    text: &str,
    variables: &Variables,
    env: &Env,
    report: &mut Report,
) -> Catalog {
    let mut catalog = Catalog::new(env.dialect);
    let errors = report.errors();
    let Some(mut root) = node::parse(file, text, report) else { return catalog };
    crate::syntax::variables::expand(&mut root, variables, report);
    let list = match &root.kind {
        Kind::Mapping(_) => root.get("upgrade").or_else(|| root.get("operations")).cloned(),
        _ => Some(root),
    };
    let entries = list.and_then(|list| de::decode::<Vec<Spanned<Entry>>>(&list, report).value);
    // What was salvaged of a broken list says less than was meant.
    if report.errors() > errors {
        return catalog;
    }
    for entry in entries.into_iter().flatten().filter(|entry| entry.is_for(env.dialect.name)) {
        let mut cx = Apply { catalog: &mut catalog, env, report, span: entry.span };
        entry.op.operation().apply(&mut cx);
    }
    catalog.commit();
    catalog
}
