//! Names for constraints and indexes that were given none.
//!
//! In: a pattern such as `fk_{table}_{column_0_name}_{referred_table}`, or the rule
//! by which PostgreSQL names what is unnamed. Out: the name, cut where it is too long.

use indexmap::IndexMap;

use crate::diag::suggest;
use crate::sql::{Ident, md5};

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
    /// The table's schema where the revision gives one; SQLAlchemy's labels begin with it.
    pub schema: Option<&'a Ident>,
    /// The table.
    pub table: &'a Ident,
    /// Its columns in order.
    pub columns: &'a [Ident],
    /// The table and columns that a foreign key refers to.
    pub referred: Option<(&'a Ident, &'a [Ident])>,
    /// The name as given.
    pub name: Option<&'a Ident>,
}

/// The most that a name may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameLimit {
    /// Bytes of UTF-8.
    Bytes(usize),
    /// Characters.
    Characters(usize),
}

impl NameLimit {
    /// The number.
    pub fn most(self) -> usize {
        match self {
            NameLimit::Bytes(most) | NameLimit::Characters(most) => most,
        }
    }

    /// How much of it a text takes.
    pub fn measure(self, text: &str) -> usize {
        match self {
            NameLimit::Bytes(_) => text.len(),
            NameLimit::Characters(_) => text.chars().count(),
        }
    }

    /// The beginning of a text that takes no more than `length`.
    fn head(self, text: &str, length: usize) -> &str {
        let fits = |(at, c): &(usize, char)| self.measure(&text[..at + c.len_utf8()]) <= length;
        let end = text.char_indices().take_while(fits).last();
        &text[..end.map_or(0, |(at, c)| at + c.len_utf8())]
    }
}

impl NamingConvention {
    /// Takes patterns by kind.
    pub fn new(patterns: IndexMap<String, String>) -> Self {
        NamingConvention { patterns }
    }

    /// The final name of a thing: a given one stays, unless the pattern builds on
    /// it with `{name}` and it does not look built already; none when no pattern fits.
    pub fn name(&self, thing: Named<'_>, limit: Option<NameLimit>) -> Option<Ident> {
        let Some(pattern) = self.patterns.get(thing.kind) else { return thing.name.cloned() };
        let pieces = pieces(pattern);
        let builds_on_name = pieces.iter().any(Piece::is_name);
        match thing.name {
            Some(name) if !builds_on_name || looks_built(&pieces, name, &thing) => {
                Some(name.clone())
            }
            None if builds_on_name => None,
            _ => Some(cut(expand(&pieces, &thing), limit)),
        }
    }

    /// What is wrong with a pattern for a kind, if anything: a token that does not exist,
    /// or that means nothing for this kind.
    pub fn fault(kind: &str, pattern: &str) -> Option<PatternFault> {
        pieces(pattern).iter().find_map(|piece| match piece {
            Piece::Token(text) => match Token::parse(text) {
                Some(token) if token.is_referred() && kind != "fk" => Some(PatternFault {
                    message: format!("`{text}` means something for foreign keys alone"),
                    help: None,
                }),
                Some(_) => None,
                None => Some(PatternFault {
                    message: format!("a name is not made of `{text}`"),
                    help: Some(
                        suggest::did_you_mean(text, TOKENS.iter().copied())
                            .unwrap_or_else(|| format!("there are {}", TOKENS.join(", "))),
                    ),
                }),
            },
            Piece::Text(_) => None,
        })
    }
}

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternFault {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// The tokens as messages list them; `column_0…` stands for any number.
const TOKENS: &[&str] = &[
    "table",
    "table_name",
    "referred_table",
    "referred_table_name",
    "name",
    "constraint_name",
    "column_0_name",
    "column_0_key",
    "column_0_label",
    "column_0N_name",
    "column_0N_key",
    "column_0N_label",
    "column_0_N_name",
    "column_0_N_key",
    "column_0_N_label",
    "referred_column_0_name",
    "referred_column_0N_name",
    "referred_column_0_N_name",
];

/// A token, with the meaning that SQLAlchemy gives it
/// (<https://docs.sqlalchemy.org/en/20/core/metadata.html#sqlalchemy.schema.MetaData.params.naming_convention>).
#[derive(Clone, Copy)]
enum Token {
    Table,
    ReferredTable,
    Name,
    Columns { referred: bool, which: Which, label: bool },
}

/// Which columns.
#[derive(Clone, Copy)]
enum Which {
    /// The one with this number.
    One(usize),
    /// All, with this between them.
    All(&'static str),
}

impl Token {
    fn parse(text: &str) -> Option<Token> {
        match text {
            "table" | "table_name" => return Some(Token::Table),
            "referred_table" | "referred_table_name" => return Some(Token::ReferredTable),
            "name" | "constraint_name" => return Some(Token::Name),
            _ => {}
        }
        let (referred, rest) = match text.strip_prefix("referred_") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (which, what) = rest.strip_prefix("column_")?.rsplit_once('_')?;
        let label = match what {
            "name" => false,
            // A column's key is its name: nothing else is known of it here.
            "key" if !referred => false,
            "label" if !referred => true,
            _ => return None,
        };
        let which = match which {
            "0N" => Which::All(""),
            "0_N" => Which::All("_"),
            number if number.bytes().all(|b| b.is_ascii_digit()) => {
                Which::One(number.parse().ok()?)
            }
            _ => return None,
        };
        Some(Token::Columns { referred, which, label })
    }

    fn is_referred(self) -> bool {
        matches!(self, Token::ReferredTable | Token::Columns { referred: true, .. })
    }

    fn expand(self, thing: &Named<'_>) -> String {
        let (referred_table, referred_columns) = match thing.referred {
            Some((table, columns)) => (table.as_str(), columns),
            None => ("", &[][..]),
        };
        let (columns, which, label) = match self {
            Token::Table => return thing.table.as_str().to_owned(),
            Token::ReferredTable => return referred_table.to_owned(),
            Token::Name => return thing.name.map_or_else(String::new, |n| n.as_str().to_owned()),
            Token::Columns { referred: true, which, label } => (referred_columns, which, label),
            Token::Columns { referred: false, which, label } => (thing.columns, which, label),
        };
        let one = |column: &Ident| match (label, thing.schema) {
            (false, _) => column.as_str().to_owned(),
            (true, None) => format!("{}_{}", thing.table.as_str(), column.as_str()),
            (true, Some(schema)) => {
                let schema = schema.as_str().replace('.', "_");
                format!("{schema}_{}_{}", thing.table.as_str(), column.as_str())
            }
        };
        match which {
            Which::One(number) => columns.get(number).map(one).unwrap_or_default(),
            Which::All(between) => columns.iter().map(one).collect::<Vec<_>>().join(between),
        }
    }
}

/// A pattern taken apart.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'p> {
    Text(&'p str),
    Token(&'p str),
}

impl Piece<'_> {
    fn is_name(&self) -> bool {
        matches!(self, Piece::Token("name" | "constraint_name"))
    }
}

/// Reads `{token}` and, as SQLAlchemy writes it, `%(token)s` and `%%`.
fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '%']) {
        let (before, behind) = rest.split_at(at);
        let token = |open, close| behind.strip_prefix(open)?.split_once(close);
        let (piece, after) = match token("{", "}").or_else(|| token("%(", ")s")) {
            Some((token, after)) => (Piece::Token(token), after),
            None => {
                let twice = usize::from(behind.starts_with("%%"));
                (Piece::Text(&behind[..1]), &behind[1 + twice..])
            }
        };
        pieces.extend([Piece::Text(before), piece]);
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// True when a given name begins as the pattern would make it begin.
fn looks_built(pieces: &[Piece<'_>], name: &Ident, thing: &Named<'_>) -> bool {
    let end = pieces.iter().position(Piece::is_name).unwrap_or(pieces.len());
    let head = expand(&pieces[..end], thing);
    !head.is_empty() && name.as_str().starts_with(&head)
}

fn expand(pieces: &[Piece<'_>], thing: &Named<'_>) -> String {
    let text = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Token(text) => Token::parse(text).map_or_else(String::new, |t| t.expand(thing)),
    });
    text.collect()
}

/// Cuts a name that is too long as SQLAlchemy does, eight short of the limit and with four
/// digits of the whole name's MD5, so that two names with the same beginning stay apart.
/// Where the limit counts bytes, so does the cut; SQLAlchemy always counts characters.
pub fn cut(name: String, limit: Option<NameLimit>) -> Ident {
    let Some(limit) = limit.filter(|limit| limit.measure(&name) > limit.most()) else {
        return Ident::new(name);
    };
    let digest = md5::hex(name.as_bytes());
    let head = limit.head(&name, limit.most().saturating_sub(8));
    Ident::new(format!("{head}_{}", &digest[28..]))
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

    fn named<'a>(
        kind: &'a str,
        table: &'a Ident,
        columns: &'a [Ident],
        name: Option<&'a Ident>,
    ) -> Named<'a> {
        Named { kind, schema: None, table, columns, referred: None, name }
    }

    #[test]
    fn tokens() {
        let table = Ident::from("account");
        let columns = [Ident::from("a"), Ident::from("b")];
        let name = |kind| convention().name(named(kind, &table, &columns, None), None);
        assert_eq!(name("ix"), Some(Ident::from("ix_account_a")));
        assert_eq!(name("uq"), Some(Ident::from("uq_account_a_b")));
        assert_eq!(name("ck"), None);
        let owner = Ident::from("owner");
        let id = [Ident::from("id")];
        let fk = Named { referred: Some((&owner, &id)), ..named("fk", &table, &columns, None) };
        assert_eq!(convention().name(fk, None), Some(Ident::from("fk_account_a_owner_id")));
    }

    #[test]
    fn both_spellings_of_every_token() {
        let (table, owner) = (Ident::from("t"), Ident::from("o"));
        let (columns, referred) = ([Ident::from("a"), Ident::from("b")], [Ident::from("x")]);
        let crm = Ident::from("c.rm");
        let thing = Named {
            schema: Some(&crm),
            referred: Some((&owner, &referred)),
            ..named("fk", &table, &columns, None)
        };
        for (token, want) in [
            ("table", "t"),
            ("table_name", "t"),
            ("referred_table_name", "o"),
            ("column_0_name", "a"),
            ("column_1_key", "b"),
            ("column_2_name", ""),
            ("column_0_label", "c_rm_t_a"),
            ("column_0N_name", "ab"),
            ("column_0_N_name", "a_b"),
            ("column_0N_label", "c_rm_t_ac_rm_t_b"),
            ("column_0_N_key", "a_b"),
            ("referred_column_0_name", "x"),
            ("referred_column_0_N_name", "x"),
        ] {
            for pattern in [format!("p%%_{{{token}}}_q"), format!("p%_%({token})s_q")] {
                assert_eq!(NamingConvention::fault("fk", &pattern), None, "{pattern}");
                assert_eq!(expand(&pieces(&pattern), &thing), format!("p%_{want}_q"), "{pattern}");
            }
        }
        for (kind, wrong) in
            [("fk", "{tabel}"), ("fk", "{referred_column_0_label}"), ("uq", "%(referred_table)s")]
        {
            assert!(NamingConvention::fault(kind, wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_given_check_name_is_built_on_once() {
        let table = Ident::from("account");
        for given in ["age", "ck_account_age"] {
            let given = Ident::from(given);
            let name = convention().name(named("ck", &table, &[], Some(&given)), None);
            assert_eq!(name, Some(Ident::from("ck_account_age")));
        }
    }

    #[test]
    fn long_names_are_cut_with_a_mark() {
        let table = Ident::from("account");
        let cut = |column: String, limit| {
            let columns = [Ident::new(column)];
            let name = convention().name(named("ix", &table, &columns, None), Some(limit));
            name.unwrap().as_str().to_owned()
        };
        // What SQLAlchemy 2 writes for `Index(None, "c" * 80)` on PostgreSQL.
        let written = format!("ix_account_{}_{}", "c".repeat(44), "6057");
        assert_eq!(cut("c".repeat(80), NameLimit::Bytes(63)), written);
        assert!(cut("é".repeat(80), NameLimit::Bytes(63)).len() <= 63);
        assert_eq!(cut("é".repeat(80), NameLimit::Characters(64)).chars().count(), 61);
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
