//! Readers of arguments that need more than a word.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
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

/// A path; an empty one, as of a variable that is set to nothing, is none.
pub fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
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
        let is_digit = |c: char| c.is_ascii_digit();
        let is_option = text.strip_prefix('-').is_some_and(|rest| !rest.starts_with(is_digit));
        if is_option { Err(unknown_option(cmd, text)) } else { Ok(text.to_owned()) }
    }
}

/// The usage error for an option that a command does not have.
fn unknown_option(cmd: &Command, text: &str) -> Error {
    let mut error = Error::new(ErrorKind::UnknownArgument).with_cmd(cmd);
    let (name, _) = text.split_once('=').unwrap_or((text, ""));
    error.insert(ContextKind::InvalidArg, ContextValue::String(name.to_owned()));
    let known = cmd.get_arguments().filter_map(Arg::get_long);
    if let Some(meant) = suggest::closest(name.trim_start_matches('-'), known) {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{meant}")));
    }
    error
}

/// The first `--option` that the command at hand does not have. A command that takes
/// `-1` for a range takes a misspelled option for one too, and clap would complain of
/// what follows it.
pub fn misspelled(mut cli: Command, args: &[OsString]) -> Option<Error> {
    cli.build();
    let words =
        || args.iter().skip(1).filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
    let command = words().find_map(|word| cli.find_subcommand(word))?;
    let long = |word: &&str| word.len() > 2 && word.starts_with("--");
    let option = words().filter(long).find(|word| {
        let name = word.trim_start_matches('-').split('=').next();
        !command.get_arguments().any(|arg| arg.get_long() == name)
    })?;
    Some(unknown_option(command, option))
}
