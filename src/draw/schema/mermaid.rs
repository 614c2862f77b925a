//! The schema as a Mermaid entity-relationship diagram, which code hosts draw in their pages.

use std::collections::BTreeSet;

use super::{Column, Diagram, Link};
use crate::draw::escape::one_line;

/// Draws the schema as a Mermaid `erDiagram`
/// (<https://mermaid.js.org/syntax/entityRelationshipDiagram.html>).
pub fn mermaid(diagram: &Diagram) -> String {
    let ids = ids(diagram);
    let id = |at: usize| ids.get(at).map_or("", String::as_str);
    let mut out = String::from("erDiagram\n");
    for (at, table) in diagram.tables.iter().enumerate() {
        // An entity without attributes may not have braces in older versions.
        let label = match id(at) == table.name {
            true => String::new(),
            false => format!("[\"{}\"]", quoted(&table.name)),
        };
        if table.columns.is_empty() {
            out += &format!("    {}{label}\n", id(at));
            continue;
        }
        out += &format!("    {}{label} {{\n", id(at));
        for column in &table.columns {
            out += &format!("        {}\n", attribute(column));
        }
        out += "    }\n";
    }
    for link in diagram.links() {
        let label = label(diagram, link);
        out += &format!(
            "    {} {}--{} {} : \"{}\"\n",
            id(link.to),
            if link.optional { "|o" } else { "||" },
            if link.single { "o|" } else { "o{" },
            id(link.from),
            quoted(&label)
        );
    }
    out
}

/// Names by which entities are referred to: their own where Mermaid takes them, else made up of
/// what it takes.
fn ids(diagram: &Diagram) -> Vec<String> {
    let plain = |name: &str| is_word(name) && !RESERVED.contains(&name.to_lowercase().as_str());
    let names = diagram.tables.iter().map(|table| &table.name);
    let mut taken: BTreeSet<String> = names.filter(|name| plain(name)).cloned().collect();
    let of = |name: &String| {
        if plain(name) {
            return name.clone();
        }
        let base: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let base = format!("t_{base}");
        let mut id = base.clone();
        let mut number = 1;
        while !taken.insert(id.clone()) {
            number += 1;
            id = format!("{base}_{number}");
        }
        id
    };
    diagram.tables.iter().map(|table| &table.name).map(of).collect()
}

/// Words of Mermaid's own that are no names of entities.
const RESERVED: &[&str] = &[
    "erdiagram",
    "title",
    "acctitle",
    "accdescr",
    "direction",
    "style",
    "classdef",
    "class",
    "one",
    "only",
    "zero",
    "many",
    "to",
    "optionally",
    "u",
    "o",
    "default",
    "end",
    "tb",
    "bt",
    "lr",
    "rl",
];

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A word as an attribute's type or name may be: letters, digits, `_`, `-`, parentheses and
/// brackets, the first a letter. Whatever else is there becomes `_`.
fn word(text: &str) -> String {
    let text = one_line(text).replace(", ", ",");
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-()[]".contains(c);
    let mut word: String = text.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    if !word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        word.insert(0, '_');
    }
    // These are Mermaid's own.
    if ["PK", "FK", "UK"].contains(&word.as_str()) {
        word.push('_');
    }
    word
}

/// `type name PK, FK "comment"`; what a name or type really is, where it is no word, and whether
/// it may be null stand in the comment.
fn attribute(column: &Column) -> String {
    let (ty, name) = (word(&column.ty), word(&column.name));
    let mut line = format!("{ty} {name}");
    let keys = column.keys();
    if !keys.is_empty() {
        line += &format!(" {}", keys.join(", "));
    }
    let mut comment = Vec::new();
    if name != column.name || ty != column.ty.replace(", ", ",") {
        comment.push(format!("{} {}", column.name, column.ty));
    }
    if column.nullable {
        comment.push("null".to_owned());
    }
    comment.extend(column.comment.clone());
    if !comment.is_empty() {
        line += &format!(" \"{}\"", quoted(&comment.join("; ")));
    }
    line
}

/// A text inside of quotes. Nothing can be escaped there, and tags and codes are acted upon:
/// what could mean something is shown by what looks like it.
fn quoted(text: &str) -> String {
    let alike = |c: char| match c {
        '"' => '\'',
        '<' => '‹',
        '>' => '›',
        '#' => '＃',
        '`' => '\'',
        '%' => '％',
        '\\' => '＼',
        c => c,
    };
    one_line(text).chars().map(alike).collect()
}

/// The columns that refer.
fn label(diagram: &Diagram, link: &Link) -> String {
    let columns = diagram.tables.get(link.from).map_or(&[][..], |table| &table.columns);
    let names: Vec<&str> =
        link.columns.iter().filter_map(|at| columns.get(*at)).map(|c| c.name.as_str()).collect();
    names.join(", ")
}
