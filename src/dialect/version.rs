//! A server's version as an ordered number.

/// Up to three numbers, compared from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u16, pub u16, pub u16);

impl Version {
    /// Reads `15`, `15.4` or `3.40.1`; none for anything else.
    pub fn parse(text: &str) -> Option<Version> {
        let mut parts = text.split('.').map(|part| part.parse::<u16>().ok());
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
            Version(major, minor, 0) => write!(f, "{major}.{minor}"),
            Version(major, minor, patch) => write!(f, "{major}.{minor}.{patch}"),
        }
    }
}
