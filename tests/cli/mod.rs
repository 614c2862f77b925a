//! A project in a scratch directory, and the program run in it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A scratch directory; gone when dropped.
pub struct Project {
    dir: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Project {
    #[allow(dead_code)] // Not every test file wants them.
    /// Three revisions: `a1b2c3`, and on it `b1b2c3` (label `mail`) and, below a
    /// directory of its own, `c1b2c3`.
    pub fn sample() -> Project {
        let project = Project::empty();
        let table = "- create_table: {name: account, columns: [{name: id, type: bigint, primary_key: true}]}";
        project.revision("a.yaml", "a1b2c3", "null", "message: create account", table);
        let email = "- add_column: {table: account, column: {name: email, type: text}}";
        project.revision(
            "b.yaml",
            "b1b2c3",
            "a1b2c3",
            "message: add email\nbranch_labels: [mail]",
            email,
        );
        let name = "- add_column: {table: account, column: {name: name, type: text}}";
        project.revision("sub/c.yml", "c1b2c3", "a1b2c3", "message: add name\ntags: [v1.0]", name);
        project
    }

    /// Nothing.
    pub fn empty() -> Project {
        Project { dir: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[allow(dead_code)] // Not every test file reads.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub fn revision(&self, file: &str, id: &str, parent: &str, keys: &str, operations: &str) {
        let text =
            format!("revision: {id}\ndown_revision: {parent}\n{keys}\nupgrade:\n{operations}\n");
        self.write(&format!("revisions/{file}"), text);
    }

    /// The program in this directory, with an environment of nothing.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_compile"));
        command.args(args).current_dir(self.path()).env_clear().stdin(Stdio::null());
        command
    }

    #[allow(dead_code)]
    pub fn run(&self, args: &[&str]) -> Run {
        run(&mut self.command(args))
    }

    #[allow(dead_code)]
    /// Standard output of a run that must end well and say nothing else.
    pub fn out(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert!(run.code == 0 && run.err.is_empty(), "{args:?}: {run:?}");
        run.out
    }
}

pub fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}
