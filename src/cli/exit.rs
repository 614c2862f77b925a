//! Exit statuses, and which one a report comes to.

use std::process::ExitCode;

use crate::diag::codes::{E0101, E0112, E0114, E0400};
use crate::diag::{Diagnostic, Level, Report};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The revisions are wrong.
    Wrong,
    /// The usage or the configuration is wrong.
    Usage,
    /// A file could not be read or written.
    Machine,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Wrong => 1,
            Exit::Usage => 2,
            Exit::Machine => 3,
        })
    }
}

impl Exit {
    /// The status of a run that ended with this report. In doubt a fault of the
    /// machine says most, then one of the revisions, then one of the usage.
    pub fn of(report: &Report) -> Exit {
        let sorted = report.sorted();
        let errors = sorted.into_iter().filter(|d| d.level == Level::Error);
        errors.map(Exit::of_one).fold(Exit::Done, |worst, exit| match (worst, exit) {
            (Exit::Machine, _) | (_, Exit::Machine) => Exit::Machine,
            (Exit::Wrong, _) | (_, Exit::Wrong) => Exit::Wrong,
            (_, exit) => exit,
        })
    }

    fn of_one(error: &Diagnostic) -> Exit {
        let nowhere = error.primary.is_none();
        match error.code {
            E0112 | E0114 => Exit::Machine,
            // With a place it is a revision that names a file which is not there.
            E0101 if nowhere => Exit::Machine,
            E0400 if nowhere => Exit::Usage,
            code if code.as_str().starts_with("E05") => Exit::Usage,
            _ => Exit::Wrong,
        }
    }
}
