//! Names: plain ones, and those that only work where somebody thought of quotes and limits.

use std::collections::BTreeSet;

use cucurbit::dialect::DialectName;

use super::draw::Draw;

/// Words that one dialect or the other reserves.
const RESERVED: [&str; 14] = [
    "order", "select", "group", "user", "table", "index", "values", "level", "key", "check",
    "from", "desc", "rank", "interval",
];

/// What names a project has used, and which kinds of names it may use.
pub struct Names {
    taken: BTreeSet<String>,
    /// Out of a hundred, how many are odd.
    odd: usize,
    /// Oracle has no quotes inside of names.
    quotes: bool,
}

impl Names {
    /// Nothing is taken yet.
    pub fn new(odd: usize, dialects: &[DialectName]) -> Self {
        let quotes = !dialects.contains(&DialectName::Oracle);
        Names { taken: BTreeSet::new(), odd, quotes }
    }

    /// A name that nothing has or had in the project: servers have one space of names for
    /// tables, indexes and constraints, or several, and branches may have to share them.
    pub fn fresh(&mut self, draw: &mut Draw, stem: &str) -> String {
        let mut made = self.styled(draw, stem, self.taken.len());
        if !self.taken.insert(made.to_lowercase()) {
            made = format!("{stem}{}", self.taken.len());
            self.taken.insert(made.to_lowercase());
        }
        made
    }

    /// A column's name, which only its table must not have yet.
    pub fn column(&mut self, draw: &mut Draw, there: &[String]) -> String {
        const STEMS: [&str; 12] = [
            "name", "email", "state", "amount", "note", "kind", "code", "size", "created", "owner",
            "total", "flag",
        ];
        let stem = STEMS[draw.below(STEMS.len())];
        let made = self.styled(draw, stem, there.len());
        let taken =
            |name: &str| there.iter().any(|other| other.to_lowercase() == name.to_lowercase());
        match (taken(&made), taken(stem)) {
            (false, _) if made != format!("{stem}{}", there.len()) => made,
            (_, false) => stem.to_owned(),
            _ => (0..).map(|n| format!("{stem}_{n}")).find(|name| !taken(name)).unwrap_or(made),
        }
    }

    fn styled(&self, draw: &mut Draw, stem: &str, number: usize) -> String {
        if !draw.chance(self.odd) {
            return format!("{stem}{number}");
        }
        match draw.below(7) {
            0 => RESERVED[draw.below(RESERVED.len())].to_owned(),
            1 => format!("{}{stem}{number}Name", stem[..1].to_uppercase()),
            2 => format!("{stem} no {number}"),
            3 => format!("größe_{stem}{number}"),
            4 if self.quotes => format!("{stem} \"{number}\" it's `x` [y]"),
            4 => format!("{stem} it's {number}"),
            5 => format!("{stem}.{number}-%:x"),
            // PostgreSQL's limit is the least of all.
            _ => {
                format!("{stem}{number}_{}", "x".repeat(62 - stem.len() - number.to_string().len()))
            }
        }
    }
}
