//! Names as a dialect writes them: quoted when it must be so, escaped always.

use std::fmt::Write;

use super::{Dialect, IdentifierLimit, NameMatch, Unquoted};
use crate::sql::{Ident, ObjName};

impl Dialect {
    /// The name, quoted if the dialect would read it otherwise without quotes.
    pub fn quoted(&self, ident: &Ident) -> String {
        let name = ident.as_str();
        if self.needs_quotes(name) { self.in_quotes(name) } else { name.to_owned() }
    }

    /// The name in quotes, whatever it is.
    pub fn in_quotes(&self, name: &str) -> String {
        let mut text = String::with_capacity(name.len() + 2);
        text.push(self.quote_open);
        for c in name.chars() {
            text.push(c);
            if c == self.quote_close {
                text.push(c);
            }
        }
        text.push(self.quote_close);
        text
    }

    /// A name with its schema, each quoted on its own.
    pub fn qualified(&self, name: &ObjName) -> String {
        let mut text = String::new();
        if let Some(schema) = &name.schema {
            let _ = write!(text, "{}.", self.quoted(schema));
        }
        text + &self.quoted(&name.name)
    }

    /// A role; where users have accounts, `name@host` is one of them.
    pub fn role(&self, name: &Ident) -> String {
        let accounts = self.objects.grants.as_ref().is_some_and(|grants| grants.accounts);
        match name.as_str().rsplit_once('@') {
            Some((user, host)) if accounts => {
                format!("{}@{}", self.quoted_text(user), self.quoted_text(host))
            }
            _ => self.quoted(name),
        }
    }

    /// Who gets a privilege: a role, or a word such as PUBLIC.
    pub fn grantee(&self, name: &Ident) -> String {
        let special = self.objects.grants.as_ref().map_or(&[][..], |grants| grants.special);
        let word = special.iter().find(|word| word.eq_ignore_ascii_case(name.as_str()));
        word.map_or_else(|| self.role(name), |word| (*word).to_owned())
    }

    /// True when both names mean the same object.
    pub fn same_name(&self, a: &Ident, b: &Ident) -> bool {
        match self.names {
            NameMatch::Exact => a == b,
            NameMatch::IgnoreCase => a.as_str().eq_ignore_ascii_case(b.as_str()),
        }
    }

    /// Why the name is too long, if it is: its length and the limit, in words.
    pub fn too_long(&self, name: &Ident) -> Option<String> {
        let (length, limit, unit) = match self.identifier_limit {
            IdentifierLimit::Bytes(limit) => (name.as_str().len(), limit, "bytes"),
            IdentifierLimit::Characters(limit) => {
                (name.as_str().chars().count(), limit, "characters")
            }
            IdentifierLimit::None => return None,
        };
        (length > limit)
            .then(|| format!("{length} {unit} long; {} takes at most {limit}", self.title))
    }

    /// The most bytes or characters that a name may have.
    pub fn longest_name(&self) -> Option<usize> {
        match self.identifier_limit {
            IdentifierLimit::Bytes(limit) | IdentifierLimit::Characters(limit) => Some(limit),
            IdentifierLimit::None => None,
        }
    }

    fn needs_quotes(&self, name: &str) -> bool {
        let plain = |c: char| match self.unquoted {
            Unquoted::LowerCase => c.is_ascii_lowercase(),
            Unquoted::AnyCase => c.is_ascii_alphabetic(),
        };
        let mut chars = name.chars();
        let first = chars.next().is_some_and(|c| plain(c) || c == '_');
        let rest = chars
            .all(|c| plain(c) || c.is_ascii_digit() || c == '_' || self.unquoted_extra.contains(c));
        !first || !rest || self.is_reserved(name)
    }

    fn is_reserved(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        self.reserved.binary_search(&lower.as_str()).is_ok()
    }
}
