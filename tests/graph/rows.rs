//! The version table beside a plan.

use crate::support::{DIAMOND, FORK, NEEDS, Tree, tree};
use cucurbit::graph::{Direction, RowChange};
use pretty_assertions::assert_eq;

/// One line a step: the statements and the rows after them.
fn rows(tree: &Tree, direction: Direction, range: &str) -> String {
    let plan = tree.plan(direction, range, &[]).unwrap();
    let id = |r| tree.graph.id(r);
    let mut text = String::new();
    for (step, _, after) in plan.walk() {
        let changes: Vec<String> = step
            .row_changes
            .iter()
            .map(|change| match *change {
                RowChange::Insert(new) => format!("+{}", id(new)),
                RowChange::Delete(old) => format!("-{}", id(old)),
                RowChange::Update { from, to } => format!("{}>{}", id(from), id(to)),
            })
            .collect();
        text.push_str(&format!(
            "{}: {} = {}\n",
            id(step.revision),
            changes.join(" "),
            tree.ids(&after)
        ));
    }
    text
}

#[test]
fn a_branch_inserts_and_a_merge_deletes() {
    let tree = tree(DIAMOND);
    assert_eq!(
        rows(&tree, Direction::Upgrade, "head"),
        "a1aa: +a1aa = a1aa\n\
         b1bb: a1aa>b1bb = b1bb\n\
         b2bb: b1bb>b2bb = b2bb\n\
         c1cc: +c1cc = b2bb c1cc\n\
         c2cc: c1cc>c2cc = b2bb c2cc\n\
         m1mm: -b2bb c2cc>m1mm = m1mm\n\
         n1nn: m1mm>n1nn = n1nn\n"
    );
    assert_eq!(
        rows(&tree, Direction::Downgrade, "base"),
        "n1nn: n1nn>m1mm = m1mm\n\
         m1mm: +b2bb m1mm>c2cc = c2cc b2bb\n\
         c2cc: c2cc>c1cc = c1cc b2bb\n\
         c1cc: -c1cc = b2bb\n\
         b2bb: b2bb>b1bb = b1bb\n\
         b1bb: b1bb>a1aa = a1aa\n\
         a1aa: -a1aa = \n"
    );
}

#[test]
fn rows_that_have_nothing_to_do_with_it_stay() {
    let tree = tree(FORK);
    assert_eq!(
        rows(&tree, Direction::Upgrade, "b1bb,c2cc:left@head"),
        "b2bb: b1bb>b2bb = b2bb c2cc\n"
    );
    assert_eq!(rows(&tree, Direction::Upgrade, "b2bb:c1cc"), "c1cc: +c1cc = b2bb c1cc\n");
}

#[test]
fn a_dependency_takes_the_row_and_gives_it_back() {
    let tree = tree(NEEDS);
    assert_eq!(
        rows(&tree, Direction::Upgrade, "y2yy"),
        "x1xx: +x1xx = x1xx\n\
         x2xx: x1xx>x2xx = x2xx\n\
         y1yy: +y1yy = x2xx y1yy\n\
         y2yy: -y1yy x2xx>y2yy = y2yy\n"
    );
    assert_eq!(
        rows(&tree, Direction::Downgrade, "y2yy:y1yy"),
        "y2yy: +y1yy y2yy>x2xx = x2xx y1yy\n"
    );
}

#[test]
fn a_redundant_dependency_changes_nothing() {
    let tree = tree("aaaa\n bbbb <- aaaa\n cccc <- bbbb | needs aaaa bbbb");
    assert_eq!(rows(&tree, Direction::Upgrade, "bbbb:head"), "cccc: bbbb>cccc = cccc\n");
    assert_eq!(rows(&tree, Direction::Downgrade, "head:bbbb"), "cccc: cccc>bbbb = bbbb\n");
}

#[test]
fn what_was_applied_before_comes_in_order() {
    let tree = tree(DIAMOND);
    let plan = tree.plan(Direction::Upgrade, "c1cc,b1bb:head", &[]).unwrap();
    assert_eq!(tree.ids(&plan.before), "a1aa b1bb c1cc");
    assert_eq!(tree.ids(&plan.start), "b1bb c1cc");
    assert_eq!(tree.ids(&plan.end), "n1nn");
    let back = tree.graph.undo(&plan);
    assert_eq!(tree.steps(&back), "n1nn m1mm c2cc b2bb");
    assert_eq!(tree.ids(&back.end), "b1bb c1cc");
    assert_eq!(tree.graph.undo(&back), plan);
}
