//! One face for the databases that scripts are run on.

use super::state::State;

/// A fresh database, thrown away with the value.
pub trait Database {
    /// Runs a whole script as the dialect's client does, up to the first error; the
    /// error is what the client said. An open transaction is rolled back.
    fn run(&self, script: &str) -> Result<(), String>;

    /// The schema and the rows that are there now.
    fn state(&self) -> State;
}
