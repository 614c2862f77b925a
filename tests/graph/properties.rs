//! What holds for every tree and every range.

use crate::support::{Tree, tree};
use cucurbit::graph::{Direction, Plan, RevIdx};
use proptest::prelude::*;

/// A tree as a list: each revision takes its parents and dependencies from those
/// before it. The ids come from a shuffled pool, so that neither their order nor the
/// order of the files says anything.
#[derive(Clone, Debug)]
struct Sketch {
    revisions: Vec<(String, Vec<usize>, Vec<usize>)>,
}

impl Sketch {
    fn lines(&self, count: usize) -> Vec<String> {
        let id = |i: &usize| self.revisions[*i].0.as_str();
        let line = |(name, parents, needs): &(String, Vec<usize>, Vec<usize>)| {
            let parents: Vec<&str> = parents.iter().map(id).collect();
            let needs: Vec<&str> = needs.iter().map(id).collect();
            format!("{name} <- {} | needs {}", parents.join(" "), needs.join(" "))
        };
        self.revisions.iter().take(count).map(line).collect()
    }

    fn text(&self) -> String {
        self.lines(self.revisions.len()).join("\n")
    }

    fn tree(&self) -> Tree {
        tree(&self.text())
    }
}

prop_compose! {
    fn sketch()(size in 1usize..24)(
        ids in Just((0..size).map(|i| format!("r{i:03}x")).collect::<Vec<_>>()).prop_shuffle(),
        picks in prop::collection::vec((0usize..8, any::<[u16; 3]>()), size),
    ) -> Sketch {
        let pick = |i: usize, n: u16| (i != 0).then(|| i - 1 - (n as usize % i.min(5)));
        let revisions = ids.into_iter().zip(picks).enumerate().map(|(i, (id, (kind, n)))| {
            let (parents, needs): (Vec<_>, Vec<_>) = match kind {
                0 => (vec![], vec![]),
                1 => (vec![pick(i, n[0]), pick(i, n[1])], vec![]),
                2 => (vec![pick(i, n[0])], vec![pick(i, n[1]), pick(i, n[2])]),
                3 => (vec![], vec![pick(i, n[0])]),
                _ => (vec![pick(i, n[0])], vec![]),
            };
            let tidy = |list: Vec<Option<usize>>| {
                let mut list: Vec<usize> = list.into_iter().flatten().collect();
                list.dedup();
                list
            };
            (id, tidy(parents), tidy(needs))
        }).collect();
        Sketch { revisions }
    }
}

fn steps(plan: &Plan) -> Vec<RevIdx> {
    plan.steps.iter().map(|step| step.revision).collect()
}

/// No row needs another one, and together they need all that is applied.
fn are_maximal(tree: &Tree, rows: &[RevIdx], applied: &[RevIdx]) -> bool {
    let mut held = tree.graph.ancestors(rows);
    let all = applied.iter().all(|r| std::mem::take(&mut held[r.0 as usize]));
    let others = |row: &RevIdx| {
        let others: Vec<RevIdx> = rows.iter().copied().filter(|r| r != row).collect();
        tree.graph.ancestors(&others)[row.0 as usize]
    };
    all && !held.contains(&true) && !rows.iter().any(others)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ancestry_is_what_the_edges_say(sketch in sketch()) {
        let tree = sketch.tree();
        let ancestry = tree.graph.ancestry();
        for (place, &then) in tree.graph.order().iter().enumerate() {
            let below = tree.graph.ancestors(&[then]);
            let mut strangers = false;
            for (earlier, &first) in tree.graph.order().iter().enumerate() {
                let must = first != then && below[first.index()];
                prop_assert_eq!(ancestry.precedes(first, then), must);
                strangers |= earlier < place && !must;
                prop_assert!(earlier >= ancestry.region(then) || must || earlier >= place);
            }
            prop_assert_eq!(ancestry.has_strangers(then), strangers);
        }
    }

    #[test]
    fn the_order_is_complete_and_topological(sketch in sketch()) {
        let tree = sketch.tree();
        let order = tree.graph.order();
        prop_assert_eq!(order.len(), sketch.revisions.len());
        for (place, &revision) in order.iter().enumerate() {
            for below in tree.graph.parents(revision).iter().chain(tree.graph.dependencies(revision)) {
                prop_assert!(order[..place].contains(below));
            }
        }
    }

    #[test]
    fn the_order_does_not_depend_on_the_files(sketch in sketch(), seed in any::<u64>()) {
        let mut lines = sketch.lines(sketch.revisions.len());
        let order = tree(&lines.join("\n")).order();
        lines.sort_by_key(|line| {
            line.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        });
        prop_assert_eq!(tree(&lines.join("\n")).order(), order);
    }

    #[test]
    fn additions_do_not_change_the_order_of_what_was_there(sketch in sketch(), keep in 0usize..24) {
        let old = tree(&sketch.lines(keep.min(sketch.revisions.len())).join("\n"));
        let new = sketch.tree();
        let was_there = |r: &&RevIdx| {
            let id = new.graph.id(**r);
            old.graph.order().iter().any(|&o| old.graph.id(o) == id)
        };
        let kept: Vec<RevIdx> = new.graph.order().iter().filter(was_there).copied().collect();
        prop_assert_eq!(new.ids(&kept), old.order());
    }

    #[test]
    fn up_then_down_ends_where_it_began(sketch in sketch(), a in any::<u16>(), b in any::<u16>()) {
        let tree = sketch.tree();
        let order = tree.graph.order();
        let id = |n: u16| tree.graph.id(order[n as usize % order.len()]).to_owned();
        let range = format!("{}:{},{}", id(a), id(a), id(b));
        let up = tree.plan(Direction::Upgrade, &range, &[]).unwrap();
        let down = tree.graph.undo(&up);
        prop_assert_eq!(&down.start, &up.end);
        prop_assert_eq!(&down.end, &up.start);
        let mut back = steps(&down);
        back.reverse();
        prop_assert_eq!(back, steps(&up));
        prop_assert_eq!(tree.graph.undo(&down), up);
    }

    #[test]
    fn everything_up_then_everything_down(sketch in sketch()) {
        let tree = sketch.tree();
        let up = tree.plan(Direction::Upgrade, "heads", &[]).unwrap();
        let down = tree.plan(Direction::Downgrade, "heads:base", &[]).unwrap();
        prop_assert_eq!(&up.end, &tree.graph.effective_heads());
        prop_assert!(down.end.is_empty());
        prop_assert_eq!(tree.graph.undo(&up), down);
    }

    #[test]
    fn rows_are_the_maximal_applied_revisions(
        sketch in sketch(), a in any::<u16>(), b in any::<u16>(), up in any::<bool>(),
    ) {
        let tree = sketch.tree();
        let order = tree.graph.order();
        let id = |n: u16| tree.graph.id(order[n as usize % order.len()]).to_owned();
        let (direction, range) = if up {
            (Direction::Upgrade, format!("{}:heads", id(a)))
        } else {
            (Direction::Downgrade, format!("{},{}:{}", id(a), id(b), id(b)))
        };
        let plan = tree.plan(direction, &range, &[]).unwrap();
        let mut applied = plan.before.clone();
        prop_assert!(are_maximal(&tree, &plan.start, &applied));
        for (step, before, after) in plan.walk() {
            match direction {
                Direction::Upgrade => applied.push(step.revision),
                Direction::Downgrade => applied.retain(|&r| r != step.revision),
            }
            prop_assert!(are_maximal(&tree, &after, &applied));
            for change in &step.row_changes {
                prop_assert!(change.removed().is_none_or(|row| before.contains(&row)));
                prop_assert!(change.added().is_none_or(|row| !before.contains(&row)));
            }
        }
        prop_assert!(are_maximal(&tree, &plan.end, &applied));
    }

    #[test]
    fn an_upgrade_runs_what_end_needs_and_start_lacks(sketch in sketch(), a in any::<u16>(), b in any::<u16>()) {
        let tree = sketch.tree();
        let order = tree.graph.order();
        let (a, b) = (order[a as usize % order.len()], order[b as usize % order.len()]);
        let (has, wants) = (tree.graph.ancestors(&[a]), tree.graph.ancestors(&[b]));
        let range = format!("{}:{}", tree.graph.id(a), tree.graph.id(b));
        let missing: Vec<RevIdx> =
            order.iter().copied().filter(|r| wants[r.0 as usize] && !has[r.0 as usize]).collect();
        match tree.plan(Direction::Upgrade, &range, &[]) {
            Ok(plan) => prop_assert_eq!(steps(&plan), missing),
            Err(fault) => {
                prop_assert_eq!(fault.code.as_str(), "E0208");
                prop_assert!(missing.is_empty() && a != b);
            }
        }
    }

    #[test]
    fn no_range_panics(
        sketch in sketch(),
        range in "((r00|r001x|head|heads|base|tag:|v1|[-+@:, ]|[0-9]{1,25}|é)){0,9}",
        current in prop::option::of("(base|heads|r00[0-9]x|-[0-9]|[+@:,]){0,3}"),
    ) {
        let mut text = sketch.text();
        text.push_str(" | label heads-2 lé | tag v1 1:0");
        let tree = tree(&text);
        let current = current.map(|name| vec![name]);
        for direction in [Direction::Upgrade, Direction::Downgrade] {
            let _ = tree.graph.plan(direction, &range, current.as_deref());
        }
        let _ = tree.graph.resolve(&range);
        let _ = tree.graph.history_range(Some(&range), current.as_deref());
        let _ = tree.graph.stamp(std::slice::from_ref(&range), current.as_deref());
    }

    #[test]
    fn no_tree_panics(edges in prop::collection::vec((0u8..9, 0u8..9, 0u8..9, any::<bool>()), 0..12)) {
        let lines: Vec<String> = edges
            .iter()
            .map(|(id, parent, other, label)| {
                let label = if *label { format!("| label r{parent} | tag t") } else { String::new() };
                format!("r{id} <- r{parent} | needs r{other} {label}")
            })
            .collect();
        let tree = crate::support::any_tree(&lines.join("\n"));
        for &revision in tree.graph.order() {
            let _ = tree.graph.labels_of(revision);
        }
        let _ = tree.graph.plan(Direction::Upgrade, "heads", None);
        let _ = tree.graph.plan(Direction::Downgrade, "heads:base", None);
    }
}

#[test]
fn a_very_long_chain_neither_overflows_nor_crawls() {
    const LENGTH: usize = 100_000;
    let mut text = String::from("r0 | label trunk\n");
    for i in 1..LENGTH {
        text.push_str(&format!("r{i} <- r{}\n", i - 1));
    }
    let tree = tree(&text);
    let up = tree.plan(Direction::Upgrade, "head", &[]).unwrap();
    assert_eq!(up.steps.len(), LENGTH);
    assert_eq!(tree.plan(Direction::Downgrade, "base", &[]).unwrap(), tree.graph.undo(&up));
    assert_eq!(tree.resolve("trunk@head-99998"), "r1");
    assert_eq!(tree.graph.labels_of(up.end[0]).len(), 1);
}

#[test]
fn very_many_heads_are_linear_too() {
    let mut text = String::from("base0\n");
    for i in 0..20_000 {
        text.push_str(&format!("r{i} <- base0\n"));
    }
    let tree = tree(&text);
    let plan = tree.plan(Direction::Upgrade, "heads", &[]).unwrap();
    assert_eq!((plan.steps.len(), plan.end.len()), (20_001, 20_000));
    assert!(tree.resolve("head").starts_with("E0207"));
}
