#![no_main]

#[path = "../fuzzed.rs"]
mod fuzzed;
#[path = "../mutator.rs"]
mod mutator;

libfuzzer_sys::fuzz_target!(init: fuzzed::start(), |bytes: &[u8]| fuzzed::run("project", bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutator::mutate(data, size, max_size, seed)
});

libfuzzer_sys::fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    mutator::cross(one, other, out, seed)
});
