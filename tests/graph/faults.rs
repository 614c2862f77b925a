//! The tree checked as a whole.

use crate::support::any_tree;
use pretty_assertions::assert_eq;

#[track_caller]
fn check(tree: &str, wanted: &str) {
    let lines = |text: &str| {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(lines(&any_tree(tree).faults()), lines(wanted));
}

#[test]
fn missing_parent() {
    check(
        "ab12\n cd34 <- ab21",
        "E0201: revision `cd34` names a parent that does not exist: `ab21`
           at cd34.yaml `ab21`
           help: did you mean `ab12`?",
    );
}

#[test]
fn missing_parent_that_is_a_prefix_or_a_label() {
    check(
        "ab12 | label trunk\n cd34 <- ab\n ef56 <- trunk\n",
        "E0201: revision `cd34` names a parent that does not exist: `ab`
           at cd34.yaml `ab`
           help: write the full id: `ab12`
         E0201: revision `ef56` names a parent that does not exist: `trunk`
           at ef56.yaml `trunk`
           help: `trunk` is the branch label of `ab12`; a parent is named by id",
    );
}

#[test]
fn own_parent_and_own_dependency() {
    check(
        "ab12 <- ab12\n cd34 | needs cd34\n",
        "E0202: revision `ab12` is its own parent
           at ab12.yaml `ab12`
           and ab12.yaml `ab12`
           help: name the revision that it follows, or `null`
         E0202: revision `cd34` depends on itself
           at cd34.yaml `cd34`
           and cd34.yaml `cd34`
           help: take the entry out",
    );
}

#[test]
fn cycles_name_every_file_once_and_leave_the_rest_alone() {
    let text =
        "root\n aaaa <- root cccc\n bbbb <- aaaa\n cccc <- bbbb\n dddd <- cccc\n eeee <- root";
    check(
        text,
        "E0202: revisions need each other in a circle: `aaaa`, `cccc` and `bbbb`
           at aaaa.yaml `cccc`
           and cccc.yaml `bbbb`
           and bbbb.yaml `aaaa`
           help: one of these revisions has to come first; take its reference to the next one out",
    );
    let tree = any_tree(text);
    assert_eq!(tree.graph.order().len(), 6);
    let sound: Vec<_> =
        tree.graph.order().iter().copied().filter(|&r| tree.graph.is_sound(r)).collect();
    assert_eq!(tree.ids(&sound), "root eeee");
}

#[test]
fn a_dependency_on_a_descendant_is_a_cycle() {
    check(
        "ab12 | needs tip\n cd34 <- ab12 | label tip",
        "E0202: revisions need each other in a circle: `ab12` and `cd34`
           at ab12.yaml `tip`
           and cd34.yaml `ab12`
           help: one of these revisions has to come first; take its reference to the next one out",
    );
}

#[test]
fn a_cycle_without_a_base_or_a_head() {
    let tree = any_tree("ab12 <- cd34\n cd34 <- ab12");
    assert_eq!(tree.report.len(), 1);
    assert_eq!(tree.order(), "ab12 cd34");
}

#[test]
fn duplicates() {
    check(
        "ab12 | tag v1 | label x\n ab12 | tag v1\n cd34 <- ab12 ab12 | label x ab12 | tag v1 v2\n",
        "E0203: two revisions have the id `ab12`
           at ab12.yaml `ab12`
           and ab12.yaml `ab12`
           help: give one of them another id
         E0203: revision `cd34` names the parent `ab12` twice
           at cd34.yaml `ab12`
           and cd34.yaml `ab12`
           help: take one of them out
         E0203: the branch label `x` stands twice
           at cd34.yaml `x`
           and ab12.yaml `x`
           help: a label belongs to one revision; all that follow it share it
         E0203: `ab12` is a branch label and a revision id
           at cd34.yaml `ab12`
           and ab12.yaml `ab12`
           help: give the branch another label
         E0203: the tag `v1` stands twice
           at cd34.yaml `v1`
           and ab12.yaml `v1`
           help: a tag names one point in history",
    );
}

#[test]
fn a_duplicate_is_left_out_of_the_tree() {
    let tree = any_tree("ab12\n ab12\n cd34 <- ab12");
    assert_eq!(tree.order(), "ab12 cd34");
    assert!(!tree.graph.is_sound(tree.graph.order()[1]));
}

#[test]
fn dependencies_that_point_nowhere_or_to_several() {
    check(
        "ab1234\n ab1256\n cd34 <- ab1234 | needs ab12 cd43 trunk",
        "E0206: `ab12` in `depends_on` of revision `cd34` could be `ab1234` and `ab1256`
           at cd34.yaml `ab12`
           and ab1234.yaml `ab1234`
           and ab1256.yaml `ab1256`
           help: write the id in full
         E0204: revision `cd34` depends on what does not exist: `cd43`
           at cd34.yaml `cd43`
         E0204: revision `cd34` depends on what does not exist: `trunk`
           at cd34.yaml `trunk`",
    );
}

#[test]
fn texts_that_cannot_be_names() {
    check(
        "head | label base | tag head\n a+b | label x:y my-branch -z | tag tag:x a,b v1:0-rc+1",
        "E0209: `head` cannot be a revision id: ranges use this word themselves
           at head.yaml `head`
           help: an id is any text without `@`, `+`, `-`, `:`, `,` and white space
         E0209: `base` cannot be a branch label: ranges use this word themselves
           at head.yaml `base`
           help: a label is any text without `@`, `+`, `:`, `,` and white space
         E0209: `a+b` cannot be a revision id: it holds `+`
           at a+b.yaml `a+b`
           help: an id is any text without `@`, `+`, `-`, `:`, `,` and white space
         E0209: `x:y` cannot be a branch label: it holds `:`
           at a+b.yaml `x:y`
           help: a label is any text without `@`, `+`, `:`, `,` and white space
         E0209: `-z` cannot be a branch label: it begins with `-`
           at a+b.yaml `-z`
           help: a label is any text without `@`, `+`, `:`, `,` and white space
         E0209: `tag:x` cannot be a tag: `tag:` is what begins a tag's name in a range
           at a+b.yaml `tag:x`
           help: a comma and a second `tag:` end a tag's name in a range
         E0209: `a,b` cannot be a tag: it holds `,`
           at a+b.yaml `a,b`
           help: a comma and a second `tag:` end a tag's name in a range",
    );
}

#[test]
fn a_long_circle_neither_overflows_nor_floods() {
    let mut text = String::from("r0 <- r49999\n");
    for i in 1..50_000 {
        text.push_str(&format!("r{i} <- r{}\n", i - 1));
    }
    let tree = any_tree(&text);
    assert_eq!(tree.report.len(), 1);
    assert_eq!(tree.graph.order().len(), 50_000);
}
