//! The program `compile`: an exit status around `cli`.

fn main() -> std::process::ExitCode {
    cucurbit::cli::main()
}
