//! What a YAML reader takes for something else than text, of whichever version it is.

/// What YAML 1.1 or 1.2 takes for something else than text.
pub fn is_word(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What it takes for a number or a date.
pub fn is_number(text: &str) -> bool {
    let digits = text.replace('_', "");
    let based = |prefix: &str| {
        let rest = digits.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_hexdigit()))
    };
    let dated = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-:. TZtz+".contains(c));
    digits.parse::<f64>().is_ok() || ["0x", "0o", "0b"].into_iter().any(based) || dated
}
