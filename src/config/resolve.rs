//! File, flags and environment -> [`Settings`].
//!
//! Precedence, highest first: flag; `-x`; target; environment named in `{env: …}`;
//! file; built-in default.

use std::path::PathBuf;

use indexmap::IndexMap;

use super::file::{ConfigFile, Keys, ScriptKeys, as_configuration};
use super::{LintSettings, Overrides, ScriptSettings, Settings, VersionTable};
use super::{dialects, variables};
use crate::diag::codes::{E0501, E0504};
use crate::diag::{Diagnostic, Report, suggest};
use crate::source::{FileId, Span, Spanned};
use crate::sql::naming::NamingConvention;
use crate::syntax::de;
use crate::syntax::node::{Kind, Node};
use crate::syntax::variables::{Variables, expand};

/// The directory of revisions when none is configured.
const REVISIONS: &str = "revisions";
/// The version table when none is configured; Alembic's.
const VERSION_TABLE: &str = "alembic_version";
/// The pattern of file names when none is configured.
const FILE_TEMPLATE: &str = "{rev}_{slug}";
/// The directory of golden files when none is configured.
const GOLDEN: &str = "golden";

/// Everything that is configured; without a file, the flags and the defaults.
///
/// Reports unknown keys and wrong shapes (E0501), unknown dialects (E0502), versions
/// (E0503) and targets (E0504), and variables that the file uses and that have no
/// value (E0505).
pub fn resolve(
    file: Option<&ConfigFile>,
    overrides: &Overrides,
    env: &dyn Fn(&str) -> Option<String>,
    report: &mut Report,
) -> Settings {
    let mut root = match file {
        Some(file) => file.root.clone(),
        None => Node { span: Span::start_of(FileId(0)), kind: Kind::Mapping(Vec::new()) },
    };
    let directory = file.map_or_else(PathBuf::new, |file| file.directory.clone());
    let mut found = Report::default();
    let target = choose_target(&root, overrides, &mut found);
    let target_node = |root: &Node| root.get("targets")?.get(target.as_deref()?).cloned();
    let chosen = target_node(&root);
    let declared: Vec<&Node> =
        [chosen.as_ref().and_then(|t| t.get("variables")), root.get("variables")]
            .into_iter()
            .flatten()
            .collect();
    let resolved = variables::resolve(&declared, overrides, env, &mut found);
    let unset = resolved.unset;
    expand_tree(&mut root, target.as_deref(), &resolved.values, &mut found);
    let keys: Keys = de::decode(&root, &mut found).value.unwrap_or_default();
    reject_nested_targets(&keys, &root, &mut found);
    let blamed = variables::blame(as_configuration(found), &unset, |span| {
        let text = file.map_or("", |file| &file.text);
        text.get(span.start as usize..span.end as usize).unwrap_or_default().to_owned()
    });
    report.absorb(blamed);

    let of_target = target.as_ref().and_then(|label| keys.targets.as_ref()?.get(label));
    let layers: Vec<&Keys> = of_target.map(|keys| &keys.value).into_iter().chain([&keys]).collect();
    let dialects = dialects::choose(&layers, overrides, env, report);
    settings(
        &layers,
        overrides,
        env,
        Chosen { directory, target, dialects, unset, variables: resolved.values },
        report,
    )
}

/// What was decided before the plain keys are read.
struct Chosen {
    directory: PathBuf,
    target: Option<String>,
    dialects: Vec<(crate::dialect::DialectName, crate::dialect::Version)>,
    unset: IndexMap<String, variables::Unset>,
    variables: Variables,
}

fn settings(
    layers: &[&Keys],
    overrides: &Overrides,
    env: &dyn Fn(&str) -> Option<String>,
    chosen: Chosen,
    report: &mut Report,
) -> Settings {
    let schema = first(layers, |keys| keys.schema.as_ref().and_then(|v| v.get(env)).map(|v| v.0));
    let schema = overrides.schema.clone().or(schema).filter(|schema| !schema.is_empty());
    let table = |keys: &Keys| keys.version_table.clone();
    let table_schema = first(layers, |keys| table(keys)?.schema);
    let table_schema = overrides.version_table_schema.clone().or(table_schema);
    let table_name = first(layers, |keys| table(keys)?.name.map(|name| name.value));
    let revisions = first(layers, |keys| keys.revisions.clone());
    let mut naming_convention: IndexMap<String, String> = IndexMap::new();
    for keys in layers.iter().rev().filter_map(|keys| keys.naming_convention.clone()) {
        for (kind, pattern) in keys.patterns() {
            if let Some(fault) = NamingConvention::fault(&kind, &pattern.value) {
                report.push(
                    Diagnostic::error(E0501, fault.message).at(pattern.span).help_if(fault.help),
                );
            }
            naming_convention.insert(kind, pattern.value);
        }
    }
    let built_in = |text: &str| Spanned::new(text.to_owned(), Span::start_of(FileId(0)));
    let default_revisions = || vec![built_in(REVISIONS)];
    Settings {
        directory: chosen.directory,
        target: chosen.target,
        revisions_by_default: revisions.is_none(),
        revisions: revisions.map_or_else(default_revisions, |list| list.0),
        dialects: chosen.dialects,
        schema,
        version_table: VersionTable {
            name: table_name.unwrap_or_else(|| VERSION_TABLE.to_owned()),
            schema: table_schema.filter(|schema| !schema.is_empty()),
        },
        variables: chosen.variables,
        unset: chosen.unset,
        naming_convention,
        file_template: first(layers, |keys| keys.file_template.clone())
            .unwrap_or_else(|| built_in(FILE_TEMPLATE)),
        timezone: first(layers, |keys| keys.timezone.clone()),
        golden: first(layers, |keys| keys.golden.clone())
            .map_or_else(|| GOLDEN.to_owned(), |golden| golden.value),
        base_schema: first(layers, |keys| keys.base_schema.clone()),
        external: first(layers, |keys| keys.external.clone()).map_or_else(Vec::new, |list| list.0),
        model: first(layers, |keys| keys.model.clone()).map_or_else(Vec::new, |list| list.0),
        post_write: first(layers, |keys| keys.post_write.clone()).map_or_else(Vec::new, |l| l.0),
        script: script(layers, overrides),
        lint: lint(layers),
    }
}

fn script(layers: &[&Keys], overrides: &Overrides) -> ScriptSettings {
    fn key<T>(layers: &[&Keys], get: impl Fn(&ScriptKeys) -> Option<T>) -> Option<T> {
        first(layers, |keys| keys.script.as_ref().and_then(&get))
    }
    ScriptSettings {
        guard: !overrides.no_guard && key(layers, |s| s.guard).unwrap_or(true),
        transaction: overrides.transaction.or_else(|| key(layers, |s| s.transaction)),
        lock_timeout: key(layers, |s| s.lock_timeout).map(|timeout| timeout.0),
        statement_timeout: key(layers, |s| s.statement_timeout).map(|timeout| timeout.0),
        client: key(layers, |s| s.client).unwrap_or_default(),
        asked_client: overrides.client,
        header: key(layers, |s| s.header).unwrap_or(true),
    }
}

fn lint(layers: &[&Keys]) -> LintSettings {
    let mut lint = LintSettings::default();
    for keys in layers.iter().rev().filter_map(|keys| keys.lint.clone()) {
        lint.rules.extend(keys.rules.unwrap_or_default());
        lint.since = keys.since.or(lint.since);
        lint.baseline = keys.baseline.or(lint.baseline);
    }
    lint
}

/// The value of the highest layer that has one.
fn first<T>(layers: &[&Keys], get: impl Fn(&Keys) -> Option<T>) -> Option<T> {
    layers.iter().find_map(|keys| get(keys))
}

/// `--target`, else the last `-x db=LABEL`.
fn choose_target(root: &Node, overrides: &Overrides, report: &mut Report) -> Option<String> {
    let by_variable = || overrides.variables.iter().rev().find(|(name, _)| name == "db");
    let label = overrides.target.as_ref().or_else(|| by_variable().map(|(_, label)| label))?;
    let targets = root.get("targets");
    if targets.and_then(|targets| targets.get(label)).is_some() {
        return Some(label.clone());
    }
    let pairs = targets.and_then(Node::as_mapping).unwrap_or_default();
    let names: Vec<&str> = pairs.iter().filter_map(|(key, _)| key.as_str()).collect();
    let help = match names.as_slice() {
        [] => "no targets are configured".to_owned(),
        names => format!("the targets are `{}`", names.join("`, `")),
    };
    let fault = Diagnostic::error(E0504, format!("unknown target `{label}`"))
        .help_if(suggest::did_you_mean(label, names))
        .help(help);
    report.push(match targets {
        Some(targets) => fault.at(targets.span),
        None => fault,
    });
    None
}

/// Puts values for `${…}` into the tree. `variables` have theirs already, and faults
/// of targets that were not chosen do not count.
fn expand_tree(root: &mut Node, target: Option<&str>, values: &Variables, report: &mut Report) {
    let Kind::Mapping(pairs) = &mut root.kind else { return };
    for (key, value) in pairs {
        match (key.as_str(), &mut value.kind) {
            (Some("variables"), _) => {
                expand(value, values, &mut Report::default());
            }
            (Some("targets"), Kind::Mapping(targets)) => {
                for (label, keys) in targets {
                    let chosen = target.is_some() && label.as_str() == target;
                    let Kind::Mapping(pairs) = &mut keys.kind else { continue };
                    for (key, value) in pairs {
                        let counts = chosen && key.as_str() != Some("variables");
                        let mut silent = Report::default();
                        expand(value, values, if counts { &mut *report } else { &mut silent });
                    }
                }
            }
            _ => {
                expand(value, values, report);
            }
        }
    }
}

fn reject_nested_targets(keys: &Keys, root: &Node, report: &mut Report) {
    for (label, target) in keys.targets.iter().flatten() {
        if target.targets.is_some() {
            let nested = root.get("targets").and_then(|t| t.get(label)?.entry("targets"));
            let span = nested.map_or(target.span, |(key, _)| key.span);
            let message = format!("the target `{label}` cannot have targets of its own");
            report.push(Diagnostic::error(E0501, message).at(span));
        }
    }
}
