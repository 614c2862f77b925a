//! SQLite databases: in memory through the bundled library, in a file through the
//! machine's own `sqlite3`.

use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::database::Database;
use super::readback::sqlite_text;
use super::server::{find, said};
use super::state::State;

/// A database in memory.
pub struct SqliteDatabase {
    connection: Connection,
}

impl SqliteDatabase {
    /// An empty database that enforces foreign keys, as careful programs ask for, or
    /// does not, as is SQLite's own default.
    pub fn new(foreign_keys: bool) -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", foreign_keys).unwrap();
        SqliteDatabase { connection }
    }

    /// The library underneath, for questions of a test's own.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl Database for SqliteDatabase {
    fn run(&self, script: &str) -> Result<(), String> {
        let keys: bool =
            self.connection.pragma_query_value(None, "foreign_keys", |row| row.get(0)).unwrap();
        let ran = self.connection.execute_batch(script).map_err(|error| error.to_string());
        if !self.connection.is_autocommit() {
            // What the end of a client's session does.
            self.connection.execute_batch("ROLLBACK").unwrap();
            ran.clone().map_err(|error| format!("{error}; the transaction was rolled back"))?;
            return Err("the script ends inside a transaction".to_owned());
        }
        // A script lives in a session of its own: neither what it sets nor its temporary tables stay.
        self.connection.pragma_update(None, "foreign_keys", keys).unwrap();
        drop_temporary(&self.connection);
        ran
    }

    fn state(&self) -> State {
        state(&self.connection)
    }

    fn another(&self) -> Box<dyn Database> {
        Box::new(SqliteDatabase::new(true))
    }

    fn run_each(&self, statements: &[String]) -> String {
        let refused = statements.iter().filter_map(|statement| {
            let error = self.connection.execute_batch(statement).err()?;
            Some(format!("{error}: {statement}\n"))
        });
        refused.collect()
    }

    fn shape(&self, state: &State) -> Vec<String> {
        let versions = state.version_tables();
        let texts = ["text", "index", "trigger", "view"];
        let is_text = |line: &&String| texts.contains(&line.split('\t').next().unwrap_or_default());
        // The texts are read again, less roughly.
        let mut lines: Vec<String> =
            state.schema.iter().filter(|line| !is_text(line)).cloned().collect();
        lines = State { schema: lines, ..State::default() }.without_version_table().schema;
        let sql = "SELECT type, name, sql FROM sqlite_schema
            WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL";
        let mut statement = self.connection.prepare(sql).unwrap();
        let texts = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        });
        for text in texts.unwrap() {
            let (kind, name, sql) = text.unwrap();
            if !versions.contains(&name) {
                lines.extend(sqlite_text::lines(&kind, &name, &sql));
            }
        }
        lines.sort();
        lines
    }
}

/// Runs a script on a database file with `sqlite3 -bail`; none where the machine does not have it.
pub fn run_with_cli(file: &Path, script: &str) -> Option<Result<(), String>> {
    use std::io::Write;
    let program = find(&["sqlite3"], &[])?;
    let mut command = Command::new(program);
    command.args(["-batch", "-bail", "-init", "/dev/null"]).arg(file);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // After an error the client reads no further, and the rest has nowhere to go.
    let _ = child.stdin.take().unwrap().write_all(script.as_bytes());
    let output = child.wait_with_output().unwrap();
    Some(if output.status.success() { Ok(()) } else { Err(said(&output)) })
}

/// The state of any open database.
pub fn state(connection: &Connection) -> State {
    let mut lines = Vec::new();
    let mut facts = |sql: &str| lines.extend(tabbed(connection, sql));
    // Renaming puts names in quotes and leaves the rest of the text alone: both are the same table.
    facts(
        "SELECT CASE type WHEN 'table' THEN 'text' ELSE type END, tbl_name, name, replace(sql, '\"', '')
         FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
    );
    facts(
        "SELECT 'column', s.name, c.name, 'position=' || cid, c.type, \"notnull\", dflt_value, pk, hidden
         FROM sqlite_schema s, pragma_table_xinfo(s.name) c
         WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite_%'",
    );
    facts(
        "SELECT 'foreign key', s.name, f.\"from\", f.\"table\", f.\"to\", seq, on_update, on_delete, match
         FROM sqlite_schema s, pragma_foreign_key_list(s.name) f WHERE s.type = 'table'",
    );
    facts(
        "SELECT 'key', s.name, i.origin, i.\"unique\", i.partial,
             (SELECT group_concat(coalesce(x.name, 'expression') || ' ' || x.\"desc\" || ' ' || x.coll)
              FROM pragma_index_xinfo(i.name) x WHERE x.key)
         FROM sqlite_schema s, pragma_index_list(s.name) i WHERE s.type = 'table'",
    );
    facts(
        "SELECT 'options', s.name, strict, wr FROM pragma_table_list s WHERE s.name NOT LIKE 'sqlite_%' AND s.type = 'table'",
    );
    facts("SELECT 'violation', \"table\", parent FROM pragma_foreign_key_check");
    let tables = tabbed(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    for table in tables {
        let quoted = table.replace('"', "\"\"");
        lines.extend(tabbed(
            connection,
            &format!("SELECT 'row', '{}', * FROM \"{quoted}\"", table.replace('\'', "''")),
        ));
    }
    let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
    State::from_lines(lines.iter().map(String::as_str))
}

fn one_line(text: &str) -> String {
    let words = |field: &str| {
        field.split([' ', '\n', '\r']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
    };
    text.split('\t').map(words).collect::<Vec<_>>().join("\t")
}

fn tabbed(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        let fields: Result<Vec<String>, _> =
            (0..width).map(|i| row.get_ref(i).map(shown)).collect();
        Ok(fields?.join("\t"))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => format!("{number:?}"),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Blob(bytes) => {
            format!("x'{}'", bytes.iter().map(|b| format!("{b:02x}")).collect::<String>())
        }
    }
}

fn drop_temporary(connection: &Connection) {
    for kind in ["trigger", "view", "table"] {
        let names = format!(
            "SELECT name FROM sqlite_temp_schema WHERE type = '{kind}' AND name NOT LIKE 'sqlite_%'"
        );
        for name in tabbed(connection, &names) {
            connection
                .execute_batch(&format!("DROP {kind} temp.\"{}\"", name.replace('"', "\"\"")))
                .unwrap();
        }
    }
}
