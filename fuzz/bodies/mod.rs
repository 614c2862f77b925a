//! What each fuzz target does with a text, and what must hold for every text.
//!
//! In: a text. Out: nothing, or a panic that says what does not hold. The targets in
//! `fuzz_targets/` and the replay in `tests/fuzz_corpus.rs` share these bodies.

pub mod bundle;
mod dump;
mod loaded;
mod project;
mod range;
mod settings;
mod sql;
mod verdict;

/// A target's name, which is that of its folder in `corpus/`, and what it does.
pub type Target = (&'static str, fn(&str));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("project", project::project),
    ("value", project::value),
    ("csv", project::csv),
    ("range", range::range),
    ("sql", sql::sql),
    ("base_schema", dump::base_schema),
    ("current", dump::current),
    ("config", settings::config),
    ("lock", settings::lock),
];

/// Runs a target on bytes as they would come out of a file.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a known target");
    if let Ok(text) = cucurbit::syntax::decode(bytes.to_vec()) {
        target(&text);
    }
}
