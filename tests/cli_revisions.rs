//! Commands that write revision files, and what they refuse.

mod cli;

use cli::{Project, Run, run};
use pretty_assertions::assert_eq;

fn fails(project: &Project, args: &[&str], code: i32, words: &[&str]) -> Run {
    let run = project.run(args);
    assert!(run.code == code && run.out.is_empty(), "{args:?}: {run:?}");
    for word in words {
        assert!(run.err.contains(word), "{args:?}: no `{word}` in\n{}", run.err);
    }
    run
}

#[test]
fn what_stands_for_a_variable_is_written_as_itself() {
    let project = Project::sample();
    let path = project.out(&["revision", "-m", "cost ${x}", "--head", "mail"]);
    assert!(project.read(path.trim()).contains("message: \"cost $${x}\""));
    assert_eq!(project.run(&["check", "-d", "pg"]).code, 0);
    assert!(project.out(&["history"]).contains("cost ${x}"));
}

#[test]
fn a_broken_line_is_no_second_head() {
    let project = Project::empty();
    project.revision("a.yaml", "a1b2", "null", "", "[]");
    project.revision("b.yaml", "b1b2", "nosuch", "", "[]");
    let run = fails(&project, &["upgrade", "-d", "pg"], 1, &["E0201"]);
    assert!(!run.err.contains("E0207"), "{}", run.err);
}

#[test]
fn a_new_project_compiles_and_is_never_overwritten() {
    let project = Project::empty();
    let listed = project.out(&["init", "shop", "-d", "pg", "--url", "sqlite://"]);
    let first = listed.lines().next().unwrap();
    assert!(
        first.starts_with("shop/revisions/") && listed.ends_with("shop/cucurbit.yaml\n"),
        "{listed}"
    );
    assert!(project.read("shop/cucurbit.yaml").contains("\ndialect: postgres\n"));
    let script = run(project.command(&["upgrade"]).current_dir(project.path().join("shop")));
    assert!(script.code == 0 && script.out.contains("CREATE TABLE account"), "{script:?}");
    let before = project.read(first);
    fails(&project, &["init", "shop"], 2, &["E0506", "compile revision -m"]);
    // What is there already stays, and what is missing comes.
    std::fs::remove_file(project.path().join("shop/cucurbit.yaml")).unwrap();
    assert_eq!(project.out(&["init", "shop"]), "shop/cucurbit.yaml\n");
    assert_eq!(project.read(first), before);
    fails(&project, &["init", "other", "-d", "postgers"], 2, &["did you mean `postgres`?"]);
    assert!(!project.path().join("other").exists());
    fails(&project, &["init", "other", "--rev-id", "a:b"], 1, &["E0209"]);
}

#[test]
fn a_revision_stands_where_it_was_told_to() {
    let project = Project::sample();
    let new = |args: &[&str]| project.out(&[&["revision", "-m", "New one"], args].concat());
    assert_eq!(new(&["--rev-id", "d1", "--head", "mail@head"]), "revisions/d1_new_one.yaml\n");
    let text = project.read("revisions/d1_new_one.yaml");
    assert!(
        text.starts_with("revision: d1\ndown_revision: b1b2c3\nmessage: New one\ncreate_date: 20"),
        "{text}"
    );
    new(&[
        "--rev-id",
        "e1",
        "--head",
        "base",
        "--branch-label",
        "x",
        "--depends-on",
        "c1b2",
        "--depends-on",
        "mail",
    ]);
    let text = project.read("revisions/e1_new_one.yaml");
    assert!(text.contains("down_revision: null\n"), "{text}");
    assert!(text.contains("branch_labels: [x]\ndepends_on: [c1b2c3, mail]\n"), "{text}");
    new(&["--rev-id", "f1", "--head", "a1b2", "--splice"]);
    assert!(project.read("revisions/f1_new_one.yaml").contains("down_revision: a1b2c3\n"));
    new(&["--rev-id", "0123", "--head", "heads"]);
    let text = project.read("revisions/0123_new_one.yaml");
    assert!(
        text.starts_with("revision: \"0123\"\ndown_revision: [") && text.contains("e1"),
        "{text}"
    );
    // All of them are read, and a random id is 12 hex digits.
    let path = new(&["--head", "0123"]);
    let id = path.strip_prefix("revisions/").unwrap().strip_suffix("_new_one.yaml\n").unwrap();
    assert!(id.len() == 12 && id.chars().all(|c| c.is_ascii_hexdigit()), "{id}");
    assert!(project.out(&["heads"]).contains(id));
}

#[test]
fn what_a_revision_cannot_be_is_said() {
    let project = Project::sample();
    let revision = |args: &[&str], words: &[&str]| {
        let all = [&["revision", "-m", "x"], args].concat();
        let run = project.run(&all);
        assert!((run.code == 1 || run.code == 2) && run.out.is_empty(), "{all:?}: {run:?}");
        words.iter().for_each(|word| assert!(run.err.contains(word), "{word}: {}", run.err));
    };
    revision(
        &[],
        &[
            "E0207",
            "compile merge heads -m",
            "compile rebase c1b2c3 --onto b1b2c3",
            "--head c1b2c3",
        ],
    );
    let head = ["--head", "mail@head"];
    let with = |more: &[&'static str]| [&head[..], more].concat();
    revision(&["--head", "a1b2c3"], &["E0211", "--splice"]);
    revision(&with(&["--rev-id", "c1b2c3"]), &["E0203", "--rev-id"]);
    revision(&with(&["--rev-id", "mail"]), &["E0203"]);
    revision(&with(&["--rev-id", "a b"]), &["E0209", "white space"]);
    revision(&with(&["--branch-label", "mail"]), &["E0203"]);
    revision(&with(&["--branch-label", "head"]), &["E0209"]);
    revision(&with(&["--depends-on", "nowhere"]), &["E0205"]);
    revision(&with(&["--depends-on", "heads"]), &["E0206"]);
    revision(&with(&["--version-path", "/tmp"]), &["E0506", "`revisions`"]);
    revision(&with(&["--autogenerate"]), &["E0400"]);
    assert_eq!(project.out(&["history"]).lines().count(), 3);
}

#[test]
fn several_directories_ask_which() {
    let project = Project::sample();
    project.write(
        "cucurbit.yaml",
        "revisions: [revisions, more]\nfile_template: \"{year}/{date}_{slug}\"\n",
    );
    std::fs::create_dir(project.path().join("more")).unwrap();
    let new = |args: &[&str]| {
        let mut command = project.command(&[&["revision", "-m", "x y"], args].concat());
        run(command.env("SOURCE_DATE_EPOCH", "1772359200"))
    };
    assert!(new(&["--head", "base"]).err.contains("--version-path"));
    assert_eq!(
        new(&["--head", "base", "--version-path", "more"]).out,
        "more/2026/2026-03-01_x_y.yaml\n"
    );
    assert_eq!(new(&["--head", "c1b2c3"]).out, "revisions/sub/2026/2026-03-01_x_y.yaml\n");
    let again = new(&["--head", "base", "--version-path", "more"]);
    assert!(again.code == 2 && again.err.contains("exists already"), "{again:?}");
    project.write("cucurbit.yaml", "file_template: \"{slog}\"\ntimezone: Mars/Phobos\n");
    let wrong = new(&["--head", "mail@head"]);
    assert!(wrong.err.contains("did you mean `slug`?"), "{wrong:?}");
    assert!(wrong.err.contains("unknown time zone `Mars/Phobos`"), "{wrong:?}");
    assert!(wrong.err.contains("cucurbit.yaml:2:11"), "{wrong:?}");
}

/// The examples below a new revision are operations that work, in this order, everywhere.
#[test]
fn the_examples_of_a_new_revision_can_be_used() {
    let project = Project::empty();
    project.write("revisions/.keep", "");
    let path = project.out(&["revision", "-m", "all", "--rev-id", "a1"]);
    let text = project.read(path.trim());
    let is_example = |line: &&str| line.starts_with("#  ");
    let examples: Vec<String> =
        text.lines().filter(is_example).map(|line| format!("{}\n", &line[1..])).collect();
    let (last, up) = examples.split_last().unwrap();
    let used = text.replace("upgrade: []", &format!("upgrade:\n{}", up.concat()));
    for down in
        ["", &format!("downgrade:\n{last}"), "downgrade: {irreversible: the old rows are gone}\n"]
    {
        project.write(path.trim(), format!("{used}{down}"));
        for dialect in ["postgres", "mysql", "mariadb", "sqlite", "mssql"] {
            let script = project.out(&["upgrade", "-d", dialect]);
            assert!(script.contains("root@example.org"), "{script}");
            if !down.contains("irreversible") {
                project.out(&["downgrade", "head:base", "-d", dialect]);
            }
        }
    }
    assert_eq!(up.len(), 15, "{up:#?}");
}

#[test]
fn merges_join_heads() {
    let project = Project::sample();
    project.out(&["merge", "heads", "--rev-id", "d1", "--branch-label", "all"]);
    let text = project.read("revisions/d1_merge_b1b2c3_and_c1b2c3.yaml");
    assert!(
        text.contains("down_revision: [b1b2c3, c1b2c3]\nmessage: merge b1b2c3 and c1b2c3\n"),
        "{text}"
    );
    assert!(text.ends_with("branch_labels: [all]\n\nupgrade: []\n"), "{text}");
    assert_eq!(project.out(&["heads"]), "d1 (all, mail) (head)\n");
    fails(&project, &["merge", "heads", "-m", "x"], 2, &["`d1` is the only head"]);
    fails(&project, &["merge", "b1b2", "c1b2", "-m", "x"], 1, &["E0211", "`b1b2c3` is not a head"]);
    fails(&project, &["merge", "-m", "x"], 2, &["<REV>"]);
}

#[cfg(unix)]
#[test]
fn hooks_run_on_what_is_written() {
    let project = Project::sample();
    project
        .write("hook.sh", "#!/bin/sh\necho \"$2 $(basename \"$1\")\"\necho '# seen' >> \"$1\"\n");
    let config = |hooks: &str| project.write("cucurbit.yaml", format!("post_write: {hooks}\n"));
    config("[\"sh hook.sh {file} 'two words'\"]");
    let run = project.run(&["revision", "-m", "x", "--rev-id", "d1", "--head", "mail"]);
    assert_eq!((run.code, run.out.as_str()), (0, "revisions/d1_x.yaml\n"), "{run:?}");
    assert_eq!(run.err, "two words d1_x.yaml\n");
    assert!(project.read("revisions/d1_x.yaml").ends_with("# seen\n"));
    assert!(project.run(&["rebase", "c1b2c3", "--onto", "d1"]).err.contains("two words c.yml"));
    config("[\"sh 'x\"]");
    fails(&project, &["revision", "-m", "x", "--rev-id", "e1"], 2, &["a quote that is not closed"]);
    assert!(!project.path().join("revisions/e1_x.yaml").exists());
    config("[\"false\", \"no-such-program {file}\"]");
    let run = project.run(&["revision", "-m", "x", "--rev-id", "e1"]);
    assert_eq!((run.code, run.out.as_str()), (3, "revisions/e1_x.yaml\n"), "{run:?}");
    for word in ["`false`", "failed", "cannot be run: no such file", "E0114"] {
        assert!(run.err.contains(word), "{word}: {}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn the_editor_opens_what_is_named_even_if_it_is_broken() {
    let project = Project::sample();
    project.revision("d.yaml", "d1", "b1b2c3", "message: d", "- create_tabel: x");
    let edit = |args: &[&str], editor: Option<&str>| {
        let mut command = project.command(&[&["edit"], args].concat());
        command.env("PATH", "/usr/bin:/bin").env("EDITOR", "false");
        editor.map(|editor| command.env("VISUAL", editor));
        run(&mut command)
    };
    let both = edit(&["d1,a1b2"], Some("echo 'two words'"));
    assert_eq!(
        (both.code, both.out.as_str()),
        (0, "two words revisions/d.yaml revisions/a.yaml\n"),
        "{both:?}"
    );
    assert_eq!(edit(&["d1"], None).code, 3);
    assert_eq!(edit(&["base"], None).code, 1);
    fails(&project, &["edit", "d1"], 2, &["EDITOR=vi compile edit"]);
    let project = Project::sample();
    project.out(&["freeze", "a1b2"]);
    let frozen = run(project.command(&["edit", "a1b2"]).env("EDITOR", "/bin/true"));
    assert!(frozen.code == 0 && frozen.err.contains("is frozen"), "{frozen:?}");
}

#[test]
fn a_branch_moves_by_one_line() {
    let project = Project::sample();
    let before = project.read("revisions/sub/c.yml");
    assert_eq!(
        project.out(&["rebase", "c1b2", "--onto", "mail@head"]),
        "revisions/sub/c.yml: a1b2c3 -> b1b2c3\n"
    );
    assert_eq!(
        project.read("revisions/sub/c.yml"),
        before.replace("down_revision: a1b2c3", "down_revision: b1b2c3")
    );
    assert_eq!(project.out(&["rebase", "c1b2", "--onto", "mail"]), "");
    fails(
        &project,
        &["rebase", "b1b2", "--onto", "c1b2"],
        1,
        &["E0208", "compile rebase c1b2c3 --onto b1b2c3"],
    );
    fails(&project, &["rebase", "base", "--onto", "c1b2"], 1, &["E0208"]);
}

/// A branch of several revisions moves as a whole, named by its head; with a byte order
/// mark, line ends and comments as they were.
#[test]
fn the_head_of_a_branch_takes_it_along() {
    let project = Project::sample();
    let text =
        "\u{feff}revision: d1 # one\r\ndown_revision:\r\n  - a1b2c3 # here\r\nupgrade: []\r\n";
    project.write("revisions/d.yaml", text);
    project.revision("e.yaml", "e1", "d1", "message: e", "  []");
    let listed = project.out(&["rebase", "e1", "--onto", "b1b2c3"]);
    assert_eq!(listed, "revisions/d.yaml: a1b2c3 -> b1b2c3\n");
    assert_eq!(project.read("revisions/d.yaml"), text.replace("- a1b2c3", "- b1b2c3"));
}

#[test]
fn what_clashes_is_said_and_nothing_moves() {
    let project = Project::sample();
    let table = "table: account";
    project.revision(
        "d.yaml",
        "d1",
        "a1b2c3",
        "message: d",
        &format!("- add_column: {{{table}, column: {{name: email, type: text}}}}"),
    );
    let before = project.read("revisions/d.yaml");
    fails(
        &project,
        &["rebase", "d1", "--onto", "b1b2c3"],
        1,
        &["E0304", "`d1` behind `b1b2c3`", "compile merge"],
    );
    assert_eq!(project.read("revisions/d.yaml"), before);

    // It works behind the other, but not before it.
    project.revision("d.yaml", "d1", "a1b2c3", "message: d", "- drop_table: account");
    let run = project.run(&["rebase", "d1", "--onto", "b1b2c3"]);
    assert!(run.code == 0 && run.out.contains("a1b2c3 -> b1b2c3"), "{run:?}");
    assert!(
        run.err.contains("E0321")
            && run.err.contains("`b1b2c3` cannot run on a database that has run `d1`"),
        "{run:?}"
    );

    // Both orders work, and come to different things.
    let project = Project::sample();
    let ty = |ty: &str| format!("- alter_column: {{{table}, column: id, type: {ty}}}");
    project.revision("b.yaml", "b1b2c3", "a1b2c3", "message: b", &ty("integer"));
    project.revision("d.yaml", "d1", "a1b2c3", "message: d", &ty("smallint"));
    let run = project.run(&["rebase", "d1", "--onto", "b1b2c3", "-d", "sqlite"]);
    assert!(run.code == 0 && run.err.contains("changes what comes out"), "{run:?}");
    assert!(run.err.to_lowercase().contains("smallint"), "{run:?}");
    let denied = Project::sample();
    denied.revision("b.yaml", "b1b2c3", "a1b2c3", "message: b", &ty("integer"));
    denied.revision("d.yaml", "d1", "a1b2c3", "message: d", &ty("smallint"));
    fails(
        &denied,
        &["rebase", "d1", "--onto", "b1b2c3", "--deny", "warnings"],
        1,
        &["nothing was written"],
    );
}

#[test]
fn what_is_frozen_stays_where_it_is() {
    let project = Project::sample();
    assert_eq!(project.out(&["freeze", "mail"]), "a1b2c3, create account\nb1b2c3, add email\n");
    let lock = project.read("cucurbit.lock");
    assert_eq!(project.out(&["freeze", "mail"]), "");
    assert_eq!(project.out(&["freeze"]), "c1b2c3, add name\n");
    assert!(project.read("cucurbit.lock").starts_with(&lock) && lock.lines().count() == 2);
    fails(&project, &["rebase", "mail", "--onto", "c1b2"], 1, &["E0212", "compile merge heads -m"]);
    // What only looks at the tree still does, with a lock that no longer fits.
    project.revision("b.yaml", "b1b2c3", "null", "message: b", "  []");
    fails(
        &project,
        &["upgrade", "heads", "-d", "pg"],
        1,
        &["E0212", "got another parent: `a1b2c3`, not `base`"],
    );
    fails(&project, &["freeze"], 1, &["E0212"]);
    fails(&project, &["golden", "--update", "-d", "pg"], 1, &["E0212"]);
    fails(&project, &["show", "c1b2", "-d", "pg"], 1, &["E0212"]);
    assert_eq!(project.out(&["history"]).lines().count(), 3);
    project.write("cucurbit.lock", format!("<<<<<<< here\n{lock}=======\n>>>>>>> there\n"));
    fails(
        &project,
        &["upgrade", "heads", "-d", "pg"],
        1,
        &["E0507", "keep the lines of both sides"],
    );
    fails(&project, &["freeze", "base"], 1, &[]);
}

/// Two branches of a project each freeze what they added; git puts both together.
#[cfg(unix)]
#[test]
fn locks_of_two_branches_merge() {
    let project = Project::empty();
    let id = |n: u32| format!("{:08x}", n.wrapping_mul(0x9e37_79b9));
    let add = |n: u32, parent: &str| {
        project.revision(&format!("{n}.yaml"), &id(n), parent, "message: x", "  []")
    };
    add(1, "null");
    (2..=40).for_each(|n| add(n, &id(n - 1)));
    let frozen = |name: &str| {
        project.out(&["freeze"]);
        project.write(name, project.read("cucurbit.lock"));
    };
    frozen("base");
    add(41, &id(40));
    frozen("mine");
    project.write("cucurbit.lock", project.read("base"));
    std::fs::remove_file(project.path().join("revisions/41.yaml")).unwrap();
    add(42, &id(40));
    frozen("theirs");
    let mut git = std::process::Command::new("sh");
    git.args(["-c", "command -v git >/dev/null || { sort -u mine theirs; exit; }; git merge-file -p mine base theirs"]);
    let merged = run(git.current_dir(project.path()));
    assert_eq!((merged.code, merged.out.lines().count()), (0, 42), "{merged:?}");
    project.write("cucurbit.lock", merged.out);
    add(41, &id(40));
    project.out(&["upgrade", "heads", "-d", "sqlite"]);
    assert_eq!(project.out(&["freeze"]), "");
}

/// Rows that all go may be any rows; those that someone names are looked at.
#[test]
fn a_purge_meets_any_rows_unless_it_is_told_which() {
    let project = Project::sample();
    let stamp =
        |args: &[&str]| project.out(&[&["stamp", "-d", "postgres", "--purge"], args].concat());
    for (args, guarded, inserted) in [
        (&["base"][..], false, false),
        (&["b1b2c3"], false, true),
        (&["a1b2c3:b1b2c3"], true, true),
        (&["base", "--current", "c1b2c3"], true, false),
    ] {
        let script = stamp(args);
        assert!(script.contains("\nDELETE FROM alembic_version;\n"), "{args:?}: {script}");
        assert_eq!(script.contains("DO $$"), guarded, "{args:?}: {script}");
        assert_eq!(script.contains("INSERT INTO alembic_version"), inserted, "{args:?}: {script}");
    }
}

#[test]
fn what_stands_already_is_no_place_to_go() {
    let project = Project::sample();
    fails(
        &project,
        &["rebase", "b1b2", "--onto", "mail"],
        1,
        &["`b1b2c3` cannot be put behind itself", "`compile rebase b1b2c3 --onto c1b2c3`"],
    );
    let merge = |others: &[&str], help: &str| {
        let run = fails(&project, &[&["merge", "-m", "x"], others].concat(), 1, &["E0211", help]);
        assert!(!run.err.contains("--splice"), "{run:?}");
    };
    merge(&["b1b2", "a1b2"], "leave `a1b2c3` out: `b1b2c3` stands on it");
    project.out(&["merge", "heads", "-m", "x", "--rev-id", "d1b2c3"]);
    merge(&["b1b2", "c1b2"], "in place of `b1b2c3` name what stands on it, `d1b2c3`");
}

#[test]
fn ranges_know_where_the_database_stands() {
    let project = Project::empty();
    for (n, id) in ["l1aa", "l2aa", "l3aa", "l4aa", "l5aa"].iter().enumerate() {
        let parent = if n == 0 { "null".to_owned() } else { format!("l{n}aa") };
        project.revision(&format!("{id}.yaml"), id, &parent, "message: x", "  []");
    }
    let shown = |range: &str, at: &str| -> String {
        let list = project.out(&["history", "-r", range, "--current", at]);
        let ids = list.lines().rev().filter_map(|line| line.split(" -> ").nth(1)?.get(1..2));
        ids.collect()
    };
    for (range, at, ids) in [
        ("-2:current", "l3aa", "123"),
        ("-9:current", "l3aa", "123"),
        ("-2:current", "base", ""),
        ("current:+1", "l3aa", "34"),
        ("current:", "l4aa", "45"),
        (":current", "l2aa", "12"),
        ("current", "l2aa", "12"),
        ("current:current", "l2aa", "2"),
        ("l2aa:current", "head-1", "234"),
        // As Alembic has it: from the heads.
        ("-2:l4aa", "l2aa", "34"),
    ] {
        assert_eq!(shown(range, at), ids, "{range} at {at}");
    }
    for command in ["history", "graph"] {
        for range in ["current:", ":current", "current", "-1:current"] {
            fails(&project, &[command, "-r", range], 2, &["E0506", range, "--current-from FILE"]);
        }
    }
    let run = fails(&project, &["history", "-i", "-r", "current:"], 2, &["E0506"]);
    assert!(run.err.contains("1 error;"), "{run:?}");
    fails(&project, &["history", "-r", "tag:current"], 1, &["no revision has the tag `current`"]);
}
