//! Where everything stands in one connected part of a schema.
//!
//! In: tables with their sizes, and lines with the heights at which they end. Out: the places of the
//! tables and the corners of the lines. Lines run straight up and down between the layers, each
//! net in a track of its own, and straight across beside the tables.

use super::order::{Layers, Near, Net, Spot, layers};

/// The least space between tables of a layer.
pub const GAP: f64 = 26.0;
/// The least space between a table and a line that passes, and between two of those.
const LANE: f64 = 13.0;
/// The space between a table and the first track.
const MARK: f64 = 24.0;
/// The space between tracks.
const TRACK: f64 = 10.0;

/// The size of a table.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// A line from a table to another one that it refers to.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The table that refers.
    pub from: usize,
    /// How far below its top the line begins.
    pub from_port: f64,
    /// The table that is referred to.
    pub to: usize,
    /// How far below its top the line ends.
    pub to_port: f64,
}

/// A connected part of a schema.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its tables.
    pub tables: Vec<Size>,
    /// Its lines, but for those from a table to itself.
    pub lines: Vec<Line>,
}

/// A line as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Its number in the part.
    pub line: usize,
    /// Its corners, from left to right.
    pub points: Vec<(f64, f64)>,
    /// Which net it belongs to.
    pub net: usize,
    /// True where its left end is the one that refers.
    pub flipped: bool,
}

/// A part with everything in its place.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// The upper left corners of the tables.
    pub places: Vec<(f64, f64)>,
    /// The widths that the tables get.
    pub widths: Vec<f64>,
    /// The lines.
    pub routes: Vec<Route>,
    /// The width of all.
    pub width: f64,
    /// The height of all.
    pub height: f64,
}

/// Lays out a part.
pub fn laid(part: &Part) -> Laid {
    let layers = layers(part);
    let tops = heights(&layers, part);
    let gaps: Vec<Vec<(usize, f64)>> =
        (0..layers.rows.len()).map(|at| tracks(&layers, at, &tops)).collect();
    let mut laid = Laid {
        places: vec![(0.0, 0.0); part.tables.len()],
        widths: vec![0.0; part.tables.len()],
        ..Laid::default()
    };
    // The left edge of each layer, and its right one.
    let mut edges: Vec<(f64, f64)> = Vec::new();
    let mut x = 0.0;
    for (at, row) in layers.rows.iter().enumerate() {
        let tables = row.iter().filter_map(|spot| match layers.spots.get(*spot) {
            Some(Spot::Table(table)) => Some((*spot, *table)),
            _ => None,
        });
        let tables: Vec<(usize, usize)> = tables.collect();
        let size = |table: usize| part.tables.get(table).copied();
        let width =
            tables.iter().filter_map(|(_, t)| size(*t)).map(|s| s.width).fold(0.0, f64::max);
        for (spot, table) in tables {
            let top = tops.get(spot).copied().unwrap_or(0.0);
            if let (Some(place), Some(own)) =
                (laid.places.get_mut(table), laid.widths.get_mut(table))
            {
                (*place, *own) = ((x, top), width);
            }
            laid.height = laid.height.max(top + size(table).map_or(0.0, |own| own.height));
        }
        edges.push((x, x + width));
        laid.width = x + width;
        let count = gaps.get(at).map_or(0, Vec::len);
        x += width + 2.0 * MARK + TRACK * count.saturating_sub(1) as f64;
    }
    for (number, net) in layers.nets.iter().enumerate() {
        laid.routes.extend(routes(&layers, number, net, &tops, &edges, &gaps));
    }
    laid
}

/// The top of every spot: as near as can be to where its lines lead, in its layer's order.
fn heights(layers: &Layers, part: &Part) -> Vec<f64> {
    let height = |spot: usize| match layers.spots.get(spot) {
        Some(Spot::Table(table)) => part.tables.get(*table).map_or(0.0, |own| own.height),
        _ => 0.0,
    };
    let mut tops = vec![0.0; layers.spots.len()];
    let space = |a: usize, b: usize| {
        let line = |spot: usize| layers.spots.get(spot) == Some(&Spot::Line);
        if line(a) || line(b) { LANE } else { GAP }
    };
    for round in 0..14 {
        let count = layers.rows.len();
        let order: Vec<usize> =
            if round % 2 == 0 { (0..count).collect() } else { (0..count).rev().collect() };
        for at in order {
            let Some(row) = layers.rows.get(at) else { continue };
            let mut wishes = Vec::with_capacity(row.len());
            let mut offset = 0.0;
            let mut last: Option<usize> = None;
            for &spot in row {
                if let Some(last) = last {
                    offset += height(last) + space(last, spot);
                }
                last = Some(spot);
                let (left, right) = (layers.neighbours(spot, true), layers.neighbours(spot, false));
                // The first rounds look one way only, so that what hangs together moves together.
                let used: Vec<&Near> = match round {
                    0 | 2 | 4 if !left.is_empty() => left.iter().collect(),
                    1 | 3 | 5 if !right.is_empty() => right.iter().collect(),
                    _ => left.iter().chain(right).collect(),
                };
                let sum: f64 = used
                    .iter()
                    .map(|(own, other, port)| tops.get(*other).copied().unwrap_or(0.0) + port - own)
                    .sum();
                let (wish, weight) = match used.len() {
                    0 => (tops.get(spot).copied().unwrap_or(0.0), 0.05),
                    // A line that passes bends less than a table moves.
                    n if layers.spots.get(spot) == Some(&Spot::Line) => (sum / n as f64, 2.0),
                    n => (sum / n as f64, n as f64),
                };
                wishes.push((wish - offset, weight, offset));
            }
            let settled = in_order(&wishes);
            for (&spot, top) in row.iter().zip(settled) {
                if let Some(slot) = tops.get_mut(spot) {
                    *slot = top;
                }
            }
        }
    }
    let least = tops.iter().copied().fold(f64::INFINITY, f64::min);
    tops.iter().map(|top| (top - least).round()).collect()
}

/// The places that keep the order and are nearest to the wishes: where two would change places,
/// they meet in the middle (pool adjacent violators).
fn in_order(wishes: &[(f64, f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for &(wish, weight, _) in wishes {
        let mut pool = (wish, weight, 1);
        while let Some(&(value, heavy, count)) = pools.last()
            && value > pool.0
        {
            pools.pop();
            let sum = heavy + pool.1;
            pool = ((value * heavy + pool.0 * pool.1) / sum, sum, count + pool.2);
        }
        pools.push(pool);
    }
    let values = pools.into_iter().flat_map(|(value, _, count)| std::iter::repeat_n(value, count));
    values.zip(wishes).map(|(value, (_, _, offset))| value + offset).collect()
}

/// The height at which a net enters the space behind a layer, and those at which it leaves it.
fn crossing(layers: &Layers, net: &Net, at: usize, tops: &[f64]) -> Option<(f64, Vec<f64>)> {
    let first = layers.layer_of(net.source);
    let top = |spot: usize| tops.get(spot).copied().unwrap_or(0.0);
    let enters = match at.checked_sub(first)? {
        0 => top(net.source) + net.port,
        n => top(*net.way.get(n - 1)?),
    };
    let ends = net.ends.iter().filter(|end| layers.layer_of(end.spot) == at + 1);
    let mut leaves: Vec<f64> = ends.map(|end| top(end.spot) + end.port).collect();
    leaves.extend(net.way.get(at - first).map(|spot| top(*spot)));
    (!leaves.is_empty()).then_some((enters, leaves))
}

/// The nets that run up or down behind a layer, each with its distance from the layer's edge, in an
/// order in which few of them cross.
fn tracks(layers: &Layers, at: usize, tops: &[f64]) -> Vec<(usize, f64)> {
    let mut nets: Vec<(usize, f64, Vec<f64>)> = Vec::new();
    for (number, net) in layers.nets.iter().enumerate() {
        if let Some((enters, leaves)) = crossing(layers, net, at, tops)
            && leaves.iter().any(|leaves| *leaves != enters)
        {
            nets.push((number, enters, leaves));
        }
    }
    nets.sort_by(|a, b| b.1.total_cmp(&a.1));
    let order = untangled(&nets);
    let nets = order.into_iter().filter_map(|at| nets.get(at));
    nets.enumerate().map(|(n, (number, _, _))| (*number, MARK + TRACK * n as f64)).collect()
}

/// The places of nets in an order in which few cross: each is tried everywhere until nothing gets
/// better.
fn untangled(nets: &[(usize, f64, Vec<f64>)]) -> Vec<usize> {
    let costs: Vec<Vec<usize>> =
        nets.iter().map(|a| nets.iter().map(|b| tangle(a, b)).collect()).collect();
    let cost = |left: usize, right: usize| {
        costs.get(left).and_then(|row| row.get(right)).copied().unwrap_or(0)
    };
    let mut order: Vec<usize> = (0..nets.len()).collect();
    for _ in 0..6 {
        let mut moved = false;
        for from in 0..order.len() {
            let own = order.remove(from);
            // Before all others it has them on its right.
            let mut here: usize = order.iter().map(|&other| cost(own, other)).sum();
            let mut costs = vec![here];
            for &other in &order {
                here = here + cost(other, own) - cost(own, other);
                costs.push(here);
            }
            let least = costs.iter().copied().min().unwrap_or(0);
            let stays = costs.get(from) == Some(&least);
            let to =
                if stays { from } else { costs.iter().position(|c| *c == least).unwrap_or(from) };
            order.insert(to, own);
            moved |= to != from;
        }
        if !moved {
            break;
        }
    }
    order
}

/// How often two nets cross when the first one's track is left of the other's; lines upon each other
/// are worse than a crossing.
fn tangle(left: &(usize, f64, Vec<f64>), right: &(usize, f64, Vec<f64>)) -> usize {
    let span = |(_, enters, leaves): &(usize, f64, Vec<f64>)| {
        let low = leaves.iter().copied().fold(*enters, f64::min);
        (low, leaves.iter().copied().fold(*enters, f64::max))
    };
    let within = |y: f64, (low, high): (f64, f64)| usize::from(low < y && y < high);
    let (own, other) = (span(left), span(right));
    let leaving: usize = left.2.iter().map(|y| within(*y, other)).sum();
    let upon = |y: &&f64| (**y - right.1).abs() < 4.0;
    // The left one's way out lies on the right one's way in.
    leaving + within(right.1, own) + 5 * left.2.iter().filter(upon).count()
}

/// The lines of a net.
fn routes(
    layers: &Layers,
    number: usize,
    net: &Net,
    tops: &[f64],
    edges: &[(f64, f64)],
    gaps: &[Vec<(usize, f64)>],
) -> Vec<Route> {
    let top = |spot: usize| tops.get(spot).copied().unwrap_or(0.0);
    let edge = |at: usize| edges.get(at).copied().unwrap_or((0.0, 0.0));
    let first = layers.layer_of(net.source);
    let route = |end: &super::order::End| {
        let last = layers.layer_of(end.spot);
        let mut y = top(net.source) + net.port;
        let mut points = vec![(edge(first).1, y)];
        for at in first..last {
            let next = match at + 1 == last {
                true => top(end.spot) + end.port,
                false => net.way.get(at - first).map_or(y, |spot| top(*spot)),
            };
            let track = gaps.get(at).and_then(|own| own.iter().find(|(n, _)| *n == number));
            if let (Some((_, track)), true) = (track, next != y) {
                let x = edge(at).1 + track;
                points.extend([(x, y), (x, next)]);
            }
            y = next;
        }
        points.push((edge(last).0, y));
        Route { line: end.line, points, net: number, flipped: net.flipped }
    };
    net.ends.iter().map(route).collect()
}
