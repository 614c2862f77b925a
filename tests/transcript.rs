//! A project's life as one file of commands and what they say: `tests/transcript/*.txt`.
//!
//! A line that begins with `$ ` is a command for `sh`, in a directory of its own, with the
//! program on the path; lines that begin with `> ` go on with it. What follows is what it
//! prints, to both outputs, and `[1]` at the end is its exit status where that is not 0.
//! Anything before the first command is for people, as are lines that begin with `#`
//! right before a command. `UPDATE_TRANSCRIPT=1` writes what really comes out.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pretty_assertions::StrComparison;

/// A command with all that stands above and below it.
#[derive(Default)]
struct Step {
    above: String,
    command: String,
    shown: String,
    output: String,
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = vec![Step::default()];
    for line in text.lines() {
        let last = steps.last_mut().unwrap();
        if let Some(command) = line.strip_prefix("$ ") {
            // What people are told stands behind an empty line.
            let output = format!("\n{}", last.output);
            let (output, above) = match output.rfind("\n\n#") {
                Some(at) => output.split_at(at + 2),
                None => (output.as_str(), ""),
            };
            let above = above.to_owned();
            last.output = output.strip_prefix('\n').unwrap_or_default().to_owned();
            let (command, shown) = (command.to_owned(), format!("{line}\n"));
            steps.push(Step { above, command, shown, output: String::new() });
        } else if let (Some(more), true) = (line.strip_prefix("> "), last.output.is_empty()) {
            last.command += &format!("\n{more}");
            last.shown += &format!("{line}\n");
        } else {
            last.output += &format!("{line}\n");
        }
    }
    steps
}

fn run(command: &str, directory: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_compile")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", program.display());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(directory)
        .env_clear()
        .env("PATH", path)
        .env("SOURCE_DATE_EPOCH", "1772359200")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    if !output.status.success() {
        text += &format!("[{}]\n", output.status.code().unwrap_or(-1));
    }
    text
}

/// The transcript as it really goes.
fn play(text: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let mut played = String::new();
    for (at, step) in steps(text).iter().enumerate() {
        played += &format!("{}{}", step.above, step.shown);
        played += &match at {
            0 => step.output.clone(),
            _ => run(&step.command, directory.path()),
        };
        if at > 0 && !played.ends_with("\n\n") {
            played.push('\n');
        }
    }
    played.trim_end().to_owned() + "\n"
}

#[test]
fn every_transcript_is_what_happens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcript");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let update = std::env::var_os("UPDATE_TRANSCRIPT").is_some();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let played = play(&text);
        if update {
            fs::write(&file, played).unwrap();
        } else {
            assert!(text == played, "{}\n{}", file.display(), StrComparison::new(&text, &played));
        }
    }
}

#[test]
fn a_transcript_that_lies_is_found() {
    let text = "People read this.\n\n$ echo a\na\n\n# And this.\n$ echo b\n> exit 3\nb\n[3]\n";
    assert_eq!(play(text), text);
    assert_ne!(play(&text.replace("\na\n", "\nx\n")), text.replace("\na\n", "\nx\n"));
}
