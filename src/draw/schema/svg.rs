//! The schema as a picture: referenced tables on the left, lines from a column to the key that it
//! refers to, with a crow's foot where there may be many.

use super::layout::{self, GAP, Laid, Line, Part, Size};
use super::{Column, Diagram, Link, Table, pack};
use crate::draw::escape::{one_line, xml};
use crate::draw::svg::{COLOURS, mono_width, px, rules, style};

/// The height of a column's row.
const ROW: f64 = 20.0;
/// The height of a table's head.
const HEAD: f64 = 28.0;
/// The space inside of a table.
const PAD: f64 = 10.0;
/// The space around everything.
const MARGIN: f64 = 24.0;
/// The most columns of a table that are shown.
const MOST: usize = 30;
/// The most letters of a name and of a type.
const NAME: usize = 40;
const TYPE: usize = 30;
/// The width of a small letter.
const SMALL: f64 = 6.2;

const SHAPES: &str = "\
.small { font-size: 10px; }
.thin { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.table { stroke-width: 1; }
.end { text-anchor: end; }
";

/// A table as it is drawn: the columns that are shown, and its size.
struct Drawn {
    rows: Vec<usize>,
    hidden: usize,
    keys: f64,
    size: Size,
}

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

fn shortened(text: &str, most: usize) -> String {
    let text = one_line(text);
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(&text).trim_end()),
        None => text,
    }
}

fn type_text(column: &Column) -> String {
    let null = if column.nullable { "?" } else { "" };
    format!("{}{null}", shortened(&column.ty, TYPE))
}

fn measure(table: &Table) -> Drawn {
    let all = table.columns.len();
    let mut rows: Vec<usize> = (0..all).collect();
    if all > MOST {
        // Keys are always shown, and of the rest the first.
        let is_key = |at: &usize| table.columns.get(*at).is_some_and(|c| c.primary || c.foreign);
        let keys = rows.iter().filter(|at| is_key(at)).count();
        let mut left = MOST.saturating_sub(keys);
        rows.retain(|at| {
            is_key(at) || {
                let shown = left > 0;
                left = left.saturating_sub(1);
                shown
            }
        });
    }
    let shown: Vec<&Column> = rows.iter().filter_map(|at| table.columns.get(*at)).collect();
    let widest =
        |width: &dyn Fn(&Column) -> f64| shown.iter().map(|c| width(c)).fold(0.0, f64::max);
    let keys = widest(&|c| c.keys().join(" ").len() as f64 * SMALL);
    let keys = if keys > 0.0 { keys + 8.0 } else { 0.0 };
    let names = widest(&|c| mono_width(&shortened(&c.name, NAME)));
    let types = widest(&|c| mono_width(&type_text(c)));
    let head = mono_width(&shortened(&table.name, NAME)) * 1.04;
    let width = (keys + names + 18.0 + types).max(head).max(90.0) + 2.0 * PAD;
    let hidden = all - rows.len();
    let count = rows.len() + usize::from(hidden > 0);
    let foot = if count > 0 { 6.0 } else { 0.0 };
    let size = Size { width: width.ceil(), height: HEAD + ROW * count as f64 + foot };
    Drawn { rows, hidden, keys, size }
}

/// How far below a table's top a column's lines begin; in the head where it is not shown.
fn port(drawn: &Drawn, columns: &[usize]) -> f64 {
    let row = columns.first().and_then(|column| drawn.rows.iter().position(|own| own == column));
    row.map_or(HEAD / 2.0, |row| HEAD + ROW * (row as f64 + 0.5) + 2.0)
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

/// A line with its ends: a crow's foot or a bar at the table that refers, a bar at the other.
fn line(
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
fn loops(
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

/// A table's box.
fn table(
    diagram: &Diagram,
    drawn: &[Drawn],
    colours: &[Option<usize>],
    at: usize,
    (x, y): (f64, f64),
    width: f64,
) -> String {
    let (Some(table), Some(own)) = (diagram.tables.get(at), drawn.get(at)) else {
        return String::new();
    };
    let comment = table.comment.as_deref().map_or_else(String::new, |text| format!(": {text}"));
    let dashed = if table.columns.is_empty() { " dashed" } else { "" };
    let head = if table.columns.is_empty() { own.size.height } else { HEAD };
    let mut out = format!(
        "<g><title>{}</title><rect class=\"table{dashed}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
        xml(&format!("{}{comment}", table.name)),
        px(x),
        px(y),
        px(width),
        px(own.size.height)
    );
    // The head is round above and straight below.
    out += &format!(
        "<path class=\"band\" d=\"M{} {}v-{}q0 -5 5 -5h{}q5 0 5 5v{}z\"/>",
        px(x + 0.5),
        px(y + head - 0.5),
        px(head - 6.0),
        px(width - 11.0),
        px(head - 6.0)
    );
    if let Some(colour) = colours.get(at).copied().flatten() {
        out += &format!(
            "<rect class=\"f{colour}\" x=\"{}\" y=\"{}\" width=\"3\" height=\"{}\" rx=\"1.5\"/>",
            px(x + 4.0),
            px(y + 7.0),
            px(HEAD - 14.0)
        );
    }
    out += &format!(
        "<text class=\"mono bold\" x=\"{}\" y=\"{}\">{}</text>\n",
        px(x + PAD + 2.0),
        px(y + HEAD / 2.0 + 4.5),
        xml(&shortened(&table.name, NAME))
    );
    for (row, column) in own.rows.iter().enumerate() {
        let Some(column) = table.columns.get(*column) else { continue };
        let base = y + HEAD + ROW * (row as f64 + 0.5) + 6.0;
        out += &self::row(column, own, (x, base), width);
    }
    if own.hidden > 0 {
        let base = y + HEAD + ROW * (own.rows.len() as f64 + 0.5) + 6.0;
        out += &format!(
            "<text class=\"faint\" x=\"{}\" y=\"{}\">… and {} more columns</text>\n",
            px(x + PAD + own.keys),
            px(base),
            own.hidden
        );
    }
    out + "</g>\n"
}

/// A column: its keys, its name, its type.
fn row(column: &Column, own: &Drawn, (x, base): (f64, f64), width: f64) -> String {
    let keys = column.keys().join(" ");
    let keys = match keys.as_str() {
        "" => String::new(),
        keys => format!(
            "<text class=\"mono small faint\" x=\"{}\" y=\"{}\">{keys}</text>",
            px(x + PAD),
            px(base)
        ),
    };
    let bold = if column.primary { " bold" } else { "" };
    format!(
        "{keys}<text class=\"mono{bold}\" x=\"{}\" y=\"{base}\">{}</text>\
         <text class=\"mono faint end\" x=\"{}\" y=\"{base}\">{}</text>\n",
        px(x + PAD + own.keys),
        xml(&shortened(&column.name, NAME)),
        px(x + width - PAD),
        xml(&type_text(column)),
        base = px(base),
    )
}
