//! A private throw-away MariaDB, one a test binary, and databases on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::thread::ThreadId;

use super::database::Database;
use super::server::{Guard, Scratch, find, said, skipped};
use super::state::State;

const CATALOG: &str = include_str!("mariadb_catalog.sql");

/// What the server gives up in speed's favour, its data being worth nothing.
const SETTINGS: [&str; 9] = [
    "--skip-networking",
    "--skip-log-bin",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=8M",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_general_ci",
    "--default-time-zone=+00:00",
];

/// The server, and where its client is.
pub struct Server {
    client: PathBuf,
    socket: PathBuf,
    _guard: Guard,
}

impl Server {
    /// The server of this test binary, started at the first call; none, loudly, where
    /// the machine has no MariaDB.
    pub fn get() -> Option<&'static Server> {
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        SERVER.get_or_init(Self::start).as_ref()
    }

    fn start() -> Option<Server> {
        let program = |name| find(&[name], &[]);
        let (Some(install), Some(mariadbd), Some(client)) =
            (program("mariadb-install-db"), program("mariadbd"), program("mariadb"))
        else {
            skipped("MariaDB (mariadb-install-db, mariadbd, mariadb)");
            return None;
        };
        let scratch = Scratch::new();
        let (data, socket) = (scratch.dir.join("data"), scratch.dir.join("s"));
        let option = |name: &str, path: &Path| format!("--{name}={}", path.to_string_lossy());
        let mut init = scratch.command(install);
        init.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]);
        scratch.prepare(init.args([
            "--skip-name-resolve",
            &option("datadir", &data),
            "--innodb-log-file-size=8M",
        ]));
        let program = mariadbd.to_string_lossy().into_owned();
        let mut server = vec![
            program,
            "--no-defaults".to_owned(),
            option("datadir", &data),
            option("socket", &socket),
        ];
        server.push(option("pid-file", &scratch.dir.join("pid")));
        // A server that starts clears its directory for temporary tables, others' among them.
        server.push(option("tmpdir", &scratch.dir));
        server.extend(SETTINGS.map(str::to_owned));
        let connects = || {
            command(&client, &socket, "mysql")
                .args(["-e", "DO 1"])
                .output()
                .unwrap()
                .status
                .success()
        };
        // There is nothing to be saved, so nothing is gained by an orderly end.
        let guard = scratch.serve("KILL", &server, connects);
        Some(Server { client, socket, _guard: guard })
    }

    /// A fresh, empty database.
    pub fn database(&'static self) -> MariadbDatabase {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("d{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let database = MariadbDatabase { server: self, name, alone: Mutex::default() };
        database.administer(&format!("CREATE DATABASE {}", database.name)).unwrap();
        database
    }
}

/// One database of the [`Server`]; dropped with the value.
pub struct MariadbDatabase {
    server: &'static Server,
    name: String,
    alone: Mutex<Option<Alone>>,
}

/// Schemas are databases, which the whole server shares: whoever makes some is alone with
/// others that do, on one thread, and takes them away at the end.
struct Alone;

static MAKERS: (Mutex<Option<(ThreadId, usize)>>, Condvar) = (Mutex::new(None), Condvar::new());

impl Alone {
    fn wait() -> Alone {
        let own = std::thread::current().id();
        let mut makers = MAKERS.0.lock().unwrap_or_else(PoisonError::into_inner);
        while makers.is_some_and(|(thread, _)| thread != own) {
            makers = MAKERS.1.wait(makers).unwrap_or_else(PoisonError::into_inner);
        }
        let before = makers.map_or(0, |(_, count)| count);
        *makers = Some((own, before + 1));
        Alone
    }

    /// True for the last of those on this thread.
    fn is_last() -> bool {
        let makers = MAKERS.0.lock().unwrap_or_else(PoisonError::into_inner);
        makers.is_some_and(|(_, count)| count == 1)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        let mut makers = MAKERS.0.lock().unwrap_or_else(PoisonError::into_inner);
        *makers = makers.filter(|(_, count)| *count > 1).map(|(thread, count)| (thread, count - 1));
        MAKERS.1.notify_all();
    }
}

impl MariadbDatabase {
    /// The answer of a query: one line a row, columns parted by tabs.
    pub fn query(&self, sql: &str) -> Result<String, String> {
        self.feed(&self.name, sql)
    }

    /// What `mariadb-dump` writes of it; none, loudly, where there is no such program.
    pub fn dump(&self, args: &[&str]) -> Option<String> {
        let Some(program) = find(&["mariadb-dump"], &[]) else {
            skipped("mariadb-dump");
            return None;
        };
        let mut dump = Command::new(program);
        dump.env_clear().args(["--no-defaults", "-u", "root", "-S"]).arg(&self.server.socket);
        let output = dump.args(args).arg(&self.name).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Waits, before a script that makes schemas, for all others that do.
    fn be_alone(&self, script: &str) {
        let mut alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        if alone.is_none() && script.contains("SCHEMA ") {
            *alone = Some(Alone::wait());
        }
    }

    /// Drops the schemas that scripts made.
    fn drop_schemas(&self) {
        let made = "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN
            ('mysql', 'sys', 'information_schema', 'performance_schema') AND schema_name NOT REGEXP '^d[0-9]+$'";
        let names = self.administer(made).unwrap_or_default();
        for name in names.lines() {
            let _ = self.administer(&format!("DROP DATABASE `{}`", name.replace('`', "``")));
        }
    }

    fn administer(&self, sql: &str) -> Result<String, String> {
        self.feed("mysql", sql)
    }

    /// Batch mode stops at the first error; the script comes through standard input, as in `mariadb < script.sql`.
    fn feed(&self, database: &str, sql: &str) -> Result<String, String> {
        let output = self.said(database, &[], sql);
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(said(&output)),
        }
    }

    fn said(&self, database: &str, args: &[&str], sql: &str) -> Output {
        use std::io::Write;
        let mut command = command(&self.server.client, &self.server.socket, database);
        command
            .args(["-N", "-B", "-r"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            // Written beside the reading: an answer that fills its pipe would stop both.
            // An error ends the client before it has read everything.
            scope.spawn(move || drop(input.write_all(sql.as_bytes())));
            child.wait_with_output().unwrap()
        })
    }
}

impl Database for MariadbDatabase {
    fn run(&self, script: &str) -> Result<(), String> {
        self.be_alone(script);
        self.query(&delimited(script)).map(|_| ())
    }

    fn state(&self) -> State {
        let schema = self.query(CATALOG).unwrap();
        let tables = "SELECT table_name FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'";
        let select = |table: &str| {
            let quoted = table.replace('`', "``");
            format!(
                "SELECT 'row', '{}', t.* FROM `{quoted}` t;",
                table.replace('\\', "\\\\").replace('\'', "''")
            )
        };
        let selects: String = self.query(tables).unwrap().lines().map(select).collect();
        // Without `--raw`, a row is one line whatever is in it.
        let rows = self.said(&self.name, &["--skip-raw"], &selects);
        let lines = schema + &String::from_utf8_lossy(&rows.stdout);
        // Views and references name the database that they are in.
        let lines = lines.replace(&format!("`{}`.", self.name), "");
        State::from_lines(lines.lines())
    }

    fn another(&self) -> Box<dyn Database> {
        Box::new(self.server.database())
    }

    fn run_each(&self, statements: &[String]) -> String {
        statements.iter().for_each(|statement| self.be_alone(statement));
        let script: String =
            statements.iter().map(|statement| format!("{statement}\n//\n")).collect();
        let output = self.said(&self.name, &["--force"], &format!("DELIMITER //\n{script}"));
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn shape(&self, state: &State) -> Vec<String> {
        let lines = state.without_version_table().schema;
        let fields = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
        let keys: Vec<Vec<String>> = lines
            .iter()
            .filter(|line| line.starts_with("constraint\t"))
            .map(|line| fields(line))
            .filter(|key| key.get(4).is_some_and(|table| table != "NULL"))
            .collect();
        // The index behind a foreign key is called like the key or like its column, as history would have it.
        let mut shape: Vec<String> = lines
            .iter()
            .map(|line| {
                let mut parts = fields(line);
                let behind = |key: &Vec<String>| {
                    key[1] == parts[1]
                        && (key[2] == parts[2] || key[3].split(',').next() == Some(&parts[2]))
                };
                if parts[0] == "index" && keys.iter().any(behind) {
                    parts[2] = "<of the foreign key>".to_owned();
                }
                parts.join("\t")
            })
            .collect();
        shape.sort();
        shape
    }
}

/// A plain script is for drivers, which take it statement by statement; this client must be told
/// where stored programs end.
fn delimited(script: &str) -> String {
    use cucurbit::dialect::DialectName::Mariadb;
    use cucurbit::sql::raw::{PieceKind, split};
    let pieces = split(script, Mariadb).unwrap_or_default();
    let programs = pieces.iter().any(|piece| piece.kind == PieceKind::Block);
    if !programs || script.contains("DELIMITER") {
        return script.to_owned();
    }
    let statement = |piece: &cucurbit::sql::raw::Piece| {
        let text = script[piece.range.clone()].trim_end_matches(';');
        format!("{text}\n//\n")
    };
    format!("DELIMITER //\n{}", pieces.iter().map(statement).collect::<String>())
}

impl Drop for MariadbDatabase {
    fn drop(&mut self) {
        let _ = self.administer(&format!("DROP DATABASE {}", self.name));
        let alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        if alone.is_some() && Alone::is_last() {
            self.drop_schemas();
        }
    }
}

fn command(client: &Path, socket: &Path, database: &str) -> Command {
    let mut command = Command::new(client);
    command.args(["--no-defaults", "-u", "root", "--default-character-set=utf8mb4", "-S"]);
    command.arg(socket).args(["-D", database]).env_remove("MYSQL_PWD").env("LC_ALL", "C");
    command
}
