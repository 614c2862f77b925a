//! `golden`, `show -d`, `current`, what shells and readers get, and what CI runs.

mod cli;

use cli::{Project, Run, run};
use pretty_assertions::assert_eq;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn sqlite(project: &Project, more: &[&str]) -> Run {
    project.run(&[&["golden", "-d", "sqlite"], more].concat())
}

#[test]
fn golden_files_are_written_and_compared() {
    let project = Project::sample();
    let first = sqlite(&project, &[]);
    assert!(first.code == 1 && first.out.is_empty() && first.err.contains("--update"), "{first:?}");
    assert_eq!(first.err.matches("E0113").count(), 1, "{}", first.err);
    let written = sqlite(&project, &["--update"]);
    assert_eq!(written.out.lines().count(), 6, "{written:?}");
    assert_eq!(project.out(&["golden", "-d", "sqlite"]), "");
    assert_eq!(project.out(&["golden", "-d", "sqlite", "--update"]), "");
    let up = "golden/sqlite/b1b2c3_add_email.up.sql";
    let text = project.read(up);
    assert!(text.contains("ADD COLUMN email TEXT") && !text.contains("cucurbit 0"), "{text}");

    // A working copy with other line ends is the same.
    project.write(up, text.replace('\n', "\r\n"));
    assert_eq!(project.out(&["golden", "-d", "sqlite"]), "");

    project.write(up, text.replace("email TEXT", "mail TEXT"));
    project.write("golden/sqlite/gone.down.sql", "");
    project.write("golden/sqlite/notes.md", "mine");
    project.write("golden/oracle/gone.up.sql", "not asked for");
    std::fs::remove_file(project.path().join("golden/sqlite/c1b2c3_add_name.down.sql")).unwrap();
    let differs = sqlite(&project, &["--message-format", "short"]);
    assert_eq!(differs.code, 1);
    assert!(differs.out.contains("-ALTER TABLE account ADD COLUMN mail TEXT;\n+ALTER TABLE account ADD COLUMN email TEXT;\n"), "{}", differs.out);
    assert_eq!(differs.err.matches("E0113").count(), 3, "{}", differs.err);
    assert!(differs.err.contains("b1b2c3_add_email.up.sql:17:1: error[E0113]"), "{}", differs.err);
    assert!(
        differs.err.contains("`golden/sqlite/gone.down.sql` belongs to no revision"),
        "{}",
        differs.err
    );
    let mended = sqlite(&project, &["--update"]);
    assert_eq!(
        mended.out,
        format!(
            "wrote {up}\nwrote golden/sqlite/c1b2c3_add_name.down.sql\nremoved golden/sqlite/gone.down.sql\n"
        )
    );
    assert_eq!(
        (project.read(up), project.read("golden/sqlite/notes.md")),
        (text, "mine".to_owned())
    );
    assert_eq!(project.read("golden/oracle/gone.up.sql"), "not asked for");
}

#[cfg(unix)]
#[test]
fn the_difference_is_a_patch() {
    let project = Project::sample();
    sqlite(&project, &["--update"]);
    let down = "golden/sqlite/b1b2c3_add_email.down.sql";
    let text = project.read(down);
    project.write(down, text.replace("DROP COLUMN email", "DROP COLUMN mail"));
    project.write("d.patch", sqlite(&project, &[]).out);
    let patched = run(std::process::Command::new("sh")
        .args(["-c", "command -v patch >/dev/null || exit 0; patch -s -p0 < d.patch"])
        .current_dir(project.path()));
    assert_eq!(patched.code, 0, "{patched:?}");
    if !project.read(down).contains("mail;") || project.read(down) == text {
        assert_eq!(project.read(down), text);
    }
}

#[test]
fn what_is_configured_is_all_there_may_be() {
    let project = Project::sample();
    project.write("cucurbit.yaml", "dialect: [postgres, sqlite]\ngolden: expected/sql\n");
    assert_eq!(project.out(&["golden", "--update"]).lines().count(), 12);
    assert!(project.read("expected/sql/postgres/a1b2c3_create_account.up.sql").contains("BEGIN;"));
    project.write("cucurbit.yaml", "dialect: sqlite\ngolden: expected/sql\n");
    assert!(
        project.run(&["golden"]).err.contains("postgres/a1b2c3_create_account.up.sql` belongs")
    );
    assert_eq!(project.out(&["golden", "-d", "sqlite"]), "");
    project.write("cucurbit.yaml", "golden: expected/sql\n");
    let none = project.run(&["golden"]);
    assert!(none.code == 2 && none.err.contains("E0502"), "{none:?}");
}

/// What somebody adds on another branch does not touch the files of this one.
#[test]
fn a_golden_file_knows_nothing_of_other_branches() {
    let project = Project::sample();
    let before = sqlite(&project, &["--update"]);
    let table = "- create_table: {name: aaa, columns: [{name: id, type: integer}]}";
    project.revision("0.yaml", "000001", "null", "message: another tree", table);
    project.revision(
        "1.yaml",
        "a2",
        "a1b2c3",
        "message: between",
        "- add_column: {table: account, column: {name: z, type: text}}",
    );
    project.revision(
        "2.yaml",
        "d1",
        "b1b2c3",
        "depends_on: [c1b2c3]\ndowngrade: {irreversible: gone}",
        "  []",
    );
    let after = sqlite(&project, &["--update"]);
    assert_eq!((before.code, after.code), (0, 0), "{after:?}");
    assert!(!after.out.contains("b1b2c3") && !after.out.contains("c1b2c3"), "{}", after.out);
    assert_eq!(after.out.lines().count(), 6);
    assert_eq!(project.read("golden/sqlite/d1.down.sql"), "-- irreversible: gone\n");
    let script = project.read("golden/sqlite/d1.up.sql");
    assert!(
        script.contains("'b1b2c3'") && script.contains("'c1b2c3'") && !script.contains("000001"),
        "{script}"
    );
}

#[test]
fn show_has_the_sql_of_a_dialect() {
    let project = Project::sample();
    let shown = project.out(&["show", "mail", "-d", "pg", "-d", "sqlite"]);
    for word in ["Rev: b1b2c3 (head)", "PostgreSQL, up:", "SQLite, down:", "DROP COLUMN email"] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert!(!shown.contains("CREATE TABLE account") && !shown.contains("guard"), "{shown}");
    // The way up is shown where there is no way back, too.
    project.revision("d.yaml", "d1", "b1b2c3", "message: d", "- execute: SELECT 1");
    let shown = project.out(&["show", "d1", "-d", "pg"]);
    assert!(shown.contains("SELECT 1;") && shown.contains("down:\n\n-- E0330: "), "{shown}");
    let json = project.out(&["show", "mail", "-d", "pg", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json[0]["sql"]["postgres"]["upgrade"].as_str().unwrap().contains("ADD COLUMN email"));
}

#[test]
fn current_reads_where_a_database_stands() {
    let project = Project::sample();
    project.write("at.txt", "a1b2c3\n");
    let at = |args: &[&'static str]| [&["current", "--current-from", "at.txt"], args].concat();
    assert_eq!(project.out(&at(&[])), "a1b2c3 (branchpoint)\n");
    assert!(project.out(&at(&["-v"])).contains("Revision ID: a1b2c3\n"));
    let json: serde_json::Value =
        serde_json::from_str(&project.out(&at(&["--format", "json"]))).unwrap();
    assert_eq!((&json[0]["revision"], &json[0]["current"]), (&"a1b2c3".into(), &true.into()));
    let behind = project.run(&at(&["--check-heads"]));
    assert!(behind.code == 1 && behind.err.contains("compile upgrade a1b2c3:heads"), "{behind:?}");
    project.write("at.txt", "b1b2c3\nc1b2c3\n");
    assert_eq!(project.out(&at(&["--check-heads"])), "b1b2c3 (head)\nc1b2c3 (head)\n");
    project.write("at.txt", "base\n");
    assert_eq!(project.out(&at(&[])), "");
    project.write("at.txt", "f00\n");
    assert!(project.run(&at(&[])).err.contains("E0205"));
    let unsaid = project.run(&["current"]);
    assert!(unsaid.code == 2 && unsaid.err.contains("--current-from FILE"), "{unsaid:?}");
}

#[test]
fn shells_and_readers_get_every_command() {
    let project = Project::empty();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let text = project.out(&["completions", shell]);
        for word in ["upgrade", "golden", "rebase", "current-from"] {
            assert!(text.contains(word), "{shell} {word}");
        }
        assert!(!text.contains("squash"), "{shell}");
    }
    let page = project.out(&["man"]);
    assert!(page.contains(".TH compile 1") && page.contains("rebase"), "{page}");
    assert!(!page.contains("squash"), "{page}");
    project.out(&["man", "--out-dir", "man1"]);
    let page = project.read("man1/compile-upgrade.1");
    assert!(page.contains(".TH compile-upgrade 1") && page.contains("from\\-step"), "{page}");
    assert!(project.run(&["completions", "tcsh"]).code == 2);
}

#[cfg(unix)]
#[test]
fn the_completions_of_bash_are_bash() {
    let project = Project::empty();
    project.write("c.bash", project.out(&["completions", "bash"]));
    let checked =
        run(std::process::Command::new("bash").args(["-n", "c.bash"]).current_dir(project.path()));
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
}

/// The script inside `action.yml`, run as GitHub's runner does.
#[cfg(unix)]
#[test]
fn the_action_runs_the_program() {
    let action = std::fs::read_to_string(format!("{ROOT}/action.yml")).unwrap();
    let (_, script) = action.split_once("      run: |\n").unwrap();
    let script: String = script.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    let project = Project::sample();
    project.write("script.sh", script);
    let act = |command: &str, args: &str| {
        std::fs::write(project.path().join("outputs"), "").unwrap();
        let ran = run(std::process::Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "script.sh"])
            .current_dir(project.path())
            .env("RUNNER_TEMP", project.path())
            .env("GITHUB_OUTPUT", project.path().join("outputs"))
            .env("CUCURBIT_BINARY", env!("CARGO_BIN_EXE_compile"))
            .env("CUCURBIT_COMMAND", command)
            .env("CUCURBIT_ARGS", args)
            .env("CUCURBIT_FORMAT", "github"));
        (ran, project.read("outputs"))
    };
    let (missing, outputs) = act("golden", "-d sqlite");
    assert!(missing.code == 1 && missing.err.contains("::error"), "{missing:?}");
    assert!(outputs.starts_with("status=1\noutput="), "{outputs}");
    let (written, outputs) = act("golden", "-d sqlite --update");
    assert!(written.code == 0 && written.out.contains("wrote golden/"), "{written:?}");
    assert!(
        outputs.starts_with("status=0\n") && project.read("cucurbit-output.txt") == written.out
    );
    assert_eq!(act("golden", "-d sqlite").0.code, 0);
}

/// Every hook's entry is a command line that works.
#[cfg(unix)]
#[test]
fn the_hooks_of_pre_commit_run() {
    let hooks = std::fs::read_to_string(format!("{ROOT}/.pre-commit-hooks.yaml")).unwrap();
    let entries: Vec<&str> =
        hooks.lines().filter_map(|line| line.strip_prefix("  entry: compile ")).collect();
    assert_eq!(entries.len(), 3);
    let project = Project::sample();
    project.write("cucurbit.yaml", "dialect: sqlite\n");
    project.out(&["rebase", "c1b2", "--onto", "mail"]);
    project.out(&["golden", "--update"]);
    for entry in entries {
        let words: Vec<&str> = entry.split(' ').collect();
        let good = project.run(&words);
        assert_eq!(good.code, 0, "{entry}: {good:?}");
        let two_heads = Project::sample().run(&[&words[..], &["-d", "sqlite"]].concat());
        assert_eq!(two_heads.code, i32::from(entry != "check"), "{entry}");
    }
}
