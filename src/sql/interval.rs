//! Spans of time, read: ISO 8601 (`P1DT2H`), units (`1 day 2 hours`) and clocks (`1 02:03:04`).
//!
//! In: text. Out: months, days and nanoseconds, or none for what is no such span.

/// A span of time. Months and days are kept apart, as they have no fixed length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// Months; a year has twelve.
    pub months: i64,
    /// Days.
    pub days: i64,
    /// What is less than a day.
    pub nanoseconds: i64,
}

const SECOND: i64 = 1_000_000_000;

impl Interval {
    /// Reads a span.
    pub fn parse(text: &str) -> Option<Interval> {
        let text = text.trim();
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) if rest.starts_with('P') => (-1, rest),
            _ => (1, text),
        };
        match rest.strip_prefix('P') {
            Some(iso) => Interval::iso(iso)?.times(sign),
            None => Interval::words(text),
        }
    }

    /// `1DT2H30M`, behind the `P`.
    fn iso(text: &str) -> Option<Interval> {
        let (date, time) = match text.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (text, ""),
        };
        let mut span = Interval::default();
        let mut some = false;
        for (part, units) in [(date, "YMWD"), (time, "HMS")] {
            let mut rest = part;
            while !rest.is_empty() {
                let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
                let unit = rest[at..].chars().next().filter(|unit| units.contains(*unit))?;
                let unit = match (units, unit) {
                    ("YMWD", 'Y') => "year",
                    ("YMWD", 'M') => "month",
                    (_, 'W') => "week",
                    (_, 'D') => "day",
                    (_, 'H') => "hour",
                    (_, 'M') => "minute",
                    _ => "second",
                };
                span.add(&rest[..at], unit)?;
                some = true;
                rest = &rest[at + 1..];
            }
        }
        some.then_some(span)
    }

    /// `1 day 2 hours`, `1 02:03:04`, `-1 day ago`.
    fn words(text: &str) -> Option<Interval> {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let ago = words.last().is_some_and(|word| word.eq_ignore_ascii_case("ago"));
        if ago {
            words.pop();
        }
        let mut span = Interval::default();
        let mut words = words.into_iter().peekable();
        words.peek()?;
        while let Some(word) = words.next() {
            if word.contains(':') {
                span.nanoseconds = span.nanoseconds.checked_add(clock(word)?)?;
                continue;
            }
            let end = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len());
            match word.split_at(end) {
                (number, "") => match words.peek() {
                    Some(next) if next.contains(':') => span.add(number, "day")?,
                    Some(unit) => {
                        span.add(number, &unit.to_ascii_lowercase())?;
                        words.next();
                    }
                    None => return None,
                },
                (number, unit) => span.add(number, &unit.to_ascii_lowercase())?,
            }
        }
        span.times(if ago { -1 } else { 1 })
    }

    /// Adds a number of a unit; none for no number, no unit, or a fraction of a month.
    fn add(&mut self, number: &str, unit: &str) -> Option<()> {
        let (unit, place) =
            match unit.strip_suffix('s').filter(|unit| unit.len() > 1).unwrap_or(unit) {
                "year" | "yr" | "y" => (12, &mut self.months),
                "month" | "mon" => (1, &mut self.months),
                "week" | "w" => (7, &mut self.days),
                "day" | "d" if scaled(number, 1).is_none() => {
                    (86_400 * SECOND, &mut self.nanoseconds)
                }
                "day" | "d" => (1, &mut self.days),
                "hour" | "hr" | "h" => (3600 * SECOND, &mut self.nanoseconds),
                "minute" | "min" | "m" => (60 * SECOND, &mut self.nanoseconds),
                "second" | "sec" | "s" => (SECOND, &mut self.nanoseconds),
                "millisecond" | "msec" | "ms" => (SECOND / 1000, &mut self.nanoseconds),
                "microsecond" | "usec" | "us" => (SECOND / 1_000_000, &mut self.nanoseconds),
                _ => return None,
            };
        *place = place.checked_add(scaled(number, unit)?)?;
        Some(())
    }

    fn times(self, sign: i64) -> Option<Interval> {
        Some(Interval {
            months: self.months.checked_mul(sign)?,
            days: self.days.checked_mul(sign)?,
            nanoseconds: self.nanoseconds.checked_mul(sign)?,
        })
    }

    /// Days, hours, minutes, seconds and the digits of a fraction, all with one sign, as in
    /// `-1 02:03:04.5`; none for a span with months or with days and hours of two signs.
    pub fn day_to_second(self) -> Option<(bool, i64, String)> {
        let Interval { months: 0, days, nanoseconds } = self else { return None };
        let total = i128::from(days) * 86_400 * i128::from(SECOND) + i128::from(nanoseconds);
        let (seconds, rest) = (total.abs() / i128::from(SECOND), total.abs() % i128::from(SECOND));
        let fraction = format!("{rest:09}");
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        let (hours, minutes, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let clock = format!("{hours:02}:{minutes:02}:{second:02}{point}{fraction}");
        Some((total < 0, i64::try_from(seconds / 86_400).ok()?, clock))
    }
}

/// `02:03`, `02:03:04` or `-02:03:04.5` as nanoseconds.
fn clock(text: &str) -> Option<i64> {
    let (sign, clock) = match text.strip_prefix(['-', '+']) {
        Some(clock) if text.starts_with('-') => (-1, clock),
        Some(clock) => (1, clock),
        None => (1, text),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes] => (*hours, *minutes, "0"),
        [hours, minutes, seconds] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    let hours = scaled_unsigned(hours, 3600 * SECOND)?;
    let minutes = scaled_unsigned(minutes, 60 * SECOND).filter(|m| *m < 3600 * SECOND)?;
    let seconds = scaled_unsigned(seconds, SECOND).filter(|s| *s < 60 * SECOND)?;
    Some(sign * hours.checked_add(minutes + seconds)?)
}

fn scaled_unsigned(number: &str, unit: i64) -> Option<i64> {
    number.starts_with(|c: char| c.is_ascii_digit()).then(|| scaled(number, unit)).flatten()
}

/// A decimal number times a unit, if that is whole.
fn scaled(number: &str, unit: i64) -> Option<i64> {
    let unsigned = number.strip_prefix(['-', '+']).unwrap_or(number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > 15 {
        return None;
    }
    let scale = 10i128.pow(u32::try_from(fraction.len()).ok()?);
    let number_text = format!("{whole}{fraction}");
    let product = number_text.parse::<i128>().ok()?.checked_mul(i128::from(unit))?;
    let value = i64::try_from((product % scale == 0).then_some(product / scale)?).ok()?;
    Some(if number.starts_with('-') { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_to_second(text: &str) -> Option<String> {
        let (negative, days, clock) = Interval::parse(text)?.day_to_second()?;
        Some(format!("{}{days} {clock}", if negative { "-" } else { "" }))
    }

    #[test]
    fn the_three_forms() {
        for text in
            ["P1DT2H3M4.5S", "1 day 2 hours 3 min 4.5 seconds", "1 02:03:04.5", "1d 02:03:04.5"]
        {
            assert_eq!(day_to_second(text).as_deref(), Some("1 02:03:04.5"), "{text}");
        }
        assert_eq!(day_to_second("-P1D").as_deref(), Some("-1 00:00:00"));
        assert_eq!(day_to_second("36 hours ago").as_deref(), Some("-1 12:00:00"));
        assert_eq!(day_to_second("PT90M").as_deref(), Some("0 01:30:00"));
    }

    #[test]
    fn months_are_no_days() {
        assert_eq!(Interval::parse("1 year 2 mons").map(|i| i.months), Some(14));
        assert_eq!(day_to_second("1 month"), None);
    }

    #[test]
    fn what_is_no_span() {
        for text in
            ["", "P", "PT", "1", "day", "1 fortnight", "P1H", "now", "0.5 months ago x", "1:2:3:4"]
        {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }
}
