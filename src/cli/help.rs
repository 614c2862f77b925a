//! The help of the program as a whole: the commands by what they are for, and the options
//! that matter, on one screen. Each command's own help is clap's.

use std::fmt::Write;

/// The commands by what they are for. What is in none of the groups is only named.
const GROUPS: &[(&str, &[&str])] = &[
    ("Scripts", &["upgrade", "downgrade", "stamp", "ensure-version", "handoff"]),
    ("Revisions", &["init", "import", "revision", "merge", "edit", "rebase", "squash", "freeze"]),
    ("The tree", &["history", "graph", "schema", "heads", "branches", "show", "current"]),
    ("Checks", &["check", "lint", "golden", "diff"]),
];

const OPTIONS: &str = "\
Options of every command (all with `compile COMMAND --help`):
  -d, --dialect NAME     postgres, mysql, mariadb, sqlite, mssql or oracle
  -c, --config FILE      the configuration; else the nearest cucurbit.yaml
  -t LABEL, -x KEY=VALUE a target of the configuration; a variable
  -v, -q, -h, -V         say more, say less, help, version
Examples:
  compile init -d postgres
  compile revision -m 'add email to account'
  compile upgrade base:head --dialect postgres > migration.sql
";

/// The command line with a help that fits a screen.
pub fn with_help(command: clap::Command) -> clap::Command {
    let help = text(&command);
    command.override_help(help)
}

fn text(command: &clap::Command) -> String {
    let about =
        |command: &clap::Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut text = format!("{}\n\nUsage: compile [OPTIONS] <COMMAND>\n\n", about(command));
    let mut shown: Vec<_> = command.get_subcommands().filter(|one| !one.is_hide_set()).collect();
    for (title, names) in GROUPS {
        let _ = writeln!(text, "{title}:");
        for name in *names {
            if let Some(at) = shown.iter().position(|one| one.get_name() == *name) {
                let _ = writeln!(text, "  {name:15} {}", about(shown.remove(at)));
            }
        }
    }
    let rest: Vec<&str> = shown.iter().map(|one| one.get_name()).collect();
    format!("{text}Also: {}\n\n{OPTIONS}", rest.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::command;

    #[test]
    fn all_commands_on_one_screen() {
        let help = text(&command());
        for one in command().get_subcommands() {
            let name = one.get_name();
            let also = help.lines().find_map(|line| line.strip_prefix("Also: "));
            let named = also.is_some_and(|names| names.split(", ").any(|other| other == name));
            let stands = named || help.contains(&format!("\n  {name} "));
            assert_eq!(stands, !one.is_hide_set(), "{}\n{help}", one.get_name());
        }
        let widest = help.lines().map(|line| line.chars().count()).max();
        assert!(help.lines().count() <= 42 && widest <= Some(90), "{widest:?}\n{help}");
    }

    /// Every command has examples, and they are commands of this program.
    #[test]
    fn every_command_shows_examples() {
        for one in command().get_subcommands().filter(|one| !one.is_hide_set()) {
            let name = one.get_name();
            let examples = one.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(examples.contains(&format!("compile {name}")), "{name}: {examples}");
        }
    }
}
