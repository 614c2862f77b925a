//! What the statements of a dump do to the version table.
//!
//! In: text of any dialect. Out: the changes, in order, each with the schema that it names. Knows
//! the few shapes in which rows come, go and change; anything else that writes to the table is
//! [`Change::Unread`], never passed over.

use super::tokens::{Token, Tokens};

/// What a statement does to the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The table is made.
    Make,
    /// The table goes.
    Drop,
    /// Rows come.
    Insert(Vec<String>),
    /// These rows go; all, where none are named.
    Delete(Option<Vec<String>>),
    /// A row gets another id: this one, or the only one.
    Update { from: Option<String>, to: String },
    /// It writes in a way that is not known.
    Unread,
}

/// The schema of a table as a dump has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Written before the name.
    Named(String),
    /// That of the connection, as USE or the search path has it.
    Used(Option<String>),
}

impl Place {
    /// The schema, if there is one.
    pub(super) fn schema(&self) -> Option<&str> {
        match self {
            Place::Named(schema) => Some(schema),
            Place::Used(schema) => schema.as_deref(),
        }
    }
}

/// One statement about a table with the right name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The schema of the table.
    pub place: Place,
    /// What happens to it.
    pub change: Change,
    /// The line of its name.
    pub line: usize,
}

/// How many tokens before a name say what is done to it, and which schema it is in.
const BEFORE: usize = 10;

/// Words that begin a statement where they begin a line.
const BEGINS: [&str; 15] = [
    "select", "insert", "update", "delete", "create", "alter", "drop", "grant", "lock", "merge",
    "copy", "use", "exec", "truncate", "replace",
];

/// All that a dump does to tables of this name. `by_line` is for dumps with text that is never
/// closed: quotes end with their line.
pub(super) fn steps(text: &str, table: &str, by_line: bool) -> Vec<Step> {
    let mut found = Vec::new();
    let mut tokens = Tokens::new(text, by_line);
    let mut before: Vec<Token<'_>> = Vec::new();
    let mut head = String::new();
    let mut used = None;
    loop {
        let fresh = tokens.at_line();
        let Some(token) = tokens.next() else { return found };
        if token == Token::Mark(';') {
            before.clear();
            head.clear();
            continue;
        }
        // SQL Server's statements need no semicolon between them.
        if before.is_empty() || (fresh && BEGINS.contains(&token.word().as_str())) {
            before.clear();
            head = token.word();
        }
        if (head == "use" || head == "set")
            && let Some(schema) = connection(&before, token)
        {
            used = Some(schema);
        }
        if token.is_name(table) && tokens.peek() != Some(Token::Mark('.')) {
            let (schema, said) = qualifier(&before);
            let place = schema.map_or_else(|| Place::Used(used.clone()), Place::Named);
            if let Some(change) = change(said, &head, tokens.clone()) {
                found.push(Step { place, change, line: tokens.line() });
            }
        }
        if before.len() == BEFORE {
            before.remove(0);
        }
        before.push(token);
    }
}

/// The schema that the connection has from here on: `USE name`, `SET search_path = name`.
fn connection(before: &[Token<'_>], token: Token<'_>) -> Option<String> {
    let words: Vec<String> = before.iter().map(|token| token.word()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let path = match words.as_slice() {
        ["set", .., "search_path", "to"] => true,
        ["set", .., "search_path", _] => before.last() == Some(&Token::Mark('=')),
        words => words == ["use"],
    };
    path.then(|| token.name())?
}

/// The schema that is written before a name, and what stands before both.
fn qualifier<'t, 'a>(before: &'t [Token<'a>]) -> (Option<String>, &'t [Token<'a>]) {
    let mut schema = None;
    let mut rest = before;
    while let [front @ .., part, Token::Mark('.')] = rest {
        schema = schema.or_else(|| part.name());
        rest = front;
    }
    (schema, rest)
}

/// What is done to a table, by the words before it; none for what writes no row.
fn change(before: &[Token<'_>], head: &str, behind: Tokens<'_>) -> Option<Change> {
    let words: Vec<String> = before.iter().rev().take(4).map(|token| token.word()).collect();
    let at = |n: usize| words.get(n).map_or("", String::as_str);
    let read = match [at(0), at(1), at(2), at(3)] {
        ["table", "create", ..] | ["table", _, "create", _] => Some(Change::Make),
        ["exists", "not", "if", "table"] => Some(Change::Make),
        ["table", "drop", ..] | ["exists", "if", "table", "drop"] => Some(Change::Drop),
        ["insert", "bulk", ..] => None,
        ["insert" | "replace", ..] | ["ignore", "insert", ..] => insert(behind),
        ["into", "insert" | "replace" | "ignore" | "all", ..] => insert(behind),
        ["into", ..] if head == "insert" => insert(behind),
        ["copy", ..] => return copy(behind),
        ["update", ..] | ["only", "update", ..] => update(behind),
        ["delete", ..] | ["from", "delete", ..] | ["only", "from", "delete", ..] => delete(behind),
        ["truncate", ..]
        | ["table" | "only", "truncate", ..]
        | ["only", "table", "truncate", _] => Some(Change::Delete(None)),
        ["into", ..] => None,
        _ if ["update", "delete", "merge", "with", "load", "truncate"].contains(&head) => None,
        ["", ..] if head == "drop" => None,
        _ => return None,
    };
    Some(read.unwrap_or(Change::Unread))
}

/// `(a, b)`, if it is there: where the column of ids stands among them.
fn column_of_ids(tokens: &mut Tokens<'_>) -> Option<usize> {
    if !tokens.take_mark('(') {
        return Some(0);
    }
    let mut columns = Vec::new();
    loop {
        columns.push(tokens.next()?.name()?);
        match tokens.next()? {
            Token::Mark(',') => {}
            Token::Mark(')') => break,
            _ => return None,
        }
    }
    Some(columns.iter().position(|name| is_id(name)).unwrap_or(0))
}

fn is_id(name: &str) -> bool {
    name.eq_ignore_ascii_case("version_num")
}

/// `[(columns)] VALUES (…), (…)`, or `SELECT 'a'`, or `SET version_num = 'a'`.
fn insert(mut tokens: Tokens<'_>) -> Option<Change> {
    let column = column_of_ids(&mut tokens)?;
    let mut ids = Vec::new();
    match tokens.next()?.word().as_str() {
        "values" | "value" if tokens.peek() == Some(Token::Mark(';')) => {
            Some(Change::Insert(Vec::new()))
        }
        "values" | "value" => loop {
            ids.push(row(&mut tokens)?.into_iter().nth(column)??);
            if !tokens.take_mark(',') {
                return ends(&tokens).then_some(Change::Insert(ids));
            }
        },
        "select" => loop {
            ids.push(selected(&mut tokens)?.into_iter().nth(column)??);
            if tokens.take_word("union") {
                tokens.take_word("all");
                if !tokens.take_word("select") {
                    return None;
                }
            } else {
                return ends(&tokens).then_some(Change::Insert(ids));
            }
        },
        "set" => {
            let id = assigned(&mut tokens)?;
            ends(&tokens).then(|| Change::Insert(vec![id]))
        }
        _ => None,
    }
}

/// `('a', N'b', 3)`; none for a value that is an expression.
fn row(tokens: &mut Tokens<'_>) -> Option<Vec<Option<String>>> {
    if !tokens.take_mark('(') {
        return None;
    }
    let mut values = Vec::new();
    loop {
        let quotes_text = tokens.escapes;
        let first = tokens.next()?;
        let mut value = first.value(quotes_text);
        let mut depth = usize::from(first == Token::Mark('('));
        loop {
            match tokens.next()? {
                Token::Mark(',') if depth == 0 => break,
                Token::Mark(')') if depth == 0 => {
                    values.push(value);
                    return Some(values);
                }
                Token::Mark('(') => depth += 1,
                Token::Mark(')') => depth -= 1,
                _ => {}
            }
            value = None;
        }
        values.push(value);
    }
}

/// `'a' [AS name], 'b' [FROM dual]`.
fn selected(tokens: &mut Tokens<'_>) -> Option<Vec<Option<String>>> {
    let mut values = Vec::new();
    loop {
        let quotes_text = tokens.escapes;
        values.push(Some(tokens.next()?.value(quotes_text)?));
        let named = tokens.take_word("as");
        let is_name = tokens.peek().is_some_and(|token| match token {
            Token::Name(..) => true,
            Token::Word(word) => named || is_id(word),
            _ => false,
        });
        if is_name {
            tokens.next();
        }
        if !tokens.take_mark(',') {
            break;
        }
    }
    if tokens.take_word("from") && !tokens.take_word("dual") {
        return None;
    }
    Some(values)
}

/// True where nothing follows that would change what was read.
fn ends(tokens: &Tokens<'_>) -> bool {
    const GOES_ON: [&str; 13] = [
        "and",
        "or",
        "where",
        "from",
        "union",
        "except",
        "intersect",
        "join",
        "collate",
        "limit",
        "having",
        "group",
        "as",
    ];
    const ENDS: [&str; 11] = [
        "returning",
        "commit",
        "end",
        "insert",
        "update",
        "delete",
        "into",
        "select",
        "create",
        "drop",
        "if",
    ];
    let mut ahead = tokens.clone();
    let fresh = ahead.at_line();
    match ahead.next() {
        // `ON CONFLICT` is about rows that are there already.
        Some(Token::Word(word)) if word.eq_ignore_ascii_case("on") => ahead.take_word("conflict"),
        Some(token @ Token::Word(_)) => {
            let word = token.word();
            ENDS.contains(&word.as_str()) || (fresh && !GOES_ON.contains(&word.as_str()))
        }
        // A line of psql's own begins with a backslash.
        Some(token) => token == Token::Mark(';') || (fresh && token == Token::Mark('\\')),
        None => true,
    }
}

/// `version_num`, perhaps with its table before it.
fn id_column(tokens: &mut Tokens<'_>) -> Option<()> {
    let mut name = tokens.next()?.name()?;
    while tokens.take_mark('.') {
        name = tokens.next()?.name()?;
    }
    is_id(&name).then_some(())
}

/// `version_num = 'a'`.
fn assigned(tokens: &mut Tokens<'_>) -> Option<String> {
    id_column(tokens)?;
    let quotes_text = tokens.escapes;
    if !tokens.take_mark('=') {
        return None;
    }
    tokens.next()?.value(quotes_text)
}

/// `WHERE version_num = 'a'` or `WHERE version_num IN ('a', 'b')`; none without WHERE.
fn condition(tokens: &mut Tokens<'_>) -> Option<Option<Vec<String>>> {
    if !tokens.take_word("where") {
        return ends(tokens).then_some(None);
    }
    let mut ahead = tokens.clone();
    id_column(&mut ahead)?;
    let ids = if ahead.take_word("in") {
        *tokens = ahead;
        row(tokens)?.into_iter().collect::<Option<Vec<String>>>()?
    } else {
        vec![assigned(tokens)?]
    };
    ends(tokens).then_some(Some(ids))
}

/// `SET version_num = 'b' [WHERE version_num = 'a']`.
fn update(mut tokens: Tokens<'_>) -> Option<Change> {
    if !tokens.take_word("set") {
        return None;
    }
    let to = assigned(&mut tokens)?;
    let from = match condition(&mut tokens)? {
        None => None,
        Some(ids) => match <[String; 1]>::try_from(ids) {
            Ok([id]) => Some(id),
            Err(_) => return None,
        },
    };
    Some(Change::Update { from, to })
}

fn delete(mut tokens: Tokens<'_>) -> Option<Change> {
    condition(&mut tokens).map(Change::Delete)
}

/// `(columns) FROM stdin;` and rows up to `\.`. What copies the other way writes no row.
fn copy(mut tokens: Tokens<'_>) -> Option<Change> {
    let Some(column) = column_of_ids(&mut tokens) else { return Some(Change::Unread) };
    if tokens.take_word("to") {
        return None;
    }
    tokens.by_ref().find(|token| *token == Token::Mark(';'));
    let Some(Token::Rows(rows)) = tokens.next() else { return Some(Change::Unread) };
    let ids = rows.lines().map(|row| row.trim_end_matches('\r').split('\t').nth(column));
    let ids: Option<Vec<String>> = ids.map(|id| id.map(str::to_owned)).collect();
    Some(ids.map_or(Change::Unread, Change::Insert))
}
