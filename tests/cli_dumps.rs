//! `current --current-from` reads what the dump programs themselves write.

mod cli;
mod support;

use cli::Project;
use support::database::Database;
use support::{mariadb, postgres};

/// The version table beside a table whose rows look like statements.
const VERSIONS: &str = "CREATE TABLE aaa (a VARCHAR(200));
INSERT INTO aaa VALUES ('it''s
INSERT INTO alembic_version VALUES (''no'');
back\\\\slash');
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('b1b2c3');
INSERT INTO alembic_version VALUES ('c1b2c3');
CREATE TABLE zzz (a VARCHAR(200));
INSERT INTO zzz VALUES ('INSERT INTO alembic_version VALUES (''no'');');
";

/// A dump of the version table with two rows, or with none.
fn reads(project: &Project, how: &str, dump: Option<String>, rows: bool) {
    let Some(dump) = dump else { return };
    project.write("at.sql", &dump);
    let run = project.run(&["current", "--current-from", "at.sql"]);
    let expected = if rows { "b1b2c3 (head)\nc1b2c3 (head)\n" } else { "" };
    assert!(run.code == 0 && run.out == expected, "{how}, rows: {rows}: {run:?}\n{dump}");
}

/// Dumps a database in several ways, and again when the version table is empty.
fn reads_all(
    program: &str,
    database: &impl Database,
    dump: impl Fn(&[&str]) -> Option<String>,
    ways: &[&[&str]],
) {
    let project = Project::sample();
    for rows in [true, false] {
        for args in ways {
            reads(&project, &format!("{program} {args:?}"), dump(args), rows);
        }
        database.run("DELETE FROM alembic_version;").unwrap();
    }
}

#[test]
fn what_pg_dump_writes() {
    let Some(server) = postgres::Server::get() else { return };
    let database = server.database();
    database.run(VERSIONS).unwrap();
    let project = Project::sample();
    let ways = [&[][..], &["--inserts"], &["--column-inserts"], &["-t", "alembic_version"]];
    reads_all("pg_dump", &database, |args| database.dump(args), &ways);
    if let Some(binary) = database.dump(&["-Fc"]) {
        project.write("at.dump", binary);
        let run = project.run(&["current", "--current-from", "at.dump"]);
        assert!(run.code == 2 && run.err.contains("pg_restore"), "{run:?}");
    }
}

#[test]
fn what_mariadb_dump_writes() {
    let Some(server) = mariadb::Server::get() else { return };
    let database = server.database();
    database.run(VERSIONS).unwrap();
    let ways = [&[][..], &["--complete-insert"], &["--skip-extended-insert"], &["--compact"]];
    reads_all("mariadb-dump", &database, |args| database.dump(args), &ways);
}

#[test]
fn what_sqlite3_writes() {
    let project = Project::sample();
    let emptied = format!("{VERSIONS}DELETE FROM alembic_version;\n");
    for (sql, rows) in [(VERSIONS, true), (&emptied, false)] {
        project.write("in.sql", sql);
        let script = "command -v sqlite3 >/dev/null || exit 0
            rm -f a.db; sqlite3 a.db < in.sql && sqlite3 a.db .dump";
        let output = std::process::Command::new("sh")
            .args(["-c", script])
            .current_dir(project.path())
            .output()
            .unwrap();
        let dump = String::from_utf8(output.stdout).unwrap();
        if dump.is_empty() {
            return support::server::skipped("sqlite3");
        }
        reads(&project, "sqlite3", Some(dump), rows);
    }
    let run = project.run(&["current", "--current-from", "a.db"]);
    assert!(run.code == 2 && run.err.contains(".dump alembic_version"), "{run:?}");
}

/// As Management Studio's "generate scripts" writes it: UTF-16, GO, no semicolons.
#[test]
fn what_sql_servers_tools_write() {
    let project = Project::sample();
    let dump = "USE [shop]\r\nGO\r\nSET ANSI_NULLS ON\r\nGO\r\nSET QUOTED_IDENTIFIER ON\r\nGO\r\n\
        CREATE TABLE [dbo].[alembic_version](\r\n\t[version_num] [varchar](32) NOT NULL,\r\n \
        CONSTRAINT [alembic_version_pkc] PRIMARY KEY CLUSTERED \r\n(\r\n\t[version_num] ASC\r\n)\r\n) ON [PRIMARY]\r\nGO\r\n\
        SET IDENTITY_INSERT [dbo].[aaa] ON \r\n\r\n\
        INSERT [dbo].[aaa] ([id], [a], [d]) VALUES (1, N'it''s\r\nINSERT [dbo].[alembic_version] VALUES (N''no'')\r\n', CAST(N'2026-01-01' AS Date))\r\n\
        SET IDENTITY_INSERT [dbo].[aaa] OFF\r\nGO\r\n\
        INSERT [dbo].[alembic_version] ([version_num]) VALUES (N'b1b2c3')\r\n\
        INSERT [dbo].[alembic_version] ([version_num]) VALUES (N'c1b2c3')\r\nGO\r\n";
    reads(&project, "plain", Some(dump.to_owned()), true);
    let inserts = |line: &&str| line.starts_with("INSERT [dbo].[alembic_version] ([");
    let emptied: String = dump.split_inclusive('\n').filter(|line| !inserts(line)).collect();
    reads(&project, "plain", Some(emptied), false);
    let utf16: Vec<u8> =
        format!("\u{feff}{dump}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    project.write("at.sql", utf16);
    assert_eq!(
        project.out(&["current", "--current-from", "at.sql"]),
        "b1b2c3 (head)\nc1b2c3 (head)\n"
    );
}

#[test]
fn a_row_that_is_no_revision_is_found_again() {
    let project = Project::sample();
    project.write("at.sql", "INSERT INTO alembic_version VALUES ('zzzz');\n");
    project.write("at.txt", "zzzz\n");
    for file in ["at.sql", "at.txt"] {
        for command in ["current", "history"] {
            let run = project.run(&[command, "--current-from", file]);
            let said = format!("E0205]: in `{file}`: no revision or branch label is called `zzzz`");
            assert!(run.code == 1 && run.err.contains(&said), "{command}: {run:?}");
        }
    }
}

/// What stands in a dump besides rows, each with where the database is then; none where the
/// program must say that it cannot know.
#[test]
fn statements_are_followed_or_refused() {
    let project = Project::sample();
    let row = "INSERT INTO alembic_version VALUES ('a1b2c3')";
    let cases = [
        (format!("BEGIN; {row}; COMMIT;"), Some("a1b2c3")),
        (format!("begin transaction {row} commit"), Some("a1b2c3")),
        ("INSERT INTO dbo.[alembic_version] SELECT N'a1b2c3'\nGO".into(), Some("a1b2c3")),
        (
            "-- x\ninsert into alembic_version (version_num) select 'b1b2c3' as version_num from dual \
             union all select 'c1b2c3' from dual;"
                .into(),
            Some("b1b2c3 c1b2c3"),
        ),
        ("insert into alembic_version select v from other;".into(), None),
        ("insert into alembic_version select 'a1b2c3' where 1 = 0;".into(), None),
        ("INSERT INTO alembic_version VALUES (lower('A1B2C3'));".into(), None),
        (
            format!(
                "{row} RETURNING version_num;\nUPDATE alembic_version SET version_num='b1b2c3' \
                 WHERE alembic_version.version_num = 'a1b2c3';"
            ),
            Some("b1b2c3"),
        ),
        (format!("{row}\nGO\nUPDATE alembic_version SET version_num = 'b1b2c3'"), Some("b1b2c3")),
        (format!("{row}; UPDATE alembic_version SET version_num = concat('b', 1);"), None),
        ("UPDATE alembic_version SET version_num = 'b1b2c3' WHERE version_num = 'a1b2c3';".into(), None),
        (format!("{row}; delete from alembic_version;"), Some("")),
        (format!("{row}; DELETE FROM alembic_version WHERE version_num IN ('a1b2c3');"), Some("")),
        (format!("{row}; DELETE FROM alembic_version WHERE version_num LIKE 'a%';"), None),
        (format!("{row}; DELETE FROM alembic_version WHERE version_num = 'a1b2c3' AND 1 = 0;"), None),
        (format!("{row}; TRUNCATE TABLE alembic_version;"), Some("")),
        (format!("{row}; DROP TABLE alembic_version;"), None),
        (format!("{row}; MERGE INTO alembic_version USING x ON (1 = 1) WHEN MATCHED THEN DELETE;"), None),
        (format!("{row}; DELETE v FROM alembic_version v;"), None),
        ("COPY alembic_version FROM '/tmp/x';".into(), None),
        (format!("{row}; INSERT INTO log SELECT version_num FROM alembic_version;"), Some("a1b2c3")),
        (format!("{row}; ALTER TABLE alembic_version ADD note text;"), Some("a1b2c3")),
        (format!("{row}; SELECT 'UPDATE alembic_version SET x' -- alembic_version\n;"), Some("a1b2c3")),
    ];
    for (dump, wanted) in cases {
        project.write("at.sql", format!("{dump}\n"));
        let run = project.run(&["current", "--current-from", "at.sql"]);
        let ids: Vec<&str> = run.out.lines().filter_map(|line| line.split(' ').next()).collect();
        match wanted {
            Some(wanted) => assert!(run.code == 0 && ids.join(" ") == wanted, "{dump}: {run:?}"),
            None => assert!(run.code == 2 && run.err.contains("E0507"), "{dump}: {run:?}"),
        }
    }
}

#[test]
fn version_tables_of_two_schemas_are_told_apart() {
    let project = Project::sample();
    let named = "INSERT INTO crm.alembic_version VALUES ('b1b2c3');\n\
                 INSERT INTO shop.alembic_version VALUES ('c1b2c3');\n";
    let used = "-- MySQL dump\nUSE `crm`;\nINSERT INTO `alembic_version` VALUES ('b1b2c3');\n\
                USE `shop`;\nINSERT INTO `alembic_version` VALUES ('c1b2c3');\n";
    for dump in [named, used] {
        project.write("at.sql", dump);
        let at = ["current", "--current-from", "at.sql"];
        let run = project.run(&at);
        for word in ["`crm.alembic_version`", "`shop.alembic_version`", "--version-table-schema"] {
            assert!(run.code == 2 && run.err.contains(word), "{run:?}");
        }
        for option in ["--version-table-schema", "--schema"] {
            let chosen = project.out(&[&at[..], &[option, "shop"]].concat());
            assert_eq!(chosen, "c1b2c3 (head)\n", "{option}");
        }
    }
    project.write(
        "at.sql",
        "CREATE TABLE alembic_version (version_num text);\n\
         INSERT INTO public.alembic_version VALUES ('b1b2c3');\n",
    );
    assert_eq!(project.out(&["current", "--current-from", "at.sql"]), "b1b2c3 (head)\n");
}
