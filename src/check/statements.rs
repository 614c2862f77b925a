//! The statements that would be written: each must be one statement, read as the dialect
//! reads it.
//!
//! In: texts. Out: E0340 at the operation for one that is broken, which is how SQL
//! of the user's that is no whole expression shows. Whether sqlparser understands a statement is
//! only counted: what it cannot read may be right all the same.

use crate::diag::codes::E0340;
use crate::diag::{Diagnostic, Report};
use crate::dialect::DialectName;
use crate::lower::Origin;
use crate::sql::raw;

/// How many statements were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub all: usize,
    /// Those that sqlparser understood.
    pub parsed: usize,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.all += other.all;
        self.parsed += other.parsed;
    }
}

/// Looks at one statement.
///
/// Reports E0340 where its quotes, comments or parentheses are not closed.
pub fn verify(text: &str, origin: Origin, dialect: DialectName, report: &mut Report) {
    let own = match raw::split(text, dialect) {
        // What a user writes as whole statements was judged where it stands.
        _ if origin.operation == "execute" => return,
        Err(error) => error.message().to_owned(),
        Ok(_) => match raw::unbalanced(text, dialect) {
            Some(fault) => fault.message.to_owned(),
            None => return,
        },
    };
    let message = format!("the statement of `{}` would be broken: {own}", origin.operation);
    report.push(
        Diagnostic::error(E0340, message)
            .at(origin.span)
            .note(format!("it would be\n{text}"))
            .help("each piece of SQL in the operation has to be whole by itself: close its parentheses, quotes and comments, and write no `;`"),
    );
}
