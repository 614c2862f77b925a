//! The parts of a schema beside each other: those with lines on shelves, the largest first; tables
//! that nobody refers to below, in columns.

/// The space between parts.
pub const SPACE: f64 = 44.0;

/// Where each rectangle goes on shelves no wider than `width`, and how far all of them reach.
pub fn shelves(sizes: &[(f64, f64)], width: f64) -> (Vec<(f64, f64)>, (f64, f64)) {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let size = |at: usize| sizes.get(at).copied().unwrap_or((0.0, 0.0));
    order.sort_by(|a, b| size(*b).1.total_cmp(&size(*a).1));
    let mut places = vec![(0.0, 0.0); sizes.len()];
    let (mut x, mut y, mut shelf, mut reach) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for at in order {
        let (own, height) = size(at);
        if x > 0.0 && x + own > width {
            (x, y, shelf) = (0.0, y + shelf + SPACE, 0.0);
        }
        if let Some(place) = places.get_mut(at) {
            *place = (x, y);
        }
        reach = reach.max(x + own);
        shelf = shelf.max(height);
        x += own + SPACE;
    }
    (places, (reach, y + shelf))
}

/// Where each rectangle goes in columns of one width, each in turn below the shortest.
pub fn columns(sizes: &[(f64, f64)], width: f64, gap: f64) -> (Vec<(f64, f64)>, (f64, f64)) {
    let widest = sizes.iter().map(|size| size.0).fold(0.0, f64::max);
    let count =
        (((width + gap) / (widest + gap)).floor().max(1.0) as usize).min(sizes.len().max(1));
    let mut filled = vec![0.0_f64; count];
    let mut places = Vec::with_capacity(sizes.len());
    for (_, height) in sizes {
        let shortest = filled.iter().copied().fold(f64::INFINITY, f64::min);
        let column = filled.iter().position(|own| *own == shortest).unwrap_or(0);
        places.push((column as f64 * (widest + gap), shortest));
        if let Some(own) = filled.get_mut(column) {
            *own += height + gap;
        }
    }
    let reach = count as f64 * (widest + gap) - gap;
    let height = filled.iter().copied().fold(0.0, f64::max) - gap;
    (places, (reach.max(0.0), height.max(0.0)))
}
