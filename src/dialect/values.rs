//! What a dialect's types hold and how its literals are written: data.

use super::Version;

/// What a dialect's types hold and how their literals are written.
#[derive(Debug)]
pub struct ValueFacts {
    /// The literals for true and false.
    pub booleans: (&'static str, &'static str),
    /// The same since a version that has a type of its own for them.
    pub booleans_since: Option<(Version, (&'static str, &'static str))>,
    /// How a date and a time are written.
    pub moments: MomentLiteral,
    /// What becomes of a time zone.
    pub zones: Zones,
    /// The hours that an offset may have.
    pub offset_hours: i32,
    /// The first year of a date.
    pub first_year: u32,
    /// The first and last day of `timestamp`, where it holds less than `datetime`; the
    /// last by version, the newest first.
    pub timestamp: Option<(&'static str, &'static [(Version, &'static str)])>,
    /// The digits of a second's fraction: where a type says nothing, and at most.
    pub fraction: Option<(u32, u32)>,
    /// Precision and scale of `numeric` where it says nothing, if that limits it.
    pub bare_numeric: Option<(u32, u32)>,
    /// The most digits of a number in `numeric` that says nothing, if there is a bound.
    pub numeric_digits: Option<usize>,
    /// True where `real` has four bytes.
    pub single_real: bool,
    /// What `float` is.
    pub float: Float,
    /// How infinity and not-a-number are written.
    pub non_finite: NonFinite,
    /// The most bytes of a `text`, and of a `blob` literal.
    pub most_bytes: (Option<usize>, Option<usize>),
    /// True where an empty text is NULL.
    pub empty_is_null: bool,
    /// What the arguments of types may be at most.
    pub limits: TypeLimits,
}

/// How a date and a time are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentLiteral {
    /// As a text that the server reads.
    Text,
    /// `DATE '…'`, `TIMESTAMP '…'`, `INTERVAL '…' DAY TO SECOND`: a text would be read
    /// as the session says.
    Typed,
}

/// What becomes of a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zones {
    /// It is kept, or the server reckons with it.
    Kept,
    /// There is no room for one: the literal is in UTC.
    ToUtc,
}

/// What `float` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Float {
    /// Eight bytes.
    Double,
    /// Four bytes, unless it says more than this many bits.
    SingleUpTo(u32),
    /// Decimal, with a range of this power of ten.
    Decimal(i32),
}

/// How infinity and not-a-number are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonFinite {
    /// `'Infinity'`, `'NaN'`.
    Text,
    /// `BINARY_DOUBLE_INFINITY`, `BINARY_DOUBLE_NAN`; in the binary types alone.
    Named,
    /// A number too large; there is no not-a-number.
    TooLarge,
    /// Not at all.
    Refused,
}

/// What the arguments of types may be at most; none where nothing speaks of a bound.
#[derive(Debug)]
#[allow(missing_docs)] // The names are the types'.
pub struct TypeLimits {
    pub precision: Option<u32>,
    pub scale: Option<u32>,
    pub char: Option<u32>,
    pub varchar: Option<u32>,
    pub nchar: Option<u32>,
    pub nvarchar: Option<u32>,
    pub binary: Option<u32>,
    pub varbinary: Option<u32>,
}
