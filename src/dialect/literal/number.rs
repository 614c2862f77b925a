//! Numbers: whether a type can hold them, digit for digit.
//!
//! In: a YAML scalar. Out: the number as SQL writes it, or none for what is no number
//! or would lose something.

use super::{ValueFault, refuse};
use crate::dialect::Dialect;
use crate::dialect::values::{Float, NonFinite};
use crate::sql::types::{Kind, Type};

/// The most digits that an exponent may unfold to.
const UNFOLDED: i64 = 1000;

/// An integer between two bounds, without plus sign and leading zeros.
pub(super) fn integer(text: &str, min: i128, max: i128) -> Option<String> {
    let number: i128 = text.parse().ok()?;
    (min <= number && number <= max).then(|| number.to_string())
}

/// A number taken apart: sign, digits before and behind the point, exponent.
struct Parts<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    exponent: i64,
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let some = !(whole.is_empty() && fraction.is_empty());
    (some && digits(whole) && digits(fraction)).then_some(Parts {
        negative: text.starts_with('-'),
        whole,
        fraction,
        exponent,
    })
}

pub(super) fn is_number(text: &str) -> bool {
    parts(text).is_some()
}

/// A number without exponent, plus sign and bare points: what every server reads as exact.
fn exact(text: &str) -> Option<String> {
    let Parts { negative, whole, fraction, exponent } = parts(text)?;
    if exponent.abs() > UNFOLDED {
        return None;
    }
    let mut digits = format!("{whole}{fraction}");
    let mut point = whole.len() as i64 + exponent;
    if point < 1 {
        digits.insert_str(0, &"0".repeat(usize::try_from(1 - point).ok()?));
        point = 1;
    }
    let point = usize::try_from(point).ok()?;
    if point > digits.len() {
        digits.push_str(&"0".repeat(point - digits.len()));
    }
    let (whole, fraction) = digits.split_at(point);
    let whole = whole.trim_start_matches('0');
    let sign = if negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = if exponent == 0 { fraction } else { fraction.trim_end_matches('0') };
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{dot}{fraction}"))
}

impl Dialect {
    /// A number for `numeric(p, s)`.
    pub(super) fn numeric(
        &self,
        text: &str,
        ty: &Type,
        args: &[u32],
    ) -> Result<String, ValueFault> {
        if let Some(named) = non_finite(text) {
            return match self.values.non_finite {
                NonFinite::Text if named == "NaN" => Ok("'NaN'".to_owned()),
                _ => Err(refuse(ty, &format!("`{text}`"), None)),
            };
        }
        let number = exact(text).ok_or_else(|| super::unfit(text, ty))?;
        let unsigned = number.trim_start_matches('-');
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let whole = whole.trim_start_matches('0').len();
        let fraction = fraction.trim_end_matches('0').len();
        let bare = self.values.bare_numeric.map(|(precision, scale)| (precision, scale, true));
        let given = args.first().map(|p| (*p, args.get(1).copied().unwrap_or(0), false));
        let Some((precision, scale, implied)) = given.or(bare) else {
            let most = self.values.numeric_digits.unwrap_or(usize::MAX);
            let help = format!("{} keeps {most} digits", self.title);
            return match whole + fraction <= most {
                true => Ok(number),
                false => Err(refuse(ty, &format!("`{text}`"), Some(&help))),
            };
        };
        if whole <= precision.saturating_sub(scale) as usize && fraction <= scale as usize {
            return Ok(number);
        }
        let help = implied.then(|| {
            let title = self.title;
            let wanted = format!("numeric({}, {fraction})", whole + fraction);
            format!("without arguments it is numeric({precision}, {scale}) on {title}: say `{wanted}` or more")
        });
        Err(refuse(ty, &format!("`{text}`"), help.as_deref()))
    }

    /// A number for `real`, `float` or `double`.
    pub(super) fn float(
        &self,
        text: &str,
        ty: &Type,
        kind: Kind,
        args: &[u32],
    ) -> Result<String, ValueFault> {
        let facts = self.values;
        let bits = args.first().copied().unwrap_or(0);
        let decimal = match facts.float {
            Float::Decimal(range) if kind == Kind::Float => Some(range),
            _ => None,
        };
        let single = match (kind, facts.float) {
            (Kind::Real, _) => facts.single_real,
            (Kind::Float, Float::SingleUpTo(most)) => bits <= most,
            (Kind::Float, Float::Double) => (1..=24).contains(&bits) && facts.single_real,
            _ => false,
        };
        if let Some(named) = non_finite(text) {
            return not_finite(facts.non_finite, named, single, decimal.is_some())
                .ok_or_else(|| refuse(ty, &format!("`{text}`"), None));
        }
        let Parts { whole, fraction, .. } = parts(text).ok_or_else(|| super::unfit(text, ty))?;
        let value: f64 = text.parse().map_err(|_| super::unfit(text, ty))?;
        let size = if single { f64::from(value as f32) } else { value };
        let zero = !format!("{whole}{fraction}").bytes().any(|b| b != b'0');
        let far = value != 0.0
            && decimal.is_some_and(|range| value.abs().log10().abs() > f64::from(range));
        if !size.is_finite() || (size == 0.0) != zero || far {
            return Err(refuse(ty, &format!("`{text}`"), Some("it is out of the type's range")));
        }
        let number = text.strip_prefix('+').unwrap_or(text);
        // A number that its own kind of literal would not hold is said to be binary.
        let wide = facts.non_finite == NonFinite::Named
            && value != 0.0
            && value.abs().log10().abs() > 125.0;
        Ok(if wide { format!("{number}d") } else { number.to_owned() })
    }
}

/// `Infinity`, `-Infinity` or `NaN`, as YAML, JSON and SQL write them.
fn non_finite(text: &str) -> Option<&'static str> {
    let (sign, rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    match (sign, rest.to_ascii_lowercase().as_str()) {
        (false, ".inf" | "inf" | "infinity") => Some("Infinity"),
        (true, ".inf" | "inf" | "infinity") => Some("-Infinity"),
        (false, ".nan" | "nan") => Some("NaN"),
        _ => None,
    }
}

fn not_finite(how: NonFinite, named: &str, single: bool, decimal: bool) -> Option<String> {
    let size = if single { "BINARY_FLOAT" } else { "BINARY_DOUBLE" };
    match (how, named) {
        (NonFinite::Text, named) => Some(format!("'{named}'")),
        (NonFinite::Named, _) if decimal => None,
        (NonFinite::Named, "NaN") => Some(format!("{size}_NAN")),
        (NonFinite::Named, "Infinity") => Some(format!("{size}_INFINITY")),
        (NonFinite::Named, _) => Some(format!("-{size}_INFINITY")),
        (NonFinite::TooLarge, "Infinity") => Some("9e999".to_owned()),
        (NonFinite::TooLarge, "-Infinity") => Some("-9e999".to_owned()),
        (NonFinite::TooLarge | NonFinite::Refused, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::exact;

    #[test]
    fn exact_numbers_keep_every_digit() {
        for (text, want) in [
            ("12.340", "12.340"),
            ("+007", "7"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0.10", "-0.10"),
            ("1e3", "1000"),
            ("1.2345e2", "123.45"),
            ("12.5e-3", "0.0125"),
            ("99999999999999999999999999999.99", "99999999999999999999999999999.99"),
        ] {
            assert_eq!(exact(text).as_deref(), Some(want), "{text}");
        }
        for text in ["", ".", "1e99999", "1_000", "0x10", "--1", "1.2.3"] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
