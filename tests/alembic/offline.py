"""What Alembic writes for some operations, offline.

In, as JSON on standard input: [[name, dialect, code], ...], the code speaking of `op`, `sa` and what stands
below. Out, as JSON: [[sql, null] or [null, error], ...].
"""

import io
import json
import sys
import warnings

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

DIALECTS = {"postgres": "postgresql", "mariadb": "mariadb", "sqlite": "sqlite"}


def tables():
    """The tables that stand there already, for batches that must know them."""
    metadata = sa.MetaData()
    owner = sa.Table("owner", metadata, sa.Column("id", sa.Integer, autoincrement=False), sa.Column("name", sa.String(50)))
    owner.append_constraint(sa.PrimaryKeyConstraint("id"))
    account = sa.Table(
        "account", metadata,
        sa.Column("id", sa.Integer, autoincrement=False),
        sa.Column("email", sa.String(80)),
        sa.Column("age", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), server_default="new"),
        sa.Column("owner_id", sa.Integer),
        sa.PrimaryKeyConstraint("id"),
    )
    return {"owner": owner, "account": account}


def written(dialect, code):
    buffer = io.StringIO()
    context = MigrationContext.configure(
        dialect_name=DIALECTS[dialect], opts={"as_sql": True, "output_buffer": buffer, "literal_binds": True}
    )
    op = Operations(context)

    def batch(table="account", *more, **options):
        """ALTER TABLE; on sqlite the table is copied, with further constraints that it has."""
        if dialect != "sqlite":
            return op.batch_alter_table(table)
        known = tables()[table]
        for item in more:
            known.append_constraint(item)
        return op.batch_alter_table(table, copy_from=known, **options)

    names = {"op": op, "sa": sa, "batch": batch, "dialect": dialect, "context": context}
    exec(code, names)
    return buffer.getvalue()


def main():
    warnings.simplefilter("ignore")
    answers = []
    for _, dialect, code in json.load(sys.stdin):
        try:
            answers.append([written(dialect, code), None])
        except Exception as error:
            answers.append([None, f"{type(error).__name__}: {error}"])
    json.dump(answers, sys.stdout)


main()
