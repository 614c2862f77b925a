#![no_main]

#[path = "../fuzzed.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(init: fuzzed::start(), |bytes: &[u8]| fuzzed::run("sql", bytes));
