//! The texts in `sqlite_schema`, in a form in which two ways to the same schema look alike.
//!
//! SQLite keeps a schema as the statements that made it, patched by ALTER TABLE, and its PRAGMAs
//! know neither checks nor collations nor AUTOINCREMENT. So a statement is cut into tokens, and
//! a table into columns and constraints: what a column says of constraints is taken as
//! if the table said it; needless quotes and letter case fall away.

/// Words that open a clause of a column.
const CLAUSES: [&str; 11] = [
    "constraint",
    "primary",
    "not",
    "null",
    "unique",
    "check",
    "default",
    "collate",
    "references",
    "generated",
    "as",
];

/// Words that open a constraint of a table.
const CONSTRAINTS: [&str; 5] = ["constraint", "primary", "unique", "check", "foreign"];

/// A statement of `sqlite_schema` as lines; the name is that of the object.
pub fn lines(kind: &str, name: &str, sql: &str) -> Vec<String> {
    let tokens = tokens(sql);
    let open = tokens.iter().position(|token| token == "(");
    let Some(open) = open.filter(|_| kind == "index" || word(&tokens, 1) == "table") else {
        return vec![format!("{kind}\t{name}\t{}", tokens.join(" "))];
    };
    let close = closing(&tokens, open);
    if kind == "index" {
        let parts: Vec<String> =
            parts(&tokens[open + 1..close]).into_iter().map(|part| bare(part).join(" ")).collect();
        let (head, tail) = (tokens[..open].join(" "), tokens[close + 1..].join(" "));
        return vec![format!("index\t{name}\t{head} ( {} ) {tail}", parts.join(" , "))];
    }
    let mut found = vec![format!("options\t{name}\t{}", tokens[close + 1..].join(" "))];
    let mut at = 0;
    for item in parts(&tokens[open + 1..close]) {
        if CONSTRAINTS.contains(&word(item, 0)) {
            found.push(format!("constraint\t{name}\t{}", constraint(item)));
            continue;
        }
        let (column, constraints) = column(item);
        found.push(format!("column\t{name}\tposition={at}\t{column}"));
        found.extend(constraints.iter().map(|c| format!("constraint\t{name}\t{c}")));
        at += 1;
    }
    found
}

/// A column's own words, and the constraints that stand at it as the table would say them.
fn column(item: &[String]) -> (String, Vec<String>) {
    let name = item[0].as_str();
    let mut clauses = clauses(&item[1..]).into_iter();
    let mut own = vec![format!("{name} {}", clauses.next().unwrap_or_default().join(" "))];
    let (mut rest, mut constraints, mut label) = (Vec::new(), Vec::new(), String::new());
    for clause in clauses {
        let said = |words: &str| format!("{label}{words}");
        match word(clause, 0) {
            "constraint" => {
                label = format!("{} ", clause.join(" "));
                continue;
            }
            "null" => {}
            "primary" if clause.iter().any(|token| token == "autoincrement") => {
                rest.push(said(&clause.join(" ")));
            }
            "primary" => constraints.push(said(&format!("primary key ( {name} )"))),
            "unique" => constraints.push(said(&format!("unique ( {name} )"))),
            "check" => constraints.push(said(&constraint(clause))),
            "references" => {
                let key = format!("foreign key ( {name} ) {}", references(clause));
                constraints.push(said(&key));
            }
            "default" => rest.push(said(&format!("default {}", bare(&clause[1..]).join(" ")))),
            "generated" => rest.push(clause[2..].join(" ")),
            _ => rest.push(clause.join(" ")),
        }
        label.clear();
    }
    rest.sort();
    own.extend(rest);
    (own.join(" | "), constraints)
}

/// What stands behind a column's name: its type, then clause by clause.
fn clauses(tokens: &[String]) -> Vec<&[String]> {
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        let before = at.checked_sub(1).map_or("", |n| word(tokens, n));
        let goes_on = match word(tokens, at) {
            "null" => ["not", "set", "default"].contains(&before),
            "default" => before == "set",
            "not" => word(tokens, at + 1) == "deferrable",
            "as" => before == "always",
            other => !CLAUSES.contains(&other),
        };
        if !goes_on {
            found.push(&tokens[start..at]);
            start = at;
        }
        at = if tokens[at] == "(" { closing(tokens, at) + 1 } else { at + 1 };
    }
    found.push(&tokens[start..]);
    found
}

/// A constraint of a table.
fn constraint(tokens: &[String]) -> String {
    match word(tokens, 0) {
        "constraint" => format!("{} {}", tokens[..2].join(" "), constraint(&tokens[2..])),
        "check" => format!("check ( {} )", bare(&tokens[1..]).join(" ")),
        "foreign" => {
            let at = tokens.iter().position(|token| token == "references").unwrap_or(0);
            format!("{} {}", tokens[..at].join(" "), references(&tokens[at..]))
        }
        _ => tokens.join(" "),
    }
}

/// A references clause with what follows in one order.
fn references(tokens: &[String]) -> String {
    let opens = |at: &usize| match word(tokens, *at) {
        "on" | "match" | "not" => true,
        "deferrable" => word(tokens, at - 1) != "not",
        _ => false,
    };
    let mut ends: Vec<usize> = (1..tokens.len()).filter(opens).collect();
    ends.push(tokens.len());
    let mut tail: Vec<String> =
        ends.windows(2).map(|pair| tokens[pair[0]..pair[1]].join(" ")).collect();
    tail.iter_mut().for_each(|clause| *clause = clause.replace(" initially immediate", ""));
    tail.sort();
    format!("{} {}", tokens[..ends[0]].join(" "), tail.join(" ")).trim_end().to_owned()
}

/// Without parentheses around the whole.
fn bare(mut tokens: &[String]) -> &[String] {
    while word(tokens, 0) == "(" && closing(tokens, 0) + 1 == tokens.len() {
        tokens = &tokens[1..tokens.len() - 1];
    }
    tokens
}

fn word(tokens: &[String], at: usize) -> &str {
    tokens.get(at).map_or("", String::as_str)
}

/// The place of the parenthesis that closes the one at `open`.
fn closing(tokens: &[String], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "(" => depth += 1,
            ")" if depth == 1 => return at,
            ")" => depth -= 1,
            _ => {}
        }
    }
    tokens.len() - 1
}

/// What stands between the outermost commas.
fn parts(tokens: &[String]) -> Vec<&[String]> {
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        if tokens[at] == "," {
            found.push(&tokens[start..at]);
            start = at + 1;
        }
        at = if tokens[at] == "(" { closing(tokens, at) + 1 } else { at + 1 };
    }
    found.push(&tokens[start..]);
    found
}

/// Words in small letters, names without quotes that they do not need, strings as they are.
fn tokens(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == '.';
        match c {
            c if c.is_whitespace() => {}
            '-' if chars.peek() == Some(&'-') => while chars.next().is_some_and(|c| c != '\n') {},
            '\'' | '"' | '`' | '[' => {
                let close = if c == '[' { ']' } else { c };
                let mut text = String::new();
                while let Some(c) = chars.next() {
                    if c == close && chars.peek() != Some(&close) {
                        break;
                    }
                    text.push(c);
                    if c == close {
                        chars.next();
                    }
                }
                let lower = text.to_lowercase();
                let plain = !text.is_empty()
                    && text.chars().all(|c| c.is_alphanumeric() || c == '_')
                    && !CLAUSES.contains(&lower.as_str())
                    && !CONSTRAINTS.contains(&lower.as_str());
                found.push(match (c, plain) {
                    ('\'', _) => format!("'{text}'"),
                    (_, true) => lower,
                    (_, false) => format!("\"{lower}\""),
                });
            }
            c if is_word(c) => {
                let mut text = c.to_lowercase().to_string();
                while let Some(c) = chars.next_if(|c| is_word(*c)) {
                    text.extend(c.to_lowercase());
                }
                found.push(text);
            }
            c => found.push(c.to_string()),
        }
    }
    found
}

#[test]
fn two_ways_to_one_table_look_alike() {
    let one = "CREATE TABLE \"t\"(id INTEGER PRIMARY KEY, -- the key\n a TEXT NOT NULL DEFAULT ('x') CHECK (a <> ','),
        b INT CONSTRAINT fk_b REFERENCES u(id) ON DELETE SET NULL ON UPDATE CASCADE)";
    let other = "create table t (\"id\" integer, a text default 'x' not null, b int, check ((a <> ',')),
        primary key (id), constraint fk_b foreign key (b) references \"u\" (id) on update cascade on delete set null)";
    let sorted = |sql: &str| {
        let mut lines = lines("table", "t", sql);
        lines.sort();
        lines
    };
    assert_eq!(sorted(one), sorted(other));
    assert_ne!(sorted(one), sorted(&other.replace("','", "';'")));
    assert_ne!(sorted(one), sorted(&other.replace("cascade", "set default")));
    assert_ne!(sorted(one), sorted(&other.replace("default 'x'", "default 'X'")));
    assert_ne!(sorted(one), sorted(&other.replace("constraint fk_b", "")));
}
