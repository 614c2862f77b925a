//! What each code means: one page a code, in `explain/`.
//!
//! A page is Markdown: what is wrong and why it matters, then an example that gives
//! the code and the same example repaired. The tests run both.

use super::codes;

/// The page of a code, whatever the case of its letters; none for what is no code.
pub fn of(code: &str) -> Option<&'static str> {
    let code = code.to_ascii_uppercase();
    codes::PAGES.iter().find(|(known, _)| known.as_str() == code).map(|(_, page)| *page)
}
