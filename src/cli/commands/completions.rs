//! `completions`: what a shell needs to complete words.

use clap::Args;
use clap_complete::Shell;

use crate::cli::args::shown_command;
use crate::cli::output::{Product, finish};
use crate::cli::{Context, exit::Exit};
use crate::diag::Report;
use crate::source::SourceMap;

const EXAMPLES: &str = "\
Examples:
  compile completions bash > ~/.local/share/bash-completion/completions/compile
  compile completions zsh > ~/.zfunc/_compile
  compile completions fish > ~/.config/fish/completions/compile.fish
  compile completions powershell >> $PROFILE";

/// Write the completions of a shell
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

/// Prints the completions.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut shown_command(), "compile", &mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    finish(Some(Product::Text(text)), Report::default(), &SourceMap::default(), cx)
}
