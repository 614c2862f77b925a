"""Which statements of some scripts sqlglot does not read.

In, as JSON on standard input: {"scripts": [[place, dialect, [batch, ...]], ...]}. Out, as JSON:
{"read": statements, "refused": [[place, dialect, statement, why], ...]}. A statement that sqlglot
carries along as text (Command), or takes for a mere expression, is not read.
"""

import json
import logging
import re
import sys

import sqlglot
from sqlglot import exp

logging.disable(logging.CRITICAL)

DIALECTS = {"mssql": "tsql", "mysql": "mysql", "mariadb": "mysql", "oracle": "oracle"}
STATEMENTS = {
    "Alter", "Comment", "Commit", "Create", "Declare", "Delete", "Drop", "Execute", "Grant", "IfBlock", "Insert",
    "Merge", "Revoke", "Rollback", "Select", "Semicolon", "Set", "Transaction", "TruncateTable", "Update", "Use",
}

PROGRAM = re.compile(r"CREATE (OR (REPLACE|ALTER) )?(TRIGGER|PROCEDURE|FUNCTION)|^END$")


def parse(sql, dialect):
    """How many statements are read, and those that are not with the reason; None for broken text."""
    try:
        found = [one for one in sqlglot.parse(sql, read=DIALECTS[dialect]) if one is not None]
    except (sqlglot.errors.SqlglotError, RecursionError) as error:
        return None, [(sql, " ".join(str(error).split())[:120])]
    unread = []
    for one in found:
        if isinstance(one, exp.Command):
            unread.append((one.sql(DIALECTS[dialect]), "carried along as text"))
        elif type(one).__name__ not in STATEMENTS:
            unread.append((one.sql(DIALECTS[dialect]), f"taken for {type(one).__name__}"))
    return len(found) - len(unread), unread


def refused(batch, dialect):
    """The same for a batch of which a part may be broken. Statements stand one blank line apart, but
    a blank line may be inside one: the shortest run of paragraphs that parses is taken."""
    count, unread = parse(batch, dialect)
    programs = [text for text, _ in unread if PROGRAM.search(text)]
    if count is not None and not programs:
        return count, unread
    paragraphs, at, read, found = batch.split("\n\n"), 0, 0, []
    while at < len(paragraphs):
        start = at
        for end in range(at + 1, len(paragraphs) + 1):
            count, unread = parse("\n\n".join(paragraphs[at:end]), dialect)
            if count is not None:
                read, at = read + count, end
                break
        else:
            unread = parse(paragraphs[at], dialect)[1]
            end = at = at + 1
        if any(PROGRAM.search(text) for text, _ in unread):
            # It is cut at the first semicolon of its body: all of it is one statement.
            unread = [("\n\n".join(paragraphs[start:end]), "a stored program, carried along as text")]
        found += unread
    return read, found


def main():
    answer = {"read": 0, "refused": []}
    for place, dialect, batches in json.load(sys.stdin)["scripts"]:
        for batch in batches:
            read, found = refused(batch, dialect)
            answer["read"] += read
            answer["refused"] += [[place, dialect, statement, why] for statement, why in found]
    json.dump(answer, sys.stdout)


main()
