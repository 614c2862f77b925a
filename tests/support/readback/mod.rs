//! What we believe is what the server has.
//!
//! In: a database on which a script ran, and the simulated catalog at that point. The catalog is
//! written down as one plain DDL script by a writer of the tests' own, which shares no statement
//! with the compiler, and run on an empty database of the same server; then both databases
//! are asked for their catalogs. So every type, default, condition and view is read by the server
//! itself on both sides, and no table of equivalents by hand is needed.

pub mod simulated;
pub mod sqlite_text;
pub mod written;

use pretty_assertions::StrComparison;

use super::database::Database;
use super::state::State;

/// The simulated catalog at the end of a script, as DDL.
#[derive(Clone, Debug, Default)]
pub struct Belief {
    /// What must be there before everything, as the case says.
    pub setup: Option<String>,
    /// One statement each, in an order in which they run.
    pub statements: Vec<String>,
    /// The same as the compiler writes a schema.
    pub script: Option<String>,
    /// The statements again, with everything said in the one way in which the compiler says it.
    pub settled: Vec<String>,
}

/// Compares what the database has, its state being just read, with what is believed; the fault shows both.
pub fn compare(
    database: &dyn Database,
    state: &State,
    belief: &Belief,
    when: &str,
) -> Result<(), String> {
    let twin = database.another();
    if let Some(setup) = &belief.setup {
        // Roles belong to the whole server and are there already.
        let _ = twin.run(setup);
    }
    let refused = twin.run_each(&belief.statements);
    let (has, believed) = (database.shape(state), twin.shape(&twin.state()));
    if has == believed {
        return Ok(());
    }
    let refused =
        if refused.is_empty() { refused } else { format!("\nrefused on the way:\n{refused}") };
    let (has, believed) = differing(&has, &believed);
    let shown = StrComparison::new(&believed, &has);
    Err(format!("{when}, the server has not what is believed:\n{shown}{refused}"))
}

/// Compares what the database has with what the compiler's own script for the whole schema makes.
pub fn compare_script(
    database: &dyn Database,
    state: &State,
    belief: &Belief,
    when: &str,
) -> Result<(), String> {
    let Some(script) = &belief.script else { return Ok(()) };
    let twin = database.another();
    if let Some(setup) = &belief.setup {
        let _ = twin.run(setup);
    }
    match twin.run(script) {
        // Databases belong to the whole server.
        Err(error) if error.contains("database exists") => return Ok(()),
        Err(error) => {
            return Err(format!("{when}, the script of the schema fails:\n{error}\n{script}"));
        }
        Ok(()) => {}
    }
    let (has, made) = (database.shape(state), twin.shape(&twin.state()));
    if has == made {
        return Ok(());
    }
    // SQLite keeps the words of a statement, and the same can be said in several.
    let settled = database.another();
    if let Some(setup) = &belief.setup {
        let _ = settled.run(setup);
    }
    settled.run_each(&belief.settled);
    let settled = settled.shape(&settled.state());
    if settled == made {
        return Ok(());
    }
    let (has, made) = differing(&has, &made);
    let shown = StrComparison::new(&made, &has);
    Err(format!("{when}, the script of the schema makes something else:\n{shown}\n{script}"))
}

/// The lines that the other has not: a schema may be long, a difference is short.
fn differing(a: &[String], b: &[String]) -> (String, String) {
    let only = |a: &[String], b: &[String]| {
        let lines: Vec<&str> =
            a.iter().filter(|line| !b.contains(line)).map(String::as_str).collect();
        lines.join("\n")
    };
    (only(a, b), only(b, a))
}
