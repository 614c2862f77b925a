//! A Python that has Alembic and sqlglot, for the tests that compare with them.

use std::process::Command;

use super::server::skipped;

/// The Python that `CUCURBIT_ALEMBIC_PYTHON` names, where it has the package; none, loudly, elsewhere.
pub fn python(package: &str) -> Option<String> {
    let python = std::env::var("CUCURBIT_ALEMBIC_PYTHON").ok().filter(|python| !python.is_empty());
    let has = |python: &String| {
        let import = Command::new(python).args(["-c", &format!("import {package}")]).output();
        import.is_ok_and(|output| output.status.success())
    };
    let found = python.filter(has);
    if found.is_none() {
        skipped(&format!("Python with {package} (CUCURBIT_ALEMBIC_PYTHON)"));
    }
    found
}
