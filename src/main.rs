//! The program `compile`: an exit status around `cli`.
fn main() {}
