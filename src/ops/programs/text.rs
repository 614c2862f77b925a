//! The SQL inside views, routines and triggers: picked for the dialect, and checked to be what
//! it is meant to be, so that nothing in it ends a statement early.

use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0401};
use crate::dialect::literal::is_batch_end;
use crate::ops::Apply;
use crate::source::Span;
use crate::sql::raw::program::{only_statement, without_semicolon};
use crate::sql::raw::split;
use crate::sql::value::SqlExpr;
use crate::syntax::SourceText;

/// The one statement of a view's query, without terminator and trailing comments.
///
/// Reports E0340 and E0407 as for all SQL, E0110 for none or several statements, E0401 for
/// what the dialect's client would misread.
pub fn query(cx: &mut Apply<'_>, sql: &SqlExpr, span: Span) -> Option<(SourceText, String)> {
    let text = cx.pick_sql(sql, span)?;
    check_lines(cx, &text)?;
    match only_statement(text.as_str(), cx.env.dialect.name).map(str::to_owned) {
        Some(query) => Some((text, query)),
        None => cx.fail(
            Diagnostic::error(E0110, "a view is made from one query, no more and no less")
                .at(text.span)
                .help("further statements are operations of their own, such as `execute`"),
        ),
    }
}

/// Checks a body that stands in its statement as it is: `before` and `after` are what the
/// dialect puts around it, and the whole must be one statement.
///
/// Reports E0110 where it is not, E0340 and E0401 as for a query.
pub fn check_body(
    cx: &mut Apply<'_>,
    body: &SourceText,
    before: &str,
    after: &str,
    help: &str,
) -> Option<()> {
    cx.check_sql(body)?;
    check_lines(cx, body)?;
    let dialect = cx.env.dialect.name;
    let whole = format!("{before}{}{after}", without_semicolon(body.as_str(), dialect));
    match split(&whole, dialect).map(|pieces| pieces.len()) {
        Ok(1) => Some(()),
        _ => cx.fail(
            Diagnostic::error(E0110, "this body does not end where its statement ends")
                .at(body.span)
                .help(help),
        ),
    }
}

/// Reports E0401 for a line that the dialect's client takes as the end of the statement.
pub fn check_lines(cx: &mut Apply<'_>, text: &SourceText) -> Option<()> {
    let Some(mark) = cx.env.dialect.programs.ends_at_line else { return Some(()) };
    let ends = |line: &str| match cx.env.dialect.batch_separator {
        Some(_) => is_batch_end(line),
        None => line.trim() == mark,
    };
    if !text.as_str().lines().any(ends) {
        return Some(());
    }
    cx.fail(
        Diagnostic::error(E0401, format!("a line `{mark}` in here would end the statement"))
            .at(text.span)
            .help("put something beside it on that line"),
    )
}
