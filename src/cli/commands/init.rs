//! `init`: a new project.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::author::file_name::file_name;
use crate::author::scaffold::{self, NewRevision};
use crate::cli::output::{Product, finish, finish_then};
use crate::cli::{Context, clock, exit::Exit, files, new_revision};
use crate::config::resolve;
use crate::diag::codes::E0506;
use crate::diag::{Diagnostic, Report};
use crate::source::SourceMap;

const EXAMPLES: &str = "\
Examples:
  compile init -d postgres
  compile init shop/database -d sqlite -d postgres
  cd shop/database && compile upgrade";

/// Make a new project: a configuration and a first revision
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Where; made if it is not there
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    directory: PathBuf,
    /// The id of the first revision; else 12 random hex digits
    #[arg(long, value_name = "ID")]
    rev_id: Option<String>,
}

/// Writes what is not there yet.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut report = Report::default();
    let directory = &args.directory;
    let config = directory.join("cucurbit.yaml");
    let mut files = Vec::new();
    if config.exists() {
        let name = files::shown(&config);
        let message = format!("there is a project already: `{name}` exists");
        let help = "name another directory, as in `compile init DIR`, or go on with `compile revision -m MESSAGE`";
        report.push(Diagnostic::error(E0506, message).help(help));
    }
    // The flags alone: there is no file yet.
    let settings = resolve(None, &cx.global.overrides(), &|_| None, &mut report);
    let dialects: Vec<&str> = settings.dialects.iter().map(|(name, _)| name.as_str()).collect();
    let revisions = directory.join("revisions");
    if let Some(first) = first(&revisions, args.rev_id.as_deref(), &mut report) {
        files.push(first);
    }
    files.push((config, configuration(&dialects)));
    let sources = SourceMap::default();
    if report.has_errors() {
        return finish(None, report, &sources, cx);
    }
    let listed = files.iter().map(|(path, _)| files::shown(path) + "\n").collect();
    finish_then(Some(Product::New(files)), |_| Some(listed), report, &sources, cx)
}

/// The first revision; none where the directory holds some already.
fn first(revisions: &Path, rev_id: Option<&str>, report: &mut Report) -> Option<(PathBuf, String)> {
    let there = std::fs::read_dir(revisions).map(|mut entries| entries.next().is_some());
    if there.unwrap_or(false) {
        return None;
    }
    let id = match rev_id {
        Some(id) => {
            report.absorb(new_revision::misspelt_id(id));
            id.to_owned()
        }
        None => new_revision::random_id(|_| false).map_err(|fault| report.push(*fault)).ok()?,
    };
    let moment = clock::now(None).map_err(|fault| report.push(*fault)).ok()?;
    let message = "create account";
    let name = file_name("{rev}_{slug}", &id, message, &moment).ok()?;
    let new = NewRevision {
        id,
        message: message.to_owned(),
        create_date: moment.written,
        ..NewRevision::default()
    };
    Some((revisions.join(name), scaffold::first(&new)))
}

fn configuration(dialects: &[&str]) -> String {
    let dialect = match dialects {
        [] => "# dialect: postgres".to_owned(),
        [only] => format!("dialect: {only}"),
        several => format!("dialect: [{}]", several.join(", ")),
    };
    CONFIGURATION.replace("DIALECT", &dialect)
}

const CONFIGURATION: &str = "\
# What `compile` works with here and in every directory below.

# Where the revisions are; a list for several directories.
revisions: revisions

# What scripts are written for: postgres, mysql, mariadb, sqlite, mssql or oracle; or a
# list. `--dialect` chooses another one for one command.
DIALECT

# The versions of the servers, where they are not the ones that are assumed.
# dialect_version: {postgres: \"15\", mysql: \"8.0\"}

# The schema of names that have none, and where the version table is.
# schema: ${schema}
# version_table: {name: alembic_version, schema: \"${schema}\"}

# Values that differ from one server to another. Revisions write `${name}`, and
# `-x name=value` sets one for one command.
# variables:
#   schema: {env: DATABASE_SCHEMA, default: public}

# Chosen with `--target dev`; a target may change any key above.
# targets:
#   dev: {dialect: sqlite}
#   prod: {dialect: postgres, variables: {schema: shop}}

# Names for the constraints and indexes that revisions leave unnamed.
naming_convention:
  ix: \"ix_{column_0_label}\"
  uq: \"uq_{table}_{column_0_name}\"
  ck: \"ck_{table}_{name}\"
  fk: \"fk_{table}_{column_0_name}_{referred_table}\"
  pk: \"pk_{table}\"

# How the files of new revisions are called, and what is run on them.
file_template: \"{rev}_{slug}\"
# post_write: [\"prettier --write {file}\"]
";

#[cfg(test)]
mod tests {
    use super::configuration;
    use crate::config::{ConfigFile, Overrides, resolve};
    use crate::diag::Report;
    use crate::source::FileId;

    /// As written, and with every example put to use.
    #[test]
    fn the_configuration_is_one() {
        let plain = configuration(&["postgres", "sqlite"]);
        let used: String = configuration(&[])
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest)
                    if rest.starts_with("  ") || rest.contains(": ") || rest.ends_with(':') =>
                {
                    let is_key =
                        rest.trim_start().split(':').next().is_some_and(|key| !key.contains(' '));
                    format!("{}{rest}\n", if is_key { "" } else { "# " })
                }
                _ => format!("{line}\n"),
            })
            .collect();
        for text in [plain, used] {
            let mut report = Report::default();
            let file = ConfigFile::parse(FileId(0), &text, "", &mut report);
            let settings = resolve(file.as_ref(), &Overrides::default(), &|_| None, &mut report);
            assert!(report.is_empty(), "{text}\n{:?}", report.sorted());
            assert!(!settings.dialects.is_empty(), "{text}");
        }
    }
}
