//! Dates, times and spans of time: as the dialect reads them whatever its session says.
//!
//! In: a text. Out: the literal. A finer fraction than the type keeps is refused, as the
//! server would round it.

use super::{ValueFault, refuse};
use crate::dialect::values::{MomentLiteral, Zones};
use crate::dialect::{Dialect, Version};
use crate::sql::interval::Interval;
use crate::sql::temporal::{Date, Moment, Time, offset_text};
use crate::sql::types::{Kind, Type};

impl Dialect {
    /// A literal for a date.
    pub(super) fn date(&self, text: &str, ty: &Type) -> Result<String, ValueFault> {
        let date = Date::parse(text).ok_or_else(|| super::unfit(text, ty))?;
        self.in_range(date, text, ty)?;
        Ok(match self.values.moments {
            MomentLiteral::Text => self.quoted_text(text),
            MomentLiteral::Typed => format!("DATE '{}'", date.iso()),
        })
    }

    /// A literal for a time of day.
    pub(super) fn time(&self, text: &str, ty: &Type, args: &[u32]) -> Result<String, ValueFault> {
        let time = Time::parse(text).ok_or_else(|| super::unfit(text, ty))?;
        self.fine_enough(time, text, ty, args)?;
        Ok(self.quoted_text(text))
    }

    /// A literal for a date with a time.
    pub(super) fn moment(
        &self,
        text: &str,
        ty: &Type,
        kind: Kind,
        args: &[u32],
        version: Version,
    ) -> Result<String, ValueFault> {
        let facts = self.values;
        let moment = Moment::parse(text).ok_or_else(|| super::unfit(text, ty))?;
        if moment.offset.is_some() && kind != Kind::DateTimeTz {
            let help = "only `datetimetz` has a time zone; write the time without one";
            return Err(refuse(ty, &format!("`{text}`"), Some(help)));
        }
        self.in_range(moment.date, text, ty)?;
        self.fine_enough(moment.clock(), text, ty, args)?;
        if moment.offset.is_some_and(|offset| !self.has_offset(offset)) {
            let help = format!("{} has no such offset from UTC", self.title);
            return Err(refuse(ty, &format!("`{text}`"), Some(&help)));
        }
        if kind == Kind::Timestamp
            && let Some((first, lasts)) = facts.timestamp
        {
            let last = lasts.iter().find(|(since, _)| version >= *since).map(|(_, last)| *last);
            let day = moment.date.iso();
            if day.as_str() < first || last.is_some_and(|last| day.as_str() > last) {
                let last = last.unwrap_or("later");
                let help =
                    format!("it holds {first} to {last} on {}; `datetime` holds more", self.title);
                return Err(refuse(ty, &format!("`{text}`"), Some(&help)));
            }
        }
        let written = match (moment.offset, facts.zones) {
            (Some(_), Zones::ToUtc) => moment.in_utc().ok_or_else(|| super::unfit(text, ty))?,
            _ => moment,
        };
        Ok(match (facts.moments, facts.zones) {
            (MomentLiteral::Typed, _) => {
                let zone = written.offset.map(|offset| format!(" {}", offset_text(offset)));
                let (date, time) = (written.date.iso(), written.clock().iso());
                format!("TIMESTAMP '{date} {time}{}'", zone.unwrap_or_default())
            }
            (MomentLiteral::Text, Zones::ToUtc) if written.offset.is_some() => {
                format!("'{} {}'", written.date.iso(), written.clock().iso())
            }
            // An offset without minutes is not read everywhere.
            (MomentLiteral::Text, _) if written.offset.is_some() && !has_plain_offset(text) => {
                let (date, time) = (written.date.iso(), written.clock().iso());
                let offset = offset_text(written.offset.unwrap_or(0));
                self.quoted_text(&format!("{date}T{time}{offset}"))
            }
            (MomentLiteral::Text, _) => self.quoted_text(text),
        })
    }

    /// A literal for a span of time.
    pub(super) fn interval(&self, text: &str, ty: &Type) -> Result<String, ValueFault> {
        let interval = Interval::parse(text).ok_or_else(|| {
            let help = "spans are written `P1DT2H`, `1 day 2 hours` or `1 02:00:00`";
            refuse(ty, &format!("`{text}`"), Some(help))
        })?;
        match self.values.moments {
            MomentLiteral::Text => Ok(self.quoted_text(text)),
            MomentLiteral::Typed => {
                let (negative, days, clock) = interval.day_to_second().ok_or_else(|| {
                    refuse(ty, &format!("`{text}`"), Some("it holds days to seconds, no months"))
                })?;
                // The column has two digits for days and six for a fraction.
                if days > 99 || clock.len() > "00:00:00.000000".len() {
                    let help = "it holds 99 days and microseconds; give the dialect a wider type of its own";
                    return Err(refuse(ty, &format!("`{text}`"), Some(help)));
                }
                let sign = if negative { "-" } else { "" };
                Ok(format!("INTERVAL '{sign}{days} {clock}' DAY TO SECOND"))
            }
        }
    }

    /// A literal for a type of the dialect's own that is a date or a timestamp, where
    /// a text would be read as the session says.
    pub(super) fn own_moment(&self, text: &str, name: &str) -> Option<String> {
        if self.values.moments == MomentLiteral::Text {
            return None;
        }
        let moment = Moment::parse(text)?;
        let (date, time) = (moment.date.iso(), moment.clock());
        let name = name.trim().to_ascii_uppercase();
        match name.as_str() {
            "DATE" if moment.time.is_none() => Some(format!("DATE '{date}'")),
            "DATE" if time.fraction.is_empty() && moment.offset.is_none() => {
                Some(format!("TO_DATE('{date} {}', 'YYYY-MM-DD HH24:MI:SS')", time.iso()))
            }
            name if name.starts_with("TIMESTAMP") => {
                let zone = moment.offset.map(|offset| format!(" {}", offset_text(offset)));
                Some(format!("TIMESTAMP '{date} {}{}'", time.iso(), zone.unwrap_or_default()))
            }
            _ => None,
        }
    }

    fn in_range(&self, date: Date, text: &str, ty: &Type) -> Result<(), ValueFault> {
        let first = self.values.first_year;
        if date.year >= first {
            return Ok(());
        }
        let help = format!("{} holds the years {first} to 9999", self.title);
        Err(refuse(ty, &format!("`{text}`"), Some(&help)))
    }

    fn has_offset(&self, offset: i32) -> bool {
        offset.abs()
            <= self.values.offset_hours * 60 + if self.values.offset_hours > 14 { 59 } else { 0 }
    }

    fn fine_enough(
        &self,
        time: Time<'_>,
        text: &str,
        ty: &Type,
        args: &[u32],
    ) -> Result<(), ValueFault> {
        let Some((bare, most)) = self.values.fraction else { return Ok(()) };
        let kept = args.first().copied().unwrap_or(bare);
        let digits = time.fraction.len();
        if digits <= kept as usize {
            return Ok(());
        }
        let name = ty.kind().map_or("datetime", Kind::as_str);
        let help = match digits <= most as usize {
            true => format!(
                "it keeps {kept} digits of a second on {}: say `{name}({digits})`",
                self.title
            ),
            false => format!("{} keeps {most} digits of a second at most", self.title),
        };
        Err(refuse(ty, &format!("`{text}`"), Some(&help)))
    }
}

/// True for a time that ends in `Z` or `+02:00`, without a blank before it.
fn has_plain_offset(text: &str) -> bool {
    let before = text.strip_suffix('Z').or_else(|| {
        let minutes = text.len().checked_sub(3).filter(|at| text.is_char_boundary(*at))?;
        let hours = text.len().checked_sub(6).filter(|at| text.is_char_boundary(*at))?;
        (text[minutes..].starts_with(':') && text[hours..].starts_with(['+', '-']))
            .then(|| &text[..hours])
    });
    before.is_some_and(|before| !before.ends_with(' '))
}
