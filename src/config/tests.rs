use pretty_assertions::assert_eq;

use super::*;
use crate::diag::Report;
use crate::source::FileId;

const EXAMPLE: &str = r#"
revisions: revisions
dialect: postgres
dialect_version: {postgres: "14", mysql: 8.0}
schema: ${schema}
version_table: {name: alembic_version, schema: "${schema}"}
variables:
  prefix: app
  schema: {env: CM_SCHEMA, default: public}
  su_role: {env: SU_ROLE, default: pcicdba}
url: {env: DATABASE_URL}
targets:
  dev: {dialect: sqlite}
  prod: {dialect: postgres, variables: {schema: crmp}, script: {guard: false}}
naming_convention: {ix: "ix_{column_0_label}", pk: "pk_{table}"}
file_template: "{date}_{rev}_{slug}"
base_schema: existing.sql
external: ["audit.*", spatial_ref_sys]
model: schema.sql
post_write: ["prettier --write {file}"]
script: {guard: true, transaction: script, lock_timeout: 5s, statement_timeout: 0, client: plain, header: true}
lint: {rules: {drop-column: deny, prefer-text: allow}, since: tag:v1.0}
"#;

struct Run {
    settings: Settings,
    faults: Vec<String>,
}

fn run(text: &str, overrides: &Overrides, environment: &[(&str, &str)]) -> Run {
    let mut report = Report::default();
    let file = ConfigFile::parse(FileId(0), text, "conf", &mut report);
    let env = |name: &str| {
        let found = environment.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let settings = resolve(file.as_ref(), overrides, &env, &mut report);
    let place = |span: crate::source::Span| text[span.start as usize..span.end as usize].to_owned();
    let faults = report.sorted().into_iter().map(|fault| {
        let at = fault.primary.as_ref().map_or_else(String::new, |label| place(label.span));
        format!("{} {} @ {at} | {}", fault.code.as_str(), fault.message, fault.help.join(" | "))
    });
    let faults = faults.collect();
    Run { settings, faults }
}

fn sound(text: &str, overrides: &Overrides, environment: &[(&str, &str)]) -> Settings {
    let Run { settings, faults } = run(text, overrides, environment);
    assert_eq!(faults, Vec::<String>::new());
    settings
}

fn faults(text: &str) -> Vec<String> {
    run(text, &Overrides::default(), &[]).faults
}

fn x(pairs: &[(&str, &str)]) -> Overrides {
    let variables = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Overrides { variables, ..Overrides::default() }
}

#[test]
fn the_example_is_read_whole() {
    let settings = sound(EXAMPLE, &Overrides::default(), &[]);
    assert_eq!(settings.dialects, [(DialectName::Postgres, Version(14, 0, 0))]);
    assert_eq!(settings.schema.as_deref(), Some("public"));
    assert_eq!(settings.version_table.schema.as_deref(), Some("public"));
    assert_eq!(settings.variables.get("su_role"), Some("pcicdba"));
    assert_eq!(settings.naming_convention.get("pk").map(String::as_str), Some("pk_{table}"));
    assert_eq!(settings.external, ["audit.*", "spatial_ref_sys"]);
    assert_eq!(settings.script.lock_timeout, Some(5000));
    assert_eq!(settings.script.statement_timeout, Some(0));
    assert_eq!(settings.script.transaction, Some(Transaction::Script));
    assert_eq!(settings.lint.rules.get("drop-column"), Some(&LintLevel::Deny));
    assert_eq!(settings.path("a.sql"), Path::new("conf/a.sql"));
}

#[test]
fn without_a_file_there_are_defaults() {
    let mut report = Report::default();
    let settings = resolve(None, &Overrides::default(), &|_| None, &mut report);
    assert!(report.is_empty() && settings.dialects.is_empty() && settings.revisions_by_default);
    assert_eq!(settings.version_table.name, "alembic_version");
    assert!(settings.script.guard && settings.script.header);
    assert!(settings.one_dialect().is_err());
}

#[test]
fn variables_follow_the_precedence() {
    let schema = |overrides: &Overrides, environment: &[(&str, &str)]| {
        sound(EXAMPLE, overrides, environment).schema.unwrap_or_default()
    };
    let environment = [("CM_SCHEMA", "from_env")];
    assert_eq!(schema(&Overrides::default(), &[]), "public");
    assert_eq!(schema(&Overrides::default(), &environment), "from_env");
    assert_eq!(schema(&x(&[("db", "prod")]), &environment), "crmp");
    assert_eq!(schema(&x(&[("db", "prod"), ("schema", "mine")]), &environment), "mine");
    let flag = Overrides { schema: Some("flag".to_owned()), ..x(&[("schema", "mine")]) };
    assert_eq!(schema(&flag, &environment), "flag");
    assert_eq!(sound(EXAMPLE, &flag, &[]).version_table.schema.as_deref(), Some("mine"));
}

#[test]
fn dialects_follow_the_precedence() {
    let text = "dialect: mysql\nurl: {env: DB}\ntargets: {t: {dialect: [pg, sqlite]}, u: {url: 'mssql+pyodbc://h'}}\n";
    let dialects = |overrides: &Overrides, environment: &[(&str, &str)]| {
        let names = sound(text, overrides, environment).dialects.into_iter();
        names.map(|(name, _)| name.as_str()).collect::<Vec<_>>()
    };
    let db = [("DB", "oracle+oracledb://u:p@h")];
    assert_eq!(dialects(&Overrides::default(), &[]), ["mysql"]);
    assert_eq!(dialects(&Overrides::default(), &db), ["oracle"]);
    assert_eq!(dialects(&x(&[("db", "t")]), &db), ["postgres", "sqlite"]);
    assert_eq!(dialects(&x(&[("db", "u")]), &db), ["mssql"]);
    let url = Overrides { url: Some("postgresql+psycopg://".into()), ..x(&[("db", "t")]) };
    assert_eq!(dialects(&url, &db), ["postgres"]);
    let flag = Overrides { dialects: vec!["sqlserver".into()], ..url };
    assert_eq!(dialects(&flag, &db), ["mssql"]);
}

#[test]
fn targets_override_key_by_key() {
    let flags = Overrides { target: Some("prod".into()), ..Overrides::default() };
    let settings = sound(EXAMPLE, &flags, &[]);
    assert!(!settings.script.guard);
    assert_eq!(settings.script.lock_timeout, Some(5000));
    let missing = Overrides { target: Some("prd".into()), ..Overrides::default() };
    let found = run(EXAMPLE, &missing, &[]).faults;
    assert!(found[0].starts_with("E0504 unknown target `prd`"), "{found:?}");
    assert!(found[0].contains("did you mean `prod`?"), "{found:?}");
}

#[test]
fn versions_are_checked() {
    let version = |dialect: &str, version: &str| {
        let flags = Overrides {
            dialects: vec![dialect.to_owned()],
            dialect_version: Some(version.to_owned()),
            ..Overrides::default()
        };
        let run = run("", &flags, &[]);
        run.faults.is_empty().then(|| run.settings.dialects[0].1.to_string())
    };
    assert_eq!(version("pg", "15.4").as_deref(), Some("15.4"));
    assert_eq!(version("mysql", "8.4").as_deref(), Some("8.4"));
    assert_eq!(version("mssql", "2019").as_deref(), Some("2019"));
    for (dialect, text) in
        [("pg", "11"), ("pg", "x"), ("mysql", "5.6"), ("sqlite", "3.30"), ("oracle", "20")]
    {
        assert_eq!(version(dialect, text), None, "{dialect} {text}");
    }
    assert!(faults("dialect_version: {postgres: '9.6'}\n")[0].starts_with("E0503"));
    assert!(faults("dialect_version: {posgres: '15'}\n")[0].starts_with("E0502"));
}

#[test]
fn wrong_keys_have_a_place_and_a_hint() {
    let found = faults("dialcet: postgres\nscript: {gard: true, client: sqlcdm}\nlint: []\n");
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found[0].starts_with("E0501 unknown key `dialcet` @ dialcet | did you mean `dialect`?")
    );
    assert!(found[1].contains("`gard` @ gard | did you mean `guard`?"), "{found:?}");
    assert!(found[2].contains("@ sqlcdm | did you mean `sqlcmd`?"), "{found:?}");
    assert!(found.iter().all(|fault| fault.starts_with("E0501")), "{found:?}");
    assert!(faults("targets: {a: {targets: {}}}\n")[0].contains("targets of its own"));
    assert!(faults("targets: {a: {dialcet: x}}\n")[0].contains("did you mean `dialect`?"));
    assert!(faults("variables: {a: {env: X, defualt: y}}\n")[0].contains("`defualt`"));
    assert!(
        faults("dialect: postgers\n")[0].starts_with("E0502 unknown dialect `postgers` @ postgers")
    );
    assert!(faults("script: {lock_timeout: soon}\n")[0].contains("not a duration"));
}

#[test]
fn a_variable_without_a_value_is_an_error_only_where_it_is_used() {
    let text = "variables: {a: {env: A_ENV}, b: 'x${a}', c: {env: C_ENV}}\n";
    let settings = sound(text, &Overrides::default(), &[]);
    assert_eq!(settings.unset.keys().collect::<Vec<_>>(), ["a", "c", "b"]);
    let found = faults(&format!("{text}schema: ${{b}}\nfile_template: ${{c}}_${{x}}\n"));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("E0505") && found[0].contains("`A_ENV`"), "{found:?}");
    assert!(found[1].starts_with("E0505") && found[1].contains("`C_ENV`"), "{found:?}");
    assert!(found[2].starts_with("E0111"), "{found:?}");
    let given = sound(&format!("{text}schema: ${{b}}\n"), &x(&[("a", "${c}")]), &[]);
    assert_eq!(given.schema.as_deref(), Some("x${c}"));
}

#[test]
fn variables_may_use_each_other_but_not_in_a_circle() {
    let text = "variables: {a: '${b}1', b: '${c}2', c: {env: X, default: '3'}}\nschema: ${a}\n";
    assert_eq!(sound(text, &Overrides::default(), &[]).schema.as_deref(), Some("321"));
    let found = faults("variables: {d: '${a}', a: '${b}', b: '${a}'}\nschema: ${d}\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("`a` -> `b` -> `a`"), "{found:?}");
}

#[test]
fn a_password_is_never_part_of_a_message() {
    let flags = Overrides { url: Some("postgers://u:secret@h".into()), ..Overrides::default() };
    let found = run("", &flags, &[]).faults;
    assert!(found[0].contains("`postgers`") && !found[0].contains("secret"), "{found:?}");
}
