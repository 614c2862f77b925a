//! Templates are no Rust files: cargo must be told to look at them.

fn main() {
    println!("cargo:rerun-if-changed=dialects");
}
