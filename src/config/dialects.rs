//! Which dialect at which version.

use super::file::Keys;
use super::{Overrides, Settings};
use crate::diag::codes::{E0502, E0503, E0506};
use crate::diag::{Diagnostic, Report, suggest};
use crate::dialect::version::LATEST;
use crate::dialect::{DialectName, Version};
use crate::source::{Span, Spanned};

/// The version that is meant when none is configured.
pub fn default_version(dialect: DialectName) -> Version {
    match dialect {
        DialectName::Postgres => Version(15, 0, 0),
        DialectName::Mysql => Version(8, 0, LATEST),
        DialectName::Mariadb => Version(10, 11, LATEST),
        DialectName::Sqlite => Version(3, 40, 0),
        DialectName::Mssql => Version(2019, 0, 0),
        DialectName::Oracle => Version(19, 0, 0),
    }
}

/// What is known of a version, and the list to show where it is not.
fn known(dialect: DialectName, Version(major, minor, _): Version) -> (bool, &'static str) {
    match dialect {
        DialectName::Postgres => ((12..=18).contains(&major), "12 to 18"),
        DialectName::Mysql => {
            let known = (major, minor) == (5, 7) || major == 8;
            (known, "5.7, 8.0 and 8.4")
        }
        DialectName::Mariadb => {
            ((major == 10 && minor >= 6) || major == 11 || major == 12, "10.6 and later")
        }
        DialectName::Sqlite => (major == 3 && minor >= 31, "3.31 and later"),
        DialectName::Mssql => {
            ([2016, 2017, 2019, 2022, 2025].contains(&major), "2016, 2017, 2019, 2022 and 2025")
        }
        DialectName::Oracle => {
            let known = (major == 12 && minor <= 2) || [18, 19, 21, 23].contains(&major);
            (known, "12.1, 12.2, 18, 19, 21 and 23")
        }
    }
}

/// The dialect of a name or alias; E0502 with the list for anything else.
pub fn parse_dialect(name: &str) -> Result<DialectName, Box<Diagnostic>> {
    DialectName::parse(name).ok_or_else(|| {
        let mut names = DialectName::ALL.map(DialectName::as_str).to_vec();
        names.extend(["postgresql", "sqlserver"]);
        let fault = Diagnostic::error(E0502, format!("unknown dialect `{name}`"))
            .help_if(suggest::did_you_mean(name, names))
            .help(format!("the dialects are {}", listed()));
        Box::new(fault)
    })
}

/// E0502: a command needs a dialect and none is given or configured.
pub fn no_dialect() -> Diagnostic {
    Diagnostic::error(E0502, "no dialect is given and none is configured")
        .help(format!("give one with `--dialect`: {}", listed()))
        .help("or write `dialect: postgres` into `cucurbit.yaml`")
}

fn listed() -> String {
    DialectName::ALL.map(|dialect| format!("`{}`", dialect.as_str())).join(", ")
}

/// The dialect that a database URL's scheme names (`postgresql+psycopg://…`).
fn of_url(url: &str) -> Result<DialectName, Box<Diagnostic>> {
    let scheme = url.split("://").next().filter(|_| url.contains("://")).unwrap_or_default();
    let name = scheme.split('+').next().unwrap_or_default();
    DialectName::parse(if name == "postgres" { "postgresql" } else { name }).ok_or_else(|| {
        // The rest of the URL may hold a password: it is not shown.
        let message = match scheme {
            "" => "the database URL has no scheme".to_owned(),
            scheme => format!("the scheme `{scheme}` of the database URL names no known dialect"),
        };
        let help = "schemes are `postgresql`, `mysql`, `mariadb`, `sqlite`, `mssql` and `oracle`, \
                    with or without a driver behind a `+`";
        Box::new(Diagnostic::error(E0502, message).help(help))
    })
}

/// The chosen dialects with their versions: by flag, by the URL of a flag, then the
/// target's, the URL that the environment gives, the file's own.
pub(super) fn choose(
    layers: &[&Keys],
    overrides: &Overrides,
    env: &dyn Fn(&str) -> Option<String>,
    report: &mut Report,
) -> Vec<(DialectName, Version)> {
    let mut names: Vec<DialectName> = Vec::new();
    for name in chosen(layers, overrides, env, report) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let versions = configured_versions(layers, report);
    if let Some(text) = &overrides.dialect_version
        && names.len() > 1
    {
        let message = format!("`--dialect-version {text}` does not say which dialect it is for");
        let help =
            "choose one dialect with `--dialect`, or use `dialect_version` in the configuration";
        report.push(Diagnostic::error(E0506, message).help(help));
        return Vec::new();
    }
    let version = |name: DialectName, report: &mut Report| match &overrides.dialect_version {
        Some(text) => parse_version(name, text, None, report),
        None => versions.iter().find(|(of, _)| *of == name).map(|(_, version)| *version),
    };
    names
        .into_iter()
        .map(|name| (name, version(name, report).unwrap_or_else(|| default_version(name))))
        .collect()
}

fn chosen(
    layers: &[&Keys],
    overrides: &Overrides,
    env: &dyn Fn(&str) -> Option<String>,
    report: &mut Report,
) -> Vec<DialectName> {
    let mut take = |found: Result<DialectName, Box<Diagnostic>>, span: Option<Span>| match found {
        Ok(name) => Some(name),
        Err(fault) => {
            report.push(match span {
                Some(span) => fault.at(span),
                None => *fault,
            });
            None
        }
    };
    if !overrides.dialects.is_empty() {
        return overrides.dialects.iter().filter_map(|n| take(parse_dialect(n), None)).collect();
    }
    if let Some(url) = &overrides.url {
        return take(of_url(url), None).into_iter().collect();
    }
    // The last layer is the file itself: what its URL takes from the environment goes
    // before its `dialect`.
    for (i, keys) in layers.iter().enumerate() {
        let is_file = i + 1 == layers.len();
        let url = keys.url.as_ref().and_then(|url| Some((url.span, url.get(env)?)));
        let url = url.filter(|(_, (url, _))| !url.is_empty());
        if let Some((span, (url, true))) = &url
            && is_file
        {
            return take(of_url(url), Some(*span)).into_iter().collect();
        }
        if let Some(names) = &keys.dialect {
            return names.0.iter().filter_map(|n| take(parse_dialect(n), Some(n.span))).collect();
        }
        if let Some((span, (url, _))) = url {
            return take(of_url(&url), Some(span)).into_iter().collect();
        }
    }
    Vec::new()
}

/// Every configured version, checked; a target's goes before the file's.
fn configured_versions(layers: &[&Keys], report: &mut Report) -> Vec<(DialectName, Version)> {
    let mut versions = Vec::new();
    for (name, text) in layers.iter().filter_map(|keys| keys.dialect_version.as_ref()).flatten() {
        match parse_dialect(name) {
            Ok(dialect) => {
                let version = parse_version(dialect, text, Some(text), report);
                versions.extend(version.map(|version| (dialect, version)));
            }
            Err(fault) => report.push(fault.at(text.span)),
        }
    }
    versions
}

fn parse_version(
    dialect: DialectName,
    text: &str,
    place: Option<&Spanned<String>>,
    report: &mut Report,
) -> Option<Version> {
    let version = Version::parse(text.trim());
    if let Some(version) = version.filter(|version| known(dialect, *version).0) {
        // https://dev.mysql.com/doc/relnotes/mysql/8.0/en/
        let grows = matches!(dialect, DialectName::Mysql | DialectName::Mariadb);
        return Some(if grows { version.or_latest(text.trim()) } else { version });
    }
    let message = match version {
        Some(_) => format!("version `{text}` of `{}` is not known", dialect.as_str()),
        None => format!("`{text}` is not a version"),
    };
    let (_, list) = known(dialect, Version(0, 0, 0));
    let fault = Diagnostic::error(E0503, message)
        .help(format!("known versions of `{}`: {list}", dialect.as_str()));
    report.push(match place {
        Some(place) => fault.at(place.span),
        None => fault,
    });
    None
}

impl Settings {
    /// The one dialect that a command writes for; E0502 when none is configured,
    /// E0506 when there are several.
    pub fn one_dialect(&self) -> Result<(DialectName, Version), Box<Diagnostic>> {
        match self.dialects.as_slice() {
            [] => Err(Box::new(no_dialect())),
            [one] => Ok(*one),
            several => {
                let names: Vec<_> =
                    several.iter().map(|(name, _)| format!("`{}`", name.as_str())).collect();
                let message = format!(
                    "one dialect is wanted here and there are several: {}",
                    names.join(", ")
                );
                let help = "choose one with `--dialect`; with `upgrade` and `downgrade`, `--out-dir` takes several";
                Err(Box::new(Diagnostic::error(E0506, message).help(help)))
            }
        }
    }
}
