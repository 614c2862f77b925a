//! Dates and times: whether a text is one. Servers read more forms than these;
//! what is here is what all of them read alike (ISO 8601, and a blank for the `T`).

/// `2026-02-28`, a day that exists.
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// `10:00`, `10:00:59` or `10:00:59.123456`.
pub fn is_time(text: &str) -> bool {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let below = |part: &str, bound: u32| number(part, 2).is_some_and(|n| n < bound);
    let good = match parts.as_slice() {
        [hour, minute] => below(hour, 24) && below(minute, 60) && fraction.is_none(),
        [hour, minute, second] => below(hour, 24) && below(minute, 60) && below(second, 60),
        _ => false,
    };
    let digits = |f: &str| (1..=9).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit());
    good && fraction.is_none_or(digits)
}

/// A date, or a date and a time; with an offset only where `zone` allows one.
pub fn is_date_time(text: &str, zone: bool) -> bool {
    let Some((date, rest)) = text.split_once(['T', ' ']) else { return is_date(text) };
    let (time, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    is_date(date) && is_time(time.trim_end()) && (offset.is_empty() || zone && is_offset(offset))
}

fn is_offset(text: &str) -> bool {
    let Some(clock) = text.strip_prefix(['+', '-']) else { return matches!(text, "Z" | "z") };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "00"));
    number(hour, 2).is_some_and(|h| h <= 15) && number(minute, 2).is_some_and(|m| m < 60)
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_exist() {
        assert!(is_date("2024-02-29") && is_date("2000-02-29"));
        assert!(!is_date("2026-02-29") && !is_date("1900-02-29") && !is_date("2026-13-01"));
        assert!(!is_date("2026-1-1") && !is_date("") && !is_date("2026-01-01-01"));
    }

    #[test]
    fn times_and_offsets() {
        assert!(is_time("23:59:59.999999") && is_time("10:00") && !is_time("24:00"));
        assert!(is_date_time("2026-03-01T10:00:00Z", true) && is_date_time("2026-03-01", true));
        assert!(is_date_time("2026-03-01 10:00:00+02:00", true));
        assert!(!is_date_time("2026-03-01T10:00:00Z", false));
    }
}
