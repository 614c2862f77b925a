//! Arguments, exit statuses, and what goes where.

mod cli;

use cli::{Project, run};

#[test]
fn help_fits_a_screen_and_shows_examples() {
    let help = Project::empty().out(&["--help"]);
    assert!(help.lines().count() <= 45 && help.contains("Examples:"), "{help}");
    assert!(!help.contains("squash"), "{help}");
    assert!(Project::empty().out(&["--version"]).starts_with("compile "));
}

#[test]
fn ranges_may_begin_with_a_sign() {
    let project = Project::sample();
    let down = project.out(&["downgrade", "-1", "--current", "b1b2c3", "-d", "sqlite"]);
    assert!(down.contains("Running downgrade b1b2c3 -> a1b2c3, add email"), "{down}");
    let up = project.out(&["upgrade", "+1", "-d", "sqlite"]);
    assert!(up.contains("Running upgrade  -> a1b2c3, create account"), "{up}");
    assert_eq!(project.out(&["history", "-r", "-1:heads"]).lines().count(), 3);
}

#[test]
fn slips_are_usage_errors_with_a_hint() {
    let project = Project::sample();
    for (args, hint) in [
        (&["upgrad"][..], "'upgrade'"),
        (&["upgrade", "--ouput", "x"], "'--output'"),
        (&["downgrade", "-1", "--dialct", "pg"], "'--dialect'"),
        (&["upgrade", "-d", "postgers"], "did you mean `postgres`?"),
        (&["upgrade", "-d", "pg", "--dialect-version", "9"], "12 to 18"),
        (&["upgrade", "-d", "pg", "-x", "a"], "KEY=VALUE"),
        (&["upgrade", "-t", "prod", "-d", "pg"], "no targets are configured"),
        (&["upgrade"], "`postgres`, `mysql`, `mariadb`, `sqlite`, `mssql`, `oracle`"),
        (&["upgrade", "-d", "pg", "-d", "sqlite"], "`--out-dir` takes several"),
        (&["history", "-i"], "--current"),
        (&["upgrade", "--url", "postgers://me:secret@h"], "`postgers`"),
        (&["downgrade"], "<RANGE>"),
    ] {
        let run = project.run(args);
        assert!(run.code == 2 && run.out.is_empty(), "{args:?}: {run:?}");
        assert!(run.err.contains(hint), "{args:?}: {}", run.err);
        assert!(!run.err.contains("secret"), "{}", run.err);
    }
}

#[test]
fn names_may_begin_with_a_sign_wherever_one_is_wanted() {
    let project = Project::sample();
    assert!(project.out(&["stamp", "-1", "-d", "pg"]).contains("stamp_revision"));
    for args in [&["merge", "-1", "head"][..], &["rebase", "-1", "--onto", "a1b2c3"]] {
        let run = project.run(args);
        assert!(!run.err.contains("unexpected argument"), "{args:?}: {run:?}");
    }
}

#[test]
fn slips_are_said_as_the_arguments_ask_for_it() {
    let project = Project::sample();
    let json = project.run(&["upgrade", "--bogus", "--message-format", "json"]);
    let fault: serde_json::Value = serde_json::from_str(&json.err).unwrap();
    assert_eq!(fault["code"], "E0506");
    assert_eq!(fault["message"], "unexpected argument '--bogus' found");
    assert!(fault["primary"].is_null() && json.code == 2, "{json:?}");
    let gitlab = project.run(&["upgrade", "-x", "a", "--message-format=gitlab"]);
    let list: serde_json::Value = serde_json::from_str(&gitlab.err).unwrap();
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{gitlab:?}");
    let plain = project.run(&["upgrade", "--bogus", "--color", "never"]);
    assert!(plain.err.starts_with("error: unexpected argument '--bogus'"), "{plain:?}");
    let colored = project.run(&["upgrade", "--bogus", "--color=always"]);
    assert!(colored.err.starts_with("\u{1b}["), "{colored:?}");
}

#[test]
fn a_variable_that_is_set_to_nothing_names_no_configuration() {
    let project = Project::sample();
    let heads = run(project.command(&["heads"]).env("CUCURBIT_CONFIG", ""));
    assert_eq!(heads.code, 0, "{heads:?}");
}

#[test]
fn a_client_of_the_configuration_is_for_its_own_dialect() {
    let project = Project::sample();
    project.write("cucurbit.yaml", "dialect: [postgres, sqlite]\nscript: {client: psql}\n");
    assert!(project.out(&["upgrade", "b1b2c3", "-d", "pg"]).contains("\\set ON_ERROR_STOP"));
    let other = project.out(&["upgrade", "b1b2c3", "-d", "sqlite"]);
    assert!(!other.contains("ON_ERROR_STOP"), "{other}");
    assert_eq!(project.run(&["check"]).code, 0);
    let asked = project.run(&["upgrade", "b1b2c3", "-d", "sqlite", "--client", "psql"]);
    assert!(asked.code == 2 && asked.err.contains("cannot run scripts for `sqlite`"), "{asked:?}");
}

#[test]
fn what_the_configuration_cannot_mean_is_said_there() {
    let project = Project::sample();
    for (text, words) in [
        ("post_write: [\"a 'b\"]\n", "post_write"),
        ("revisions: []\n", "names no directory"),
        ("version_table: {name: ''}\n", "empty name"),
    ] {
        project.write("cucurbit.yaml", text);
        let run = project.run(&["check", "-d", "pg"]);
        assert!(run.code == 2 && run.err.contains("E0501"), "{text}: {run:?}");
        assert!(run.err.contains(words), "{text}: {}", run.err);
    }
}

#[test]
fn what_is_not_there_yet_says_so() {
    let project = Project::sample();
    for args in [
        &["lint", "a:b", "--fix"][..],
        &["diff", "--sql", "a", "b"],
        &["heads", "--deny", "drop-column"],
    ] {
        let run = project.run(args);
        assert!(
            run.code == 2 && run.out.is_empty() && run.err.contains("E0400"),
            "{args:?}: {run:?}"
        );
    }
}

#[test]
fn wrong_revisions_are_1_and_all_are_reported() {
    let project = Project::sample();
    project.revision("d.yaml", "d1", "nowhere", "message: d", "  []");
    project.revision("e.yaml", "a1b2c3", "null", "message: twice", "  []");
    project.write("revisions/f.yaml", "revision: f1\nupgrade: [\n");
    let run = project.run(&["upgrade", "-d", "pg", "--message-format", "short"]);
    assert!(run.code == 1 && run.out.is_empty(), "{run:?}");
    for place in [
        "revisions/d.yaml:2:16: error[E0201]",
        "revisions/e.yaml:1:11: error[E0203]",
        "revisions/f.yaml:",
    ] {
        assert!(run.err.contains(place), "{place}: {}", run.err);
    }
    let run = project.run(&["upgrade", "-d", "pg"]);
    assert!(run.err.contains("^^^") && run.err.ends_with("; nothing was written\n"), "{}", run.err);
}

#[test]
fn every_message_format_shows_the_fault() {
    let project = Project::sample();
    project.revision("d.yaml", "d1", "nowhere", "message: d", "  []");
    for format in ["human", "short", "json", "sarif", "github", "gitlab"] {
        let run = project.run(&["heads", "--message-format", format]);
        assert!(run.code == 1 && run.out.is_empty() && run.err.contains("E0201"), "{run:?}");
        assert!(!run.err.contains('\x1b'), "{run:?}");
        if format == "json" {
            let line: serde_json::Value = serde_json::from_str(run.err.trim()).unwrap();
            assert_eq!(line["primary"]["line"], 2, "{line}");
        }
    }
    assert!(project.run(&["heads", "--color", "always"]).err.contains("\x1b["));
}

#[test]
fn files_that_cannot_be_read_are_3() {
    let project = Project::sample();
    assert_eq!(project.run(&["heads", "-c", "nowhere.yaml"]).code, 3);
    assert_eq!(project.run(&["history", "--current-from", "nowhere.sql"]).code, 3);
    assert_eq!(project.run(&["upgrade", "b1b2c3", "-d", "pg", "-o", "nowhere/x.sql"]).code, 3);
    assert_eq!(Project::empty().run(&["heads"]).code, 2);
}

#[test]
fn a_file_in_another_encoding_is_named() {
    let project = Project::sample();
    project.write("revisions/d.yaml", b"revision: d1\nmessage: gr\xfc\xdfe\n");
    let run = project.run(&["heads", "--message-format", "short"]);
    assert!(run.code == 1 && run.err.contains("revisions/d.yaml:2:12: error[E0102]"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let project = Project::sample();
    let mut command = project.command(&["history"]);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = command.stdout(writer).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_skipped_names_do_no_harm() {
    let project = Project::sample();
    std::os::unix::fs::symlink("..", project.path().join("revisions/sub/up")).unwrap();
    project.write("revisions/_old/x.yaml", "no: revision\n");
    project.write("revisions/.x.yaml", "no: revision\n");
    assert_eq!(project.out(&["heads"]).lines().count(), 2);
}

#[test]
fn the_configuration_is_found_above_and_in_the_environment() {
    let project = Project::sample();
    project.write("cucurbit.yaml", "revisions: revisions\ndialect: sqlite\n");
    project.write("below/here/other.yaml", "revisions: ../../none\n");
    let below = project.path().join("below/here");
    let found = run(project.command(&["show", "b1b2"]).current_dir(&below));
    assert!(found.code == 0 && found.out.contains("Path: ../../revisions/b.yaml"), "{found:?}");
    let other =
        run(project.command(&["heads"]).current_dir(&below).env("CUCURBIT_CONFIG", "other.yaml"));
    assert!(other.code == 2 && other.err.contains("other.yaml:1:12"), "{other:?}");
}

#[test]
fn an_unset_variable_names_its_environment_variable() {
    let project = Project::sample();
    project.write("cucurbit.yaml", "dialect: sqlite\nvariables: {note: {env: THE_NOTE}}\n");
    project.revision("d.yaml", "d1", "b1b2c3", "message: d", "- execute: SELECT '${note}'");
    let run = project.run(&["upgrade", "d1"]);
    assert!(
        run.code != 0 && run.err.contains("E0505") && run.err.contains("`THE_NOTE`"),
        "{run:?}"
    );
    assert!(run.err.contains("cucurbit.yaml:2"), "{run:?}");
    assert!(project.out(&["upgrade", "d1", "-x", "note=hello"]).contains("SELECT 'hello'"));
    assert_eq!(project.out(&["heads"]).lines().count(), 2);
}

#[test]
fn the_current_directory_has_a_name() {
    let project = Project::sample();
    for args in [&["current", "--current-from", "."][..], &["heads", "-c", "."]] {
        let run = project.run(args);
        assert!(run.code != 0 && run.err.contains("`.` cannot be read"), "{args:?}: {run:?}");
    }
}
