//! `schema`: what is known at a point of history, written down.

mod cli;

use cli::Project;
use pretty_assertions::assert_eq;

/// A project with this configuration beside `script: {header: false}`, and these revisions, one on the other.
fn project(config: &str, revisions: &[&str]) -> Project {
    let project = Project::empty();
    project.write("cucurbit.yaml", format!("script: {{header: false}}\n{config}\n"));
    let mut parent = "null".to_owned();
    for (at, operations) in revisions.iter().enumerate() {
        let id = format!("r{at}");
        project.revision(&format!("{id}.yaml"), &id, &parent, "", operations);
        parent = id;
    }
    project
}

#[test]
fn all_heads_unless_a_revision_is_named() {
    let project = Project::sample();
    let sql = project.out(&["schema", "-d", "sqlite"]);
    assert_eq!(
        sql,
        "-- The schema at b1b2c3, c1b2c3 of revisions\n-- SQLite 3.40\n\nBEGIN;\n\nCREATE TABLE account (\n    \
         id BIGINT NOT NULL,\n    email TEXT,\n    name TEXT,\n    PRIMARY KEY (id)\n);\n\nCOMMIT;\n"
    );
    let at = |name: &str| project.out(&["schema", name, "-d", "sqlite"]);
    assert!(at("a1b2").contains("(\n    id BIGINT NOT NULL,\n    PRIMARY KEY (id)\n)"));
    for name in ["mail@head", "b1b2c3", "mail"] {
        assert!(at(name).contains("email"), "{name}");
    }
    assert!(at("tag:v1.0").contains("name TEXT") && !at("tag:v1.0").contains("email"));
    assert_eq!(at("base"), "-- The schema at base of revisions\n-- SQLite 3.40\n");
    assert_eq!(project.out(&["schema", "base", "-d", "sqlite", "--format", "json"]), "[]\n");
    project.out(&["schema", "-d", "sqlite", "-o", "schema.sql"]);
    assert_eq!(project.read("schema.sql"), sql);
}

#[test]
fn refusals_name_the_way_out() {
    let project = Project::sample();
    for (args, code, said) in [
        (&["schema", "-d", "sqlite", "nope"][..], 1, "E0205"),
        (&["schema", "-d", "sqlite", "a1b2:b1b2"], 1, "a schema is at one point of history"),
        (&["schema", "-d", "sqlite", "head"], 1, "E0207"),
        (&["schema"], 2, "E0502"),
        (&["schema", "-d", "sqlite", "-d", "pg"], 2, "E05"),
        (&["schema", "-d", "sqlite", "--format", "png"], 2, "mermaid"),
    ] {
        let run = project.run(args);
        assert!(
            run.code == code && run.out.is_empty() && run.err.contains(said),
            "{args:?}: {run:?}"
        );
    }
}

const SCHEMA: &[&str] = &[
    "  - create_enum: {name: mood, values: [sad, ok]}\n  \
       - create_table: {name: person, columns: [{name: id, type: bigint, primary_key: true}, {name: mood, type: mood, default: ok}]}",
    "  - create_table:\n      name: account\n      columns:\n        \
       - {name: id, type: bigint, primary_key: true}\n        \
       - {name: owner_id, type: bigint, references: {table: person}}\n        \
       - {name: price, type: 'numeric(8,2)', default: 1.50}\n        \
       - {name: note, type: text, comment: 'costs ${sum}'}\n      \
         checks: [{sql: price > 0}]\n  \
       - create_index: {name: ix_note, table: account, columns: [{sql: lower(note)}]}\n  \
       - create_view: {name: cheap, sql: SELECT id FROM account WHERE price < 2}",
];

#[test]
fn yaml_and_json_are_read_as_base_schema_and_as_a_revision() {
    for dialect in ["sqlite", "postgres", "mariadb", "mysql", "mssql"] {
        let revisions: Vec<String> = SCHEMA
            .iter()
            .map(|text| text.replace("${sum}", "$${sum}"))
            .map(|text| match dialect {
                // Where an index needs a column of its own, there is none.
                "mssql" | "mariadb" => text.replace("{sql: lower(note)}", "price"),
                "mysql" => text.replace("lower(note)", "lower(price)"),
                _ => text,
            })
            .collect();
        let revisions: Vec<&str> = revisions.iter().map(String::as_str).collect();
        let first = project("", &revisions);
        let sql = first.out(&["schema", "-d", dialect]);
        let yaml = first.out(&["schema", "-d", dialect, "--format", "yaml"]);
        assert!(yaml.contains("1.50") && yaml.contains("costs $${sum}"), "{yaml}");
        let json = first.out(&["schema", "-d", dialect, "--format", "json"]);
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
        for text in [&yaml, &json] {
            let second = project("base_schema: base.yaml", &["  []"]);
            second.write("base.yaml", text);
            assert_eq!(second.out(&["schema", "-d", dialect]), sql, "{dialect}\n{text}");
        }
        let operations: String = yaml.lines().map(|line| format!("  {line}\n")).collect();
        let third = project("", &[&operations]);
        assert_eq!(third.out(&["schema", "-d", dialect, "--format", "yaml"]), yaml);
    }
}

/// The same schema gives the same bytes, whatever led there.
#[test]
fn the_way_does_not_matter() {
    let straight = project(
        "",
        &[
            "  - create_table: {name: b, columns: [{name: id, type: integer, primary_key: true}], comment: last}\n  \
             - create_table: {name: a, columns: [{name: x, type: integer, unique: true, references: {table: b, column: id}}, \
             {name: y, type: text}], indexes: [{name: i1, columns: [x]}, {name: i2, columns: [y]}]}",
        ],
    );
    let crooked = project(
        "",
        &[
            "  - create_table: {name: z, columns: [{name: x, type: integer}]}\n  \
               - create_index: {name: i9, table: z, columns: [x]}",
            "  - create_table: {name: b, columns: [{name: id, type: integer, primary_key: true}]}\n  \
               - rename_table: {from: z, to: a}\n  - add_column: {table: a, column: {name: w, type: text}}",
            "  - rename_index: {table: a, from: i9, to: i1}\n  \
               - alter_column: {table: a, column: w, new_name: y}\n  \
               - create_index: {name: i2, table: a, columns: [y]}\n  \
               - create_foreign_key: {table: a, columns: [x], references: {table: b}, on_delete: no_action}\n  \
               - create_unique_constraint: {table: a, columns: [x]}\n  \
               - create_table_comment: {table: b, comment: last}",
        ],
    );
    for dialect in ["postgres", "sqlite"] {
        for format in ["sql", "yaml", "json", "mermaid", "dot"] {
            let args = ["schema", "-d", dialect, "--format", format];
            assert_eq!(straight.out(&args), crooked.out(&args), "{dialect} {format}");
        }
    }
}

#[test]
fn a_circle_is_closed_when_both_are_there() {
    let table = |name: &str, other: &str| {
        format!(
            "  - create_table: {{name: {name}, columns: [{{name: id, type: integer, primary_key: true}}, {{name: {other}_id, type: integer}}]}}\n"
        )
    };
    let operations = table("a", "b")
        + &table("b", "a")
        + "  - create_foreign_key: {table: a, columns: [b_id], references: {table: b, columns: [id]}}\n  \
             - create_foreign_key: {table: b, columns: [a_id], references: {table: a, columns: [id]}}\n";
    let project = project("", &[&operations]);
    let sql = project.out(&["schema", "-d", "postgres"]);
    let place = |text: &str| sql.find(text).unwrap_or_else(|| panic!("{text}\n{sql}"));
    assert!(place("CREATE TABLE b") < place("CREATE TABLE a"));
    assert!(place("CREATE TABLE a") < place("ALTER TABLE b ADD FOREIGN KEY (a_id)"));
    // Where no key can be added, the table has it from the start.
    let sql = project.out(&["schema", "-d", "sqlite"]);
    assert_eq!(
        (sql.matches("CREATE TABLE").count(), sql.matches("REFERENCES").count()),
        (2, 2),
        "{sql}"
    );
}

#[test]
fn what_is_not_known_is_said() {
    let project = project(
        "",
        &["  - execute: CREATE TABLE copied AS SELECT * FROM elsewhere\n  \
             - execute: CREATE POLICY p ON t USING (true)\n  - create_table: {name: t, columns: [{name: id, type: integer}]}"],
    );
    project.write("cucurbit.yaml", "");
    let run = project.run(&["schema", "-d", "postgres", "--message-format", "short"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err.contains("warning[E0407]: the columns of `copied` are not known: it is left out"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains(
            "r0.yaml:6:14: note[E0407]: the simulated schema does not hold what this SQL does"
        ),
        "{}",
        run.err
    );
    assert!(run.out.contains("-- Not in here: the table copied\n-- Not in here: what the SQL at revisions/r0.yaml:6 does\n"), "{}", run.out);
    assert!(run.out.contains("CREATE TABLE t ("), "{}", run.out);
    assert_eq!(project.run(&["schema", "-d", "postgres", "--deny", "warnings"]).code, 1);
}

#[test]
fn types_of_raw_sql_are_carried_along() {
    let project = project(
        "",
        &[
            "  - execute: |\n      CREATE DOMAIN zip AS text CHECK (VALUE ~ '^[0-9]+$');\n      \
             CREATE TYPE address AS (street text, zip zip);\n      CREATE DOMAIN gone AS text;\n      CREATE DOMAIN old AS text;\n  \
               - create_table: {name: a, columns: [{name: id, type: integer}, {name: at, type: address}]}",
            "  - execute: DROP DOMAIN gone; ALTER DOMAIN old RENAME TO newer",
        ],
    );
    let sql = project.out(&["schema", "-d", "postgres"]);
    let place = |text: &str| sql.find(text).unwrap_or_else(|| panic!("{text}\n{sql}"));
    assert!(place("CREATE DOMAIN zip AS text") < place("CREATE TYPE address AS"));
    assert!(
        place("CREATE TYPE address AS") < place("CREATE TABLE a") && !sql.contains("gone"),
        "{sql}"
    );
}

#[test]
fn pictures_of_what_others_own() {
    let project = project(
        "external: [planet]",
        &[
            "  - create_table: {name: moon, columns: [{name: id, type: integer, primary_key: true}, \
             {name: planet_id, type: integer, nullable: false, references: {table: planet, column: id}}]}",
        ],
    );
    let draw = |format: &str| project.out(&["schema", "-d", "sqlite", "--format", format]);
    assert_eq!(
        draw("mermaid"),
        "erDiagram\n    moon {\n        integer id PK\n        integer planet_id FK\n    }\n    planet\n    \
         planet ||--o{ moon : \"planet_id\"\n"
    );
    assert!(draw("dot").contains("t0:w1:w -> t1 [arrowtail = crowodot]"), "{}", draw("dot"));
    let svg = draw("svg");
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("2 tables"),
        "{svg}"
    );
    assert!(svg.contains("moon refers to planet"), "{svg}");
}

#[test]
fn a_schema_is_at_what_show_would_show() {
    let project = Project::sample();
    let schema = |rev: &str| project.out(&["schema", rev, "-d", "sqlite"]);
    assert_eq!(schema("mail@head-1"), schema("a1b2c3"));
    project.out(&["merge", "heads", "-m", "x", "--rev-id", "d1b2c3"]);
    assert_eq!(schema("mail@-2"), schema("a1b2c3"));
    for range in ["a:b", "a1b2:b1b2", "a1b2:", "base:head"] {
        let run = project.run(&["schema", range, "-d", "sqlite"]);
        let said = format!("a schema is at one point of history, and `{range}` is a range");
        assert!(run.code == 1 && run.out.is_empty() && run.err.contains(&said), "{run:?}");
    }
}
