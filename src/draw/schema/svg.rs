//! The schema as a picture: referenced tables on the left, lines from a column to the key that it
//! refers to, with a crow's foot where there may be many.

use super::boxes::{Drawn, measure, port, table};
use super::layout::{self, GAP, Laid, Line, Part};
use super::lines::{line, loops};
use super::{Diagram, Link, pack};
use crate::draw::escape::xml;
use crate::draw::svg::{COLOURS, px, rules, style};

/// The space around everything.
const MARGIN: f64 = 24.0;
const SHAPES: &str = "\
.small { font-size: 10px; }
.thin { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.table { stroke-width: 1; }
.end { text-anchor: end; }
";

/// Draws the schema as an SVG picture, for light and dark pages.
pub fn svg(diagram: &Diagram) -> String {
    let drawn: Vec<Drawn> = diagram.tables.iter().map(measure).collect();
    let parts = parts(diagram);
    let (alone, joined): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
        parts.into_iter().partition(|part| part.len() == 1);
    let laid: Vec<(Vec<usize>, Vec<usize>, Laid)> =
        joined.into_iter().map(|tables| lay(diagram, &drawn, tables)).collect();
    let alone: Vec<usize> = alone.into_iter().flatten().collect();
    let size =
        |at: usize| drawn.get(at).map_or((0.0, 0.0), |own| (own.size.width, own.size.height));
    let area: f64 =
        laid.iter().map(|(_, _, own)| (own.width + pack::SPACE) * (own.height + pack::SPACE)).sum();
    let rest: f64 = alone.iter().map(|&at| (size(at).0 + GAP) * (size(at).1 + GAP)).sum();
    let widest = laid.iter().map(|(_, _, own)| own.width).fold(0.0, f64::max);
    let width = ((area + rest) * 1.5).sqrt().max(widest).max(480.0);
    let sizes: Vec<(f64, f64)> = laid.iter().map(|(_, _, own)| (own.width, own.height)).collect();
    let (places, reach) = pack::shelves(&sizes, width);
    let colours = colours(diagram);
    let mut lines = String::new();
    let mut boxes = String::new();
    for ((tables, links, own), place) in laid.iter().zip(&places) {
        let origin = (MARGIN + place.0, MARGIN + place.1);
        let (l, b) = part(diagram, &drawn, &colours, (tables, links, own), origin);
        lines += &l;
        boxes += &b;
    }
    let below = if sizes.is_empty() { 0.0 } else { reach.1 + pack::SPACE };
    let sizes: Vec<(f64, f64)> = alone.iter().map(|&at| size(at)).collect();
    let widest = sizes.iter().map(|own| own.0).fold(0.0, f64::max);
    let (places, alone_reach) = pack::columns(&sizes, width, GAP);
    for (&at, place) in alone.iter().zip(&places) {
        let corner = (MARGIN + place.0, MARGIN + below + place.1);
        boxes += &table(diagram, &drawn, &colours, at, corner, widest);
        lines += &loops(diagram, &drawn, &colours, at, corner, widest);
    }
    let bottom = if alone.is_empty() { reach.1 } else { below + alone_reach.1 };
    let all = (reach.0.max(alone_reach.0) + 2.0 * MARGIN, bottom + 2.0 * MARGIN);
    frame(diagram, all, &(lines + &boxes))
}

fn frame(diagram: &Diagram, (width, height): (f64, f64), body: &str) -> String {
    let count = diagram.tables.len();
    let empty = match count {
        0 => format!(
            "<text class=\"faint\" x=\"{}\" y=\"{}\">no tables</text>\n",
            px(MARGIN),
            px(MARGIN)
        ),
        _ => String::new(),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"t\">\n\
         <title id=\"t\">{title}: {count} {tables}</title>\n<style>\n{style}{own}</style>\n\
         <rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n{body}{empty}</svg>\n",
        title = xml(&diagram.title),
        tables = if count == 1 { "table" } else { "tables" },
        style = style(),
        own = SHAPES.to_owned()
            + &rules(
                ".table { fill: #ffffff; stroke: #afb8c1; } .band { fill: #f0f3f6; }\n",
                ".table { fill: #0d1117; stroke: #4d5661; } .band { fill: #1c2229; }\n",
            ),
        w = px(width.max(160.0)),
        h = px(height),
    )
}

/// The tables that hang together, each part in the order of its tables.
fn parts(diagram: &Diagram) -> Vec<Vec<usize>> {
    let mut part: Vec<usize> = (0..diagram.tables.len()).collect();
    loop {
        let mut moved = false;
        for link in diagram.links() {
            let (a, b) = (part.get(link.from).copied(), part.get(link.to).copied());
            let least = a.min(b);
            for at in [link.from, link.to] {
                if let (Some(slot), Some(least)) = (part.get_mut(at), least)
                    && *slot != least
                {
                    *slot = least;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for root in 0..part.len() {
        let tables: Vec<usize> =
            (0..part.len()).filter(|at| part.get(*at) == Some(&root)).collect();
        if !tables.is_empty() {
            parts.push(tables);
        }
    }
    parts
}

/// A colour for each table that others refer to; those with the most lines differ first.
fn colours(diagram: &Diagram) -> Vec<Option<usize>> {
    let count = |at: &usize| diagram.links().filter(|link| link.to == *at).count();
    let mut referred: Vec<usize> = (0..diagram.tables.len()).filter(|at| count(at) > 0).collect();
    referred.sort_by_key(|at| std::cmp::Reverse(count(at)));
    let place = |at: usize| referred.iter().position(|own| *own == at);
    (0..diagram.tables.len()).map(|at| place(at).map(|place| place % COLOURS)).collect()
}

/// A part laid out, with the numbers of its tables and lines.
fn lay(diagram: &Diagram, drawn: &[Drawn], tables: Vec<usize>) -> (Vec<usize>, Vec<usize>, Laid) {
    let place = |table: usize| tables.iter().position(|own| *own == table);
    let mut lines = Vec::new();
    let mut links = Vec::new();
    for (number, link) in diagram.links().enumerate() {
        let (Some(from), Some(to)) = (place(link.from), place(link.to)) else { continue };
        if from == to {
            continue;
        }
        let port = |table: usize, columns| drawn.get(table).map_or(0.0, |own| port(own, columns));
        let (from_port, to_port) = (port(link.from, &link.columns), port(link.to, &link.target));
        lines.push(Line { from, from_port, to, to_port });
        links.push(number);
    }
    let sizes = tables.iter().filter_map(|at| drawn.get(*at)).map(|own| own.size).collect();
    let laid = layout::laid(&Part { tables: sizes, lines });
    (tables, links, laid)
}

/// The lines and the tables of a part.
fn part(
    diagram: &Diagram,
    drawn: &[Drawn],
    colours: &[Option<usize>],
    (tables, links, laid): (&[usize], &[usize], &Laid),
    origin: (f64, f64),
) -> (String, String) {
    let all: Vec<&Link> = diagram.links().collect();
    let mut lines = String::new();
    for route in &laid.routes {
        let link = links.get(route.line).and_then(|number| all.get(*number));
        let Some(link) = link else { continue };
        let colour = colours.get(link.to).copied().flatten().unwrap_or(0);
        let points: Vec<(f64, f64)> =
            route.points.iter().map(|(x, y)| (origin.0 + x, origin.1 + y)).collect();
        lines += &line(diagram, link, colour, &points, route.flipped);
    }
    let mut boxes = String::new();
    for ((&at, place), width) in tables.iter().zip(&laid.places).zip(&laid.widths) {
        let corner = (origin.0 + place.0, origin.1 + place.1);
        boxes += &table(diagram, drawn, colours, at, corner, *width);
        lines += &loops(diagram, drawn, colours, at, corner, *width);
    }
    (lines, boxes)
}
