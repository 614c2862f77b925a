"""Random revision trees and ranges, with Alembic's answers.

Writes one JSON object a tree to standard output; `tests/graph/alembic.rs` asks
`cucurbit::graph` the same questions and compares. Usage: graph_compare.py SEED TREES
"""

import json
import random
import sys
import types
import warnings

from alembic.runtime.migration import HeadMaintainer, RevisionStep
from alembic.script.base import ScriptDirectory
from alembic.script.revision import Revision, RevisionMap

warnings.simplefilter("ignore")


def random_tree(rng):
    """Revisions in an order in which each needs only earlier ones."""
    ids, tree = set(), []
    plain = rng.random() < 0.5
    for i in range(rng.randint(1, 14)):
        name = "".join(rng.choice("abc01") for _ in range(6))
        if name in ids:
            continue
        ids.add(name)
        recent = [r["id"] for r in tree[-4:]]
        parents, needs = [], []
        if recent and rng.random() < 0.9:
            parents = rng.sample(recent, 2 if len(recent) > 1 and rng.random() < 0.2 else 1)
        if tree and not plain and rng.random() < 0.25:
            needs = [rng.choice(tree)["id"]]
            if needs[0] in parents:
                needs = []
        labels = [f"label{i}"] if rng.random() < 0.2 else []
        tree.append({"id": name, "parents": parents, "needs": needs, "labels": labels})
    rng.shuffle(tree)
    return tree


def load(tree):
    def revisions():
        for r in tree:
            revision = Revision(
                r["id"],
                tuple(r["parents"]) or None,
                dependencies=tuple(r["needs"]) or None,
                branch_labels=tuple(r["labels"]) or None,
            )
            revision.module = types.SimpleNamespace(upgrade=None, downgrade=None)
            yield revision

    return RevisionMap(revisions)


class Rows(HeadMaintainer):
    """Alembic's bookkeeping of the version table, without a database."""

    def __init__(self, heads):
        super().__init__(None, heads)

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.remove(version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)


def asked(question):
    try:
        return question()
    except Exception as error:  # whatever Alembic trips over counts as a refusal
        return {"error": f"{type(error).__name__}: {error}"}


def ids(revisions):
    return sorted({r.revision for r in revisions if r is not None and r != "base"})


def migrate(map_, start, revisions, is_upgrade):
    revisions = list(revisions)
    if is_upgrade:
        revisions.reverse()
    answer = {"ok": ids(revisions)}
    try:
        rows = Rows(start)
        for revision in revisions:
            rows.update_to_step(RevisionStep(map_, revision, is_upgrade))
        answer["rows"] = sorted(rows.heads)
    except Exception as error:
        answer["rows_error"] = f"{type(error).__name__}: {error}"
    return answer


def stamp(map_, start, names):
    directory = ScriptDirectory.__new__(ScriptDirectory)
    directory.__dict__["revision_map"] = map_
    rows = Rows(start)
    for step in directory._stamp_revs(tuple(names), tuple(start)):
        rows.update_to_step(step)
    return {"ok": sorted(rows.heads)}


def random_name(rng, tree):
    """An absolute name: what `get_revisions` takes."""
    some = rng.choice(tree)["id"]
    labels = [label for r in tree for label in r["labels"]]
    branch = rng.choice(labels) if labels and rng.random() < 0.7 else rng.choice(tree)["id"]
    return rng.choice(
        [some, some, some[:4], some[:2], "head", "heads", "base", branch, branch + "@head"]
        + [f"{branch}@heads", f"{branch}@base", f"{branch}@{some}", f"{some}@head", "nowhere"]
    )


def random_end(rng, tree):
    """A name or one that counts."""
    if rng.random() < 0.5:
        return random_name(rng, tree)
    some, step = rng.choice(tree)["id"], rng.choice("+-") + str(rng.randint(1, 3))
    labels = [label for r in tree for label in r["labels"]]
    branch = (rng.choice(labels) if labels else some) + "@"
    return rng.choice([step, step, some + step, "head" + step, branch + step, branch + some + step])


def random_rows(rng, map_, tree):
    picked = [r["id"] for r in rng.sample(tree, min(len(tree), rng.choice([0, 1, 1, 2, 3])))]
    rows = []
    for one in picked:
        others = [map_.get_revision(o) for o in picked if o != one]
        held = {r.revision for r in map_._get_ancestor_nodes(others)}
        if one not in held:
            rows.append(one)
    return sorted(rows)


def questions(rng, tree):
    map_ = load(tree)
    by_id = lambda names: sorted(names)
    yield {"kind": "heads", "answer": {"ok": by_id(map_.heads)}}
    yield {"kind": "effective_heads", "answer": {"ok": by_id(map_._real_heads)}}
    yield {"kind": "bases", "answer": {"ok": by_id(map_.bases)}}
    for _ in range(12):
        name = random_name(rng, tree)
        answer = asked(lambda: {"ok": ids(map_.get_revisions(name))})
        yield {"kind": "name", "end": name, "answer": answer}
    for _ in range(12):
        start, end = random_rows(rng, map_, tree), random_end(rng, tree)
        found = lambda: map_.iterate_revisions(end, tuple(start), implicit_base=True)
        answer = asked(lambda: migrate(map_, start, found(), True))
        yield {"kind": "upgrade", "start": start, "end": end, "answer": answer}
    for _ in range(12):
        start, end = random_rows(rng, map_, tree), random_end(rng, tree)
        if rng.random() < 0.4:
            start = sorted(map_._real_heads)
        found = lambda: map_.iterate_revisions(tuple(start), end, select_for_downgrade=True)
        answer = asked(lambda: migrate(map_, start, found(), False))
        yield {"kind": "downgrade", "start": start, "end": end, "answer": answer}
    for _ in range(6):
        start, end = random_name(rng, tree), random_name(rng, tree)
        found = lambda: map_.iterate_revisions(
            end, start, inclusive=True, assert_relative_length=False
        )
        answer = asked(lambda: {"ok": ids(found())})
        yield {"kind": "history", "start": [start], "end": end, "answer": answer}
    for _ in range(6):
        start = random_rows(rng, map_, tree)
        names = [random_name(rng, tree)]
        answer = asked(lambda: stamp(map_, start, names))
        yield {"kind": "stamp", "start": start, "end": ",".join(names), "answer": answer}


def main():
    rng = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        tree = random_tree(rng)
        print(json.dumps({"revisions": tree, "questions": list(questions(rng, tree))}))


if __name__ == "__main__":
    main()
