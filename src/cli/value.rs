//! Readers of arguments that need more than a word.

use std::ffi::OsStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use crate::diag::suggest;

/// One of some words, each with its meaning.
pub fn word<T: Copy + Send + Sync + 'static>(
    words: &'static [(T, &'static str)],
) -> impl TypedValueParser<Value = T> {
    let names = PossibleValuesParser::new(words.iter().map(|(_, word)| *word));
    names.try_map(move |name| {
        let found = words.iter().find(|(_, word)| *word == name);
        found.map(|(value, _)| *value).ok_or("no such word")
    })
}

/// `KEY=VALUE`.
pub fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write it as `KEY=VALUE`".to_owned()),
    }
}

/// A revision name or range; `-1` is one, `--ouput` is a slip.
#[derive(Clone)]
pub struct RangeParser;

impl TypedValueParser for RangeParser {
    type Value = String;

    fn parse_ref(&self, cmd: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        let Some(text) = value.to_str() else {
            return Err(Error::new(ErrorKind::InvalidUtf8).with_cmd(cmd));
        };
        let option =
            text.strip_prefix('-').filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        if option.is_none() {
            return Ok(text.to_owned());
        }
        let mut error = Error::new(ErrorKind::UnknownArgument).with_cmd(cmd);
        error.insert(ContextKind::InvalidArg, ContextValue::String(text.to_owned()));
        let wrong = text.trim_start_matches('-').split('=').next().unwrap_or_default();
        let known = cmd.get_arguments().filter_map(Arg::get_long);
        if let Some(meant) = suggest::closest(wrong, known) {
            error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{meant}")));
        }
        Err(error)
    }
}
