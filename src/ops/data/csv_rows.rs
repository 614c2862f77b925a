//! Rows from a CSV file: a header, then a row a line; an empty cell is null.

use super::bulk_insert::{Rows, count};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0108, E0110};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::value::Value;
use crate::syntax::SourceText;

/// Reads a file; with `columns`, only those, in that order. Gives the rows that can be read, and what
/// is wrong with others: E0108 for text that is no CSV, E0110 for the first line with another number of
/// values than the header and for each column that the header does not have.
pub fn read(content: &SourceText, columns: &[Spanned<Ident>]) -> (Option<Rows>, Vec<Diagnostic>) {
    let mut reader = csv::ReaderBuilder::new().from_reader(content.as_str().as_bytes());
    let fault = |error: csv::Error| {
        let at = error.position().map_or(0, |position| position.byte() as usize);
        if let csv::ErrorKind::UnequalLengths { expected_len, len, .. } = error.kind() {
            let (has, wants) = (*len as usize, *expected_len as usize);
            let message =
                format!("the line has {} for {}", count(has, "value"), count(wants, "column"));
            return Diagnostic::error(E0110, message).at(content.span_of(at, at));
        }
        Diagnostic::error(E0108, format!("this is no CSV: {error}")).at(content.span_of(at, at))
    };
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return (None, vec![fault(error)]),
    };
    let span = content.span_of(0, 0);
    let given: Vec<Spanned<Ident>> =
        header.iter().map(|name| Spanned::new(Ident::from(name.trim()), span)).collect();
    let wanted = if columns.is_empty() { given.clone() } else { columns.to_vec() };
    let mut places = Vec::with_capacity(wanted.len());
    let mut faults = Vec::new();
    for name in &wanted {
        match given.iter().position(|g| g.value == name.value) {
            Some(place) => places.push(place),
            None => faults.push(
                Diagnostic::error(E0110, format!("the file has no column `{}`", name.as_str()))
                    .at(name.span)
                    .also(span, "its header is here"),
            ),
        }
    }
    if !faults.is_empty() {
        return (None, faults);
    }
    let (mut rows, mut ragged) = (Vec::new(), 0);
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) if matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. }) => {
                ragged += 1;
                if ragged == 1 {
                    faults.push(fault(error));
                }
                continue;
            }
            Err(error) => {
                faults.push(fault(error));
                break;
            }
        };
        let at = record.position().map_or(0, |position| position.byte() as usize);
        let span = content.span_of(at, at);
        let cell = |place: &usize| match record.get(*place) {
            None | Some("") => Spanned::new(Value::Null, span),
            Some(text) => Spanned::new(Value::plain(text), span),
        };
        rows.push(places.iter().map(cell).collect());
    }
    if ragged > 1
        && let Some(first) = faults.first_mut()
    {
        first.notes.push(match ragged - 1 {
            1 => "1 more line has another number of values than the header".to_owned(),
            more => format!("{more} more lines have another number of values than the header"),
        });
    }
    (Some(Rows { columns: wanted, rows }), faults)
}
