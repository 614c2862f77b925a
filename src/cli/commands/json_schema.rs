//! `json-schema`: what editors need to complete and check files.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::output::{Product, finish};
use crate::cli::{Context, exit::Exit};
use crate::diag::Report;
use crate::ops::Entry;
use crate::source::SourceMap;
use crate::{config, syntax};

const EXAMPLES: &str = "\
Examples:
  mkdir -p .cucurbit
  compile json-schema > .cucurbit/revision.schema.json
  compile json-schema --config > .cucurbit/config.schema.json";

/// Print the JSON Schema of revision files, for editors
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// That of the configuration instead
    // A flag here, in the place of the option of all commands, so it has that one's type: what
    // was given in front of the command, or stands in the environment, comes in here, too.
    #[arg(long, num_args = 0, default_missing_value = IS_MEANT)]
    config: Option<PathBuf>,
}

/// What `--config` holds when it is the flag: no file has this name.
const IS_MEANT: &str = "/";

/// Prints it; needs neither a project nor a dialect.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let text = match args.config.as_deref() {
        Some(path) if path == Path::new(IS_MEANT) => config::json_schema(),
        _ => syntax::revision::json_schema::<Entry>(),
    };
    finish(Some(Product::Text(text)), Report::default(), &SourceMap::default(), cx)
}
