//! Names for constraints and indexes that were given none.
//!
//! In: a pattern such as `fk_{table}_{column_0_name}_{referred_table}`, or the rule
//! by which PostgreSQL names what is unnamed. Out: the name, cut where it is too long.

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

use crate::sql::Ident;

/// The patterns by kind: `ix`, `uq`, `ck`, `fk`, `pk`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamingConvention {
    patterns: IndexMap<String, String>,
}

/// What a pattern can speak of.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// `ix`, `uq`, `ck`, `fk` or `pk`.
    pub kind: &'a str,
    /// The table.
    pub table: &'a Ident,
    /// Its columns in order.
    pub columns: &'a [Ident],
    /// The table and columns that a foreign key refers to.
    pub referred: Option<(&'a Ident, &'a [Ident])>,
    /// The name as given.
    pub name: Option<&'a Ident>,
}

impl NamingConvention {
    /// Takes patterns by kind.
    pub fn new(patterns: IndexMap<String, String>) -> Self {
        NamingConvention { patterns }
    }

    /// The final name of a thing: a given one stays, unless the pattern builds on
    /// it with `{name}` and it does not look built already; none when no pattern fits.
    pub fn name(&self, thing: Named<'_>, limit: Option<usize>) -> Option<Ident> {
        let Some(pattern) = self.patterns.get(thing.kind) else { return thing.name.cloned() };
        let builds_on_name = pattern.contains("{name}") || pattern.contains("{constraint_name}");
        match thing.name {
            Some(name) if !builds_on_name || looks_built(pattern, name, &thing) => {
                Some(name.clone())
            }
            None if builds_on_name => None,
            _ => Some(cut(expand(pattern, &thing), limit)),
        }
    }
}

/// True when a given name begins as the pattern would make it begin.
fn looks_built(pattern: &str, name: &Ident, thing: &Named<'_>) -> bool {
    let head = pattern.split("{name}").next().unwrap_or_default();
    let head = head.split("{constraint_name}").next().unwrap_or_default();
    let head = expand(head, thing);
    !head.is_empty() && name.as_str().starts_with(&head)
}

fn expand(pattern: &str, thing: &Named<'_>) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        match behind.split_once('}') {
            Some((token, after)) => {
                text.push_str(&expand_token(token, thing));
                rest = after;
            }
            None => {
                text.push('{');
                rest = behind;
            }
        }
    }
    text + rest
}

/// One token, with the meanings that SQLAlchemy gives it
/// (<https://docs.sqlalchemy.org/en/20/core/metadata.html#sqlalchemy.schema.MetaData.params.naming_convention>).
fn expand_token(token: &str, thing: &Named<'_>) -> String {
    let (referred_table, referred_columns) = match thing.referred {
        Some((table, columns)) => (table.as_str(), columns),
        None => ("", &[][..]),
    };
    match token {
        "table" | "table_name" => return thing.table.as_str().to_owned(),
        "referred_table" | "referred_table_name" => return referred_table.to_owned(),
        "name" | "constraint_name" => {
            return thing.name.map_or_else(String::new, |name| name.as_str().to_owned());
        }
        _ => {}
    }
    let (columns, token) = match token.strip_prefix("referred_") {
        Some(token) => (referred_columns, token),
        None => (thing.columns, token),
    };
    let Some((which, what)) =
        token.strip_prefix("column_").and_then(|token| token.rsplit_once('_'))
    else {
        return format!("{{{token}}}");
    };
    let one = |column: &Ident| match what {
        "label" => format!("{}_{}", thing.table.as_str(), column.as_str()),
        _ => column.as_str().to_owned(),
    };
    match which {
        "0N" => columns.iter().map(one).collect(),
        "0_N" => columns.iter().map(one).collect::<Vec<_>>().join("_"),
        number => {
            number.parse().ok().and_then(|i: usize| columns.get(i)).map(one).unwrap_or_default()
        }
    }
}

/// Cuts a name that is too long and marks it with a hash of the whole, so that two
/// names with the same beginning stay apart.
fn cut(name: String, limit: Option<usize>) -> Ident {
    let Some(limit) = limit.filter(|limit| name.len() > *limit) else { return Ident::new(name) };
    let digest = Sha256::digest(name.as_bytes());
    let mark = format!("_{:02x}{:02x}", digest[0], digest[1]);
    let mut end = limit.saturating_sub(mark.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    Ident::new(format!("{}{mark}", &name[..end]))
}

/// The name by which PostgreSQL calls an unnamed constraint: table, columns and
/// label joined, the longer of the first two cut until 63 bytes are enough, a number behind
/// it while `taken`.
pub fn automatic(
    table: &Ident,
    columns: &str,
    label: &str,
    taken: impl Fn(&Ident) -> bool,
) -> Ident {
    (0u32..)
        .map(|number| {
            let label = if number == 0 { label.to_owned() } else { format!("{label}{number}") };
            automatic_once(table.as_str(), columns, &label)
        })
        .find(|name| !taken(name))
        .unwrap_or_else(|| table.clone())
}

fn automatic_once(table: &str, columns: &str, label: &str) -> Ident {
    let joints = if columns.is_empty() { 1 } else { 2 };
    let room = 63usize.saturating_sub(label.len() + joints);
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > room {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let clip = |text: &str, mut length: usize| {
        while !text.is_char_boundary(length) {
            length -= 1;
        }
        text[..length].to_owned()
    };
    let (first, second) = (clip(table, first), clip(columns, second));
    match second.as_str() {
        "" => Ident::new(format!("{first}_{label}")),
        _ => Ident::new(format!("{first}_{second}_{label}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convention() -> NamingConvention {
        let patterns = [
            ("ix", "ix_{column_0_label}"),
            ("uq", "uq_{table}_{column_0_N_name}"),
            ("ck", "ck_{table}_{name}"),
            ("fk", "fk_{table}_{column_0_name}_{referred_table}_{referred_column_0_name}"),
        ];
        NamingConvention::new(
            patterns.map(|(k, v)| (k.to_owned(), v.to_owned())).into_iter().collect(),
        )
    }

    fn named<'a>(kind: &'a str, columns: &'a [Ident], name: Option<&'a Ident>) -> Named<'a> {
        const EMPTY: &[Ident] = &[];
        let _ = EMPTY;
        Named {
            kind,
            table: Box::leak(Box::new(Ident::from("account"))),
            columns,
            referred: None,
            name,
        }
    }

    #[test]
    fn tokens() {
        let columns = [Ident::from("a"), Ident::from("b")];
        let name = |kind| convention().name(named(kind, &columns, None), None);
        assert_eq!(name("ix"), Some(Ident::from("ix_account_a")));
        assert_eq!(name("uq"), Some(Ident::from("uq_account_a_b")));
        assert_eq!(name("ck"), None);
        let owner = Ident::from("owner");
        let id = [Ident::from("id")];
        let fk = Named { referred: Some((&owner, &id)), ..named("fk", &columns, None) };
        assert_eq!(convention().name(fk, None), Some(Ident::from("fk_account_a_owner_id")));
    }

    #[test]
    fn a_given_check_name_is_built_on_once() {
        for given in ["age", "ck_account_age"] {
            let given = Ident::from(given);
            let name = convention().name(named("ck", &[], Some(&given)), None);
            assert_eq!(name, Some(Ident::from("ck_account_age")));
        }
    }

    #[test]
    fn long_names_are_cut_with_a_mark() {
        let columns = [Ident::new("c".repeat(80))];
        let name = convention().name(named("ix", &columns, None), Some(63)).unwrap();
        assert_eq!(name.as_str().len(), 63);
        assert!(name.as_str().starts_with("ix_account_ccc"));
    }

    #[test]
    fn automatic_names_number_themselves_and_fit() {
        let table = Ident::from("account");
        assert_eq!(automatic(&table, "email", "key", |_| false), Ident::from("account_email_key"));
        let taken = |name: &Ident| name.as_str() == "account_email_key";
        assert_eq!(automatic(&table, "email", "key", taken), Ident::from("account_email_key1"));
        assert_eq!(automatic(&table, &"x".repeat(90), "fkey", |_| false).as_str().len(), 63);
    }
}
