//! Names as a dialect writes them: quoted when it must be so, escaped always.

use std::fmt::Write;

use super::literal::is_batch_end;
use super::{Dialect, IdentifierLimit, NameMatch, NameRule, Unquoted, Version};
use crate::sql::naming::NameLimit;
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

    /// A name as the server's catalog has it.
    pub fn stored(&self, ident: &Ident) -> String {
        let name = ident.as_str();
        match self.folds_to_upper && !self.needs_quotes(name) {
            true => name.to_ascii_uppercase(),
            false => name.to_owned(),
        }
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
        let without_case = || a.as_str().eq_ignore_ascii_case(b.as_str());
        match self.names {
            NameMatch::Exact => a == b,
            NameMatch::IgnoreCase => without_case(),
            NameMatch::Folded => {
                a == b
                    || without_case() && ![a, b].iter().any(|name| self.needs_quotes(name.as_str()))
            }
        }
    }

    /// The same text for all names that mean the same object.
    pub fn folded(&self, name: &Ident) -> Ident {
        let text = name.as_str();
        let folds = text.bytes().any(|b| b.is_ascii_uppercase())
            && match self.names {
                NameMatch::Exact => false,
                NameMatch::IgnoreCase => true,
                NameMatch::Folded => !self.needs_quotes(text),
            };
        if folds { Ident::new(text.to_ascii_lowercase()) } else { name.clone() }
    }

    /// Why the name is too long at this version, if it is: its length and the limit, in words.
    pub fn too_long(&self, name: &Ident, version: Version) -> Option<String> {
        let limit = self.longest_name(version)?;
        let length = limit.measure(name.as_str());
        let unit = match limit {
            NameLimit::Bytes(_) => "bytes",
            NameLimit::Characters(_) => "characters",
        };
        let (title, most) = (self.title, limit.most());
        (length > most).then(|| match self.identifier_limit {
            IdentifierLimit::BytesSince(..) => {
                format!("{length} {unit} long; {title} {version} takes at most {most}")
            }
            _ => format!("{length} {unit} long; {title} takes at most {most}"),
        })
    }

    /// The most bytes or characters that a name may have at this version.
    pub fn longest_name(&self, version: Version) -> Option<NameLimit> {
        match self.identifier_limit {
            IdentifierLimit::Bytes(limit) => Some(NameLimit::Bytes(limit)),
            IdentifierLimit::BytesSince(before, since, then) => {
                Some(NameLimit::Bytes(if version >= since { then } else { before }))
            }
            IdentifierLimit::Characters(limit) => Some(NameLimit::Characters(limit)),
            IdentifierLimit::None => None,
        }
    }

    /// What the name has that no name of this dialect may have, and the way out.
    pub fn unusable(&self, name: &Ident) -> Option<(String, &'static str)> {
        let text = name.as_str();
        let title = self.title;
        self.names_without.iter().find_map(|rule| match rule {
            NameRule::BlankAtEnd => text.ends_with(' ').then(|| {
                (format!("{title} takes no name that ends with a blank"), "take the blank away")
            }),
            NameRule::Supplementary => text.chars().find(|c| *c > '\u{ffff}').map(|c| {
                let message =
                    format!("{title} takes no name with `{c}`, a character beyond U+FFFF");
                (message, "leave the character out")
            }),
            NameRule::Text(part) => text.contains(part).then(|| {
                let shown = part.replace('\r', "\\r").replace('\n', "\\n");
                let message = format!("a name with `{shown}` cannot be written for {title}");
                (message, "server or client would read it as something else: choose another name")
            }),
            NameRule::LineBreak => text.contains(['\n', '\r']).then(|| {
                let message = "a line break inside a name would end the statement".to_owned();
                (message, "take the line breaks out of the name")
            }),
            NameRule::BatchEnd => {
                (text.contains('\n') && text.lines().any(is_batch_end)).then(|| {
                    let message = "a line `GO` inside a name would end the batch".to_owned();
                    (message, "take the line breaks out of the name")
                })
            }
        })
    }

    fn needs_quotes(&self, name: &str) -> bool {
        let upper = name.bytes().any(|b| b.is_ascii_uppercase());
        let lower = name.bytes().any(|b| b.is_ascii_lowercase());
        let (folds, first_too) = match self.unquoted {
            Unquoted::LowerCase => (upper, "_"),
            Unquoted::AnyCase => (false, "_"),
            Unquoted::OneCase => (upper && lower, ""),
        };
        let mut chars = name.chars();
        let first = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || first_too.contains(c));
        let rest =
            chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || self.unquoted_extra.contains(c));
        folds || !first || !rest || self.is_reserved(name)
    }

    fn is_reserved(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        self.reserved.binary_search(&lower.as_str()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::DialectName;

    fn quoted(name: &str) -> [String; 6] {
        DialectName::ALL.map(|dialect| Dialect::of(dialect).quoted(&Ident::from(name)))
    }

    fn on(dialect: DialectName) -> &'static Dialect {
        Dialect::of(dialect)
    }

    #[test]
    fn a_name_is_quoted_where_the_dialect_needs_it() {
        for (name, want) in [
            ("account", "account account account account account account"),
            ("ACCOUNT", "\"ACCOUNT\" ACCOUNT ACCOUNT ACCOUNT ACCOUNT ACCOUNT"),
            ("Account", "\"Account\" Account Account Account Account \"Account\""),
            ("order", "\"order\" `order` `order` \"order\" [order] \"order\""),
            ("rank", "rank `rank` rank rank rank rank"),
            ("level", "level level level level level \"level\""),
            ("_a", "_a _a _a _a _a \"_a\""),
            ("a$b#c", "\"a$b#c\" `a$b#c` `a$b#c` \"a$b#c\" a$b#c a$b#c"),
            ("1a", "\"1a\" `1a` `1a` \"1a\" [1a] \"1a\""),
            ("é", "\"é\" `é` `é` \"é\" [é] \"é\""),
            ("a`]\"", "\"a`]\"\"\" `a``]\"` `a``]\"` \"a`]\"\"\" [a`]]\"] \"a`]\"\"\""),
        ] {
            assert_eq!(quoted(name).join(" "), want, "{name}");
        }
    }

    #[test]
    fn names_in_one_case_mean_the_folded_one_on_oracle() {
        let oracle = on(DialectName::Oracle);
        let same = |a: &str, b: &str| {
            let (a, b) = (Ident::from(a), Ident::from(b));
            assert_eq!(oracle.same_name(&a, &b), oracle.folded(&a) == oracle.folded(&b));
            oracle.same_name(&a, &b)
        };
        assert!(same("account", "ACCOUNT") && same("Account", "Account"));
        assert!(!same("account", "Account") && !same("level", "LEVEL") && !same("a b", "A B"));
    }

    #[test]
    fn limits_count_as_the_dialect_counts() {
        let long = |dialect, name: &str, version| {
            on(dialect).too_long(&Ident::from(name), version).is_some()
        };
        let any = Version(8, 0, 0);
        assert!(long(DialectName::Postgres, &"é".repeat(32), any));
        assert!(!long(DialectName::Postgres, &"é".repeat(31), any));
        assert!(!long(DialectName::Mysql, &"é".repeat(64), any));
        assert!(long(DialectName::Mariadb, &"e".repeat(65), any));
        assert!(!long(DialectName::Mssql, &"é".repeat(128), any));
        assert!(long(DialectName::Oracle, &"e".repeat(31), Version(12, 1, 0)));
        assert!(!long(DialectName::Oracle, &"e".repeat(128), Version(12, 2, 0)));
        assert!(!long(DialectName::Sqlite, &"e".repeat(500), any));
    }

    #[test]
    fn what_cannot_be_a_name_is_told() {
        let unusable = |dialect, name: &str| on(dialect).unusable(&Ident::from(name)).is_some();
        assert!(unusable(DialectName::Mysql, "a ") && unusable(DialectName::Mariadb, "😀"));
        assert!(unusable(DialectName::Mssql, "a\nGO\nb") && unusable(DialectName::Mssql, "$(x)"));
        assert!(unusable(DialectName::Oracle, "a\"b") && unusable(DialectName::Oracle, "a&b"));
        assert!(
            !unusable(DialectName::Postgres, "a \n\"😀&") && !unusable(DialectName::Mysql, " a")
        );
    }
}
