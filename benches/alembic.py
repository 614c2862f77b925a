#!/usr/bin/env python3
"""Times `compile upgrade head` against `alembic upgrade head --sql` on the same chain.

    cargo build --release --example write_chain --bin compile
    benches/alembic.py --python VENV/bin/python [--count 1 --count 1000]

VENV holds alembic 1.20.1. The chain is the one of benches/chain; both programs run in this
one process's children, one after the other, and the best of several runs counts. Memory is
the peak of the resident set in a run of its own.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

VERSION = "1.20.1"
ROOT = pathlib.Path(__file__).resolve().parent.parent
FACTOR = 0x9E3779B97F4B

ENV = """\
from alembic import context

context.configure(dialect_name="postgresql", literal_binds=True, as_sql=True)
with context.begin_transaction():
    context.run_migrations()
"""

REVISION = '''\
"""measurements of series {n}

Revision ID: {id}
Revises: {parent}
Create Date: 2026-03-01 10:00:00
"""
import sqlalchemy as sa
from alembic import op

revision = "{id}"
down_revision = {down}
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "{table}",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous_id", sa.BigInteger()),
        sa.Column("station_name", sa.String(80), nullable=False),
        sa.Column("state", sa.String(20), nullable=False, server_default="active"),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount", sa.Numeric(12, 3)),
        sa.Column("is_checked", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("remark", sa.Text()),
        sa.Column("created_at", sa.DateTime(), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.PrimaryKeyConstraint("id", name="pk_{table}"),
        sa.ForeignKeyConstraint(["previous_id"], ["{before}.id"], name="fk_{table}_previous", ondelete="CASCADE"),
    )
    op.create_index("ix_{table}_station", "{table}", ["station_name", "measured_at"])
    op.add_column("{table}", sa.Column("quality", sa.Integer()))
    op.execute("UPDATE {table} SET quality = 0 WHERE quality IS NULL")
    op.alter_column("{table}", "quality", nullable=False)


def downgrade():
    op.drop_table("{table}")
'''


def revision_id(n):
    return f"{n * FACTOR & 0xFFFFFFFFFFFF:012x}"


def write_alembic(directory, count):
    versions = directory / "migrations" / "versions"
    versions.mkdir(parents=True)
    (directory / "alembic.ini").write_text("[alembic]\nscript_location = %(here)s/migrations\n")
    (directory / "migrations" / "env.py").write_text(ENV)
    for n in range(1, count + 1):
        parent = revision_id(n - 1) if n > 1 else None
        text = REVISION.format(
            n=n,
            id=revision_id(n),
            parent=parent or "",
            down=repr(parent),
            table=f"measurement_{n:06}",
            before=f"measurement_{max(n, 2) - 1:06}",
        )
        (versions / f"{revision_id(n)}_measurements_{n:06}.py").write_text(text)


def start(command, directory, script, errors):
    with open(script, "wb") as out:
        return subprocess.Popen(command, cwd=directory, stdout=out, stderr=errors)


def finish(child, errors):
    if child.wait() != 0:
        errors.seek(0)
        sys.exit(f"{' '.join(map(str, child.args))} failed:\n{errors.read().decode(errors='replace')}")


def seconds(command, directory, script):
    """The time of one run; its standard output goes to the file."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        finish(start(command, directory, script, errors), errors)
        return time.perf_counter() - started


def peak(command, directory, script):
    """Peak bytes of one run, read from /proc without a pause until it ends.

    What wait4 tells instead is never less than this interpreter, which the child was before exec.
    """
    highest = 0
    with tempfile.TemporaryFile() as errors:
        child = start(command, directory, script, errors)
        while child.poll() is None:
            status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
            found = re.search(r"VmHWM:\s*(\d+) kB", status)
            highest = max(highest, int(found[1]) * 1024 if found else 0)
        finish(child, errors)
    return highest


def best(command, directory, script, budget):
    """Seconds and peak bytes: the quickest of as many runs as fit into the budget, 1 to 20."""
    runs = [seconds(command, directory, script)]
    while len(runs) < 20 and sum(runs) < budget:
        runs.append(seconds(command, directory, script))
    return min(runs), peak(command, directory, script)


def counts(script):
    """How many statements of each kind a script holds: both programs must do the same work."""
    text = re.sub(r"^--.*$", "", script.read_text(), flags=re.M)
    words = r"CREATE TABLE measurement|FOREIGN KEY|CREATE INDEX|ADD COLUMN|UPDATE measurement|SET NOT NULL"
    found = re.findall(words, text)
    return {word: found.count(word) for word in words.split("|")}


def memory(value):
    # A run can be over before its first reading.
    return f"{value / 1e6:.1f} MB" if value else "-"


def duration(seconds):
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def report(label, ours, theirs):
    ratio = f"{theirs[0] / ours[0]:.0f} x"
    row = [label, duration(ours[0]), duration(theirs[0]), ratio, memory(ours[1]), memory(theirs[1])]
    print("| " + " | ".join(row) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", required=True, type=pathlib.Path, help=f"a python with alembic {VERSION}")
    parser.add_argument("--target", type=pathlib.Path, help="cargo's target directory, by default target/")
    parser.add_argument("--count", type=int, action="append", help="revisions in the chain; by default 1 and 1000")
    parser.add_argument("--budget", type=float, default=5.0, help="seconds to spend on repeating one measurement")
    options = parser.parse_args()
    target = (options.target or pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))).resolve()
    program, writer = target / "release" / "compile", target / "release" / "examples" / "write_chain"
    for file in (program, writer):
        if not file.exists():
            sys.exit(f"{file} is missing: cargo build --release --example write_chain --bin compile")
    # Not resolved: a virtual environment is known by the link's own place.
    python = options.python.absolute()
    query = "import importlib.metadata as m; print(m.version('alembic'))"
    version = subprocess.run([python, "-c", query], check=True, capture_output=True, text=True).stdout.strip()
    if version != VERSION:
        sys.exit(f"{python} has alembic {version}, and {VERSION} is what the numbers are told for")

    print("| revisions | compile | alembic | ratio | compile, peak | alembic, peak |")
    print("|---|---|---|---|---|---|")
    alembic = [python, "-m", "alembic"]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        out = scratch / "out"
        version = [best([*command, "--version"], scratch, out, 1.0) for command in ([program], alembic)]
        report("none (--version)", *version)
        smallest = None
        for count in sorted(set(options.count or [1, 1000])):
            directory = scratch / str(count)
            directory.mkdir()
            write_alembic(directory, count)
            subprocess.run([writer, str(count), directory / "revisions"], check=True)
            (directory / "cucurbit.yaml").write_text("dialect: postgres\nrevisions: revisions\n")
            ours, theirs = directory / "compile.sql", directory / "alembic.sql"
            upgrade = [program, "upgrade", "head", "--dialect", "postgres"]
            measured = best(upgrade, directory, ours, options.budget)
            report(f"{count:,}", measured, best([*alembic, "upgrade", "head", "--sql"], directory, theirs, options.budget))
            if counts(ours) != counts(theirs):
                sys.exit(f"the scripts do different things: {counts(ours)} and {counts(theirs)}")
            if smallest:
                each = (measured[1] - smallest[1]) / (count - smallest[0]) / 1e3
                print(f"<!-- {each:.1f} kB for each revision beyond {smallest[0]} -->")
            smallest = smallest or (count, measured[1])


if __name__ == "__main__":
    main()
