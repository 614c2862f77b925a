//! Other programs: the hooks of `post_write`, and the editor.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Context;
use super::files;
use crate::diag::codes::{E0114, E0506};
use crate::diag::{Diagnostic, Report};

/// Runs each of the commands on each of the files, one after the other, in the directory
/// of the configuration. `{file}` is the file's full path. What a command prints goes to
/// standard error. E0114 for one that cannot be run or fails.
pub fn hooks(commands: &[String], files: &[PathBuf], cx: &Context, directory: &Path) -> Report {
    let mut report = Report::default();
    for file in files {
        let full = std::path::absolute(file).unwrap_or_else(|_| file.clone());
        let full = full.to_string_lossy();
        for command in commands {
            // The configuration was refused where they are none.
            let words = words(command).unwrap_or_default();
            let words: Vec<String> = words.iter().map(|w| w.replace("{file}", &full)).collect();
            cx.console.progress(&format!("running {command}"));
            if let Err(why) = hook(&words, cx, directory) {
                let name = files::shown(file);
                let message =
                    format!("`{command}` from `post_write` {why}, after `{name}` was written");
                let help =
                    "look at the file, and run the command on it yourself once it is put right";
                report.push(Diagnostic::error(E0114, message).help(help));
            }
        }
    }
    report
}

/// How the words of a command are told apart.
pub const QUOTES: &str = "words are divided by spaces; put quotes around one that holds some";

fn hook(words: &[String], cx: &Context, directory: &Path) -> Result<(), String> {
    let [program, args @ ..] = words else { return Err("is empty".to_owned()) };
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped());
    if !directory.as_os_str().is_empty() {
        command.current_dir(directory);
    }
    let cannot = |error: std::io::Error| format!("cannot be run: {}", files::reason(&error));
    let mut child = command.spawn().map_err(cannot)?;
    let mut said = Vec::new();
    if let Some(out) = &mut child.stdout {
        // What it says is for people; if it cannot be read, it is not said.
        let _ = out.read_to_end(&mut said);
    }
    cx.console.aside(&String::from_utf8_lossy(&said));
    let status = child.wait().map_err(cannot)?;
    if status.success() { Ok(()) } else { Err(format!("failed ({status})")) }
}

/// Opens files in the editor that the environment names, and waits for it. E0506 when it
/// names none, E0114 when it cannot be run or fails.
pub fn editor(paths: &[PathBuf]) -> Result<(), Box<Diagnostic>> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
        let list: Vec<String> = paths.iter().map(|path| files::shown(path)).collect();
        let message = "no editor is set: neither `VISUAL` nor `EDITOR` is in the environment";
        let help =
            format!("run `EDITOR=vi compile edit …`, or open `{}` yourself", list.join("`, `"));
        return Err(Box::new(Diagnostic::error(E0506, message).help(help)));
    };
    let failed = |why: String| {
        let message = format!("the editor `{editor}` {why}");
        Box::new(Diagnostic::error(E0114, message).help("set `VISUAL` or `EDITOR` to another one"))
    };
    let words = words(&editor).map_err(|why| failed(why.to_owned()))?;
    let [program, args @ ..] = words.as_slice() else { return Err(failed("is empty".to_owned())) };
    let status = Command::new(program).args(args).args(paths).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(format!("failed ({status})"))),
        Err(error) => Err(failed(format!("cannot be run: {}", files::reason(&error)))),
    }
}

/// The words of a command line, as a shell divides them: at spaces that are not in quotes
/// and not behind a backslash. Nothing else of a shell is known, and none is asked.
pub fn words(line: &str) -> Result<Vec<String>, &'static str> {
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            // Paths are written with it there.
            (quote, '\\') if quote != Some('\'') && !cfg!(windows) => {
                word.get_or_insert_default().push(chars.next().ok_or("ends in a backslash")?);
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err("has a quote that is not closed");
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_a_shells() {
        let split = |line: &str| words(line).unwrap().join("|");
        assert_eq!(split("prettier --write {file}"), "prettier|--write|{file}");
        assert_eq!(split("  'a b'c \"d e\" ''  "), "a bc|d e|");
        assert_eq!(split(""), "");
        assert!(words("a 'b").is_err());
        #[cfg(not(windows))]
        assert_eq!(split("a\\ b '\\' \"\\\"\""), "a b|\\|\"");
    }
}
