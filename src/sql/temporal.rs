//! Dates and times, read. Servers read more forms than these; what is here is what all
//! of them can be told alike (ISO 8601, and a blank for the `T`).
//!
//! In: text. Out: its parts, or none for what is no such day or time.

/// A day that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 1 to 9999.
    pub year: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time<'t> {
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
    /// The digits behind the point, without zeros at their end.
    pub fraction: &'t str,
}

/// A date, maybe with a time, maybe with the minutes by which that is ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment<'t> {
    /// The day.
    pub date: Date,
    /// The time.
    pub time: Option<Time<'t>>,
    /// The offset.
    pub offset: Option<i32>,
}

impl Date {
    /// Reads `2026-02-28`.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let date = Date {
            year: number(parts.next()?, 4)?,
            month: number(parts.next()?, 2)?,
            day: number(parts.next()?, 2)?,
        };
        let days = 1..=date.days_of_month();
        (parts.next().is_none() && date.year > 0 && days.contains(&date.day)).then_some(date)
    }

    fn days_of_month(self) -> u32 {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        }
    }

    fn next(self) -> Option<Date> {
        let Date { year, month, day } = self;
        match (month, day) {
            (_, day) if day < self.days_of_month() => Some(Date { day: day + 1, ..self }),
            (12, _) if year < 9999 => Some(Date { year: year + 1, month: 1, day: 1 }),
            (12, _) => None,
            _ => Some(Date { month: month + 1, day: 1, ..self }),
        }
    }

    fn previous(self) -> Option<Date> {
        let Date { year, month, day } = self;
        let last_of = |year, month| {
            let date = Date { year, month, day: 1 };
            Date { day: date.days_of_month(), ..date }
        };
        match (month, day) {
            (_, 2..) => Some(Date { day: day - 1, ..self }),
            (1, _) => (year > 1).then(|| last_of(year - 1, 12)),
            _ => Some(last_of(year, month - 1)),
        }
    }

    /// `2026-02-28`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl<'t> Time<'t> {
    /// Reads `10:00`, `10:00:59` or `10:00:59.123456`.
    pub fn parse(text: &'t str) -> Option<Time<'t>> {
        let (clock, fraction) = match text.split_once('.') {
            Some((clock, fraction)) => (clock, fraction),
            None => (text, "0"),
        };
        let mut parts = clock.split(':');
        let mut below = |bound| parts.next().map(|p| number(p, 2).filter(|n| *n < bound));
        let (hour, minute, second) = (below(24)??, below(60)??, below(60));
        let second = match second {
            Some(second) => second?,
            None => (fraction == "0").then_some(0)?,
        };
        let digits =
            (1..=9).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
        (digits && parts.next().is_none()).then(|| Time {
            hour,
            minute,
            second,
            fraction: fraction.trim_end_matches('0'),
        })
    }

    /// `10:00:59`, with the fraction if there is one.
    pub fn iso(self) -> String {
        let point = if self.fraction.is_empty() { "" } else { "." };
        let Time { hour, minute, second, fraction } = self;
        format!("{hour:02}:{minute:02}:{second:02}{point}{fraction}")
    }
}

impl<'t> Moment<'t> {
    /// Reads a date, or a date and a time, with an offset behind the time if there is one.
    pub fn parse(text: &'t str) -> Option<Moment<'t>> {
        let Some((date, rest)) = text.split_once(['T', ' ']) else {
            return Some(Moment { date: Date::parse(text)?, time: None, offset: None });
        };
        let (time, offset) = match rest.find(['Z', 'z', '+', '-']) {
            Some(at) => (&rest[..at], Some(offset(&rest[at..])?)),
            None => (rest, None),
        };
        let time = Some(Time::parse(time.trim_end())?);
        Some(Moment { date: Date::parse(date)?, time, offset })
    }

    /// The time, midnight where there is none.
    pub fn clock(self) -> Time<'t> {
        self.time.unwrap_or(Time { hour: 0, minute: 0, second: 0, fraction: "" })
    }

    /// The same moment in UTC; none where that leaves the years 1 to 9999.
    pub fn in_utc(self) -> Option<Moment<'t>> {
        let Some(offset) = self.offset else { return Some(self) };
        let time = self.clock();
        let minutes = (time.hour * 60 + time.minute).cast_signed() - offset;
        let date = match minutes.div_euclid(24 * 60) {
            ..0 => self.date.previous()?,
            0 => self.date,
            1.. => self.date.next()?,
        };
        let minutes = minutes.rem_euclid(24 * 60).cast_unsigned();
        let time = Time { hour: minutes / 60, minute: minutes % 60, ..time };
        Some(Moment { date, time: Some(time), offset: Some(0) })
    }
}

/// An offset as `+02:00`.
pub fn offset_text(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// `Z`, `+02`, `+02:00` or `+0200`, as minutes.
fn offset(text: &str) -> Option<i32> {
    let sign = match text.chars().next()? {
        'Z' | 'z' => return (text.len() == 1).then_some(0),
        '-' => -1,
        _ => 1,
    };
    let clock = &text[1..];
    let (hour, minute) = match clock.split_once(':') {
        Some(parts) => parts,
        None if clock.len() == 4 && clock.is_ascii() => clock.split_at(2),
        None => (clock, "00"),
    };
    let hour = number(hour, 2).filter(|hour| *hour <= 15)?;
    let minute = number(minute, 2).filter(|minute| *minute < 60)?;
    Some(sign * (hour * 60 + minute).cast_signed())
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
        let is_date = |text| Date::parse(text).is_some();
        assert!(is_date("2024-02-29") && is_date("2000-02-29"));
        assert!(!is_date("2026-02-29") && !is_date("1900-02-29") && !is_date("2026-13-01"));
        assert!(!is_date("2026-1-1") && !is_date("") && !is_date("2026-01-01-01"));
    }

    #[test]
    fn times_and_offsets() {
        let is_time = |text| Time::parse(text).is_some();
        assert!(is_time("23:59:59.999999") && is_time("10:00") && !is_time("24:00"));
        assert!(
            !is_time("10:00.5") && !is_time("10:00:60") && !is_time("10") && !is_time("10:00:00.")
        );
        let offset = |text| Moment::parse(text).map(|moment| moment.offset);
        assert_eq!(offset("2026-03-01T10:00:00Z"), Some(Some(0)));
        assert_eq!(offset("2026-03-01"), Some(None));
        assert_eq!(offset("2026-03-01 10:00:00+02:00"), Some(Some(120)));
        assert_eq!(offset("2026-03-01 10:00:00 -0230"), Some(Some(-150)));
        assert_eq!(offset("2026-03-01T10:00:00+16"), None);
    }

    #[test]
    fn utc_may_be_another_day() {
        let utc = |text| {
            let moment = Moment::parse(text).unwrap().in_utc()?;
            Some(format!("{} {}", moment.date.iso(), moment.clock().iso()))
        };
        assert_eq!(utc("2026-03-01T01:30:00.50+02:00").as_deref(), Some("2026-02-28 23:30:00.5"));
        assert_eq!(utc("2025-12-31 23:00:00-05:30").as_deref(), Some("2026-01-01 04:30:00"));
        assert_eq!(utc("0001-01-01T00:00:00+01:00"), None);
    }
}
