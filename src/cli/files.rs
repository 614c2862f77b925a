//! Files: finding the configuration, reading revisions, writing products.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::syntax::encoding::{MAX_FILE_BYTES, Unreadable, decode};

/// The name of a configuration that is looked for.
const CONFIG: &str = "cucurbit.yaml";

/// The configuration here or in the nearest parent directory, as a relative path.
pub fn find_config() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let mut up = PathBuf::new();
    for directory in here.ancestors() {
        if directory.join(CONFIG).exists() {
            return Some(up.join(CONFIG));
        }
        up.push("..");
    }
    None
}

/// A path as the user is to see it: relative to the current directory where it is
/// below it, with slashes; `.` for that directory itself.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path);
    if path.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// A fault of the operating system in a few words, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The bytes of a file, one more at the most than any file may have.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What came of reading a revision file.
pub enum Content {
    /// Its text.
    Text(String),
    /// It is no text.
    Unreadable(Box<Unreadable>),
    /// It could not be read, for this reason.
    Failed(String),
}

/// Revision files below some directories, and what could not be looked into.
#[derive(Default)]
pub struct Revisions {
    /// Each file once, as shown, in order of directories and names.
    pub files: Vec<(String, Content)>,
    /// Directories and links that could not be followed, with the reason.
    pub failed: Vec<(String, String)>,
}

/// Reads every `.yaml` and `.yml` file below the directories. Names that begin with
/// `.` or `_` are passed over; a directory that is reached twice is read once.
pub fn read_revisions(directories: &[PathBuf]) -> Revisions {
    let mut walk = Walk::default();
    for directory in directories {
        walk.directory(directory);
    }
    let read_one = |path: &PathBuf| match read(path) {
        Ok(bytes) => match decode(bytes) {
            Ok(text) => Content::Text(text),
            Err(unreadable) => Content::Unreadable(unreadable),
        },
        Err(error) => Content::Failed(reason(&error)),
    };
    let files = walk.paths.par_iter().map(|path| (shown(path), read_one(path))).collect();
    Revisions { files, failed: walk.failed }
}

#[derive(Default)]
struct Walk {
    paths: Vec<PathBuf>,
    failed: Vec<(String, String)>,
    seen: FxHashSet<PathBuf>,
}

impl Walk {
    fn directory(&mut self, directory: &Path) {
        if let Err(error) = self.try_directory(directory) {
            self.failed.push((shown(directory), reason(&error)));
        }
    }

    fn try_directory(&mut self, directory: &Path) -> io::Result<()> {
        // A link that leads back up would never end.
        if !self.seen.insert(fs::canonicalize(directory)?) {
            return Ok(());
        }
        let mut names = fs::read_dir(directory)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        for name in names {
            let text = name.to_string_lossy();
            if text.starts_with(['.', '_']) {
                continue;
            }
            let path = directory.join(&name);
            let is_yaml = text.ends_with(".yaml") || text.ends_with(".yml");
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => self.directory(&path),
                Ok(found) if is_yaml && found.is_file() => self.paths.push(path),
                // To read a pipe or a device might never end.
                Ok(_) if is_yaml => self.failed.push((shown(&path), "is no file".to_owned())),
                Err(error) if is_yaml => self.failed.push((shown(&path), reason(&error))),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Writes files whole or not at all: each into a temporary file beside its place, and
/// only when all are there, each is renamed. Gives the path that failed and why.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<(), (PathBuf, io::Error)> {
    let mut pending = Vec::new();
    let mut result = Ok(());
    for (path, text) in files {
        match Pending::write(path, text) {
            Ok(written) => pending.extend(written),
            Err(error) => {
                result = Err((path.clone(), error));
                break;
            }
        }
    }
    for file in pending {
        match &result {
            Ok(()) => {
                if let Err(error) = fs::rename(&file.temporary, &file.place) {
                    file.discard();
                    result = Err((file.place, error));
                }
            }
            Err(_) => file.discard(),
        }
    }
    result
}

/// Writes a file that must not be there yet, whole or not at all.
pub fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let taken = || io::Error::from(io::ErrorKind::AlreadyExists);
    if fs::symlink_metadata(path).is_ok() {
        return Err(taken());
    }
    let Some(file) = Pending::write(path, text)? else { return Err(taken()) };
    // A link is made only where there is nothing; some file systems have no links.
    let result = match fs::hard_link(&file.temporary, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return fs::rename(&file.temporary, path).inspect_err(|_| file.discard());
        }
        result => result,
    };
    file.discard();
    result
}

/// A file that is written and not yet in its place.
struct Pending {
    temporary: PathBuf,
    place: PathBuf,
}

impl Pending {
    /// None for what is no regular file, such as `/dev/null`: that is written at once.
    fn write(path: &Path, text: &str) -> io::Result<Option<Self>> {
        let existing = fs::metadata(path).ok();
        if existing.as_ref().is_some_and(|found| !found.is_file() && !found.is_dir()) {
            fs::OpenOptions::new().write(true).open(path)?.write_all(text.as_bytes())?;
            return Ok(None);
        }
        // A link stays a link: what it leads to is replaced.
        let place = if existing.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
        let name = place.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
        let temporary = place.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let file = Pending { temporary, place };
        match file.fill(text, existing.as_ref()) {
            Ok(()) => Ok(Some(file)),
            Err(error) => {
                file.discard();
                Err(error)
            }
        }
    }

    fn fill(&self, text: &str, existing: Option<&fs::Metadata>) -> io::Result<()> {
        if existing.is_some_and(fs::Metadata::is_dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&self.temporary)?;
        file.write_all(text.as_bytes())?;
        if let Some(existing) = existing {
            file.set_permissions(existing.permissions())?;
        }
        file.sync_all()
    }

    fn discard(&self) {
        // It may never have been made.
        let _ = fs::remove_file(&self.temporary);
    }
}
