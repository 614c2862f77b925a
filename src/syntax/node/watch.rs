//! How far the YAML parser reads ahead. It holds a whole `[…]` or `{…}` in its hands
//! before it says the first word about it, many times the size of the text; in a
//! large file its characters therefore come through a [`Watched`].

use std::cell::Cell;
use std::rc::Rc;
use std::str::Chars;

/// How long a `[…]` or `{…}` may be, in bytes.
pub(super) const MAX_FLOW: usize = 4 << 20;

/// What the parser has reported so far, and whether it was stopped.
#[derive(Default)]
pub(super) struct Watch {
    /// Everything before this byte was reported.
    floor: Cell<usize>,
    /// The floor from which reading far ahead was found harmless.
    harmless: Cell<Option<usize>>,
    tripped: Cell<Option<usize>>,
}

impl Watch {
    /// The parser has reported everything before `at`.
    pub(super) fn advance(&self, at: usize) {
        self.floor.set(self.floor.get().max(at));
    }

    /// Where the list or mapping begins that is too long.
    pub(super) fn tripped(&self) -> Option<usize> {
        self.tripped.get()
    }
}

/// The characters of a text, until the parser reads too far ahead.
pub(super) struct Watched<'t> {
    text: &'t str,
    chars: Chars<'t>,
    watch: Rc<Watch>,
}

impl<'t> Watched<'t> {
    pub(super) fn new(text: &'t str, watch: &Rc<Watch>) -> Self {
        Watched { text, chars: text.chars(), watch: Rc::clone(watch) }
    }

    fn too_far(&self) -> bool {
        let at = self.text.len() - self.chars.as_str().len();
        let floor = self.watch.floor.get();
        if at.saturating_sub(floor) <= MAX_FLOW || self.watch.harmless.get() == Some(floor) {
            return false;
        }
        match bracket(self.text, floor) {
            None => self.watch.harmless.set(Some(floor)),
            bracket => self.watch.tripped.set(bracket),
        }
        self.watch.tripped.get().is_some()
    }
}

impl Iterator for Watched<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if self.too_far() { None } else { self.chars.next() }
    }
}

/// The place of the bracket, if that is what comes next: one piece of text, however
/// long, costs the parser no more than its size.
fn bracket(text: &str, floor: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = floor;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b'-' | b'?' | b':' | b',' => at += 1,
            b'#' => {
                while bytes.get(at).is_some_and(|b| !b"\r\n".contains(b)) {
                    at += 1;
                }
            }
            b'&' | b'!' => {
                while bytes.get(at).is_some_and(|b| !b" \t\r\n,[]{}".contains(b)) {
                    at += 1;
                }
            }
            b'[' | b'{' | b']' | b'}' => return Some(at),
            _ => return None,
        }
    }
    None
}
