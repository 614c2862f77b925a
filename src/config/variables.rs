//! The values behind `${name}`: from `-x`, the target, the environment, the file.
//! A value in the file may itself use other variables.

use indexmap::IndexMap;

use super::Overrides;
use super::file::Value;
use crate::diag::codes::{E0111, E0505};
use crate::diag::{Diagnostic, Report};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::de;
use crate::syntax::node::Node;
use crate::syntax::variables::{Variables, expand, is_name};

/// Why a configured variable has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unset {
    /// The environment variable that should hold it; none when it is another
    /// configured variable's fault.
    pub env: Option<String>,
    /// Where it is configured.
    pub span: Span,
}

/// What came of all variables.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub values: Variables,
    pub unset: IndexMap<String, Unset>,
}

/// Gives every variable its value. `layers` are the `variables` mappings, the
/// target's before the file's, unexpanded.
pub(super) fn resolve(
    layers: &[&Node],
    overrides: &Overrides,
    env: &dyn Fn(&str) -> Option<String>,
    report: &mut Report,
) -> Resolved {
    let mut resolved = Resolved::default();
    for (name, value) in &overrides.variables {
        resolved.values.insert(name, value);
    }
    let mut waiting: IndexMap<String, Node> = IndexMap::new();
    let pairs = layers.iter().filter_map(|node| node.as_mapping()).flatten();
    for (key, value) in pairs {
        let name = key.as_str().unwrap_or_default();
        if !is_name(name) {
            let message = format!("`{name}` cannot be the name of a variable");
            let help = "a name is made of letters, digits, `_`, `.` and `-`";
            report.push(
                Diagnostic::error(crate::diag::codes::E0501, message).at(key.span).help(help),
            );
        } else if resolved.values.get(name).is_some() || waiting.contains_key(name) {
            // What stands higher said it already.
        } else if let Some(taken) = from_environment(value, env) {
            resolved.values.insert(name, taken);
        } else if environment_name(value).is_some() && value.get("default").is_none() {
            let unset = Unset { env: environment_name(value), span: value.span };
            resolved.unset.insert(name.to_owned(), unset);
        } else {
            waiting.insert(name.to_owned(), value.clone());
        }
    }
    // What a lower layer has a value for is not unset.
    let values = &resolved.values;
    resolved.unset.retain(|name, _| values.get(name).is_none() && !waiting.contains_key(name));
    settle(waiting, &mut resolved, report);
    resolved
}

fn environment_name(value: &Node) -> Option<String> {
    value.get("env")?.as_str().map(str::to_owned)
}

fn from_environment(value: &Node, env: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    env(&environment_name(value)?)
}

/// Expands what stands in the file, each value after those that it uses.
fn settle(mut waiting: IndexMap<String, Node>, resolved: &mut Resolved, report: &mut Report) {
    while !waiting.is_empty() {
        let ready: Vec<String> = waiting
            .iter()
            .filter(|(_, value)| !uses(value).iter().any(|used| waiting.contains_key(used)))
            .map(|(name, _)| name.clone())
            .collect();
        if ready.is_empty() {
            report_circle(&waiting, report);
            // Their uses are not to be complained of as well.
            return waiting.into_keys().for_each(|name| resolved.values.insert(name, ""));
        }
        for name in ready {
            let Some(mut value) = waiting.shift_remove(&name) else { continue };
            let broken = |used: &String| resolved.unset.contains_key(used);
            if uses(&value).iter().any(broken) {
                let env =
                    uses(&value).iter().find_map(|used| resolved.unset.get(used)?.env.clone());
                resolved.unset.insert(name, Unset { env, span: value.span });
                continue;
            }
            expand(&mut value, &resolved.values, report);
            // Faults of shape are reported where the whole file is decoded.
            let text = match de::decode::<Value>(&value, &mut Report::default()).ok() {
                Some(Value::Plain(text) | Value::Env { default: Some(text), .. }) => text,
                _ => String::new(),
            };
            resolved.values.insert(name, text);
        }
    }
}

fn report_circle(waiting: &IndexMap<String, Node>, report: &mut Report) {
    let Some((name, value)) = waiting.first() else { return };
    // Each that waits uses another that waits: following them leads into the circle.
    let mut path = vec![name.as_str()];
    let mut at = value;
    let circle = loop {
        let next = uses(at).into_iter().find_map(|used| waiting.get_key_value(&used));
        let Some((name, value)) = next else { return };
        if let Some(begin) = path.iter().position(|seen| *seen == name) {
            path.push(name);
            break path.get(begin..).unwrap_or_default();
        }
        path.push(name);
        at = value;
    };
    let span = circle.first().and_then(|name| waiting.get(*name)).map_or(value.span, |v| v.span);
    let shown: Vec<String> = circle.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("variables use each other in a circle: {}", shown.join(" -> "));
    let help = "give one of them a value of its own";
    report.push(Diagnostic::error(E0505, message).at(span).help(help));
}

/// The names in `${…}`, escapes left out.
fn uses(value: &Node) -> Vec<String> {
    let text = value.get("default").unwrap_or(value).as_str().unwrap_or_default();
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${") {
        rest = behind;
        if !before.ends_with('$')
            && let Some((name, _)) = behind.split_once('}')
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// Puts E0505, with the name of the environment variable, in place of the unknown
/// variables (E0111) that are configured and merely have no value. `config` is the
/// configuration's file in `sources`.
pub fn blame_environment(
    report: Report,
    unset: &IndexMap<String, Unset>,
    sources: &SourceMap,
    config: FileId,
) -> Report {
    if unset.is_empty() {
        return report;
    }
    let here = |unset: &Unset| {
        let span = Span { file: config, ..unset.span };
        Unset { span, ..unset.clone() }
    };
    let unset = unset.iter().map(|(name, unset)| (name.clone(), here(unset))).collect();
    blame(report, &unset, |span| sources.slice(span).to_owned())
}

pub(super) fn blame(
    report: Report,
    unset: &IndexMap<String, Unset>,
    text_of: impl Fn(Span) -> String,
) -> Report {
    let mut blamed = Report::default();
    for diagnostic in report.sorted() {
        let place = diagnostic.primary.as_ref().filter(|_| diagnostic.code == E0111);
        let unset = place.and_then(|label| {
            let text = text_of(label.span);
            let name = text.strip_prefix("${")?.strip_suffix('}')?.to_owned();
            Some((unset.get(&name)?, name, label.span))
        });
        blamed.push(match unset {
            Some((unset, name, span)) => no_value(&name, unset, span),
            None => diagnostic.clone(),
        });
    }
    blamed
}

fn no_value(name: &str, unset: &Unset, span: Span) -> Diagnostic {
    let message = match &unset.env {
        Some(env) => {
            format!(
                "the variable `{name}` has no value: the environment variable `{env}` is not set"
            )
        }
        None => format!("the variable `{name}` has no value"),
    };
    let fault = Diagnostic::error(E0505, message).at(span).also(unset.span, "configured here");
    match &unset.env {
        Some(env) => {
            fault.help(format!("set `{env}`, give it a `default:`, or pass `-x {name}=…`"))
        }
        None => fault.help(format!("pass `-x {name}=…`")),
    }
}
