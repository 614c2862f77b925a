//! Upgrade ranges, `history` ranges and stamps.

use crate::support::{DIAMOND, FORK, NEEDS, Tree, tree};
use pretty_assertions::assert_eq;

#[track_caller]
fn check(text: &str, cases: &[(&str, &str)], run: impl Fn(&Tree, &str) -> String) {
    let tree = tree(text);
    let got: Vec<(&str, String)> = cases.iter().map(|(n, _)| (*n, run(&tree, n))).collect();
    let wanted: Vec<(&str, String)> = cases.iter().map(|(n, w)| (*n, w.to_string())).collect();
    assert_eq!(got, wanted);
}

#[test]
fn a_merged_tree() {
    check(
        DIAMOND,
        &[
            ("head", "a1aa b1bb b2bb c1cc c2cc m1mm n1nn"),
            ("base:head", "a1aa b1bb b2bb c1cc c2cc m1mm n1nn"),
            (":", "a1aa b1bb b2bb c1cc c2cc m1mm n1nn"),
            (":b2", "a1aa b1bb b2bb"),
            ("b2:", "c1cc c2cc m1mm n1nn"),
            ("b2bb,c1cc:tag:v1.4", "c2cc m1mm"),
            ("tag:v1.0:tag:v1.4", "b1bb b2bb c2cc m1mm"),
            ("tag:v1.0:head-1", "b1bb b2bb c2cc m1mm"),
            ("b2bb:c2cc", "c1cc c2cc"),
            ("head:head", ""),
            ("base:base", ""),
            ("base", ""),
            ("+1", "a1aa"),
            ("b1bb:+1", "b2bb"),
            ("b1bb:+2", "b2bb c1cc c2cc m1mm"),
            ("base:left@+3", "a1aa b1bb b2bb"),
            ("b1bb:b1bb+1", "b2bb"),
            (
                "n1nn:m1mm",
                "E0208: the range `n1nn:m1mm` is backwards: `m1mm` comes before `n1nn`; use `downgrade`, or swap the two sides",
            ),
            (
                "head:base",
                "E0208: the range `head:base` is backwards: `base` comes before `n1nn`; use `downgrade`, or swap the two sides",
            ),
            (
                "-1",
                "E0208: `-1` goes down and an upgrade goes up; use `downgrade`, or count from a revision, as in `head-1`",
            ),
            ("a:b:c", "E0208: the range `a:b:c` has more than one `:`; write it as `START:END`"),
            (
                "tag:v9:head",
                "E0205: no revision has the tag `v9`; there are the tags `v1.0` and `v1.4`",
            ),
        ],
        Tree::up,
    );
}

#[test]
fn open_branches() {
    check(
        FORK,
        &[
            ("heads", "a1aa a2aa b1bb b2bb c1cc c2cc"),
            ("left@head", "a1aa a2aa b1bb b2bb"),
            ("left@head:right@head", "c1cc c2cc"),
            ("b1bb,c1cc:heads", "b2bb c2cc"),
            ("b1bb,c2cc:b2bb", "b2bb"),
            ("b1bb,c2cc:c2cc", ""),
            ("heads:heads", ""),
            ("left@base:heads", "a1aa a2aa b1bb b2bb"),
            ("left@a2aa:", "b1bb b2bb"),
            ("a2aa:left@+1", "b1bb"),
            ("right@+3", "a1aa a2aa c1cc"),
            ("b1bb:right@+1", "c1cc"),
            ("c1cc,b1bb:left@+1", "b2bb"),
            ("a2aa,b1bb:heads", "b2bb c1cc c2cc"),
            (
                "head",
                "E0207: `head` wants one head and there are 2: `b2bb` and `c2cc`; name one of them, all with `heads`, or one branch, as in `left@head`; to have one head again: `compile merge heads -m MESSAGE`, or `compile rebase c2cc --onto b2bb`",
            ),
            (
                "a1aa:",
                "E0207: `head` wants one head and there are 2: `b2bb` and `c2cc`; name one of them, all with `heads`, or one branch, as in `left@head`; to have one head again: `compile merge heads -m MESSAGE`, or `compile rebase c2cc --onto b2bb`",
            ),
            (
                "c1cc,b1bb:+1",
                "E0206: `+1` could count from `b1bb` and `c1cc`; say which: `LABEL@+N`, or count from a revision, as in `ID+N`",
            ),
        ],
        Tree::up,
    );
}

#[test]
fn dependencies_run_first() {
    check(
        NEEDS,
        &[
            ("y2yy", "x1xx x2xx y1yy y2yy"),
            ("y1yy:y2yy", "x1xx x2xx y2yy"),
            ("ys@head", "x1xx x2xx y1yy y2yy y3yy"),
            ("y2yy:xs@head", "x3xx"),
            ("heads", "x1xx x2xx x3xx y1yy y2yy y3yy"),
        ],
        Tree::up,
    );
}

#[test]
fn the_current_rows_are_where_it_starts() {
    let tree = tree(FORK);
    assert_eq!(tree.up_from("heads", &["b2bb"]), "c1cc c2cc");
    assert_eq!(tree.up_from("+1", &["b1bb"]), "b2bb");
    assert_eq!(tree.up_from("right@+1", &["b1bb", "c1cc"]), "c2cc");
    assert_eq!(tree.up_from("a1aa", &["b1bb"]), "", "a database that is further on needs nothing");
    assert_eq!(tree.up_from("base:a1aa", &["b1bb"]), "a1aa");
    assert_eq!(tree.up_from("a2aa", &["base"]), "a1aa a2aa");
    assert!(tree.up_from("heads", &["b9bb"]).starts_with("E0205"));
}

#[test]
fn history() {
    check(
        DIAMOND,
        &[
            (":", "a1aa b1bb b2bb c1cc c2cc m1mm n1nn"),
            ("b1bb:", "b1bb b2bb m1mm n1nn"),
            (":b2bb", "a1aa b1bb b2bb"),
            ("b2bb", "a1aa b1bb b2bb"),
            ("-1:", "m1mm n1nn"),
            (
                "-99:",
                "E0206: `-99` does not say which way to go down from `m1mm`: `b2bb` and `c2cc`; name the revision, or choose the branch with `LABEL@` in front",
            ),
            ("b1bb:+1", "b1bb b2bb"),
            ("m1mm:+99", "m1mm n1nn"),
            (
                "b1bb:c1cc",
                "E0208: the range `b1bb:c1cc` cannot be walked: `b1bb` does not come before `c1cc`; START is the older side, END the newer one",
            ),
        ],
        Tree::history,
    );
    let line = tree("aaaa\n bbbb <- aaaa");
    assert_eq!(line.history("-9:"), "aaaa bbbb");
}

#[test]
fn stamps() {
    let stamp = |tree: &Tree, names: &[&str], current: Option<&str>| {
        let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
        let current = current.map(|c| vec![c.to_owned()]);
        let stamp = match tree.graph.stamp(&names, current.as_deref()) {
            Ok(stamp) => stamp,
            Err(d) => return d.code.as_str().to_owned(),
        };
        let before = stamp.before.as_ref().map_or("?".to_owned(), |rows| tree.ids(rows));
        format!("{before} -> {} by {}", tree.ids(&stamp.after), stamp.row_changes.len())
    };
    let fork = tree(FORK);
    assert_eq!(stamp(&fork, &["heads"], None), "? -> b2bb c2cc by 2");
    assert_eq!(stamp(&fork, &["b2bb", "c1cc"], None), "? -> b2bb c1cc by 2");
    assert_eq!(stamp(&fork, &["a1aa:b2bb"], None), "a1aa -> b2bb by 1");
    assert_eq!(stamp(&fork, &["heads:base"], None), "b2bb c2cc ->  by 2");
    assert_eq!(stamp(&fork, &["b1bb"], Some("b2bb,c2cc")), "b2bb c2cc -> b1bb c2cc by 1");
    assert_eq!(stamp(&fork, &["a2aa"], Some("b2bb,c2cc")), "b2bb c2cc -> a2aa by 2");
    assert_eq!(stamp(&fork, &["left@base"], Some("b2bb,c2cc")), "b2bb c2cc -> c2cc by 1");
    assert_eq!(stamp(&fork, &["head"], None), "E0207");
    assert_eq!(stamp(&fork, &["a1aa:b2bb", "a2aa:c2cc"], None), "E0208");
}
