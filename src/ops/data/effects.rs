//! What raw SQL does to the simulated schema, as far as it is understood.

use std::ops::Range;

use crate::ops::Apply;
use crate::syntax::SourceText;

/// Applies the effects of one statement of a text.
pub fn apply(_cx: &mut Apply<'_>, _text: &SourceText, _range: Range<usize>) {}
