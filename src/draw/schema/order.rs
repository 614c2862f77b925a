//! Which layer each table stands in, and in which order.
//!
//! In: tables of one connected part with their sizes, and who refers to whom. Out: layers from left to
//! right, referenced tables first, in an order in which few lines cross. A line that passes a layer has a
//! place of its own there, so that it runs beside the tables and not through them. All lines to one
//! key are one net: they leave it together.

use super::layout::{GAP, Part};

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A table of the part.
    Table(usize),
    /// A line on its way.
    Line,
}

/// A line's end at a table on its right.
#[derive(Clone, Debug)]
pub struct End {
    /// The spot of the table.
    pub spot: usize,
    /// How far below its top the line ends.
    pub port: f64,
    /// The line.
    pub line: usize,
}

/// Lines that leave one port.
#[derive(Clone, Debug)]
pub struct Net {
    /// The spot of the table on the left.
    pub source: usize,
    /// How far below its top the lines leave.
    pub port: f64,
    /// The spots in the layers on the way.
    pub way: Vec<usize>,
    /// Where the lines end.
    pub ends: Vec<End>,
    /// True where the lines go against the order of the layers.
    pub flipped: bool,
}

/// Tables in layers.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// What there is.
    pub spots: Vec<Spot>,
    /// The layer of each spot.
    pub layer: Vec<usize>,
    /// The spots of each layer, top down.
    pub rows: Vec<Vec<usize>>,
    /// The lines.
    pub nets: Vec<Net>,
    /// What lies left and right of each spot.
    near: Vec<[Vec<Near>; 2]>,
}

/// The own port of a line, and the spot and port at its other end.
pub type Near = (f64, usize, f64);

impl Layers {
    /// What lies left and right of each spot in the next layer: the own port, and the spot and port
    /// there.
    fn join(&mut self) {
        let mut near: Vec<[Vec<Near>; 2]> = vec![Default::default(); self.spots.len()];
        let mut both = |(left, left_port): (usize, f64), (right, right_port): (usize, f64)| {
            if let Some([_, own]) = near.get_mut(left) {
                own.push((left_port, right, right_port));
            }
            if let Some([own, _]) = near.get_mut(right) {
                own.push((right_port, left, left_port));
            }
        };
        for net in &self.nets {
            let first = self.layer_of(net.source);
            let mut last = (net.source, net.port);
            let at = |layer: usize| match (layer - first).checked_sub(1) {
                None => Some((net.source, net.port)),
                Some(step) => net.way.get(step).map(|way| (*way, 0.0)),
            };
            for &way in &net.way {
                both(last, (way, 0.0));
                last = (way, 0.0);
            }
            for end in &net.ends {
                let before = self.layer_of(end.spot).checked_sub(1).filter(|layer| *layer >= first);
                if let Some(left) = before.and_then(at) {
                    both(left, (end.spot, end.port));
                }
            }
        }
        self.near = near;
    }

    /// What lies left (or right) of a spot in the next layer.
    pub fn neighbours(&self, spot: usize, left: bool) -> &[Near] {
        self.near.get(spot).map_or(&[], |[before, behind]| if left { before } else { behind })
    }

    /// The layer of a spot.
    pub fn layer_of(&self, spot: usize) -> usize {
        self.layer.get(spot).copied().unwrap_or(0)
    }
}

/// Puts a part's tables into layers.
pub fn layers(part: &Part) -> Layers {
    let flipped = flipped(part);
    let layer = split(part, layering(part, &flipped), &flipped);
    let mut layers = Layers {
        spots: (0..part.tables.len()).map(Spot::Table).collect(),
        layer,
        rows: Vec::new(),
        nets: nets(part, &flipped),
        near: Vec::new(),
    };
    let count = layers.layer.iter().max().map_or(0, |last| last + 1);
    layers.rows = vec![Vec::new(); count];
    let spots: Vec<usize> = (0..layers.spots.len()).collect();
    for spot in spots {
        let at = layers.layer_of(spot);
        if let Some(row) = layers.rows.get_mut(at) {
            row.push(spot);
        }
    }
    add_ways(&mut layers);
    layers.join();
    untangle(&mut layers, part);
    layers
}

/// The lines that close a circle.
fn flipped(part: &Part) -> Vec<bool> {
    let mut flipped = vec![false; part.lines.len()];
    let mut state = vec![0u8; part.tables.len()];
    for root in 0..part.tables.len() {
        let mut stack = vec![(root, 0usize)];
        while let Some((table, line)) = stack.pop() {
            if line == 0 {
                if state.get(table).is_some_and(|state| *state != 0) {
                    continue;
                }
                set(&mut state, table, 1);
            }
            let next = part.lines.iter().enumerate().skip(line).find(|(_, l)| l.from == table);
            let Some((at, found)) = next else {
                set(&mut state, table, 2);
                continue;
            };
            stack.push((table, at + 1));
            match state.get(found.to) {
                Some(0) => stack.push((found.to, 0)),
                Some(1) => set(&mut flipped, at, true),
                _ => {}
            }
        }
    }
    flipped
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

/// Pairs of left and right.
fn pairs(part: &Part, flipped: &[bool]) -> Vec<(usize, usize)> {
    let pair = |(at, line): (usize, &super::layout::Line)| match flipped.get(at) {
        Some(true) => (line.from, line.to),
        _ => (line.to, line.from),
    };
    part.lines.iter().enumerate().map(pair).collect()
}

/// Each table one layer behind the last that it refers to; what refers to nothing stands right before
/// the first that refers to it.
fn layering(part: &Part, flipped: &[bool]) -> Vec<usize> {
    let pairs = pairs(part, flipped);
    let mut layer = vec![0usize; part.tables.len()];
    for _ in 0..part.tables.len() {
        let mut moved = false;
        for &(left, right) in &pairs {
            let wanted = layer.get(left).copied().unwrap_or(0) + 1;
            if layer.get(right).is_some_and(|own| *own < wanted) {
                set(&mut layer, right, wanted);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    for table in 0..part.tables.len() {
        if pairs.iter().any(|(_, right)| *right == table) {
            continue;
        }
        let nearest = pairs.iter().filter(|(left, _)| *left == table);
        let nearest = nearest.filter_map(|(_, right)| layer.get(*right)).min();
        if let Some(nearest) = nearest.copied() {
            set(&mut layer, table, nearest.saturating_sub(1));
        }
    }
    layer
}

/// Layers that would be much higher than the picture is wide become several.
fn split(part: &Part, layer: Vec<usize>, flipped: &[bool]) -> Vec<usize> {
    let pairs = pairs(part, flipped);
    let height = |table: usize| part.tables.get(table).map_or(0.0, |own| own.height + GAP);
    let area: f64 = part.tables.iter().map(|own| (own.width + 70.0) * (own.height + GAP)).sum();
    let tallest = (0..part.tables.len()).map(height).fold(0.0, f64::max);
    let limit = (area / 1.3).sqrt().max(tallest);
    let count = layer.iter().max().map_or(0, |last| last + 1);
    let mut new = vec![0; layer.len()];
    let mut next = 0;
    for at in 0..count {
        let mut own: Vec<usize> = (0..layer.len()).filter(|t| layer.get(*t) == Some(&at)).collect();
        let first = |table: usize| {
            pairs.iter().filter(|(_, right)| *right == table).map(|(left, _)| *left).min()
        };
        let leads = |table: usize| pairs.iter().any(|(left, _)| *left == table);
        own.sort_by_key(|table| (leads(*table), first(*table), *table));
        let total: f64 = own.iter().map(|table| height(*table)).sum();
        let columns = (total / limit).ceil().max(1.0);
        let share = total / columns;
        let mut filled = 0.0;
        for table in own {
            // A table goes where its middle falls.
            let column = ((filled + height(table) / 2.0) / share).floor().min(columns - 1.0);
            filled += height(table);
            set(&mut new, table, next + column as usize);
        }
        next += columns as usize;
    }
    squeezed(new)
}

/// Without empty layers.
fn squeezed(layer: Vec<usize>) -> Vec<usize> {
    let mut used = layer.clone();
    used.sort_unstable();
    used.dedup();
    layer.iter().map(|own| used.binary_search(own).unwrap_or(0)).collect()
}

/// Lines to one key leave it together.
fn nets(part: &Part, flipped: &[bool]) -> Vec<Net> {
    let mut nets: Vec<(Option<(usize, u64)>, Net)> = Vec::new();
    for (at, line) in part.lines.iter().enumerate() {
        if flipped.get(at) == Some(&true) {
            let ends = vec![End { spot: line.to, port: line.to_port, line: at }];
            let (source, port) = (line.from, line.from_port);
            nets.push((None, Net { source, port, way: Vec::new(), ends, flipped: true }));
            continue;
        }
        let end = End { spot: line.from, port: line.from_port, line: at };
        let key = Some((line.to, line.to_port.to_bits()));
        match nets.iter_mut().find(|(own, _)| *own == key) {
            Some((_, net)) => net.ends.push(end),
            None => {
                let (source, port) = (line.to, line.to_port);
                nets.push((
                    key,
                    Net { source, port, way: Vec::new(), ends: vec![end], flipped: false },
                ));
            }
        }
    }
    nets.into_iter().map(|(_, net)| net).collect()
}

/// A place for each net in each layer that it passes.
fn add_ways(layers: &mut Layers) {
    let mut nets = std::mem::take(&mut layers.nets);
    for net in &mut nets {
        let first = layers.layer_of(net.source);
        let last = net.ends.iter().map(|end| layers.layer_of(end.spot)).max().unwrap_or(first);
        for layer in first + 1..last {
            let spot = layers.spots.len();
            layers.spots.push(Spot::Line);
            layers.layer.push(layer);
            // In the middle, or a long line would go down step by step.
            if let Some(row) = layers.rows.get_mut(layer) {
                row.insert(row.len() / 2, spot);
            }
            net.way.push(spot);
        }
    }
    layers.nets = nets;
}

/// Sorts each layer by where its lines lead, from left to right and back, and keeps the best.
fn untangle(layers: &mut Layers, part: &Part) {
    let mut best = (tangles(layers, part), layers.rows.clone());
    for round in 0..24 {
        let left = round % 2 == 0;
        let order: Vec<usize> = match left {
            true => (1..layers.rows.len()).collect(),
            false => (0..layers.rows.len().saturating_sub(1)).rev().collect(),
        };
        for at in order {
            let heights = middles(layers, part);
            let wish = |spot: usize| {
                let near = layers.neighbours(spot, left);
                let sum: f64 = near
                    .iter()
                    .map(|(own, other, port)| {
                        heights.get(*other).copied().unwrap_or(0.0) + port - own
                    })
                    .sum();
                match near.len() {
                    0 => heights.get(spot).copied().unwrap_or(0.0),
                    count => sum / count as f64,
                }
            };
            let Some(row) = layers.rows.get(at) else { continue };
            let mut wished: Vec<(f64, usize)> =
                row.iter().map(|&spot| (wish(spot), spot)).collect();
            wished.sort_by(|a, b| a.0.total_cmp(&b.0));
            let row: Vec<usize> = wished.into_iter().map(|(_, spot)| spot).collect();
            set(&mut layers.rows, at, row);
        }
        let count = tangles(layers, part);
        if count < best.0 {
            best = (count, layers.rows.clone());
        }
    }
    layers.rows = best.1;
}

/// The top of each spot when layers are stacked without more ado, around one middle.
fn middles(layers: &Layers, part: &Part) -> Vec<f64> {
    let mut tops = vec![0.0; layers.spots.len()];
    for row in &layers.rows {
        let height = |spot: usize| match layers.spots.get(spot) {
            Some(Spot::Table(table)) => part.tables.get(*table).map_or(0.0, |own| own.height),
            _ => 0.0,
        };
        let total: f64 = row.iter().map(|&spot| height(spot) + GAP).sum();
        let mut y = -total / 2.0;
        for &spot in row {
            set(&mut tops, spot, y);
            y += height(spot) + GAP;
        }
    }
    tops
}

/// How many pairs of lines between neighbouring layers cross.
fn tangles(layers: &Layers, part: &Part) -> usize {
    let tops = middles(layers, part);
    let top = |spot: usize| tops.get(spot).copied().unwrap_or(0.0);
    let mut count = 0;
    for row in &layers.rows {
        let mut lines: Vec<(f64, f64)> = Vec::new();
        for &spot in row {
            let near = layers.neighbours(spot, false);
            lines.extend(
                near.iter().map(|(own, other, port)| (top(spot) + own, top(*other) + port)),
            );
        }
        lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut rights: Vec<f64> = lines.into_iter().map(|(_, right)| right).collect();
        count += inversions(&mut rights);
    }
    count
}

/// How many pairs stand in the wrong order; sorts them.
fn inversions(values: &mut Vec<f64>) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let mut right = values.split_off(values.len() / 2);
    let mut count = inversions(values) + inversions(&mut right);
    let mut merged = Vec::with_capacity(values.len() + right.len());
    let mut left = values.iter().copied().peekable();
    let mut waiting = values.len();
    for own in right {
        while let Some(next) = left.next_if(|next| *next <= own) {
            merged.push(next);
            waiting -= 1;
        }
        count += waiting;
        merged.push(own);
    }
    merged.extend(left);
    *values = merged;
    count
}
