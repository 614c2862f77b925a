//! The arguments: options of all commands, and which commands there are.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::commands::{
    branches, check, completions, current, dialects, downgrade, edit, ensure_version, explain,
    freeze, golden, graph, heads, history, init, json_schema, man, merge, rebase, revision, schema,
    show, stamp, upgrade,
};
use super::value::{pair, path, word};
use crate::config::Overrides;
use crate::diag::render::MessageFormat;

/// The formats of messages by their names.
pub const FORMATS: &[(MessageFormat, &str)] = &[
    (MessageFormat::Human, "human"),
    (MessageFormat::Short, "short"),
    (MessageFormat::Json, "json"),
    (MessageFormat::Sarif, "sarif"),
    (MessageFormat::Github, "github"),
    (MessageFormat::Gitlab, "gitlab"),
];

/// Compiles YAML revisions into SQL scripts, without a database.
#[derive(Parser)]
#[command(name = "compile", version, max_term_width = 100)]
#[command(
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// All commands with all options.
pub fn command() -> clap::Command {
    Cli::command()
}

/// What shells complete and manuals tell: what is there.
pub fn shown_command() -> clap::Command {
    let all = command();
    clap::Command::new("compile")
        .version(env!("CARGO_PKG_VERSION"))
        .about(all.get_about().cloned().unwrap_or_default())
        .args(all.get_arguments().cloned())
        .subcommands(all.get_subcommands().filter(|one| !one.is_hide_set()).cloned())
        .disable_help_subcommand(true)
}

/// Options that every command takes.
#[derive(Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The configuration; else the nearest cucurbit.yaml
    #[arg(short, long, value_name = "FILE", global = true)]
    #[arg(env = "CUCURBIT_CONFIG", hide_env = true, value_parser = path())]
    pub config: Option<PathBuf>,
    /// postgres, mysql, mariadb, sqlite, mssql or oracle
    #[arg(short, long, value_name = "NAME", global = true)]
    pub dialect: Vec<String>,
    /// The server's version, such as 15
    #[arg(long, value_name = "V", global = true)]
    pub dialect_version: Option<String>,
    /// A database URL; only its scheme is read
    #[arg(long, global = true)]
    pub url: Option<String>,
    /// A target of the configuration
    #[arg(short, long, value_name = "LABEL", global = true)]
    pub target: Option<String>,
    /// Set a variable; `-x db=LABEL` is `--target LABEL`
    #[arg(short = 'x', value_name = "KEY=VALUE", value_parser = pair, global = true)]
    pub variables: Vec<(String, String)>,
    /// The schema of names that have none
    #[arg(long, value_name = "NAME", global = true)]
    pub schema: Option<String>,
    /// The schema of the version table
    #[arg(long, value_name = "NAME", global = true)]
    pub version_table_schema: Option<String>,
    /// human, short, json, sarif, github or gitlab
    #[arg(long, value_name = "FORMAT", value_parser = word(FORMATS), default_value = "human", global = true)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub message_format: MessageFormat,
    /// auto, always or never
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub color: Color,
    /// `warnings`: treat them as errors
    #[arg(long, value_name = "RULE", global = true)]
    pub deny: Vec<String>,
    /// Warn of what this rule finds
    #[arg(long, value_name = "RULE", global = true, hide = true)]
    pub warn: Vec<String>,
    /// Silence a rule
    #[arg(long, value_name = "RULE", global = true, hide = true)]
    pub allow: Vec<String>,
    /// Show errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

impl Global {
    /// What these options override in the configuration.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            dialects: self.dialect.clone(),
            dialect_version: self.dialect_version.clone(),
            url: self.url.clone(),
            target: self.target.clone(),
            variables: self.variables.clone(),
            schema: self.schema.clone(),
            version_table_schema: self.version_table_schema.clone(),
            ..Overrides::default()
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// Where the database stands.
#[derive(Args, Clone, Default)]
pub struct Standing {
    /// The revision that the database is at
    #[arg(long, value_name = "REV", action = ArgAction::Append, allow_hyphen_values = true)]
    pub current: Vec<String>,
    /// A text file with it, or an SQL dump with the version table
    #[arg(long, value_name = "FILE", conflicts_with = "current")]
    pub current_from: Option<PathBuf>,
}

/// How a list is written.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    Text,
    Json,
}

/// A command that is known and not there yet: whatever follows is let pass.
#[derive(Args)]
pub struct Later {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<OsString>,
}

#[derive(Subcommand)]
pub enum Command {
    Upgrade(upgrade::Arguments),
    Downgrade(downgrade::Arguments),
    Stamp(stamp::Arguments),
    EnsureVersion(ensure_version::Arguments),
    History(history::Arguments),
    Heads(heads::Arguments),
    Branches(branches::Arguments),
    Show(show::Arguments),
    Graph(graph::Arguments),
    Schema(schema::Arguments),
    Dialects(dialects::Arguments),
    Check(check::Arguments),
    Explain(explain::Arguments),
    Current(current::Arguments),
    Init(init::Arguments),
    Revision(revision::Arguments),
    Merge(merge::Arguments),
    Edit(edit::Arguments),
    Rebase(rebase::Arguments),
    Freeze(freeze::Arguments),
    Golden(golden::Arguments),
    JsonSchema(json_schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),

    #[command(hide = true)]
    Lint(Later),
    #[command(hide = true)]
    Diff(Later),
    #[command(hide = true)]
    Handoff(Later),
    #[command(hide = true)]
    Import(Later),
    #[command(hide = true)]
    Squash(Later),
}
