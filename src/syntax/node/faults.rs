//! What the YAML parser complains about, in the user's terms.

use crate::diag::{Diagnostic, codes};
use crate::source::Span;

const KEY_WITHOUT_COLON: &str = "simple key expect ':'";

/// True for what the parser notices only on the line below.
pub(super) fn is_seen_below(info: &str) -> bool {
    info.contains(KEY_WITHOUT_COLON)
}

/// What the parser says, what we say, and the way out.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "found unknown anchor",
        "the alias names an anchor that is not defined before it",
        "define it with `&name` first, or put text that begins with `*` in quotes",
    ),
    (
        "unexpected end of stream",
        "the quote is never closed",
        "close the quote; a quote inside text is doubled (`''`) or escaped (`\\\"`)",
    ),
    (
        "unknown escape character",
        "the text in double quotes holds an unknown escape",
        "write a backslash as `\\\\`, or use single quotes",
    ),
    (
        "comment intercepting the multiline text",
        "a comment stands in the middle of text that runs over several lines",
        "put the text in quotes or in a block after `|`",
    ),
    (
        KEY_WITHOUT_COLON,
        "a key has no `:` behind it",
        "write `key: value`, with a space behind the colon",
    ),
    (
        "mapping values are not allowed in this context",
        "a `:` stands where no key can be",
        "put text that holds `: ` in quotes, and check the indentation",
    ),
    (
        "must be followed by a valid YAML whitespace",
        "a tab stands behind a `:` or a `-`",
        "write a space there",
    ),
    (
        "illegal placement of ':'",
        "a `:` stands where no key can be: is a `[` or `{` above not closed?",
        "close it, or put text that holds `: ` in quotes",
    ),
    (
        "invalid trailing content after double-quoted",
        "text stands behind a closing quote",
        "a quote inside text is doubled (`''`) or escaped (`\\\"`)",
    ),
    (
        "block sequence entries are not allowed",
        "a `- ` stands where no list can begin",
        "begin the list on a line of its own",
    ),
    (
        "did not find expected ',' or '}'",
        "a `{…}` is not closed, or a comma is missing",
        "close it with `}`; text that holds `,` `{` `}` needs quotes there",
    ),
    (
        "expected ',' or ']'",
        "a `[…]` is not closed, or a comma is missing",
        "close it with `]`; text that holds `,` `[` `]` needs quotes there",
    ),
    (
        "misplaced bracket",
        "a bracket is closed that was never opened",
        "remove it, or put the text in quotes",
    ),
    (
        "found unprintable character",
        "the file holds a NUL character",
        "remove it; is this a text file?",
    ),
    (
        "unexpected character: `",
        "text cannot begin with this character",
        "put text that begins with `@`, `%` or a backquote in quotes",
    ),
    (
        "block mapping, did not find expected key",
        "the indentation does not fit what stands above",
        "begin the keys of one mapping in the same column",
    ),
    (
        "block collection, did not find expected '-'",
        "the indentation does not fit the list above",
        "begin the elements of one list in the same column",
    ),
    (
        "invalid indentation",
        "the indentation does not fit what stands above",
        "indent with spaces, more than the line that it belongs to",
    ),
    (
        "wrongly indented line in block scalar",
        "a line of the text block is indented less than its first line",
        "indent all lines of the text at least as much as its first line",
    ),
    (
        "byte order mark must not appear",
        "a byte order mark stands in the middle of the file",
        "remove it; was one file pasted into another?",
    ),
];

/// The diagnostic for a complaint of the YAML parser at `span`.
pub(super) fn malformed(complaint: &str, span: Span) -> Diagnostic {
    if complaint.contains("recursion limit") {
        return too_deep(span);
    }
    if complaint.contains("tab") && !complaint.contains("table") {
        return tab(span, 1);
    }
    match WORDS.iter().find(|(theirs, ..)| complaint.contains(theirs)) {
        Some((_, message, help)) => Diagnostic::error(codes::E0103, *message).at(span).help(*help),
        None => Diagnostic::error(codes::E0103, "this is not well-formed YAML")
            .label(span, complaint.to_owned()),
    }
}

/// Tabs at the start of `lines` lines, the first one at `span`.
pub(super) fn tab(span: Span, lines: usize) -> Diagnostic {
    let message = match lines {
        0 | 1 => "a tab is used for indentation".to_owned(),
        _ => format!("tabs are used for indentation, here and in {} more lines", lines - 1),
    };
    Diagnostic::error(codes::E0103, message).at(span).help("indent with spaces")
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0104, format!("nested more than {} levels deep", super::MAX_DEPTH))
        .at(span)
}

pub(super) fn too_many(span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0104, format!("the file holds more than {} values", super::MAX_NODES))
        .at(span)
        .help("put bulk data in a CSV file beside the revision (`file: seed.csv`)")
}

pub(super) fn flow_too_long(span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0104, "a `[…]` or `{…}` is longer than 4 MiB").at(span).help(
        "write its elements as a list with `- `, or put them in a CSV file (`file: seed.csv`)",
    )
}

pub(super) fn alias_bomb(span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0104, "the aliases of this file stand for more than 64 MiB")
        .label(span, "this one passes the bound")
        .help("write out what is meant, or use fewer aliases")
}

pub(super) fn alias_in_itself(span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0103, "the alias stands inside what it stands for").at(span)
}

pub(super) fn second_document(span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0103, "a second YAML document begins here")
        .at(span)
        .help("one file holds one revision: move it to a file of its own, or remove the `---`")
}

pub(super) fn unknown_tag(tag: &str, span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0103, format!("the tag `{tag}` means nothing here"))
        .at(span)
        .help("remove it, or put text that begins with `!` in quotes")
}

pub(super) fn key_not_text(span: Span) -> Diagnostic {
    Diagnostic::error(codes::E0103, "a key must be text, not a list or a mapping")
        .at(span)
        .help("put a key that begins with `[` or `{` in quotes")
}

pub(super) fn duplicate_key(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(codes::E0105, format!("the key `{key}` stands twice in one mapping"))
        .at(span)
        .also(first, "first here")
        .help("keep one of them")
}
