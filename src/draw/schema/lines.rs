//! Foreign keys as lines: a crow's foot where many rows may refer to one.

use super::boxes::{Drawn, port};
use super::{Diagram, Link};
use crate::draw::escape::xml;
use crate::draw::svg::px;

/// A line with its ends: a crow's foot or a bar at the table that refers, a bar at the other.
pub fn line(
    diagram: &Diagram,
    link: &Link,
    colour: usize,
    points: &[(f64, f64)],
    flipped: bool,
) -> String {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return String::new() };
    let (one, many) =
        if flipped { ((last, -1.0), (first, 1.0)) } else { ((first, 1.0), (last, -1.0)) };
    let ends = ends(link, one, many);
    stroke(diagram, link, colour, &rounded(points), &ends)
}

/// A bar at the key, and a crow's foot or another bar at the column that refers to it.
fn ends(link: &Link, one: ((f64, f64), f64), many: ((f64, f64), f64)) -> String {
    bar(one.0, one.1 * 8.0)
        + &match link.single {
            true => bar(many.0, many.1 * 8.0),
            false => foot(many.0, many.1 * 11.0),
        }
}

/// The line, dashed where there may be none, and its ends, which never are.
fn stroke(diagram: &Diagram, link: &Link, colour: usize, path: &str, ends: &str) -> String {
    let dashed = if link.optional { " dashed" } else { "" };
    let table = |at: usize| diagram.tables.get(at).map_or("", |table| table.name.as_str());
    let name = link.name.as_deref().map_or_else(String::new, |name| format!("{name}: "));
    let title = format!("{name}{} refers to {}", table(link.from), table(link.to));
    format!(
        "<g><title>{}</title><path class=\"thin e{colour}{dashed}\" d=\"{path}\"/><path class=\"thin e{colour}\" d=\"{ends}\"/></g>\n",
        xml(&title)
    )
}

/// A line with round corners.
fn rounded(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| points.get(at));
        match (before, points.get(at + 1)) {
            (None, _) => path += &format!("M{} {}", px(x), px(y)),
            (Some(_), None) => path += &format!("L{} {}", px(x), px(y)),
            (Some(&(bx, by)), Some(&(nx, ny))) => {
                let length = |a: f64, b: f64| (a.abs() + b.abs()) / 2.0;
                let r = 6.0_f64.min(length(x - bx, y - by)).min(length(nx - x, ny - y));
                let toward =
                    |to: f64, from: f64| if to == from { 0.0 } else { (to - from).signum() * r };
                path += &format!(
                    "L{} {}Q{} {} {} {}",
                    px(x + toward(bx, x)),
                    px(y + toward(by, y)),
                    px(x),
                    px(y),
                    px(x + toward(nx, x)),
                    px(y + toward(ny, y))
                );
            }
        }
    }
    path
}

fn bar((x, y): (f64, f64), away: f64) -> String {
    format!("M{} {}V{}", px(x + away), px(y - 5.0), px(y + 5.0))
}

fn foot((x, y): (f64, f64), away: f64) -> String {
    format!("M{x} {}L{} {}L{x} {}", px(y - 5.0), px(x + away), px(y), px(y + 5.0), x = px(x))
}

/// The lines from a table to itself, on its right.
pub fn loops(
    diagram: &Diagram,
    drawn: &[Drawn],
    colours: &[Option<usize>],
    at: usize,
    (x, y): (f64, f64),
    width: f64,
) -> String {
    let Some(own) = drawn.get(at) else { return String::new() };
    let right = x + width;
    let mut out = String::new();
    let links = diagram.links().filter(|link| link.from == at && link.to == at);
    for (n, link) in links.enumerate() {
        let away = right + 16.0 + 5.0 * (n % 3) as f64;
        let (from, to) = (y + port(own, &link.columns), y + port(own, &link.target));
        let path = rounded(&[(right, to), (away, to), (away, from), (right, from)]);
        let ends = ends(link, ((right, to), 1.0), ((right, from), 1.0));
        let colour = colours.get(at).copied().flatten().unwrap_or(0);
        out += &stroke(diagram, link, colour, &path, &ends);
    }
    out
}
