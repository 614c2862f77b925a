//! The one door to codespan-reporting: diagnostics to text.
