//! A private throw-away PostgreSQL, one a test binary, and databases on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use super::database::Database;
use super::server::{Guard, Scratch, find, said, skipped};
use super::state::State;

const CATALOG: &str = include_str!("postgres_catalog.sql");
const CLEAN: &str = include_str!("postgres_clean.sql");

/// What the server gives up in speed's favour, its data being worth nothing.
const SETTINGS: [&str; 11] = [
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "shared_buffers=16MB",
    "timezone=UTC",
    "log_timezone=UTC",
    "max_connections=50",
];

/// The server, and where its programs are.
pub struct Server {
    psql: PathBuf,
    dir: PathBuf,
    /// Databases that were used and are as good as new.
    spare: Mutex<Vec<String>>,
    /// What a new database holds.
    pristine: OnceLock<State>,
    _guard: Guard,
}

impl Server {
    /// The server of this test binary, started at the first call; none, loudly, where
    /// the machine has no PostgreSQL.
    pub fn get() -> Option<&'static Server> {
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        SERVER.get_or_init(Self::start).as_ref()
    }

    fn start() -> Option<Server> {
        let versioned = versioned_directories();
        let program = |name| find(&[name], &versioned);
        let (Some(initdb), Some(postgres), Some(psql)) =
            (program("initdb"), program("postgres"), program("psql"))
        else {
            skipped("PostgreSQL (initdb, postgres, psql)");
            return None;
        };
        let scratch = Scratch::new();
        let data = scratch.dir.join("data");
        let mut init = scratch.command(initdb);
        init.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        scratch.prepare(init.arg("-D").arg(&data));
        let text = |path: &Path| path.to_string_lossy().into_owned();
        let mut server =
            vec![text(&postgres), "-D".into(), text(&data), "-k".into(), text(&scratch.dir)];
        server.extend(SETTINGS.iter().flat_map(|setting| ["-c".to_owned(), (*setting).to_owned()]));
        let connects = || {
            client(&psql, &scratch.dir, "postgres")
                .args(["-c", ""])
                .output()
                .unwrap()
                .status
                .success()
        };
        // QUIT is PostgreSQL's immediate shutdown: it waits for no client.
        let guard = scratch.serve("QUIT", &server, connects);
        Some(Server {
            psql,
            dir: scratch.dir,
            spare: Mutex::default(),
            pristine: OnceLock::new(),
            _guard: guard,
        })
    }

    /// An empty database: a new one, or one that was emptied and looks like new. A new one
    /// takes half a second on a busy machine, and there are hundreds of scripts.
    pub fn database(&'static self) -> PostgresDatabase {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let spare = self.spare.lock().ok().and_then(|mut spare| spare.pop());
        if let Some(name) = spare {
            return PostgresDatabase { server: self, name };
        }
        let name = format!("d{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.administer(&format!("CREATE DATABASE {name} TEMPLATE template0"));
        let database = PostgresDatabase { server: self, name };
        self.pristine.get_or_init(|| database.state());
        database
    }

    /// Where its socket, data and log are.
    pub fn directory(&self) -> &Path {
        &self.dir
    }

    fn administer(&self, statement: &str) {
        let output =
            client(&self.psql, &self.dir, "postgres").args(["-c", statement]).output().unwrap();
        assert!(output.status.success(), "{statement}: {}", said(&output));
    }
}

/// One database of the [`Server`]; emptied, or dropped, with the value.
pub struct PostgresDatabase {
    server: &'static Server,
    name: String,
}

impl PostgresDatabase {
    /// The answer of a query: one line a row, columns parted by `|`.
    pub fn query(&self, sql: &str) -> Result<String, String> {
        self.psql(&["-At", "-c", sql])
    }

    /// What `pg_dump` writes of it; none, loudly, where there is no such program.
    pub fn dump(&self, args: &[&str]) -> Option<String> {
        let Some(program) = find(&["pg_dump"], &versioned_directories()) else {
            skipped("pg_dump");
            return None;
        };
        let mut command = Command::new(program);
        command.env_clear().args(["-U", "postgres", "-d", &self.name, "-h"]);
        let output = command.arg(&self.server.dir).args(args).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn psql(&self, args: &[&str]) -> Result<String, String> {
        let output = self.said(args, None);
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }

    fn said(&self, args: &[&str], input: Option<&str>) -> Output {
        let mut command = client(&self.server.psql, &self.server.dir, &self.name);
        let Some(input) = input else { return command.args(args).output().unwrap() };
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), input).unwrap();
        command.args(args).stdin(file.reopen().unwrap()).output().unwrap()
    }

    fn file(&self, args: &[&str], script: &str) -> Result<String, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), script).unwrap();
        let path = file.path().to_string_lossy().into_owned();
        let said = self.psql(&[args, &["-f", &path]].concat());
        said.map_err(|error| error.replace(&path, "script"))
    }
}

impl Database for PostgresDatabase {
    fn run(&self, script: &str) -> Result<(), String> {
        self.file(&[], script).map(|_| ())
    }

    fn state(&self) -> State {
        State::from_lines(self.file(&["-At"], CATALOG).unwrap().lines())
    }

    fn another(&self) -> Box<dyn Database> {
        Box::new(self.server.database())
    }

    fn run_each(&self, statements: &[String]) -> String {
        let script = format!("\\set ON_ERROR_STOP off\n{};\n", statements.join(";\n"));
        let output = self.said(&["-f", "-"], Some(&script));
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn shape(&self, state: &State) -> Vec<String> {
        // Nobody believes anything of owners; nor of the names of sequences behind columns.
        let lines = state.without_version_table().schema;
        let field = |line: &str, at: usize| line.split('\t').nth(at).unwrap_or_default().to_owned();
        let owned: Vec<(String, String)> = lines
            .iter()
            .filter(|line| line.starts_with("sequence\t"))
            .filter_map(|line| {
                let owner = line.split('\t').find_map(|field| field.strip_prefix("owned_by="))?;
                Some((field(line, 1), format!("<numbers of {owner}>")))
            })
            .collect();
        let mut shape: Vec<String> = lines
            .iter()
            .map(|line| {
                let fields = line.split('\t').map(|field| {
                    let named =
                        owned.iter().fold(field.to_owned(), |text, (name, shown)| {
                            match text == *name {
                                true => shown.clone(),
                                false => text.replace(&format!("nextval('{name}'"), shown),
                            }
                        });
                    match named.strip_prefix("acl=") {
                        Some(privileges) => given(privileges),
                        None if named.starts_with("owner=") => String::new(),
                        None => named,
                    }
                });
                fields.collect::<Vec<_>>().join("\t")
            })
            .collect();
        shape.sort();
        shape
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let emptied = self.file(&["-At"], &format!("{CLEAN}\n{CATALOG}"));
        let state = emptied.map(|lines| State::from_lines(lines.lines()));
        // Whatever the cleaning does not know of shows as a difference, and costs a new database.
        if let (Ok(state), Ok(mut spare)) = (state, self.server.spare.lock())
            && Some(&state) == self.server.pristine.get()
        {
            spare.push(self.name.clone());
            return;
        }
        let statement = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let _ = client(&self.server.psql, &self.server.dir, "postgres")
            .args(["-c", &statement])
            .output();
    }
}

/// Privileges without the owner's own and those that everybody has of a function, in one order and without
/// who gave them; nothing where nothing is left.
fn given(privileges: &str) -> String {
    let items = privileges.trim_matches(['{', '}']).split(',');
    // What an owner may do, the owner has given.
    let plain = |name: &str| name.replace(['\\', '"'], "");
    let own = |item: &&str| {
        let (who, by) = (item.split('=').next(), item.rsplit('/').next());
        item.starts_with("=X/") || who.map(plain) == by.map(plain)
    };
    let mut items: Vec<&str> = items.filter(|item| !item.is_empty() && !own(item)).collect();
    items.sort_unstable();
    let items: Vec<&str> = items
        .into_iter()
        .map(|item| item.rsplit_once('/').map_or(item, |(item, _)| item))
        .collect();
    if items.is_empty() { String::new() } else { format!("acl={}", items.join(",")) }
}

/// `psql` as the README tells people to call it, and deaf to the user's own settings.
fn client(psql: &Path, socket: &Path, database: &str) -> Command {
    let mut command = Command::new(psql);
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG"))
    {
        command.env_remove(name);
    }
    command.env("PGCLIENTENCODING", "UTF8").env("LC_ALL", "C");
    command
        .args(["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-h"])
        .arg(socket);
    command
}

/// Debian keeps the server programs out of `PATH`; the newest version comes first.
fn versioned_directories() -> Vec<PathBuf> {
    let number = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let entries = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| Some((number(&entry.path())?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, bin)| bin).collect()
}
