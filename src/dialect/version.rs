//! A server's version as an ordered number.

/// Up to three numbers, compared from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u16, pub u16, pub u16);

/// In the place of the third number: the newest of its series.
pub const LATEST: u16 = u16::MAX;

impl Version {
    /// Later than any: of what no version takes back.
    pub const NEVER: Version = Version(LATEST, LATEST, LATEST);

    /// The newest of the series where no third number was given: where a vendor adds to a
    /// series, its name alone means what it has become.
    pub fn or_latest(self, text: &str) -> Version {
        match self {
            Version(major, minor, 0) if text.matches('.').count() < 2 => {
                Version(major, minor, LATEST)
            }
            other => other,
        }
    }

    /// Reads `15`, `15.4` or `3.40.1`; none for anything else.
    pub fn parse(text: &str) -> Option<Version> {
        // `parse` would take a sign.
        let number = |part: &str| part.parse::<u16>().ok().filter(|_| !part.starts_with('+'));
        let mut parts = text.split('.').map(number);
        let first = parts.next()??;
        let second = parts.next().unwrap_or(Some(0))?;
        let third = parts.next().unwrap_or(Some(0))?;
        parts.next().is_none().then_some(Version(first, second, third))
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Version(major, 0, 0) => write!(f, "{major}"),
            Version(major, minor, LATEST) => write!(f, "{major}.{minor}"),
            Version(major, minor, 0) => write!(f, "{major}.{minor}"),
            Version(major, minor, patch) => write!(f, "{major}.{minor}.{patch}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn reads_orders_and_shows() {
        assert_eq!(Version::parse("15.4"), Some(Version(15, 4, 0)));
        assert_eq!(Version::parse("15.4.1.2"), None);
        assert_eq!(Version::parse(""), None);
        assert_eq!(Version::parse("8."), None);
        assert_eq!(Version::parse("+8"), None);
        assert!(Version(10, 11, 0) > Version(10, 6, 2));
        assert_eq!(Version(3, 40, 1).to_string(), "3.40.1");
        assert_eq!(Version(2019, 0, 0).to_string(), "2019");
    }
}
