//! `man`: the manual pages.

use std::io;
use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;

use crate::cli::args::shown_command;
use crate::cli::output::{Product, finish};
use crate::cli::{Context, exit::Exit};
use crate::diag::codes::E0112;
use crate::diag::{Diagnostic, Report};
use crate::source::SourceMap;

const EXAMPLES: &str = "\
Examples:
  compile man | man -l -
  compile man --out-dir ~/.local/share/man/man1";

/// Write the manual page
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Write it, and a page for each command, into this directory
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
}

/// Prints the page, or writes all.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut report = Report::default();
    let product = pages(args).map_err(|error| {
        let message = format!("the manual page cannot be made: {error}");
        report.push(Diagnostic::error(E0112, message));
    });
    finish(product.ok(), report, &SourceMap::default(), cx)
}

fn pages(args: &Arguments) -> io::Result<Product> {
    let mut root = shown_command();
    root.build();
    let Some(directory) = &args.out_dir else { return Ok(Product::Text(page(&root)?)) };
    let mut files = vec![(directory.join("compile.1"), page(&root)?)];
    for command in root.get_subcommands() {
        let name = format!("compile-{}", command.get_name());
        files.push((directory.join(format!("{name}.1")), page(&command.clone().name(name))?));
    }
    Ok(Product::Tree(files))
}

fn page(command: &clap::Command) -> io::Result<String> {
    let mut text = Vec::new();
    Man::new(command.clone()).render(&mut text)?;
    String::from_utf8(text).map_err(io::Error::other)
}
