//! Downgrade ranges: the steps and, behind the arrow, the rows that stay.

use crate::support::{DIAMOND, FORK, NEEDS, tree};
use pretty_assertions::assert_eq;

#[track_caller]
fn check(text: &str, cases: &[(&str, &str)]) {
    let tree = tree(text);
    let got: Vec<(&str, String)> = cases.iter().map(|(n, _)| (*n, tree.down(n))).collect();
    let wanted: Vec<(&str, String)> = cases.iter().map(|(n, w)| (*n, w.to_string())).collect();
    assert_eq!(got, wanted);
}

#[test]
fn a_merged_tree() {
    check(
        DIAMOND,
        &[
            ("base", "n1nn m1mm c2cc c1cc b2bb b1bb a1aa =>"),
            ("head:base", "n1nn m1mm c2cc c1cc b2bb b1bb a1aa =>"),
            ("head:head", "=> n1nn"),
            ("-1", "n1nn => m1mm"),
            ("head:-1", "n1nn => m1mm"),
            ("head-1", "n1nn => m1mm"),
            ("m1mm:b1bb", "m1mm b2bb => b1bb c2cc"),
            ("m1mm:b2bb,c2cc", "m1mm => b2bb c2cc"),
            ("m1mm:b1bb,c1cc", "m1mm c2cc b2bb => b1bb c1cc"),
            ("m1mm:a1aa", "m1mm c2cc c1cc b2bb b1bb => a1aa"),
            ("m1mm:left@-1", "m1mm => b2bb c2cc"),
            ("m1mm:right@-2", "m1mm c2cc => b2bb c1cc"),
            ("b2bb,c2cc:left@-1", "b2bb => b1bb c2cc"),
            ("b2bb,c2cc:left@a1aa", "b2bb b1bb => c2cc"),
            ("b2bb:a1aa", "b2bb b1bb => a1aa"),
            (
                "m1mm:-1",
                "E0206: `-1` does not say which way to go down from `m1mm`: `b2bb` and `c2cc`; name the revision, or choose the branch with `LABEL@` in front",
            ),
            (
                "b2bb,c2cc:-1",
                "E0206: `-1` could count from `b2bb` and `c2cc`; say which: `LABEL@-N`, or count from a revision, as in `ID-N`",
            ),
            (
                "b1bb:m1mm",
                "E0208: the range `b1bb:m1mm` is backwards: `b1bb` comes before `m1mm`; use `upgrade`, or swap the two sides",
            ),
            (
                "b2bb:c1cc",
                "E0208: cannot downgrade to `c1cc`: it is not applied at `b2bb`; END has to be one of the revisions that START has run",
            ),
            (
                ":a1aa",
                "E0208: the range `:a1aa` is backwards: `base` comes before `a1aa`; use `upgrade`, or swap the two sides",
            ),
            (
                "+1",
                "E0208: `+1` goes up and a downgrade goes down; use `upgrade`, or count from a revision, as in `ID+1`",
            ),
            (
                "-8",
                "E0206: `-8` does not say which way to go down from `m1mm`: `b2bb` and `c2cc`; name the revision, or choose the branch with `LABEL@` in front",
            ),
            (
                "a1aa:-2",
                "E0210: `-2` leaves the tree: `base` is reached after 1 step down; the furthest down is `base`",
            ),
            (
                "base:-1",
                "E0210: `-1` leaves the tree: START has run nothing there; there is nothing to go down from",
            ),
        ],
    );
}

#[test]
fn open_branches() {
    check(
        FORK,
        &[
            ("heads:base", "c2cc c1cc b2bb b1bb a2aa a1aa =>"),
            ("heads:b1bb", "b2bb => b1bb c2cc"),
            ("heads:a2aa", "c2cc c1cc b2bb b1bb => a2aa"),
            ("heads:left@a2aa", "b2bb b1bb => c2cc"),
            ("heads:left@-2", "b2bb b1bb => c2cc"),
            ("heads:b2bb-1", "b2bb => b1bb c2cc"),
            ("heads:b1bb,c1cc", "c2cc b2bb => b1bb c1cc"),
            (
                "base",
                "E0207: a downgrade without START wants one head and there are 2: `b2bb` and `c2cc`; say where it starts: `heads:END`, `REV:END` or `--current REV`",
            ),
        ],
    );
    let tree = tree(FORK);
    assert_eq!(tree.down_from("-1", &["b2bb"]), "b2bb => b1bb");
    assert_eq!(tree.down_from("base", &["b1bb", "c1cc"]), "c1cc b1bb a2aa a1aa =>");
}

#[test]
fn dependents_go_too() {
    check(
        NEEDS,
        &[
            ("heads:x1xx", "y3yy y2yy x3xx x2xx => x1xx y1yy"),
            ("heads:x2xx", "x3xx => y3yy"),
            ("heads:xs@base", "y3yy y2yy x3xx x2xx x1xx => y1yy"),
            ("heads:ys@base", "y3yy y2yy y1yy => x3xx"),
            ("y3yy:y1yy", "y3yy y2yy => x2xx y1yy"),
            ("y3yy:x2xx", "y3yy y2yy => x2xx y1yy"),
            ("y3yy:xs@-1", "y3yy y2yy x2xx => x1xx y1yy"),
        ],
    );
}
