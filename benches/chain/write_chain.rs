//! Writes a benchmark chain to disk: `cargo run --example write_chain -- 1000 DIR`.

#[path = "mod.rs"]
mod chain;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (Some(Ok(count)), Some(directory)) = (args.first().map(|n| n.parse()), args.get(1)) else {
        eprintln!("usage: write_chain COUNT DIRECTORY");
        return ExitCode::from(2);
    };
    match write(Path::new(directory), count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{directory}: {error}");
            ExitCode::from(3)
        }
    }
}

fn write(directory: &Path, count: usize) -> std::io::Result<()> {
    fs::create_dir_all(directory)?;
    let mut files = (1..=count).map(chain::revision);
    files.try_for_each(|(name, text)| fs::write(directory.join(name), text))
}
