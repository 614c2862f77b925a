//! Server programs as children that cannot outlive the tests.
//!
//! In: a server's command line. Out: a [`Scratch`] directory and a running server
//! in it. Knows nothing of PostgreSQL or MariaDB.

use std::fs::File;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs a server, then waits for the end of standard input, which comes when the
/// test process ends in whatever way: by return, panic, abort or signal.
///
/// Statics are never dropped and a killed process runs no code at all, so only the
/// kernel's closing of the pipe can be relied on. Reading the log first keeps a
/// server that dies at once from being waited for: `exited` then appears.
const SUPERVISOR: &str = r#"
    dir=$1; signal=$2; shift 2
    ( "$@" >"$dir/log" 2>&1 </dev/null & echo $! >"$dir/server"; wait $!; : >"$dir/exited" ) &
    waiter=$!
    read -r _
    kill "-$signal" "$(cat "$dir/server")" 2>/dev/null
    wait $waiter
    rm -rf "$dir"
"#;

/// A directory with a path short enough for a socket, owned by a user that server
/// programs agree to run as. The supervisor removes it with the server.
pub struct Scratch {
    /// Where it is.
    pub dir: PathBuf,
    run_as: Option<(u32, u32)>,
}

impl Scratch {
    /// A new empty directory; where the tests run as root it belongs to `nobody`.
    pub fn new() -> Self {
        // A socket's path has about 100 characters, and TMPDIR may be long or closed to others.
        let root = Path::new("/tmp");
        let root = if root.is_dir() { root.to_path_buf() } else { std::env::temp_dir() };
        let dir = tempfile::Builder::new().prefix("cucurbit-").tempdir_in(root).unwrap().keep();
        let run_as = (dir.metadata().unwrap().uid() == 0).then(nobody);
        if let Some((uid, gid)) = run_as {
            chown(&dir, Some(uid), Some(gid)).unwrap();
        }
        Scratch { dir, run_as }
    }

    /// A command that runs in the directory, never as root.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.dir).env("HOME", &self.dir).env("LC_ALL", "C").env("TZ", "UTC");
        if let Some((uid, gid)) = self.run_as {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// Runs a command that prepares the server and must succeed.
    pub fn prepare(&self, command: &mut Command) {
        let output = command.stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{command:?} failed:\n{}", said(&output));
    }

    /// Starts a server under the supervisor, which sends it `signal` in the end, and
    /// waits until `ready` says so.
    pub fn serve(&self, signal: &str, server: &[String], ready: impl Fn() -> bool) -> Guard {
        let mut supervisor = self.command("sh");
        supervisor.args(["-c", SUPERVISOR, "supervisor"]).arg(&self.dir).arg(signal).args(server);
        // Its own process group: an interrupt at the keyboard ends the tests, and their end ends the server.
        supervisor.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null());
        let log = File::create(self.dir.join("supervisor.log")).unwrap();
        let guard = Guard { _supervisor: supervisor.stderr(log).spawn().unwrap() };
        let started = Instant::now();
        while !ready() {
            let gone = self.dir.join("exited").exists();
            if gone || started.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(self.dir.join("log")).unwrap_or_default();
                panic!("the server {} did not start:\n{log}", server[0]);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        guard
    }
}

/// A running server; it ends when the pipe to its supervisor closes.
pub struct Guard {
    _supervisor: Child,
}

/// Everything that a command said.
pub fn said(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

/// The first of these programs in these directories, then in `PATH`.
pub fn find(names: &[&str], first: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Servers live in sbin, which is not in everybody's PATH.
    let dirs: Vec<PathBuf> = first
        .iter()
        .cloned()
        .chain(std::env::split_paths(&path))
        .chain(["/usr/local/sbin".into(), "/usr/sbin".into()])
        .collect();
    let runs = |file: &PathBuf| {
        file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    };
    names.iter().find_map(|name| dirs.iter().map(|dir| dir.join(name)).find(runs))
}

/// Says that the tests of a server are left out, so that nobody takes silence for
/// success; a failure where `CUCURBIT_REQUIRE_SERVERS=1` asks for it.
pub fn skipped(what: &str) {
    let required = std::env::var("CUCURBIT_REQUIRE_SERVERS").is_ok_and(|value| value == "1");
    assert!(!required, "CUCURBIT_REQUIRE_SERVERS=1, but there is no {what} on this machine");
    say(&format!("SKIPPED: no {what} on this machine; its tests did not run"));
}

/// Writes a line that the test harness does not capture.
pub fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// User and group of `nobody`, as the machine has them.
fn nobody() -> (u32, u32) {
    let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let ids = passwd.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        match fields[..] {
            ["nobody", _, uid, gid, ..] => Some((uid.parse().ok()?, gid.parse().ok()?)),
            _ => None,
        }
    });
    ids.unwrap_or((65534, 65534))
}
