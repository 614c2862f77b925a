//! What a database holds, as text that can be compared.
//!
//! In: lines that a server's catalog was asked for. Out: sorted lines, one a fact,
//! with fields parted by tabs: kind, relation (where it belongs to one), name, the rest.

use std::time::{SystemTime, UNIX_EPOCH};

/// The schema and the rows of one database at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// One line a fact of the schema, sorted.
    pub schema: Vec<String>,
    /// One line a row: `row`, the table, the values; sorted.
    pub rows: Vec<String>,
}

impl State {
    /// Sorts lines into schema and rows. Times that can only be this run's are masked.
    pub fn from_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let days = days_around_now();
        let mut lines: Vec<String> =
            lines.into_iter().map(|line| mask_times(line, &days)).collect();
        lines.sort();
        let (rows, schema) = lines.into_iter().partition(|line| line.starts_with("row\t"));
        State { schema, rows }
    }

    /// The same without the version table: the relation whose only column is `version_num`.
    pub fn without_version_table(&self) -> State {
        let versions = self.version_tables();
        let keep = |line: &&String| !versions.contains(&field(line, 1).to_owned());
        State {
            schema: self.schema.iter().filter(keep).cloned().collect(),
            rows: self.rows.iter().filter(keep).cloned().collect(),
        }
    }

    /// The same without what depends on the order of columns: where a column comes
    /// back at the end of its table, everything else must be as it was.
    pub fn without_order(&self) -> State {
        let schema = self.schema.iter().filter(|line| field(line, 0) != "text").map(|line| {
            let fields = line.split('\t').filter(|field| !field.starts_with("position="));
            fields.collect::<Vec<_>>().join("\t")
        });
        State { schema: schema.collect(), rows: self.rows.clone() }
    }

    /// The names of the relations whose only column is `version_num`.
    pub fn version_tables(&self) -> Vec<String> {
        let columns = || self.schema.iter().filter(|line| field(line, 0) == "column");
        let of = |line: &str| field(line, 1).to_owned();
        columns()
            .filter(|line| field(line, 2) == "version_num")
            .map(|line| of(line))
            .filter(|table| columns().filter(|line| of(line) == *table).count() == 1)
            .collect()
    }
}

fn field(line: &str, index: usize) -> &str {
    line.split('\t').nth(index).unwrap_or_default()
}

/// Yesterday, today and tomorrow as `2026-03-01`: what `now()` wrote is near one of them.
fn days_around_now() -> [String; 3] {
    let today = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() / 86_400);
    [-1, 0, 1].map(|offset| date(today as i64 + offset))
}

/// The Gregorian date of a count of days since 1970-01-01.
fn date(days: i64) -> String {
    // Counted from 0000-03-01, so that a leap day is the last of its year.
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}

fn mask_times(line: &str, days: &[String]) -> String {
    let mut masked = line.to_owned();
    for day in days {
        while let Some(start) = masked.find(day.as_str()) {
            let time = |c: char| c.is_ascii_digit() || "-:.+T ".contains(c);
            let end = masked[start..].find(|c| !time(c)).map_or(masked.len(), |n| start + n);
            masked.replace_range(start..end, "<now>");
        }
    }
    masked
}

#[test]
fn dates_are_gregorian() {
    let known =
        [(0, "1970-01-01"), (11_016, "2000-02-29"), (19_782, "2024-02-29"), (20_453, "2025-12-31")];
    for (days, text) in known {
        assert_eq!(date(days), text);
    }
}

#[test]
fn times_of_this_run_are_masked_and_others_are_not() {
    let days = ["2026-11-21".to_owned()];
    let line = "row\tt\t{\"at\":\"2026-11-21T05:25:51.123+00:00\",\"on\":\"2020-01-01\"}";
    assert_eq!(mask_times(line, &days), "row\tt\t{\"at\":\"<now>\",\"on\":\"2020-01-01\"}");
}

#[test]
fn only_a_table_with_nothing_but_version_num_is_a_version_table() {
    let state = State::from_lines([
        "column\tv\tversion_num\tposition=1",
        "table\tv\t",
        "column\tt\tversion_num\tposition=1",
        "column\tt\tid\tposition=2",
        "row\tv\tabc",
    ]);
    let rest = state.without_version_table().without_order();
    assert_eq!(rest.schema, ["column\tt\tid", "column\tt\tversion_num"]);
    assert!(rest.rows.is_empty());
}
