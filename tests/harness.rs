//! The tests of the tests: servers start and end, states tell differences, the golden
//! runner finds what it should, each on fakes that do not need the compiler.

mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use support::database::Database;
use support::golden::case::DIALECTS;
use support::golden::compiler::complete;
use support::golden::{self, Case, Compiler, Outcome};
use support::opinion::{self, Scripts, way_to_start};
use support::readback::Belief;
use support::sqlite::{SqliteDatabase, run_with_cli};
use support::{mariadb, parse, postgres};

/// A way up and a way back as the compiler would write them, guard included.
fn scripts(guard_up: &str, guard_down: &str) -> Scripts {
    let up =
        "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
        CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'x');
        CREATE INDEX ix_t_name ON t (name);
        INSERT INTO t (id, name) VALUES (1, 'a\nb');
        INSERT INTO alembic_version VALUES ('a1');";
    Scripts {
        up: format!("{guard_up}\n{up}\nCOMMIT;"),
        down: Some(format!("{guard_down}\nDROP TABLE t;\nDELETE FROM alembic_version;\nCOMMIT;")),
        from_base: true,
        ..Scripts::default()
    }
}

/// On every server: what is right is found right, and each kind of fault is found.
fn tells_right_from_wrong<D: Database>(fresh: impl Fn() -> D, guards: [&str; 2]) {
    let good = || scripts(guards[0], guards[1]);
    let data = opinion::check(&fresh(), &good()).unwrap();
    assert!(
        data.starts_with("-- up\nalembic_version") || data.contains("alembic_version"),
        "{data}"
    );

    let fault = |change: &dyn Fn(&mut Scripts)| {
        let mut scripts = good();
        change(&mut scripts);
        opinion::check(&fresh(), &scripts).unwrap_err()
    };
    let broken = fault(&|s| s.up = s.up.replace("COMMIT", "SELECT * FROM missing;\nCOMMIT"));
    assert!(broken.contains("missing"), "{broken}");
    let leaves = fault(&|s| {
        s.down = s.down.take().map(|down| {
            down.replace("DROP TABLE t", "DROP INDEX ix_t_name; ALTER TABLE t RENAME TO u")
        })
    });
    assert!(leaves.contains("restore the schema"), "{leaves}");
    let outside = fault(&|s| s.up = format!("CREATE TABLE left_behind (id INTEGER);\n{}", s.up));
    assert!(outside.contains("broken off, but changed"), "{outside}");
    tells_belief_from_error(&fault, &|change| {
        let mut scripts = good();
        change(&mut scripts);
        opinion::check(&fresh(), &scripts)
    });
}

type Change<'a> = &'a dyn Fn(&mut Scripts);

/// What is believed and there passes; what is not there, or there and not believed, is found.
fn tells_belief_from_error(
    fault: &dyn Fn(Change<'_>) -> String,
    check: &dyn Fn(Change<'_>) -> Result<String, String>,
) {
    let believing = |statements: &[&str]| {
        let statements = statements.iter().map(|&statement| statement.to_owned()).collect();
        [Some(Belief { statements, ..Belief::default() }), Some(Belief::default())]
    };
    let table =
        "CREATE TABLE t (id INTEGER, name VARCHAR(20) DEFAULT 'x' NOT NULL, PRIMARY KEY (id))";
    let index = "CREATE INDEX ix_t_name ON t (name)";
    check(&|s| s.beliefs = believing(&[table, index])).unwrap();
    let wrong = [
        vec![table.to_owned()],
        vec![table.replace("20", "21"), index.to_owned()],
        vec![table.replace("'x'", "'X'"), index.to_owned()],
        vec![table.replace(" NOT NULL", ""), index.to_owned()],
        vec![table.replace("PRIMARY KEY", "CONSTRAINT named UNIQUE"), index.to_owned()],
        vec![table.to_owned(), index.replace("INDEX", "UNIQUE INDEX")],
    ];
    for belief in wrong {
        let belief: Vec<&str> = belief.iter().map(String::as_str).collect();
        let found = fault(&|s| s.beliefs = believing(&belief));
        assert!(found.contains("has not what is believed"), "{belief:?}: {found}");
    }
    check(&|s| {
        s.beliefs = believing(&[table]);
        s.skip = vec!["readback: for a reason".to_owned()];
    })
    .unwrap();
    let idle = fault(&|s| {
        s.beliefs = believing(&[table, index]);
        s.skip = vec!["readback: for no reason".to_owned()];
    });
    assert!(idle.contains("needs no excuse"), "{idle}");
}

const SQLITE_GUARDS: [&str; 2] = [
    "BEGIN;
     CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
     CREATE TEMPORARY TABLE guard (n INTEGER CHECK (n = 0));
     INSERT INTO guard SELECT count(*) FROM alembic_version; DROP TABLE guard;",
    "BEGIN;
     CREATE TEMPORARY TABLE guard (n INTEGER CHECK (n = 1));
     INSERT INTO guard SELECT count(*) FROM alembic_version; DROP TABLE guard;",
];

const POSTGRES_GUARDS: [&str; 2] = [
    "BEGIN;
     CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
     DO $$ BEGIN IF EXISTS (SELECT FROM alembic_version) THEN RAISE 'not at base'; END IF; END $$;",
    "BEGIN;
     DO $$ BEGIN IF NOT EXISTS (SELECT FROM alembic_version) THEN RAISE 'not at a1'; END IF; END $$;",
];

#[test]
fn sqlite_tells_right_from_wrong() {
    for foreign_keys in [true, false] {
        tells_right_from_wrong(|| SqliteDatabase::new(foreign_keys), SQLITE_GUARDS);
    }
}

#[test]
fn postgres_tells_right_from_wrong() {
    if let Some(server) = postgres::Server::get() {
        tells_right_from_wrong(|| server.database(), POSTGRES_GUARDS);
    }
}

#[test]
fn a_missing_guard_is_found() {
    let unguarded =
        Scripts { up: "INSERT INTO t VALUES (1)".into(), from_base: true, ..Scripts::default() };
    let scripts = Scripts { before: vec!["CREATE TABLE t (id INTEGER)".into()], ..unguarded };
    let fault = opinion::check(&SqliteDatabase::new(true), &scripts).unwrap_err();
    assert!(fault.contains("the guard did not stop it"), "{fault}");
}

#[test]
fn a_script_that_stays_in_its_transaction_is_found() {
    let fault = SqliteDatabase::new(true).run("BEGIN; CREATE TABLE t (id INTEGER);").unwrap_err();
    assert!(fault.contains("ends inside a transaction"), "{fault}");
}

#[test]
fn sqlite_sees_keys_checks_and_rows() {
    let state = |sql: &str| {
        let database = SqliteDatabase::new(true);
        database.run(sql).unwrap();
        database.state()
    };
    let parent = "CREATE TABLE p (id INTEGER PRIMARY KEY);";
    let plain = state(&format!("{parent} CREATE TABLE t (a INTEGER, p INTEGER)"));
    for other in [
        "CREATE TABLE t (a INTEGER, p INTEGER REFERENCES p (id))",
        "CREATE TABLE t (a INTEGER NOT NULL, p INTEGER)",
        "CREATE TABLE t (a INTEGER CHECK (a > 0), p INTEGER)",
        "CREATE TABLE t (a INTEGER UNIQUE, p INTEGER)",
        "CREATE TABLE t (a INTEGER, p INTEGER) STRICT",
    ] {
        assert_ne!(plain.schema, state(&format!("{parent} {other}")).schema, "{other}");
    }
    assert_eq!(
        state("CREATE TABLE t (b BLOB); INSERT INTO t VALUES (x'00ff'), (NULL), (1.0)").rows.len(),
        3
    );
}

#[test]
fn the_sqlite_client_agrees_where_there_is_one() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let Some(ran) = run_with_cli(&file, "BEGIN; CREATE TABLE t (id INTEGER); COMMIT;") else {
        return;
    };
    ran.unwrap();
    let error = run_with_cli(&file, "BEGIN; DROP TABLE t; SELECT * FROM missing; COMMIT;")
        .unwrap()
        .unwrap_err();
    assert!(error.contains("missing"), "{error}");
    let connection = rusqlite::Connection::open(&file).unwrap();
    assert!(
        support::sqlite::state(&connection)
            .schema
            .iter()
            .any(|line| line.contains("CREATE TABLE t"))
    );
}

#[test]
fn postgres_sees_what_a_script_can_leave() {
    let Some(server) = postgres::Server::get() else { return };
    let database = server.database();
    let script = "CREATE SCHEMA \"My App\"; CREATE TYPE mood AS ENUM ('ok', 'bad');
        CREATE TABLE \"My App\".t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mood DEFAULT 'ok' NOT NULL,
            n text COLLATE \"C\", d int GENERATED ALWAYS AS (1 + 1) STORED, CONSTRAINT ck CHECK (n <> ''));
        COMMENT ON COLUMN \"My App\".t.n IS 'two
lines';
        CREATE UNIQUE INDEX ix ON \"My App\".t (lower(n)) WHERE n IS NOT NULL;
        CREATE VIEW v AS SELECT id FROM \"My App\".t;
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER tr BEFORE INSERT ON \"My App\".t FOR EACH ROW EXECUTE FUNCTION f();
        GRANT SELECT ON v TO PUBLIC; INSERT INTO \"My App\".t (n) VALUES ('a');";
    let empty = database.state();
    database.run(script).unwrap();
    let state = database.state();
    let schema = state.schema.join("\n");
    for fact in [
        "schema\t\"My App\"",
        "type\tpublic.mood\te\towner=postgres\tlabels='ok', 'bad'",
        "column\t\"My App\".t\tm\tposition=2\tpublic.mood\tNOT NULL\tdefault='ok'::public.mood",
        "generated=(1 + 1)",
        "identity=a",
        "collation=\"C\"",
        "comment=two\\nlines",
        "constraint\t\"My App\".t\tck\tCHECK ((n <> ''::text))",
        "CREATE UNIQUE INDEX ix ON \"My App\".t USING btree (lower(n)) WHERE (n IS NOT NULL)",
        "definition\tpublic.v\t",
        "trigger\t\"My App\".t\ttr\t",
        "routine\tpublic.f()\t",
        "sequence\t\"My App\".t_id_seq\tbigint\t",
        "owned_by=\"My App\".t.id",
        "acl={postgres=",
    ] {
        assert!(schema.contains(fact), "no `{fact}` in\n{schema}");
    }
    assert_eq!(state.rows, ["row\t\"My App\".t\t{\"id\":1,\"m\":\"ok\",\"n\":\"a\",\"d\":2}"]);
    database
        .run("DROP VIEW v; DROP SCHEMA \"My App\" CASCADE; DROP TYPE mood; DROP FUNCTION f")
        .unwrap();
    assert_eq!(database.state(), empty);
    assert_eq!(database.query("SELECT 1, 2").unwrap(), "1|2\n");
}

#[test]
fn mariadb_sees_what_a_script_can_leave() {
    let Some(server) = mariadb::Server::get() else { return };
    let database = server.database();
    let empty = database.state();
    let script = "CREATE TABLE p (id INT PRIMARY KEY);
        CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, p INT NOT NULL DEFAULT 3 COMMENT 'two\nlines',
            CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT ck CHECK (p > 0)) ENGINE=InnoDB;
        CREATE INDEX ix ON t (p, id);
        CREATE VIEW v AS SELECT id FROM t;
        CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.p = NEW.p;
        INSERT INTO p VALUES (3); INSERT INTO t () VALUES ();";
    database.run(script).unwrap();
    let state = database.state();
    let schema = state.schema.join("\n");
    for fact in [
        "relation\tt\tBASE TABLE\tInnoDB",
        "column\tt\tp\tposition=2\tint(11)\tNO\t3",
        "two\\nlines",
        "constraint\tt\tfk\tp\tp\tid\tRESTRICT\tCASCADE",
        "check\tt\tck\tTable\t`p` > 0",
        "index\tt\tix\t1\tBTREE\t",
        "definition\tv\t",
        "trigger\tt\ttr\tBEFORE\tINSERT\t",
    ] {
        assert!(schema.contains(fact), "no `{fact}` in\n{schema}");
    }
    assert_eq!(state.rows, ["row\tp\t3", "row\tt\t1\t3"]);
    let error = database.run("SELECT 1; SELECT * FROM missing; DROP TABLE t;").unwrap_err();
    assert!(error.contains("missing"), "{error}");
    assert_eq!(database.state(), state);
    database.run("DROP VIEW v; DROP TABLE t; DROP TABLE p;").unwrap();
    assert_eq!(database.state(), empty);
}

/// A server must not outlive the tests that started it, whatever ends them.
#[test]
fn a_server_ends_with_the_process_that_started_it() {
    let exe = std::env::current_exe().unwrap();
    let mut child = std::process::Command::new(exe);
    child.args(["--exact", "starts_a_server_and_hangs", "--ignored", "--nocapture"]);
    child.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
    let mut child = child.spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    // Either a directory comes, or the end of the output where there is no server.
    let line = lines.find_map(|line| Some(line.ok()?.split_once("directory: ")?.1.to_owned()));
    child.kill().unwrap();
    child.wait().unwrap();
    let Some(dir) = line else { return };
    let deadline = Instant::now() + Duration::from_secs(30);
    while Path::new(&dir).exists() {
        assert!(Instant::now() < deadline, "the server in {dir} is still there");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
#[ignore = "run by the test above, which kills it"]
fn starts_a_server_and_hangs() {
    if let Some(server) = postgres::Server::get() {
        println!("\ndirectory: {}", server.directory().display());
        std::thread::park();
    }
}

/// A compiler that knows two dialects' answers by heart.
struct Fake;

impl Compiler for Fake {
    fn compile(&self, _: &Case, dialect: &str, args: &[String]) -> Outcome {
        let said = format!("-- {dialect} {}\n", args.join(" "));
        match (dialect, args[0].as_str()) {
            ("mssql", _) => Outcome { status: Some(1), stderr: said, ..Outcome::default() },
            ("sqlite", "downgrade") => {
                Outcome { status: Some(2), stderr: said, ..Outcome::default() }
            }
            ("sqlite", _) => Outcome { status: Some(0), stdout: said, stderr: "warning\n".into() },
            _ => Outcome { status: Some(0), stdout: said, ..Outcome::default() },
        }
    }
}

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn the_runner_writes_what_it_then_accepts() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "tables/create_table/in.yaml", "");
    write(root.path(), "look/history/in/a.yaml", "");
    write(root.path(), "look/history/args.txt", "history -v\n");
    let (cases, strays) = golden::find(root.path(), "");
    assert_eq!((cases.len(), strays.len()), (2, 0));
    assert_eq!(golden::run(&cases, &Fake, false).faults.len(), 2 * DIALECTS.len() + 1);
    let changed = golden::run(&cases, &Fake, true).changed;
    assert_eq!(
        changed,
        [
            "wrote look/history/any.out",
            "wrote tables/create_table/mariadb.down.sql",
            "wrote tables/create_table/mariadb.sql",
            "wrote tables/create_table/mssql.txt",
            "wrote tables/create_table/mysql.down.sql",
            "wrote tables/create_table/mysql.sql",
            "wrote tables/create_table/oracle.down.sql",
            "wrote tables/create_table/oracle.sql",
            "wrote tables/create_table/postgres.down.sql",
            "wrote tables/create_table/postgres.sql",
            "wrote tables/create_table/sqlite.down.txt",
            "wrote tables/create_table/sqlite.sql",
            "wrote tables/create_table/sqlite.warn.txt",
        ]
    );
    let (cases, _) = golden::find(root.path(), "");
    let verdict = golden::run(&cases, &Fake, false);
    assert!(verdict.faults.is_empty(), "{}", verdict.text());
    let refusal =
        fs::read_to_string(root.path().join("tables/create_table/sqlite.down.txt")).unwrap();
    assert_eq!(refusal, "exit status 2\n-- sqlite downgrade head:base\n");
    assert_eq!(golden::find(root.path(), "create").0.len(), 1);
}

#[test]
fn the_runner_finds_differences_and_orphans() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "a/in.yaml", "");
    golden::run(&golden::find(root.path(), "").0, &Fake, true);
    write(root.path(), "a/postgres.sql", "-- something else\n");
    write(root.path(), "a/mssql.sql", "-- it is refused now\n");
    write(root.path(), "a/data.sqlite.txt", "no rows were put in\n");
    write(root.path(), "a/notes.md", "");
    write(root.path(), "stray.sql", "");
    let (cases, strays) = golden::find(root.path(), "");
    assert_eq!(strays, ["stray.sql: belongs to no case (a case has in/ or in.yaml)"]);
    let heads = |faults: &[String]| -> Vec<String> {
        faults.iter().map(|fault| fault.lines().next().unwrap_or_default().to_owned()).collect()
    };
    let expected = [
        "a: data.sqlite.txt is no file that this case has",
        "a: mssql.sql is no file that this case has",
        "a: notes.md is no file that this case has",
        "a: postgres.sql differs",
    ];
    assert_eq!(heads(&golden::run(&cases, &Fake, false).faults), expected);
    // An update puts answers right, and leaves alone what somebody else wrote.
    let update = golden::run(&cases, &Fake, true);
    assert_eq!(update.changed, ["removed a/mssql.sql", "wrote a/postgres.sql"]);
    assert_eq!(update.faults.len(), 2);
    assert!(root.path().join("a/notes.md").exists());
}

#[test]
fn a_crash_is_no_refusal() {
    struct Crash;
    impl Compiler for Crash {
        fn compile(&self, _: &Case, _: &str, _: &[String]) -> Outcome {
            Outcome {
                status: Some(101),
                stderr: "thread 'main' panicked".into(),
                ..Outcome::default()
            }
        }
    }
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "a/in.yaml", "");
    let verdict = golden::run(&golden::find(root.path(), "").0, &Crash, true);
    assert_eq!((verdict.faults.len(), verdict.changed.len()), (DIALECTS.len(), 0));
}

#[test]
fn a_configuration_is_completed_below() {
    assert_eq!(complete(""), "revisions: in\nscript: {header: false}\n");
    assert_eq!(complete("schema: a\nscript: {}"), "schema: a\nscript: {}\nrevisions: in\n");
}

#[test]
fn the_way_to_the_start_is_an_upgrade() {
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    for (line, way) in [
        ("upgrade base:head", None),
        ("upgrade head", None),
        ("ensure-version", None),
        ("upgrade -x a=b:c a1:+2 --no-comments", Some("upgrade base:a1 -x a=b:c")),
        ("upgrade +1 --current a1", Some("upgrade base:a1")),
        ("A=b downgrade a2:a1 -x a=b", Some("A=b upgrade base:a2 -x a=b")),
        ("downgrade base", Some("upgrade base:heads")),
        ("stamp b2", None),
        ("stamp a1:c3", Some("upgrade base:a1")),
    ] {
        assert_eq!(way_to_start(&words(line)), way.map(words), "{line}");
    }
}

#[test]
fn only_what_the_parser_refuses_is_shown() {
    let script = "BEGIN;\n\nCREATE TABLE t (\n    a TEXT DEFAULT 'x\n\ny'\n);\n\nCREATE TABEL u;\n\nCOMMIT;\n";
    let refused = parse::refused("postgres", script);
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].0, "CREATE TABEL u;");
    assert!(parse::refused("sqlite", ".bail on\nSELECT 1;\n").is_empty());
    assert!(parse::refused("mssql", "SELECT 1;\nGO\nSELECT N'a';\nGO\n").is_empty());
}
