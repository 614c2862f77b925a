//! What a template may ask for: names and literals in its dialect.

use std::fmt::Debug;

use crate::dialect::{Dialect, TextLiteral};
use crate::sql::{Ident, ObjName};
use crate::stmt::{Fragment, Stmt};

/// Names and literals in a dialect.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    dialect: &'static Dialect,
}

impl Writer {
    /// Writes in this dialect.
    pub fn new(dialect: &'static Dialect) -> Self {
        Writer { dialect }
    }

    /// A name, quoted where it must be.
    pub fn id(&self, name: &Ident) -> String {
        self.dialect.quoted(name)
    }

    /// A role, which may be the account of a user.
    pub fn role(&self, name: &Ident) -> String {
        self.dialect.role(name)
    }

    /// Roles, or words that mean somebody, with commas between them.
    pub fn grantees(&self, names: &[Ident]) -> String {
        names.iter().map(|name| self.dialect.grantee(name)).collect::<Vec<_>>().join(", ")
    }

    /// Names with commas between them.
    pub fn ids(&self, names: &[Ident]) -> String {
        names.iter().map(|name| self.dialect.quoted(name)).collect::<Vec<_>>().join(", ")
    }

    /// A name with its schema.
    pub fn name(&self, name: &ObjName) -> String {
        self.dialect.qualified(name)
    }

    /// A text as a quoted name.
    pub fn quoted(&self, text: &str) -> String {
        self.dialect.in_quotes(text)
    }

    /// A bare name as a text literal, as the server keeps it.
    pub fn stored(&self, name: &Ident) -> String {
        self.dialect.quoted_text(&self.dialect.stored(name))
    }

    /// Names as the server keeps them, with commas between them, as one text literal.
    pub fn stored_list(&self, names: &[Ident]) -> String {
        let names: Vec<String> = names.iter().map(|name| self.dialect.stored(name)).collect();
        self.dialect.quoted_text(&names.join(","))
    }

    /// The parts of a statement as one text literal.
    pub fn text_of(&self, parts: &[&str]) -> String {
        self.dialect.quoted_text(&parts.concat())
    }

    /// A bare name inside a text literal.
    pub fn nested_id(&self, name: &Ident) -> String {
        self.id(name).replace('\'', "''")
    }

    /// A statement without its terminator, as a text literal.
    pub fn statement(&self, statement: &Stmt) -> String {
        let text = super::render(statement, self.dialect);
        let text = text.strip_suffix(';').unwrap_or(&text);
        // In a block a line of its own ends nothing, unless the client acts on it.
        let acted_on = |line: &str| {
            let line = line.trim();
            matches!(line, "" | "/" | ".") || line.starts_with('#') || line.ends_with('-')
        };
        match text.contains(['&', '\r']) || text.lines().any(acted_on) {
            true => self.dialect.quoted_text(text),
            false => format!("'{}'", text.replace('\'', "''")),
        }
    }

    /// True for a text that is one literal, rather than an expression that makes one.
    pub fn is_literal(&self, text: &Fragment) -> bool {
        let inner = text.as_str().strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        inner.is_some_and(|inner| !inner.replace("''", "").contains('\''))
    }

    /// Comments on lines of their own.
    pub fn below(&self, comments: &Fragment) -> String {
        format!("\n{}", comments.as_str().trim_start())
    }

    /// A bare name as a text literal.
    pub fn text(&self, name: &Ident) -> String {
        self.dialect.quoted_text(name.as_str())
    }

    /// A name with its schema, quoted where it must be, as a text literal.
    pub fn text_name(&self, name: &ObjName) -> String {
        self.dialect.quoted_text(&self.dialect.qualified(name))
    }

    /// A part of a table (column, index) with the table before it, as a text literal.
    pub fn text_column(&self, table: &ObjName, part: &Ident) -> String {
        let table = self.dialect.qualified(table);
        self.dialect.quoted_text(&format!("{table}.{}", self.dialect.quoted(part)))
    }

    /// A name in a table's schema, as a text literal.
    pub fn text_sibling(&self, table: &ObjName, name: &Ident) -> String {
        self.text_name(&ObjName::new(table.schema.clone(), name.clone()))
    }

    /// CREATE SCHEMA as a text literal.
    pub fn text_create_schema(&self, name: &Ident, owner: &Option<Ident>) -> String {
        let mut text = format!("CREATE SCHEMA {}", self.id(name));
        if let Some(owner) = owner {
            text = format!("{text} AUTHORIZATION {}", self.id(owner));
        }
        self.dialect.quoted_text(&text)
    }

    /// Fragments with commas between them.
    pub fn list(&self, items: &[Fragment]) -> String {
        items.iter().map(Fragment::as_str).collect::<Vec<_>>().join(", ")
    }

    /// The same inside a text literal; `NULL` when there are none.
    pub fn nested_list(&self, items: &[Fragment]) -> String {
        match items {
            [] => "NULL".to_owned(),
            items => self.nested(&self.list(items)),
        }
    }

    /// A name with its schema inside a text literal.
    pub fn nested_name(&self, name: &ObjName) -> String {
        self.nested(&self.name(name))
    }

    /// SQL inside a text literal.
    pub fn nested(&self, sql: &str) -> String {
        let doubled = sql.replace('\'', "''");
        match self.dialect.text_literal {
            TextLiteral::Backslash => doubled.replace('\\', "\\\\"),
            TextLiteral::Plain | TextLiteral::National | TextLiteral::Pieces => doubled,
        }
    }

    /// A name of the compiler's own in a table's schema.
    pub fn sibling(&self, table: &ObjName, name: &str) -> String {
        self.name(&ObjName::new(table.schema.clone(), Ident::new(name)))
    }

    /// A text between dollar quotes that nothing in it ends; on lines of its own if it has
    /// several.
    pub fn dollar_quoted(&self, text: &Fragment) -> String {
        let text = text.as_str();
        let text = match text.contains('\n') {
            true => format!("\n{}\n", text.trim_start_matches('\n')),
            false => text.to_owned(),
        };
        let tags = (0u32..).map(|n| match n {
            0 => "$$".to_owned(),
            1 => "$body$".to_owned(),
            n => format!("$body{n}$"),
        });
        // The end of the text and the quote behind it must not make a quote of their own.
        let ends = |tag: &String| format!("{text}{tag}").find(tag.as_str()) == Some(text.len());
        let tag = tags.take(10_000).find(ends).unwrap_or_else(|| "$$".to_owned());
        format!("{tag}{text}{tag}")
    }

    /// A dollar quote around texts between dollar quotes, which none of them ends.
    pub fn outer_dollar(&self, statement: &impl Debug) -> String {
        let text = format!("{statement:?}");
        let tags = (0u32..).map(|n| match n {
            0 => "$revision$".to_owned(),
            n => format!("$revision{n}$"),
        });
        tags.take(1000)
            .find(|tag| !text.contains(tag.as_str()))
            .unwrap_or_else(|| "$revision$".to_owned())
    }

    /// A dollar quote that nothing in the statement ends.
    pub fn dollar(&self, statement: &impl Debug) -> String {
        let text = format!("{statement:?}");
        let tags = (0u32..).map(|n| match n {
            0 => "$$".to_owned(),
            1 => "$body$".to_owned(),
            n => format!("$body{n}$"),
        });
        tags.take(1000).find(|tag| !text.contains(tag.as_str())).unwrap_or_else(|| "$$".to_owned())
    }
}
