//! How each dialect's text is cut into tokens: data, one `static` a dialect.
//!
//! Every field is spelled out in every dialect. Client programs' own lines are part
//! of it only where a script cannot be split without them (GO, `/`, DELIMITER).

use crate::dialect::DialectName;

/// The lexical facts of a dialect.
#[derive(Debug)]
pub struct Lexical {
    /// `\'` does not end a string.
    pub backslash_escapes: bool,
    /// `E'…'` strings have backslash escapes.
    pub escape_strings: bool,
    /// Letters that belong to a string when they stand right before its quote.
    pub string_prefixes: &'static [u8],
    /// `U&'…'` and `U&"…"`.
    pub unicode_prefix: bool,
    /// `q'[…]'` and `nq'[…]'`.
    pub alternative_quotes: bool,
    /// `"…"` is a name rather than a string.
    pub double_quotes_name: bool,
    /// `` `…` `` is a name.
    pub backticks: bool,
    /// `[…]` is a name.
    pub brackets: Brackets,
    /// `$tag$…$tag$`.
    pub dollar_quotes: bool,
    /// `# …` to the end of the line.
    pub hash_comments: bool,
    /// `--` is a comment only before white space, a control character or the end.
    pub dashes_need_space: bool,
    /// A lone carriage return ends a line comment.
    pub return_ends_line: bool,
    /// `/* /* */ */` is one comment.
    pub nested_comments: bool,
    /// `/*! … */` is code; the bytes that may stand between `/*` and `!`.
    pub executable_comments: &'static [&'static str],
    /// What may stand inside a word besides letters, digits and `_`.
    pub word_extra: &'static [u8],
    /// What may begin a word besides letters and `_`.
    pub word_start_extra: &'static [u8],
    /// What a parameter or variable begins with.
    pub parameters: &'static [u8],
    /// How stored programs and batches end.
    pub bodies: Bodies,
}

/// What `[` begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brackets {
    /// A subscript, or nothing.
    Subscript,
    /// A name that ends at the first `]`.
    Name,
    /// A name in which `]]` stands for `]`.
    DoublingName,
}

/// How statements that hold `;` are told from several statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// `BEGIN ATOMIC … END`; `;` in parentheses does not end a statement.
    Atomic,
    /// Compound statements in stored programs; DELIMITER lines.
    Compound {
        /// Compound statements also stand outside of stored programs.
        anywhere: bool,
    },
    /// Only triggers, from BEGIN to `; END ;`.
    TriggerOnly,
    /// Batches end at a GO line; a module fills its batch; BEGIN … END.
    Batches,
    /// PL/SQL ends at a line that holds only `/`.
    SlashLine,
}

impl Lexical {
    /// The facts of a dialect.
    pub fn of(dialect: DialectName) -> &'static Lexical {
        match dialect {
            DialectName::Postgres => &POSTGRES,
            DialectName::Mysql => &MYSQL,
            DialectName::Mariadb => &MARIADB,
            DialectName::Sqlite => &SQLITE,
            DialectName::Mssql => &MSSQL,
            DialectName::Oracle => &ORACLE,
        }
    }
}

/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html>
static POSTGRES: Lexical = Lexical {
    backslash_escapes: false,
    escape_strings: true,
    string_prefixes: b"NBX",
    unicode_prefix: true,
    alternative_quotes: false,
    double_quotes_name: true,
    backticks: false,
    brackets: Brackets::Subscript,
    dollar_quotes: true,
    hash_comments: false,
    dashes_need_space: false,
    return_ends_line: true,
    nested_comments: true,
    executable_comments: &[],
    word_extra: b"$",
    word_start_extra: b"",
    parameters: b"$",
    bodies: Bodies::Atomic,
};

/// <https://dev.mysql.com/doc/refman/8.4/en/language-structure.html>
static MYSQL: Lexical = Lexical {
    backslash_escapes: true,
    escape_strings: false,
    string_prefixes: b"NBX",
    unicode_prefix: false,
    alternative_quotes: false,
    double_quotes_name: false,
    backticks: true,
    brackets: Brackets::Subscript,
    dollar_quotes: false,
    hash_comments: true,
    dashes_need_space: true,
    return_ends_line: false,
    nested_comments: false,
    executable_comments: &["/*!"],
    word_extra: b"$",
    word_start_extra: b"$",
    parameters: b"?@",
    bodies: Bodies::Compound { anywhere: false },
};

/// <https://mariadb.com/kb/en/comment-syntax/>
static MARIADB: Lexical = Lexical {
    backslash_escapes: true,
    escape_strings: false,
    string_prefixes: b"NBX",
    unicode_prefix: false,
    alternative_quotes: false,
    double_quotes_name: false,
    backticks: true,
    brackets: Brackets::Subscript,
    dollar_quotes: false,
    hash_comments: true,
    dashes_need_space: true,
    return_ends_line: false,
    nested_comments: false,
    executable_comments: &["/*!", "/*M!"],
    word_extra: b"$",
    word_start_extra: b"$",
    parameters: b"?@",
    bodies: Bodies::Compound { anywhere: true },
};

/// <https://sqlite.org/lang_comment.html>, <https://sqlite.org/c3ref/complete.html>
static SQLITE: Lexical = Lexical {
    backslash_escapes: false,
    escape_strings: false,
    string_prefixes: b"X",
    unicode_prefix: false,
    alternative_quotes: false,
    double_quotes_name: true,
    backticks: true,
    brackets: Brackets::Name,
    dollar_quotes: false,
    hash_comments: false,
    dashes_need_space: false,
    return_ends_line: false,
    nested_comments: false,
    executable_comments: &[],
    word_extra: b"$",
    word_start_extra: b"",
    parameters: b"?:@$#",
    bodies: Bodies::TriggerOnly,
};

/// <https://learn.microsoft.com/sql/t-sql/language-elements/sql-server-utilities-statements-go>
static MSSQL: Lexical = Lexical {
    backslash_escapes: false,
    escape_strings: false,
    string_prefixes: b"N",
    unicode_prefix: false,
    alternative_quotes: false,
    double_quotes_name: true,
    backticks: false,
    brackets: Brackets::DoublingName,
    dollar_quotes: false,
    hash_comments: false,
    dashes_need_space: false,
    return_ends_line: false,
    nested_comments: true,
    executable_comments: &[],
    word_extra: b"$#@",
    word_start_extra: b"#",
    parameters: b"@",
    bodies: Bodies::Batches,
};

/// <https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Literals.html>
static ORACLE: Lexical = Lexical {
    backslash_escapes: false,
    escape_strings: false,
    string_prefixes: b"N",
    unicode_prefix: false,
    alternative_quotes: true,
    double_quotes_name: true,
    backticks: false,
    brackets: Brackets::Subscript,
    dollar_quotes: false,
    hash_comments: false,
    dashes_need_space: false,
    return_ends_line: false,
    nested_comments: false,
    executable_comments: &[],
    word_extra: b"$#",
    word_start_extra: b"",
    parameters: b":",
    bodies: Bodies::SlashLine,
};
