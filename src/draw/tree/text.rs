//! The tree as `git log --graph` draws it.

use super::{Node, Tree};
use crate::draw::escape::one_line;

/// Draws the tree as text: a line a revision, and between them what the branches need.
pub fn text(tree: &Tree) -> String {
    let mut out = String::new();
    // The node that each column waits for.
    let mut columns: Vec<usize> = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        let at = columns.iter().position(|&waits| waits == index).unwrap_or_else(|| {
            columns.push(index);
            columns.len() - 1
        });
        let marks: Vec<&str> =
            (0..columns.len()).map(|column| if column == at { "*" } else { "|" }).collect();
        push(&mut out, &format!("{}  {}", marks.join(" "), title(node, tree)));
        let below = |&parent: &usize| parent > index && parent < tree.nodes.len();
        let parents: Vec<usize> = node.parents.iter().copied().filter(below).collect();
        columns = bend(&columns, at, &parents, &mut out);
        let next_is_new = index + 1 < tree.nodes.len() && !columns.contains(&(index + 1));
        if parents.is_empty() && next_is_new {
            // Right below, it would look like a parent.
            push(&mut out, &vec!["|"; columns.len()].join(" "));
        }
    }
    out
}

/// `ae10 (head, accounts), message`.
fn title(node: &Node, tree: &Tree) -> String {
    let mut marks = node.marks();
    let needs: Vec<&str> = node
        .dependencies
        .iter()
        .filter_map(|&d| tree.nodes.get(d))
        .map(|d| d.id.as_str())
        .collect();
    if !needs.is_empty() {
        marks.push(format!("depends on {}", needs.join(", ")));
    }
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    let message =
        if node.message.is_empty() { String::new() } else { format!(", {}", node.message) };
    one_line(&format!("{}{marks}{message}", node.id))
}

/// The columns below a revision, whose own column splits into its parents'; draws the
/// lines that lead there, each of which moves by one column in a row. Where two columns
/// wait for the same revision, the right one joins the left one.
fn bend(columns: &[usize], at: usize, parents: &[usize], out: &mut String) -> Vec<usize> {
    let waits = |node: &usize| columns.iter().take(at).any(|waits| waits == node);
    let mut next: Vec<usize> = Vec::with_capacity(columns.len() + parents.len());
    for (column, &node) in columns.iter().enumerate() {
        if column == at {
            next.extend(parents.iter().copied().filter(|parent| !waits(parent)));
        } else if column < at || !parents.contains(&node) {
            next.push(node);
        }
    }
    let place = |node: usize| next.iter().position(|&waits| waits == node);
    let mut moves: Vec<(usize, usize)> = columns
        .iter()
        .enumerate()
        .filter(|(column, _)| *column != at)
        .filter_map(|(column, &node)| Some((column, place(node)?)))
        .collect();
    moves.extend(parents.iter().filter_map(|&parent| Some((at, place(parent)?))));
    while moves.iter().any(|(from, to)| from != to) {
        push(out, &row(&mut moves));
    }
    next
}

/// One row of lines between revisions; each line has moved by one column after it.
fn row(moves: &mut [(usize, usize)]) -> String {
    let mut cells: Vec<char> = Vec::new();
    let mut draw = |place: usize, mark: char| {
        if cells.len() <= place {
            cells.resize(place + 1, ' ');
        }
        if let Some(cell) = cells.get_mut(place) {
            *cell = mark;
        }
    };
    for (from, to) in moves {
        match (*from).cmp(to) {
            std::cmp::Ordering::Equal => draw(2 * *from, '|'),
            std::cmp::Ordering::Less => {
                draw(2 * *from + 1, '\\');
                *from += 1;
            }
            std::cmp::Ordering::Greater => {
                draw((2 * *from).saturating_sub(1), '/');
                *from -= 1;
            }
        }
    }
    cells.into_iter().collect()
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(nodes: &[(&str, &[usize])]) -> Tree {
        let node = |(id, parents): &(&str, &[usize])| Node {
            id: (*id).to_owned(),
            parents: parents.to_vec(),
            ..Node::default()
        };
        Tree { nodes: nodes.iter().map(node).collect() }
    }

    #[test]
    fn branches_part_and_meet() {
        let drawn = text(&tree(&[
            ("m", &[1, 2]),
            ("b2", &[3]),
            ("a2", &[4]),
            ("b1", &[5]),
            ("a1", &[5]),
            ("base", &[]),
        ]));
        let wanted = "\
*  m
|\\
*  b2
| *  a2
* |  b1
| *  a1
|/
*  base
";
        // The column of the other branch is drawn beside `b2`.
        let wanted = wanted.replace("*  b2\n", "* |  b2\n");
        assert_eq!(drawn, wanted);
    }

    #[test]
    fn two_trees_stand_one_above_the_other() {
        let drawn = text(&tree(&[("x", &[1]), ("w", &[]), ("b", &[3]), ("a", &[])]));
        assert_eq!(drawn, "*  x\n*  w\n\n*  b\n*  a\n");
    }
}
