//! The name of a new revision's file, from the configured pattern.

use crate::diag::suggest;

/// A point in time as a file name and `create_date` show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // The fields are what they are called.
pub struct Moment {
    pub year: i16,
    pub month: i8,
    pub day: i8,
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
    /// Seconds since 1970.
    pub epoch: i64,
    /// The whole, as `create_date` writes it.
    pub written: String,
}

/// What a pattern may hold.
pub const TOKENS: &[&str] =
    &["rev", "slug", "date", "year", "month", "day", "hour", "minute", "second", "epoch"];

/// The longest slug, in characters; Alembic's default.
const LONGEST_SLUG: usize = 40;

/// What a pattern makes of a revision, a relative path that ends in `.yaml` (or `.yml`,
/// if the pattern says so). The error says in a sentence's middle what is wrong with the
/// pattern, and what would be right.
pub fn file_name(
    template: &str,
    rev: &str,
    message: &str,
    moment: &Moment,
) -> Result<String, (String, String)> {
    let mut name = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        name.push_str(before);
        let Some((token, behind)) = behind.split_once('}') else {
            return Err(("has a `{` without a `}`".to_owned(), tokens()));
        };
        rest = behind;
        let Moment { year, month, day, hour, minute, second, epoch, .. } = moment;
        name.push_str(&match token {
            "rev" => safe(rev),
            "slug" => slug(message),
            "date" => format!("{year:04}-{month:02}-{day:02}"),
            "year" => format!("{year:04}"),
            "month" => format!("{month:02}"),
            "day" => format!("{day:02}"),
            "hour" => format!("{hour:02}"),
            "minute" => format!("{minute:02}"),
            "second" => format!("{second:02}"),
            "epoch" => epoch.to_string(),
            _ => {
                let near = suggest::did_you_mean(token, TOKENS.iter().copied());
                return Err((
                    format!("has the unknown part `{{{token}}}`"),
                    near.unwrap_or_else(tokens),
                ));
            }
        });
    }
    name.push_str(rest);
    if !(name.ends_with(".yaml") || name.ends_with(".yml")) {
        name.push_str(".yaml");
    }
    let outside = name.starts_with('/') || name.contains(['\\', ':']);
    if outside || name.split('/').any(|part| part == ".." || part.is_empty()) {
        let help = "it is a path below the revisions directory, such as `{year}/{rev}_{slug}`";
        return Err(("leads out of the revisions directory".to_owned(), help.to_owned()));
    }
    if name.split('/').any(|part| part.starts_with(['.', '_'])) {
        let help = "let it begin with `{date}`, or with `{rev}` and an id that begins with a letter or digit; what begins with `.` or `_` is not read";
        return Err((format!("gives `{name}`, which would not be read"), help.to_owned()));
    }
    Ok(name)
}

fn tokens() -> String {
    format!("it may hold `{{{}}}`", TOKENS.join("}`, `{"))
}

/// The words of a message, in lower case and joined by `_`, cut at a word's end: Alembic's.
pub fn slug(message: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = message.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let slug = words.join("_").to_lowercase();
    if slug.chars().count() <= LONGEST_SLUG {
        return slug;
    }
    let cut: String = slug.chars().take(LONGEST_SLUG).collect();
    format!("{}_", cut.rsplit_once('_').map_or(cut.as_str(), |(words, _)| words))
}

/// An id as part of a file's name, on every file system; two ids never give the same.
pub fn safe(id: &str) -> String {
    let mut name = String::new();
    for c in id.chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '.' | '-') {
            name.push(c);
        } else {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes)
                .bytes()
                .for_each(|byte| name.push_str(&format!("%{byte:02X}")));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Moment, file_name, safe, slug};

    fn name(template: &str) -> Result<String, (String, String)> {
        let moment = Moment {
            year: 2026,
            month: 3,
            day: 1,
            hour: 9,
            minute: 5,
            second: 7,
            epoch: 1772355907,
            written: String::new(),
        };
        file_name(template, "ae10", "Add `last date`, to account!", &moment)
    }

    #[test]
    fn every_part_has_its_text() {
        let all = "{date}_{rev}_{slug}_{year}{month}{day}-{hour}{minute}{second}-{epoch}";
        assert_eq!(
            name(all).as_deref(),
            Ok("2026-03-01_ae10_add_last_date_to_account_20260301-090507-1772355907.yaml")
        );
        assert_eq!(name("{year}/{month}/{rev}.yml").as_deref(), Ok("2026/03/ae10.yml"));
    }

    #[test]
    fn patterns_that_cannot_be_used_say_why() {
        for (template, why) in [
            ("{rev}_{slg}", "unknown part `{slg}`"),
            ("{rev", "without a `}`"),
            ("../{rev}", "leads out"),
            ("/tmp/{rev}", "leads out"),
            ("_{rev}", "would not be read"),
        ] {
            let (said, help) = name(template).unwrap_err();
            assert!(said.contains(why) && !help.is_empty(), "{template}: {said}");
        }
        assert_eq!(name("{slg}").unwrap_err().1, "did you mean `slug`?");
    }

    #[test]
    fn slugs_are_alembics() {
        assert_eq!(slug(""), "");
        assert_eq!(slug("Größe ändern"), "größe_ändern");
        let long = "a rather long message that says it all and then some more";
        assert_eq!(slug(long), "a_rather_long_message_that_says_it_all_");
        assert_eq!(slug(&"x".repeat(50)), format!("{}_", "x".repeat(40)));
    }

    #[test]
    fn ids_stay_apart() {
        assert_eq!(safe("a/b"), "a%2Fb");
        assert_ne!(safe("a/b"), safe("a_b"));
    }
}
