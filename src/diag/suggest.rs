//! Did-you-mean: the nearest of the names that would have been right.

/// The candidate that is closest to `wrong`, when one is close enough to be meant.
pub fn closest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bound = (wrong.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != wrong)
        .map(|candidate| {
            (distance(&wrong.to_lowercase(), &candidate.to_lowercase(), bound), candidate)
        })
        .filter(|(distance, _)| *distance <= bound)
        .min()
        .map(|(_, candidate)| candidate)
}

/// A help line for [`closest`], ready for a diagnostic.
pub fn did_you_mean<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    closest(wrong, candidates).map(|name| format!("did you mean `{name}`?"))
}

/// Optimal string alignment distance (a swap of neighbours counts one); more
/// than `bound` is only said to be more.
fn distance(a: &str, b: &str, bound: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > bound {
        return bound + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_swaps() {
        assert_eq!(closest("acount", ["account", "owner"]), Some("account"));
        assert_eq!(closest("uesr", ["owner", "user"]), Some("user"));
        assert_eq!(closest("Account", ["account"]), Some("account"));
    }

    #[test]
    fn keeps_silent_when_nothing_is_near() {
        assert_eq!(closest("ab", ["station", "xy"]), None);
        assert_eq!(closest("station", ["observation"]), None);
    }
}
