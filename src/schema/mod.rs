//! The schema at a point of history: what is known of it, and what is not.
//!
//! In: a project and the name of a revision. Out: the catalog there as a [`Document`], the
//! script that makes it in an empty database, and what of it could not be written down.

mod drawn;

pub use drawn::diagram;

use crate::catalog::Catalog;
use crate::diag::codes::{E0208, E0407};
use crate::diag::{Diagnostic, Level, Report};
use crate::dialect::DialectName;
use crate::emit::script::{self, Input, Options, Part};
use crate::env::Env;
use crate::graph::Direction;
use crate::ops::{Entry, Op};
use crate::pipeline::{self, Project, Request, Target};
use crate::recreate::{self, Document, Recreated};
use crate::source::{FileId, Span, Spanned};
use crate::sql::raw::effect::{Effect, ObjectKind, Understood};
use crate::sql::raw::{effects, leading_words, may_do_anything, split};
use crate::sql::{Ident, ObjName};
use crate::syntax::SourceText;

/// A schema.
pub struct Schema {
    /// The revisions that it is at; none is base.
    pub at: Vec<String>,
    /// What it holds.
    pub catalog: Catalog,
    /// The operations that make it.
    pub document: Document,
    /// What it may hold besides, one line each.
    pub unknown: Vec<String>,
    /// The document run on an empty database.
    made: Recreated,
}

/// The schema at a revision, or at several; `base` is the SQL that the schema before the first one
/// was read from.
///
/// Reports what is wrong with the name and the revisions, and warns (E0407) of what cannot be
/// written down. None when the report has an error.
pub fn at(
    project: &mut Project,
    revision: &str,
    target: &Target,
    base: Option<FileId>,
    report: &mut Report,
) -> Option<Schema> {
    if project.graph.is_range(revision) {
        let message = format!("a schema is at one point of history, and `{revision}` is a range");
        report.push(Diagnostic::error(E0208, message).help("name the revision to stand at"));
        return None;
    }
    let ends = match project.graph.resolve(revision) {
        Ok(ends) => ends,
        Err(fault) => {
            report.push(*fault);
            return None;
        }
    };
    let ends: Vec<&str> = ends.iter().map(|&end| project.graph.id(end)).collect();
    let range =
        format!("base:{}", if ends.is_empty() { "base".to_owned() } else { ends.join(",") });
    let request = Request::Range { direction: Direction::Upgrade, range: &range, current: None };
    let compiled = pipeline::compile(project, &request, target, false, report)?;
    let env = &target.env;
    let catalog = compiled.catalog;
    let document = Document::of(&catalog, env);
    let file = project.sources.add("the schema as operations", document.revision());
    let mut made = recreate::read(&document, &catalog, env, file);
    // What there is to warn of was said where the user wrote it.
    let faults = made.report.take();
    report.push_all(faults.iter().filter(|fault| fault.level == Level::Error).cloned());
    let mut unknown = Vec::new();
    left_out(&catalog, target, report, &mut unknown);
    if let Some(file) = base {
        let text = project.sources.file(file).text.to_string();
        let text = SourceText::new(text.as_str(), Span::new(file, 0, text.len()));
        // What its client is told besides makes nothing.
        let kept = |level: Level, own: &str| {
            level == Level::Warning || !may_do_anything(own, env.dialect.name)
        };
        not_held(&text, kept, project, env.dialect.name, report, &mut unknown);
    }
    let steps = compiled.plan.steps.iter();
    let revisions = steps.filter_map(|step| project.revisions.get(step.revision.index()));
    for entry in revisions.flat_map(|revision| &revision.upgrade) {
        not_understood(entry, project, target, report, &mut unknown);
    }
    if report.has_errors() {
        return None;
    }
    for difference in recreate::differences(&catalog, &made.catalog, env) {
        let message = format!("{} cannot be written down as it is", difference.what);
        let note = format!(
            "`-` is what the revisions make, `+` what is written\n{}",
            difference.lines.join("\n")
        );
        report.push(Diagnostic::warning(E0407, message).note(note));
        unknown.push(format!("all of {}", difference.what));
    }
    let at = compiled.plan.end.iter().map(|&revision| project.graph.id(revision).to_owned());
    Some(Schema { at: at.collect(), catalog, document, unknown, made })
}

/// Tables whose columns are not known.
fn left_out(catalog: &Catalog, target: &Target, report: &mut Report, unknown: &mut Vec<String>) {
    let env = &target.env;
    let mut tables: Vec<_> = catalog.tables().filter(|table| !table.complete).collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    for table in tables.into_iter().filter(|table| !env.is_external(&table.name)) {
        let name = table.name.shown();
        let left_out = recreate::is_left_out(table, env);
        let message = match left_out {
            true => format!("the columns of `{name}` are not known: it is left out"),
            false => format!("there may be more to `{name}` than is known"),
        };
        report.push(Diagnostic::warning(E0407, message).at(table.span).help(
            "say what it is with `effects:` beside the SQL that makes it, or with `base_schema`",
        ));
        let what = if left_out { "the table" } else { "all of the table" };
        unknown.push(format!("{what} {name}"));
    }
}

/// SQL that may have made something under whatever name.
fn not_understood(
    entry: &Spanned<Entry>,
    project: &Project,
    target: &Target,
    report: &mut Report,
    unknown: &mut Vec<String>,
) {
    let dialect = target.env.dialect.name;
    let Op::Execute(op) = &entry.op else { return };
    if op.effects.is_some() || !entry.is_for(dialect) {
        return;
    }
    let text = match &op.sql {
        Some(sql) => sql.pick(dialect),
        None => op.content.as_ref(),
    };
    if let Some(text) = text {
        not_held(text, |_, _| true, project, dialect, report, unknown);
    }
}

/// The statements of a text that may do what a catalog does not hold, where they are `kept`.
fn not_held(
    text: &SourceText,
    kept: impl Fn(Level, &str) -> bool,
    project: &Project,
    dialect: DialectName,
    report: &mut Report,
    unknown: &mut Vec<String>,
) {
    for piece in split(text.as_str(), dialect).unwrap_or_default() {
        let Some(own) = text.as_str().get(piece.range.clone()) else { continue };
        let Some((level, message)) = lost(own, dialect).filter(|(level, _)| kept(*level, own))
        else {
            continue;
        };
        let span: Span = text.span_of(piece.range.start, piece.range.end);
        let mut diagnostic = Diagnostic::warning(E0407, message).at(span).help(
            "write it as an operation where there is one, or say what it does with `effects:`",
        );
        diagnostic.level = level;
        report.push(diagnostic);
        let file = project.sources.file(span.file);
        let (line, _) = file.position(span.start);
        unknown.push(format!("what the SQL at {}:{line} does", file.name));
    }
}

/// What there is to say of a statement that may do what a catalog does not hold.
fn lost(statement: &str, dialect: DialectName) -> Option<(Level, &'static str)> {
    let words = leading_words(statement, dialect, 2);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match effects(statement, dialect) {
        Understood::Opaque { .. } if may_do_anything(statement, dialect) => {
            Some((Level::Note, "what this SQL makes is not known: it is left out"))
        }
        Understood::Opaque { .. } => {
            Some((Level::Warning, "what this SQL makes is not known: it is left out"))
        }
        // What belongs to the server, and whose things are, is not the schema's.
        Understood::NoSchemaEffect => match words.as_slice() {
            ["ALTER", ..] if statement.to_ascii_uppercase().contains(" OWNER TO ") => None,
            [
                _,
                "ROLE" | "USER" | "GROUP" | "LOGIN" | "DATABASE" | "TABLESPACE" | "SYSTEM"
                | "SESSION" | "SERVER",
            ] => None,
            ["CREATE" | "ALTER" | "GRANT" | "REVOKE" | "COMMENT", ..] => Some((
                Level::Note,
                "the simulated schema does not hold what this SQL does: it is left out",
            )),
            _ => None,
        },
        Understood::Effects(all) => {
            let comment = |effect: &Effect| match effect {
                Effect::Comment { kind, .. } => !matches!(
                    kind,
                    ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView
                ),
                _ => false,
            };
            let only = all.iter().any(comment);
            only.then_some((
                Level::Note,
                "only comments on tables, views and columns are held: this one is left out",
            ))
        }
    }
}

impl Schema {
    /// The script that makes the schema in an empty database, below a comment of these lines.
    pub fn script(self, target: &Target, header: &[String]) -> String {
        script(self.made, &target.env, &target.options, header)
    }
}

/// The script of a document that was read, below a comment of these lines: no guard, no
/// version table, nothing but the schema.
pub fn script(made: Recreated, env: &Env, options: &Options, header: &[String]) -> String {
    let options = Options {
        guard: false,
        lock_timeout: None,
        statement_timeout: None,
        numbers: false,
        ..options.clone()
    };
    let part = Part {
        revision: String::new(),
        title: String::new(),
        statements: script::write(made.statements, env.dialect),
        changes: Vec::new(),
        rows_before: Vec::new(),
        span: Span::start_of(FileId(0)),
    };
    let parts: Vec<Part> = (!part.statements.is_empty()).then_some(part).into_iter().collect();
    let input = Input {
        dialect: env.dialect,
        version: env.version,
        command: String::new(),
        range: Default::default(),
        digest: String::new(),
        version_table: ObjName::new(None, Ident::from("")),
        id_length: (None, 0),
        start: Vec::new(),
        parts: &parts,
        rebuilt: made.rebuilt,
        anywhere: false,
        only_versions: false,
        options: &options,
    };
    script::bare(&input, header).text
}
