//! Bytes of a file -> text.
//!
//! Out: text without a byte order mark, or the reason why there is none, with a
//! place that can be shown. Knows nothing of YAML.

use crate::diag::{Code, Diagnostic, codes};
use crate::source::{FileId, Span};

/// The size that no revision file may pass.
pub const MAX_FILE_BYTES: usize = 64 << 20;

/// Why bytes are no text, and as much of them as can be shown.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The text that the diagnostic points into; the file's entry in the source map.
    pub shown: String,
    code: Code,
    message: String,
    help: String,
    start: usize,
    end: usize,
}

impl Unreadable {
    /// The fault as a diagnostic in `file`, whose text is [`Unreadable::shown`].
    pub fn diagnostic(&self, file: FileId) -> Diagnostic {
        Diagnostic::error(self.code, self.message.clone())
            .at(Span::new(file, self.start, self.end))
            .help(self.help.clone())
    }

    fn whole(code: Code, message: String, help: &str) -> Self {
        Unreadable { shown: String::new(), code, message, help: help.to_owned(), start: 0, end: 0 }
    }
}

/// The text of a file, without its byte order mark.
///
/// Refuses what is too large (E0104) and what is not UTF-8 (E0102; UTF-16 and
/// UTF-32 by name).
pub fn decode(mut bytes: Vec<u8>) -> Result<String, Box<Unreadable>> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Box::new(too_large(bytes.len())));
    }
    if let Some(name) = foreign_encoding(&bytes) {
        let message = format!("line 1: the file is {name}, not UTF-8");
        let help = "save the file as UTF-8";
        return Err(Box::new(Unreadable::whole(codes::E0102, message, help)));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| Box::new(not_utf8(&error)))
}

fn too_large(size: usize) -> Unreadable {
    let message =
        format!("the file has {size} bytes; at most {MAX_FILE_BYTES} (64 MiB) can be read");
    Unreadable::whole(
        codes::E0104,
        message,
        "put bulk data beside the revision (`file: seed.csv`, `file: script.sql`)",
    )
}

/// The encoding that a byte order mark, or a NUL beside an ASCII character, gives away.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        [0, 0, 0, b, ..] | [b, 0, 0, 0, ..] if b.is_ascii() && *b != 0 => Some("UTF-32"),
        [0, a, 0, b, ..] | [a, 0, b, 0, ..] if a.is_ascii() && b.is_ascii() && *a != 0 => {
            Some("UTF-16")
        }
        _ => None,
    }
}

fn not_utf8(error: &std::string::FromUtf8Error) -> Unreadable {
    let bytes = error.as_bytes();
    let start = error.utf8_error().valid_up_to();
    let good = bytes.get(..start).unwrap_or_default();
    let line = good.iter().filter(|&&b| b == b'\n').count() + 1;
    let byte = bytes.get(start).copied().unwrap_or_default();
    Unreadable {
        shown: String::from_utf8_lossy(bytes).into_owned(),
        code: codes::E0102,
        message: format!("line {line}: the byte 0x{byte:02X} is not UTF-8"),
        help: "save the file as UTF-8; it may be Latin-1 or Windows-1252 now".to_owned(),
        start,
        // The bad byte is shown as U+FFFD, which takes three bytes.
        end: start + '\u{FFFD}'.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> Diagnostic {
        decode(bytes.to_vec()).expect_err("must be refused").diagnostic(FileId(0))
    }

    #[test]
    fn strips_a_byte_order_mark() {
        assert_eq!(decode(b"\xEF\xBB\xBFa: 1".to_vec()).ok().as_deref(), Some("a: 1"));
        assert_eq!(decode(Vec::new()).ok().as_deref(), Some(""));
    }

    #[test]
    fn names_the_line_of_the_first_bad_byte() {
        let fault = refusal(b"a: 1\nb: gr\xFC\xDFe\n");
        assert_eq!(fault.code, codes::E0102);
        assert_eq!(fault.message, "line 2: the byte 0xFC is not UTF-8");
        assert_eq!(fault.primary.map(|label| label.span.start), Some(10));
    }

    #[test]
    fn names_utf_16_and_32() {
        assert!(refusal(b"\xFF\xFEa\0").message.contains("UTF-16"));
        assert!(refusal(b"\xFE\xFF\0a").message.contains("UTF-16"));
        assert!(refusal(b"a\0:\0 \0").message.contains("UTF-16"));
        assert!(refusal(b"\xFF\xFE\0\0a\0\0\0").message.contains("UTF-32"));
    }

    #[test]
    fn refuses_what_is_too_large() {
        assert_eq!(refusal(&vec![b'a'; MAX_FILE_BYTES + 1]).code, codes::E0104);
    }
}
