//! The five ways of working of docs/from-alembic.md, as they stand there.

mod cli;

use cli::{Project, run};

const DOC: &str = include_str!("../docs/from-alembic.md");

/// The blocks of a section: its YAML, and the words of its command line.
fn section(title: &str) -> (Vec<String>, Vec<String>) {
    let (_, rest) = DOC.split_once(&format!("### {title}")).expect(title);
    let section = rest.split("\n### ").next().unwrap().split("\n## ").next().unwrap();
    let blocks = |language: &str| -> Vec<String> {
        let open = format!("```{language}\n");
        let parts = section.split(open.as_str()).skip(1);
        parts.map(|part| part.split("```").next().unwrap().to_owned()).collect()
    };
    let command = blocks("sh").concat();
    let command = command.split('#').next().unwrap().split_whitespace().map(str::to_owned);
    (blocks("yaml"), command.collect())
}

/// The output of the section's command in a project with the section's configuration;
/// `without` leaves out what the command line and the environment say.
fn script(title: &str, more: &[&str], without: bool) -> String {
    let (yaml, words) = section(title);
    let project = Project::sample();
    std::fs::remove_file(project.path().join("revisions/sub/c.yml")).unwrap();
    project.write("cucurbit.yaml", &yaml[0]);
    if let Some(role) = yaml.get(1) {
        let keys = role.lines().find(|line| !line.starts_with('#')).unwrap();
        project.revision(
            "r.yaml",
            "r1",
            "b1b2c3",
            keys,
            "- create_table: {name: safe, columns: [{name: id, type: integer}]}",
        );
    }
    let at = words.iter().position(|word| word == "compile").unwrap();
    let (environment, args) = words.split_at(at);
    let mut args: Vec<&str> = args[1..].iter().map(String::as_str).collect();
    if without {
        args.truncate(1);
    }
    args.extend(more);
    let mut command = project.command(&args);
    if !without {
        command.envs(environment.iter().filter_map(|word| word.split_once('=')));
    }
    let run = run(&mut command);
    assert!(run.code == 0 && run.err.is_empty(), "{args:?}: {run:?}");
    run.out
}

fn has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no `{word}` in\n{text}");
    }
}

#[test]
fn a_database_is_chosen_by_name() {
    let title = "One file, several databases: `-x db=dev`";
    has(&script(title, &[], false), &["-- SQLite", "CREATE TABLE account"]);
    has(&script(title, &["-t", "prod"], true), &["-- PostgreSQL", "CREATE TABLE crmp.account"]);
}

#[test]
fn a_schema_is_set_for_a_run() {
    let title = "A schema for this run: `-x schema=crmp`";
    has(&script(title, &[], false), &["CREATE TABLE crmp.account", "crmp.alembic_version"]);
    has(&script(title, &[], true), &["CREATE TABLE public.account", "public.alembic_version"]);
}

#[test]
fn a_schema_comes_from_the_environment() {
    let title = "A schema from the environment";
    has(&script(title, &[], false), &["CREATE TABLE other.account"]);
    has(&script(title, &[], true), &["CREATE TABLE crmp.account"]);
    has(&script(title, &["-x", "schema=mine"], false), &["CREATE TABLE mine.account"]);
    has(
        &script(title, &["-x", "schema=mine", "--schema", "flag"], false),
        &["CREATE TABLE flag.account"],
    );
}

#[test]
fn a_url_chooses_the_dialect_and_nothing_else() {
    let title = "A URL from the environment";
    let script = script(title, &[], false);
    has(&script, &["-- PostgreSQL"]);
    assert!(!script.contains("secret") && !script.contains("shop"), "{script}");
}

#[test]
fn a_role_is_taken_where_a_revision_says_so() {
    let title = "A privileged role for some revisions";
    let named = script(title, &["-d", "pg"], false);
    has(&named, &["SET ROLE dba;", "RESET ROLE;"]);
    assert_eq!(
        named.matches("SET ROLE").count(),
        2 - usize::from(!named.contains("RESET ROLE")),
        "{named}"
    );
    let (before, behind) = named.split_once("SET ROLE dba;").unwrap();
    assert!(before.contains("ADD COLUMN email") && behind.contains("CREATE TABLE safe"), "{named}");
    let (role, version) = behind.split_once("RESET ROLE;").unwrap();
    assert!(role.contains("CREATE TABLE safe") && version.contains("'r1'"), "{named}");
    has(&script(title, &["-d", "pg"], true), &["SET ROLE pcicdba;"]);
}
