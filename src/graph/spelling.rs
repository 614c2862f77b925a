//! Which texts can be a revision id, a branch label or a tag: those that a range
//! on the command line can still be told apart from.

use super::say::{Fault, fault};
use crate::diag::codes::E0209;
use crate::source::Spanned;

/// Words that range expressions have taken.
const RESERVED: [&str; 3] = ["head", "heads", "base"];

/// The fault of a revision id, if it has one.
pub fn check_id(id: &Spanned<String>) -> Option<Fault> {
    let problem = reserved(id).or_else(|| holds(id, |c| "@+-:,".contains(c) || blank(c)))?;
    let fault = cannot_be("a revision id", id, &problem);
    Some(fault.help("an id is any text without `@`, `+`, `-`, `:`, `,` and white space"))
}

/// The fault of a branch label, if it has one. A hyphen inside is fine, as in
/// Alembic: whole names are looked up before `-N` is read as a step.
pub fn check_label(label: &Spanned<String>) -> Option<Fault> {
    let problem = reserved(label)
        .or_else(|| holds(label, |c| "@+:,".contains(c) || blank(c)))
        .or_else(|| label.starts_with('-').then(|| "it begins with `-`".to_owned()))?;
    let fault = cannot_be("a branch label", label, &problem);
    Some(fault.help("a label is any text without `@`, `+`, `:`, `,` and white space"))
}

/// The fault of a tag, if it has one.
pub fn check_tag(tag: &Spanned<String>) -> Option<Fault> {
    let problem = if tag.trim() != tag.value {
        Some("it begins or ends with white space".to_owned())
    } else if tag.contains("tag:") {
        Some("`tag:` is what begins a tag's name in a range".to_owned())
    } else {
        holds(tag, |c| c == ',' || c.is_control())
    };
    let fault = cannot_be("a tag", tag, &problem?);
    Some(fault.help("a comma and a second `tag:` end a tag's name in a range"))
}

fn cannot_be(what: &str, text: &Spanned<String>, problem: &str) -> Fault {
    let shown: String = text.chars().filter(|c| !c.is_control()).collect();
    fault(E0209, format!("`{shown}` cannot be {what}: {problem}")).at(text.span)
}

fn reserved(text: &str) -> Option<String> {
    RESERVED.contains(&text).then(|| "ranges use this word themselves".to_owned())
}

/// What is wrong with an empty text or with the first bad character.
fn holds(text: &str, bad: impl Fn(char) -> bool) -> Option<String> {
    if text.is_empty() {
        return Some("it is empty".to_owned());
    }
    let found = text.chars().find(|&c| bad(c))?;
    Some(match found {
        c if c.is_control() => "it holds a control character".to_owned(),
        c if c.is_whitespace() => "it holds white space".to_owned(),
        c => format!("it holds `{c}`"),
    })
}

fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}
