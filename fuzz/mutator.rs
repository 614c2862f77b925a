//! Changes to a bundle of YAML files that mostly leave it one: whole lines with all that is
//! indented below them go, come twice, or come from elsewhere; words take each other's places.
//!
//! A block is a line and the lines below it that stand further in, so that a column, an
//! operation or a whole list moves as one thing.

/// Small numbers out of a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn new(seed: u32) -> Self {
        Dice(u64::from(seed) << 1 | 1)
    }

    /// A number below `sides`; 0 where there is none.
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

/// Values that have been somebody's undoing.
const VALUES: &[&str] = &[
    "null",
    "true",
    "~",
    "''",
    "[]",
    "{}",
    "[null]",
    "{sql: now()}",
    "{sql: ''}",
    "{hex: 0f}",
    "0",
    "-1",
    "1e400",
    "9223372036854775808",
    "-9223372036854775809",
    "0.1",
    ".inf",
    "2026-02-30",
    "0000-00-00",
    "24:00:60",
    "é",
    "\"\\0\"",
    "\"a\\nb\"",
    "'a''b'",
    "varchar(4294967296)",
    "varchar(-1)",
    "numeric(0,9)",
    "int[][]",
    "${a}",
    "$${",
    "*a",
    "&a x",
    "!!str 1",
    "|\n  SELECT 1;\n  '",
    "{postgres: a, default: b}",
    "{enum: [a, a]}",
    "auto",
    "always",
    "{env: X}",
    "[a, [b]]",
    "public",
    "alembic_version",
];

/// Changes the first `size` bytes of `data`, which has room for `max_size`; gives the new size.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice::new(seed);
    let text = std::str::from_utf8(&data[..size]).unwrap_or_default().to_owned();
    // Bytes are changed too, so that the YAML reader gets its share.
    if text.is_empty() || dice.below(5) == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=dice.below(3) {
        change(&mut lines, &mut dice);
    }
    let room = max_size.min(data.len());
    put(&lines, &mut data[..room])
}

/// Puts a block of `other` somewhere into `one`.
pub fn cross(one: &[u8], other: &[u8], out: &mut [u8], seed: u32) -> usize {
    let mut dice = Dice::new(seed);
    let lines = |bytes| std::str::from_utf8(bytes).unwrap_or_default().lines().map(str::to_owned);
    let (mut lines, other): (Vec<String>, Vec<String>) =
        (lines(one).collect(), lines(other).collect());
    for _ in 0..=dice.below(3) {
        let taken = block(&other, dice.below(other.len()));
        insert(&mut lines, &other[taken], &mut dice);
    }
    put(&lines, out)
}

fn put(lines: &[String], out: &mut [u8]) -> usize {
    let text = lines.join("\n") + "\n";
    let size = text.floor_char_boundary(text.len().min(out.len()));
    out[..size].copy_from_slice(&text.as_bytes()[..size]);
    size
}

fn change(lines: &mut Vec<String>, dice: &mut Dice) {
    if lines.is_empty() {
        return;
    }
    let at = dice.below(lines.len());
    match dice.below(8) {
        0 => drop(lines.drain(block(lines, at))),
        1 => {
            let taken = lines[block(lines, at)].to_vec();
            insert(lines, &taken, dice);
        }
        2 => {
            let taken: Vec<String> = lines.drain(block(lines, at)).collect();
            insert(lines, &taken, dice);
        }
        3 => {
            let value = VALUES[dice.below(VALUES.len())];
            set_value(lines, at, value);
        }
        4 => {
            let from = dice.below(lines.len());
            let value = lines.get(from).and_then(|line| line.split_once(": "));
            let value = value.map(|(_, value)| value.to_owned()).unwrap_or_default();
            set_value(lines, at, &value);
        }
        _ => swap_word(lines, at, dice),
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line and what is indented below it.
fn block(lines: &[String], at: usize) -> std::ops::Range<usize> {
    let Some(first) = lines.get(at) else { return 0..0 };
    let below = lines[at + 1..].iter().take_while(|line| indent(line) > indent(first));
    at..at + 1 + below.count()
}

/// Puts lines before one that begins alike, a dash or a key, at its depth; anywhere where
/// there is none.
fn insert(lines: &mut Vec<String>, taken: &[String], dice: &mut Dice) {
    let Some(first) = taken.first() else { return };
    let dashed = |line: &str| line.trim_start().starts_with('-');
    let alike: Vec<usize> =
        (0..lines.len()).filter(|&at| dashed(&lines[at]) == dashed(first)).collect();
    let at = alike.get(dice.below(alike.len())).copied().unwrap_or(lines.len());
    let depth = lines.get(at).map_or(0, |line| indent(line));
    let own = indent(first);
    let moved = taken.iter().map(|line| {
        let line = line.get(own.min(indent(line))..).unwrap_or_default();
        format!("{:depth$}{line}", "")
    });
    let moved: Vec<String> = moved.collect();
    lines.splice(at..at, moved);
}

/// Puts a value behind the last key of a line.
fn set_value(lines: &mut [String], at: usize, value: &str) {
    if let Some(line) = lines.get_mut(at)
        && let Some(end) = line.rfind(": ")
    {
        let closing: String = line.chars().rev().take_while(|c| "]}".contains(*c)).collect();
        *line = format!("{}: {value}{}", &line[..end], closing.chars().rev().collect::<String>());
    }
}

/// Puts a word of another line in place of one of this line.
fn swap_word(lines: &mut [String], at: usize, dice: &mut Dice) {
    let words = |line: &str| -> Vec<String> {
        let part = |c: char| !c.is_alphanumeric() && c != '_';
        line.split(part).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (own, other) = (words(&lines[at]), words(&lines[dice.below(lines.len())]));
    let (old, new) = (own.get(dice.below(own.len())), other.get(dice.below(other.len())));
    if let (Some(old), Some(new)) = (old, new) {
        lines[at] = lines[at].replacen(old.as_str(), new, 1);
    }
}
