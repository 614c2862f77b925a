//! The time, for the dates of new revisions.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::author::file_name::Moment;
use crate::diag::Diagnostic;
use crate::diag::codes::{E0501, E0506};
use crate::source::Spanned;

/// What time it is, in the configured zone or else the machine's, as Alembic has it.
/// `SOURCE_DATE_EPOCH`, where it is set, says what time it is (and UTC is then the zone
/// that is not configured), so that a run can be repeated. E0501 for an unknown zone,
/// E0506 for a variable that is no number.
pub fn now(zone: Option<&Spanned<String>>) -> Result<Moment, Box<Diagnostic>> {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty());
    let configured = zone.map(named).transpose()?;
    let zoned = match &fixed {
        Some(text) => {
            let second = text.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
            let Some(second) = second else {
                let message = "the environment variable `SOURCE_DATE_EPOCH` is no time";
                let help = "it counts the seconds since 1970; unset it for the present time";
                return Err(Box::new(Diagnostic::error(E0506, message).help(help)));
            };
            second.to_zoned(configured.unwrap_or(TimeZone::UTC))
        }
        None => Timestamp::now().to_zoned(configured.unwrap_or_else(TimeZone::system)),
    };
    Ok(moment(&zoned))
}

fn named(zone: &Spanned<String>) -> Result<TimeZone, Box<Diagnostic>> {
    match zone.as_str() {
        "local" => Ok(TimeZone::system()),
        name if name.eq_ignore_ascii_case("utc") => Ok(TimeZone::UTC),
        name => TimeZone::get(name).map_err(|_| {
            let fault = Diagnostic::error(E0501, format!("unknown time zone `{name}`"));
            Box::new(
                fault.at(zone.span).help("write `UTC`, `local`, or a name such as `Europe/Berlin`"),
            )
        }),
    }
}

fn moment(zoned: &Zoned) -> Moment {
    let offset = match zoned.offset().seconds() {
        0 => "Z".to_owned(),
        _ => zoned.strftime("%:z").to_string(),
    };
    Moment {
        year: zoned.year(),
        month: zoned.month(),
        day: zoned.day(),
        hour: zoned.hour(),
        minute: zoned.minute(),
        second: zoned.second(),
        epoch: zoned.timestamp().as_second(),
        written: format!("{}{offset}", zoned.strftime("%Y-%m-%dT%H:%M:%S")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    #[test]
    fn a_moment_carries_its_offset() {
        let at = |zone: &str| {
            let zone = Spanned::new(zone.to_owned(), Span::start_of(FileId(0)));
            let zone = named(&zone).unwrap();
            moment(&Timestamp::from_second(1_772_359_200).unwrap().to_zoned(zone))
        };
        assert_eq!(at("UTC").written, "2026-03-01T10:00:00Z");
        assert_eq!((at("utc").hour, at("utc").epoch), (10, 1_772_359_200));
        let zone = Spanned::new("Europe/Berlni".to_owned(), Span::start_of(FileId(0)));
        assert!(named(&zone).unwrap_err().message.contains("`Europe/Berlni`"));
        let east = TimeZone::fixed(jiff::tz::offset(2));
        let east = moment(&Timestamp::from_second(1_772_359_200).unwrap().to_zoned(east));
        assert_eq!(east.written, "2026-03-01T12:00:00+02:00");
    }
}
