//! How a case reaches the compiler: staged in a directory of its own, the real program run there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::case::{Case, command, is_assignment};

/// What a run of the compiler said.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The exit status; none when a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Whatever turns a case into scripts: the program, or a fake in the runner's own tests.
pub trait Compiler: Sync {
    /// Runs a command line of the case for a dialect, `any` standing for none.
    fn compile(&self, case: &Case, dialect: &str, args: &[String]) -> Outcome;
}

/// The program `compile`.
pub struct Program(pub PathBuf);

impl Compiler for Program {
    fn compile(&self, case: &Case, dialect: &str, args: &[String]) -> Outcome {
        let stage = tempfile::tempdir().unwrap();
        set_up(case, stage.path());
        let (environment, args): (Vec<_>, Vec<_>) =
            args.iter().cloned().partition(|word| is_assignment(word));
        let mut program = Command::new(&self.0);
        program.current_dir(stage.path()).args(&args);
        if dialect != "any" {
            program.args(["--dialect", dialect]);
        }
        // A case that asks for another form of message brings its own.
        if !args.iter().any(|word| word.starts_with("--message-format")) {
            program.args(["--message-format", "human"]);
        }
        program.args(["--color", "never"]);
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CUCURBIT"))
        {
            program.env_remove(name);
        }
        program.env_remove("COLUMNS").env_remove("RUST_BACKTRACE");
        program.envs(environment.iter().filter_map(|word| word.split_once('=')));
        let output = program.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        let outcome = Outcome {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        let path = stage.path().to_string_lossy();
        assert!(
            !outcome.stdout.contains(&*path) && !outcome.stderr.contains(&*path),
            "{}: {:?} names the directory it ran in:\n{}{}",
            case.name,
            command(&args),
            outcome.stdout,
            outcome.stderr
        );
        outcome
    }
}

/// Copies what a case puts in, and completes its configuration.
fn set_up(case: &Case, stage: &Path) {
    copy(&case.dir.join("in"), &stage.join("in"));
    if let Some(text) = case.text("in.yaml") {
        fs::create_dir_all(stage.join("in")).unwrap();
        fs::write(stage.join("in/in.yaml"), text).unwrap();
    }
    let config = complete(&case.text("cucurbit.yaml").unwrap_or_default());
    fs::write(stage.join("cucurbit.yaml"), config).unwrap();
    copy(&case.dir.join("cucurbit.lock"), &stage.join("cucurbit.lock"));
}

/// Adds what a case's configuration leaves out, below, so that its lines keep their numbers.
pub fn complete(config: &str) -> String {
    let mut config = config.to_owned();
    for (key, line) in [("revisions:", "revisions: in\n"), ("script:", "script: {header: false}\n")]
    {
        if !config.lines().any(|there| there.starts_with(key)) {
            config += if config.is_empty() || config.ends_with('\n') { "" } else { "\n" };
            config += line;
        }
    }
    config
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().flatten() {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.is_file() {
        fs::copy(from, to).unwrap();
    }
}
