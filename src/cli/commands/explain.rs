//! `explain`: what a diagnostic means, with an example before and after.

use clap::Args;

use crate::cli::Context;
use crate::cli::exit::Exit;
use crate::cli::output::{Product, finish};
use crate::diag::codes::{self, E0506};
use crate::diag::{Diagnostic, Report, explain, suggest};
use crate::source::SourceMap;

const EXAMPLES: &str = "\
Examples:
  compile explain           every code with what it means in a line
  compile explain E0301";

/// Say what a diagnostic means, with an example before and after
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A code such as E0301; all of them when left out
    code: Option<String>,
}

/// Explains a code, or lists all. E0506 for one that there is not.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut report = Report::default();
    let text = match &args.code {
        None => Some(list()),
        Some(code) => explain::of(code).map(|page| page.to_owned()),
    };
    if let (None, Some(code)) = (&text, &args.code) {
        let all = codes::ALL.iter().map(|(code, _)| code.as_str());
        report.push(
            Diagnostic::error(E0506, format!("there is no diagnostic `{code}`"))
                .help_if(suggest::did_you_mean(&code.to_uppercase(), all))
                .help("`compile explain` lists them all"),
        );
    }
    finish(text.map(Product::Text), report, &SourceMap::default(), cx)
}

fn list() -> String {
    codes::ALL.iter().map(|(code, title)| format!("{}  {title}\n", code.as_str())).collect()
}
