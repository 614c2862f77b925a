//! Did-you-mean: the nearest of the names that would have been right.

/// The candidate that is closest to `wrong`, when one is close enough to be meant.
pub fn closest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let small: Vec<char> = wrong.to_lowercase().chars().collect();
    let bound = (wrong.chars().count() / 3).clamp(1, 3);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates.into_iter().filter(|candidate| *candidate != wrong) {
        // A letter has one to four bytes.
        if candidate.len() > 4 * (wrong.len() + bound) {
            continue;
        }
        let other: Vec<char> = candidate.to_lowercase().chars().collect();
        // What is farther than the best so far need not be known any better.
        let bound = best.map_or(bound, |(distance, _)| distance);
        let found = (distance(&small, &other, bound), candidate);
        // Where every letter is another one, nothing is alike.
        if found.0 <= bound && found.0 < small.len().max(1) && best.is_none_or(|best| found < best)
        {
            best = Some(found);
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A help line for [`closest`], ready for a diagnostic.
pub fn did_you_mean<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    closest(wrong, candidates).map(|name| format!("did you mean `{name}`?"))
}

/// Optimal string alignment distance (a swap of neighbours counts one); more
/// than `bound` is only said to be more. Looks at no cells but those near the diagonal.
fn distance(a: &[char], b: &[char], bound: usize) -> usize {
    let more = bound + 1;
    if a.len().abs_diff(b.len()) > bound {
        return more;
    }
    let mut before = vec![more; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = vec![more; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(bound), (i + bound + 1).min(b.len()));
        // What stands beside the cells that are worked out is out of reach.
        row[from] = if from == 0 { i + 1 } else { more };
        if let Some(beyond) = row.get_mut(to + 1) {
            *beyond = more;
        }
        let mut least = row[from];
        for j in from..to {
            let y = b[j];
            let mut best = (last[j] + usize::from(*x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
            least = least.min(best);
        }
        if least > bound {
            return more;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()].min(more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_swaps() {
        assert_eq!(closest("acount", ["account", "owner"]), Some("account"));
        assert_eq!(closest("uesr", ["owner", "user"]), Some("user"));
        assert_eq!(closest("Account", ["account"]), Some("account"));
        assert_eq!(closest("A", ["b", "a"]), Some("a"));
        assert_eq!(closest("q", ["a", "b"]), None);
    }

    #[test]
    fn only_the_diagonal_counts_and_says_the_same() {
        let letters =
            |n: usize| -> Vec<char> { (0..n % 7).map(|i| ['a', 'b', 'c'][(n >> i) % 3]).collect() };
        for (i, j) in (0..60).flat_map(|i| (0..60).map(move |j| (i * 37, j * 53))) {
            let (a, b) = (letters(i), letters(j));
            let whole = distance(&a, &b, 99);
            for bound in 1..=3 {
                assert_eq!(distance(&a, &b, bound), whole.min(bound + 1), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn keeps_silent_when_nothing_is_near() {
        assert_eq!(closest("ab", ["station", "xy"]), None);
        assert_eq!(closest("station", ["observation"]), None);
    }
}
