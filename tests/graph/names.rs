//! What names stand for.

use crate::support::{DIAMOND, FORK, NEEDS, tree};
use pretty_assertions::assert_eq;

#[track_caller]
fn check(text: &str, cases: &[(&str, &str)]) {
    let tree = tree(text);
    let got: Vec<(&str, String)> = cases.iter().map(|(n, _)| (*n, tree.resolve(n))).collect();
    let wanted: Vec<(&str, String)> = cases.iter().map(|(n, w)| (*n, w.to_string())).collect();
    assert_eq!(got, wanted);
}

#[test]
fn plain_names() {
    check(
        DIAMOND,
        &[
            ("b2bb", "b2bb"),
            ("b2", "b2bb"),
            ("n", "n1nn"),
            ("head", "n1nn"),
            ("heads", "n1nn"),
            ("base", ""),
            ("left", "b1bb"),
            ("lef", "b1bb"),
            ("tag:v1.4", "m1mm"),
            ("b2bb, c1cc", "b2bb c1cc"),
            ("b2bb,b2", "b2bb"),
            ("tag:v1.0,base,head", "c1cc n1nn"),
        ],
    );
}

#[test]
fn steps() {
    check(
        DIAMOND,
        &[
            ("head-1", "m1mm"),
            ("a1aa+0", "a1aa"),
            ("b1+2", "m1mm"),
            ("tag:v1.4+1", "n1nn"),
            ("tag:v1.0-1", "a1aa"),
            ("a1-1", ""),
            ("base+1", "a1aa"),
            ("left@a1aa+2", "b2bb"),
            ("right@m1mm-1", "c2cc"),
            ("right@head-3", "c1cc"),
            ("+1", "a1aa"),
            ("left@+2", "b1bb"),
            ("left@-2", "b2bb"),
            ("-1", "m1mm"),
            (
                "n1nn-2",
                "E0206: `n1nn-2` does not say which way to go down from `m1mm`: `b2bb` and `c2cc`; name the revision, or choose the branch with `LABEL@` in front",
            ),
            (
                "a1aa+1",
                "E0206: `a1aa+1` does not say which way to go up from `a1aa`: `b1bb` and `c1cc`; name the revision, or choose the branch with `LABEL@` in front",
            ),
            (
                "head+1",
                "E0210: `head+1` leaves the tree: `n1nn` is reached after 0 steps up; the furthest up is `n1nn`",
            ),
            (
                "b1-99999999999999999999",
                "E0210: `b1-99999999999999999999` leaves the tree: `base` is reached after 2 steps down; the furthest down is `base`",
            ),
        ],
    );
}

#[test]
fn branches() {
    check(
        FORK,
        &[
            ("left@head", "b2bb"),
            ("left@heads", "b2bb"),
            ("left@base", ""),
            ("left@b1", "b1bb"),
            ("left@a1aa", "a1aa"),
            ("b1bb@head", "b2bb"),
            ("c1@heads", "c2cc"),
            ("a1aa@heads", "b2bb c2cc"),
            ("left@head-1", "b1bb"),
            ("left@b1bb+1", "b2bb"),
            ("left@-1", "b1bb"),
            ("-1", "b1bb c1cc"),
            ("heads", "b2bb c2cc"),
            (
                "left@c1cc",
                "E0205: revision `c1cc` is not on the branch `left`; leave `left@` out, or name a revision of that branch",
            ),
            (
                "head",
                "E0207: `head` wants one head and there are 2: `b2bb` and `c2cc`; name one of them, all with `heads`, or one branch, as in `left@head`; to have one head again: `compile merge heads -m MESSAGE`, or `compile rebase c2cc --onto b2bb`",
            ),
            (
                "a1aa@head",
                "E0207: `a1aa@head` wants one head and there are 2: `b2bb` and `c2cc`; name one of them, all with `heads`, or one branch, as in `left@head`",
            ),
            (
                "heads-1",
                "E0207: `heads-1` wants one head and there are 2: `b2bb` and `c2cc`; name one of them, all with `heads`, or one branch, as in `left@head`",
            ),
        ],
    );
}

#[test]
fn heads_and_dependencies() {
    check(
        NEEDS,
        &[
            ("heads", "x3xx y3yy"),
            ("xs@head", "x3xx"),
            ("ys@head", "y3yy"),
            ("ys@base+1", "y1yy"),
            (
                "base+1",
                "E0206: `base+1` does not say which way to go up from `base`: `x1xx` and `y1yy`; name the revision, or choose the branch with `LABEL@` in front",
            ),
        ],
    );
    let tree = tree("x1xx\n x2xx <- x1xx\n y1yy | needs x2xx");
    assert_eq!(tree.resolve("heads"), "y1yy");
    assert_eq!(tree.ids(&tree.graph.heads()), "x2xx y1yy");
    assert_eq!(tree.ids(&tree.graph.effective_heads()), "y1yy");
}

#[test]
fn unknown_and_ambiguous() {
    check(
        "ab1234 | label accounts | tag v1.4\n ab1256 <- ab1234\n",
        &[
            ("ab12", "E0206: `ab12` could be `ab1234` and `ab1256`; write more of the id"),
            ("a", "E0206: `a` could be `ab1234` and `ab1256`; write more of the id"),
            (
                "ab1243",
                "E0205: no revision or branch label is called `ab1243`; did you mean `ab1234`?",
            ),
            (
                "acounts@head",
                "E0205: no revision or branch label is called `acounts`; did you mean `accounts`?",
            ),
            ("tag:v1.5", "E0205: no revision has the tag `v1.5`; did you mean `tag:v1.4`?"),
            (
                "v1.4",
                "E0205: no revision or branch label is called `v1.4`; did you mean `tag:v1.4`?",
            ),
            ("tag:accounts", "E0205: no revision has the tag `accounts`; did you mean `accounts`?"),
            (
                "zzzz",
                "E0205: no revision or branch label is called `zzzz`; the tree ends at `ab1256`",
            ),
            ("hed", "E0205: no revision or branch label is called `hed`; did you mean `head`?"),
            ("", "E0205: an empty revision name; name a revision, or `head`, `heads` or `base`"),
            (
                "head,",
                "E0205: an empty name in the list `head,`; name a revision, or `head`, `heads` or `base`",
            ),
            (
                "@head",
                "E0205: `@head` lacks what stands beside the `@`; write it as `LABEL@REVISION`",
            ),
            (
                "accounts@",
                "E0205: `accounts@` lacks what stands beside the `@`; write it as `LABEL@REVISION`",
            ),
        ],
    );
}

#[test]
fn tags_and_labels_with_odd_characters() {
    check(
        "aaaa | tag v1.4-rc-1 2026:01 a@b c+1 | label rel-2\n bbbb <- aaaa | tag v1",
        &[
            ("tag:v1.4-rc-1", "aaaa"),
            ("tag:v1.4-rc-1+1", "bbbb"),
            ("tag:2026:01", "aaaa"),
            ("tag:a@b", "aaaa"),
            ("tag:c+1", "aaaa"),
            ("rel-2", "aaaa"),
            ("rel-2@head", "bbbb"),
            ("rel-2+1", "bbbb"),
            ("tag:v1-1", "aaaa"),
        ],
    );
}

#[test]
fn labels_reach_down_to_the_branch_point() {
    let tree = tree(FORK);
    let labels = |id: &str| {
        let found = tree.graph.resolve(id).unwrap();
        tree.graph.labels_of(found[0]).join(" ")
    };
    assert_eq!(
        ["a1aa", "a2aa", "b1bb", "b2bb", "c2cc"].map(labels),
        ["", "", "left", "left", "right"]
    );
    let diamond = crate::support::tree(DIAMOND);
    let merged = diamond.graph.resolve("n1nn").unwrap()[0];
    assert_eq!(diamond.graph.labels_of(merged).join(" "), "left right");
    let line = crate::support::tree("aaaa\n bbbb <- aaaa\n cccc <- bbbb | label x\n dddd <- cccc");
    for &revision in line.graph.order() {
        assert_eq!(line.graph.labels_of(revision).join(" "), "x");
    }
}

#[test]
fn branch_and_merge_points() {
    let tree = tree(DIAMOND);
    let at = |id: &str| tree.graph.resolve(id).unwrap()[0];
    assert!(tree.graph.is_branch_point(at("a1aa")) && !tree.graph.is_branch_point(at("b1bb")));
    assert!(tree.graph.is_merge_point(at("m1mm")) && !tree.graph.is_merge_point(at("n1nn")));
    assert_eq!(tree.ids(&tree.graph.bases()), "a1aa");
    assert_eq!(tree.ids(tree.graph.children(at("a1aa"))), "b1bb c1cc");
}

#[test]
fn an_empty_tree() {
    check("", &[("head", ""), ("heads", ""), ("base", ""), ("-1", "")]);
    assert_eq!(tree("").up("head"), "");
    assert_eq!(tree("").down("base"), "=>");
}
