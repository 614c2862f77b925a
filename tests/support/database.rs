//! One face for the databases that scripts are run on.

use super::state::State;

/// A fresh database, thrown away with the value.
pub trait Database {
    /// Runs a whole script as the dialect's client does, up to the first error; the
    /// error is what the client said. An open transaction is rolled back.
    fn run(&self, script: &str) -> Result<(), String>;

    /// The schema and the rows that are there now.
    fn state(&self) -> State;

    /// Another fresh database on the same server.
    fn another(&self) -> Box<dyn Database>;

    /// Runs statements one by one, in one session, whatever becomes of those before; what
    /// was refused is the answer.
    fn run_each(&self, statements: &[String]) -> String;

    /// The schema of a state just read, in a form that does not tell by which way it came to be;
    /// sorted, without the version table.
    fn shape(&self, state: &State) -> Vec<String>;
}
