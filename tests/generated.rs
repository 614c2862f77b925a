//! Whole projects made up at random, which must be right, and the same with one mistake.
//!
//! The generator chooses operations that fit a small model of the schema, for one dialect or for several
//! at once, in revisions that make a line or a tree. What each project must hold is told in `run`, what
//! each mistake must lead to in `breaks`. The numbers that everything is chosen by begin at the same seed
//! each time: `CUCURBIT_CASES=5000` runs more of them, `CUCURBIT_SEED=7` others.

mod support;

use cucurbit::dialect::DialectName;
use support::{mariadb, postgres};

#[path = "generated/mod.rs"]
mod project;

#[test]
fn projects_are_right_and_sqlite_runs_them() {
    project::run::valid_projects();
}

#[test]
fn postgres_runs_them() {
    if let Some(server) = postgres::Server::get() {
        project::run::on_a_server(DialectName::Postgres, &server.database());
    }
}

#[test]
fn mariadb_runs_them() {
    if let Some(server) = mariadb::Server::get() {
        project::run::on_a_server(DialectName::Mariadb, &server.database());
    }
}

#[test]
fn one_mistake_is_one_error_at_its_place() {
    project::breaks::broken_projects();
}
