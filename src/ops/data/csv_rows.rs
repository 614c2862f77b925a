//! Rows from a CSV file: a header, then a row a line; an empty cell is null.

use super::bulk_insert::{Rows, count};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0108, E0110};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::value::Value;
use crate::syntax::SourceText;

/// Reads a file; with `columns`, only those, in that order.
///
/// # Errors
/// E0108 for text that is no CSV or has lines of different lengths, E0110 for a
/// column that the header does not have.
pub fn read(content: &SourceText, columns: &[Spanned<Ident>]) -> Result<Rows, Box<Diagnostic>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(content.as_str().as_bytes());
    let fault = |error: csv::Error| {
        let at = error.position().map_or(0, |position| position.byte() as usize);
        if let csv::ErrorKind::UnequalLengths { expected_len, len, .. } = error.kind() {
            let (has, wants) = (*len as usize, *expected_len as usize);
            let message =
                format!("the line has {} for {}", count(has, "value"), count(wants, "column"));
            return Box::new(Diagnostic::error(E0110, message).at(content.span_of(at, at)));
        }
        Box::new(
            Diagnostic::error(E0108, format!("this is no CSV: {error}"))
                .at(content.span_of(at, at)),
        )
    };
    let header = reader.headers().map_err(fault)?.clone();
    let span = content.span_of(0, 0);
    let given: Vec<Spanned<Ident>> =
        header.iter().map(|name| Spanned::new(Ident::from(name.trim()), span)).collect();
    let wanted = if columns.is_empty() { given.clone() } else { columns.to_vec() };
    let mut places = Vec::with_capacity(wanted.len());
    for name in &wanted {
        match given.iter().position(|g| g.value == name.value) {
            Some(place) => places.push(place),
            None => {
                return Err(Box::new(
                    Diagnostic::error(E0110, format!("the file has no column `{}`", name.as_str()))
                        .at(name.span)
                        .also(span, "its header is here"),
                ));
            }
        }
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(fault)?;
        let at = record.position().map_or(0, |position| position.byte() as usize);
        let span = content.span_of(at, at);
        let cell = |place: &usize| match record.get(*place) {
            None | Some("") => Spanned::new(Value::Null, span),
            Some(text) => Spanned::new(Value::plain(text), span),
        };
        rows.push(places.iter().map(cell).collect());
    }
    Ok(Rows { columns: wanted, rows })
}
