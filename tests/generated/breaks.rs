//! The same projects with one mistake: exactly one error, of the right kind, at the right place.
//!
//! In: a project that is right, and choices. Out: its files with one thing wrong, which codes that may
//! have, and where. Each dialect is asked alone. What comes later and builds on the mistake is no second one.

use std::ops::Range;

use cucurbit::catalog::Catalog;
use cucurbit::diag::Report;
use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::pipeline;
use cucurbit::syntax::Variables;

use super::draw::{Draw, Gene, ProjectGenes};
use super::model::Table;
use super::run::{each_project, env, profile, shown};
use super::value::Ty;
use super::yaml::{Node, Role, What, map, op};
use super::{Project, Revision};

/// A name that nothing has, and that is like none.
const NOBODY: &str = "zqzq_nobody";

/// A project with a mistake.
struct Broken {
    what: String,
    files: Vec<(String, String)>,
    codes: &'static [&'static str],
    /// The file, and what of it the error must point into.
    file: String,
    range: Range<usize>,
}

type Break = fn(&Project, &mut Draw) -> Option<Broken>;

const BREAKS: &[Break] = &[
    misspelt,
    misspelt,
    misspelt,
    misspelt,
    wrong_table,
    unknown_key,
    unknown_operation,
    wrong_shape,
    made_twice,
    dropped_in_use,
    foreign_key_to_nothing,
    broken_sql,
    broken_condition,
    unknown_value,
    unknown_parent,
    lost_revision,
    too_late,
    not_undone,
    same_id,
];

/// All projects with one mistake each.
pub fn broken_projects() {
    let made = |genes: &ProjectGenes| {
        let project = Project::made(genes, profile(genes));
        let mut draw = Draw::new(&Gene { first: genes.head.seed as u16, ..genes.head.clone() });
        let wish = draw.below(BREAKS.len());
        // What the project has nothing for gives way to the next.
        let broken = (0..BREAKS.len())
            .find_map(|n| BREAKS[(wish + n) % BREAKS.len()](&project, &mut draw.clone()));
        (project, broken)
    };
    each_project(
        150,
        (4, 12),
        &|genes| {
            let (project, broken) = made(genes);
            let Some(broken) = broken else { return Ok(()) };
            project.dialects.iter().try_for_each(|dialect| one_error(&broken, *dialect))
        },
        &|genes| {
            let (_, broken) = made(genes);
            let files = broken.map(|broken| broken.files).unwrap_or_default();
            files.iter().map(|(name, text)| format!("# {name}\n{text}---\n")).collect()
        },
    );
}

fn one_error(broken: &Broken, dialect: DialectName) -> Result<(), String> {
    let mut report = Report::default();
    let none = |_: &str, _: &str| Err("no file".to_owned());
    let loaded = pipeline::load(broken.files.clone(), &Variables::new(), &none, &mut report);
    let target = (env(dialect), Catalog::new(Dialect::of(dialect)));
    pipeline::check(&loaded, vec![target], false, &mut report);
    let found = report.sorted();
    let fault = |why: &str| {
        let codes: Vec<&str> = found.iter().map(|fault| fault.code.as_str()).collect();
        let title = Dialect::of(dialect).title;
        let (wanted, file, shown) = (broken.codes, &broken.file, shown(&report, &loaded));
        let place = broken.files.iter().find(|(name, _)| name == file);
        let place = place.and_then(|(_, text)| text.get(broken.range.clone())).unwrap_or_default();
        let what = &broken.what;
        Err(format!(
            "{what} is {codes:?}, {why}: {title}\nwanted: one of {wanted:?} at `{place}` of {file}\n{shown}"
        ))
    };
    let [only] = found.as_slice() else { return fault("not one error") };
    if !broken.codes.contains(&only.code.as_str()) {
        return fault("another code");
    }
    let Some(label) = &only.primary else { return fault("without a place") };
    let file = &loaded.sources.file(label.span.file).name;
    let (start, end) = (label.span.start as usize, label.span.end as usize);
    if *file != broken.file || start < broken.range.start || end > broken.range.end {
        return fault("at another place");
    }
    Ok(())
}

/// The project's files with what the mistake is about at the only place of `NOBODY`.
fn at_nobody(project: &Project, what: String, codes: &'static [&'static str]) -> Option<Broken> {
    let files = project.files();
    let mut places = files
        .iter()
        .flat_map(|(name, text)| text.match_indices(NOBODY).map(move |(at, _)| (name.clone(), at)));
    let (file, at) = places.next()?;
    // A condition for several dialects has it several times.
    let length = files.iter().find(|(name, _)| *name == file)?.1[at..].find('\n')?;
    let range = match places.next() {
        None => at.saturating_sub(1)..at + NOBODY.len() + 1,
        Some(_) => at.saturating_sub(1)..at + length,
    };
    Some(Broken { what, files, codes, file, range })
}

/// The project's files, the mistake being somewhere in an operation of an upgrade.
fn in_operation(
    project: &Project,
    (revision, at): (usize, usize),
    what: String,
    codes: &'static [&'static str],
) -> Option<Broken> {
    let revision = project.revisions.get(revision)?;
    let file = format!("{}.yaml", revision.id);
    let range = revision.ranges().get(at)?.clone();
    Some(Broken { what, files: project.files(), codes, file, range })
}

/// Every piece of an operation, with the operation's key and the keys that lead there.
fn visit(node: &mut Node, path: &mut Vec<String>, each: &mut dyn FnMut(&[String], &mut Node)) {
    each(path, node);
    match node {
        Node::List(items) => items.iter_mut().for_each(|item| visit(item, path, each)),
        Node::Map(entries) => {
            for (key, value) in entries {
                path.push(key.clone());
                visit(value, path, each);
                path.pop();
            }
        }
        Node::Text(..) | Node::Bare(_) => {}
    }
}

/// Changes one of the pieces of all upgrades that fit; `fits` says what the change amounts to.
fn change_one<T>(
    project: &mut Project,
    draw: &mut Draw,
    fits: impl Fn(&[String], &Node) -> Option<T>,
    change: impl FnOnce(&mut Node),
) -> Option<(T, (usize, usize))> {
    let mut count = 0;
    for revision in &mut project.revisions {
        for node in &mut revision.upgrade {
            visit(node, &mut Vec::new(), &mut |path, node| {
                count += usize::from(fits(path, node).is_some())
            });
        }
    }
    let chosen = draw.below(count.max(1));
    let (mut at, mut change, mut found) = (0, Some(change), None);
    for (number, revision) in project.revisions.iter_mut().enumerate() {
        for (place, node) in revision.upgrade.iter_mut().enumerate() {
            visit(node, &mut Vec::new(), &mut |path, node| {
                let Some(fit) = fits(path, node) else { return };
                if at == chosen
                    && let Some(change) = change.take()
                {
                    change(node);
                    found = Some((fit, (number, place)));
                }
                at += 1;
            });
        }
    }
    found
}

/// The operation that a path is in: the innermost, in a batch.
fn operation(path: &[String]) -> &str {
    let at = if path.first().is_some_and(|key| key == "alter_table") { 2 } else { 0 };
    path.get(at).or(path.first()).map_or("", String::as_str)
}

fn misspelt(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    // A way back from the new name of an index that was never made is still asked for by the old one.
    let renames = project.text().contains("rename_index");
    let fits = |path: &[String], node: &Node| {
        let Node::Text(Role::Uses(what), _) = node else { return None };
        if renames && operation(path) == "create_index" {
            return None;
        }
        let last = path.last().map_or("", String::as_str);
        let referred = path.iter().any(|key| key == "references");
        Some(match (what, last) {
            // What is no enum is a type of the dialect's own; and which values another one was to get
            // is not followed to where they are used.
            (What::Enum, "type") => return None,
            (What::Enum, "enum") => return None,
            // A row that is a mapping names the column once more, and batches have one schema.
            (What::Column, "columns") if operation(path) == "bulk_insert" => return None,
            (What::Schema, "schema") => return None,
            (What::Table | What::Column, _) if referred => &["E0310"][..],
            // A column that is in no key yet is not there to be in one.
            (What::Table, _) => &["E0301"],
            (What::Column, _) => &["E0302"],
            _ => &["E0303"],
        })
    };
    let what = |path: &[String], node: &Node| {
        Some((fits(path, node)?, format!("a misspelt {} in {}", path.last()?, operation(path))))
    };
    let ((codes, what), _) = change_one(&mut project, draw, what, |node| {
        if let Node::Text(_, text) = node {
            *text = NOBODY.to_owned();
        }
    })?;
    at_nobody(&project, what, codes)
}

/// `alter_column` of another table, which has no such column.
fn wrong_table(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    let tables: Vec<Table> = project.model.tables.clone();
    let last = project.revisions.len() - 1;
    if !project.line {
        return None;
    }
    let (one, other) = (draw.pick(&tables)?, draw.pick(&tables)?);
    let column = one.columns.iter().find(|c| other.column(&c.name).is_none())?;
    let same = |name: &str| other.columns.iter().any(|c| c.name.eq_ignore_ascii_case(name));
    if other.schema.is_some() || same(&column.name) {
        return None;
    }
    let node = map([("table", Node::uses(What::Table, &other.name))])
        .with("column", Node::uses(What::Column, &column.name));
    let node = match draw.below(3) {
        0 => op("drop_column", node),
        1 => op("alter_column", node.with("nullable", Node::bare(true))),
        _ => op("alter_column", node.with("default", Node::bare("null"))),
    };
    let what = format!("{} of the wrong table", node.operation().0);
    project.revisions[last].upgrade.push(node);
    let at = project.revisions[last].upgrade.len() - 1;
    in_operation(&project, (last, at), what, &["E0302"])
}

fn unknown_key(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    // Any key may stand in a row and in what a row sets.
    let free =
        ["rows", "set", "json", "sql", "where", "check", "undo", "default", "body", "backfill"];
    let fits = |path: &[String], node: &Node| {
        let inside = path.iter().any(|key| free.contains(&key.as_str()));
        let is_map = matches!(node, Node::Map(entries) if !entries.is_empty());
        (is_map && !inside && !path.is_empty()).then(|| operation(path).to_owned())
    };
    let change = |node: &mut Node| {
        if let Node::Map(entries) = node {
            entries.push((NOBODY.to_owned(), Node::bare(1)));
        }
    };
    let (what, _) = change_one(&mut project, draw, fits, change)?;
    // What stands in the list of a batch is an operation.
    at_nobody(&project, format!("an unknown key in {what}"), &["E0106", "E0109", "E0110"])
}

fn unknown_operation(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    let fits =
        |path: &[String], node: &Node| path.is_empty().then(|| node.operation().0.to_owned());
    let change = |node: &mut Node| {
        if let Node::Map(entries) = node {
            entries[0].0 = NOBODY.to_owned();
        }
    };
    let (what, _) = change_one(&mut project, draw, fits, change)?;
    at_nobody(&project, format!("an unknown operation for {what}"), &["E0109"])
}

fn wrong_shape(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    let wants_a_list = ["rows", "operations", "values", "foreign_keys", "indexes", "events"];
    let wants_a_boolean = ["nullable", "unique", "primary_key", "autoincrement", "stored"];
    let fits = |path: &[String], node: &Node| {
        let last = path.last()?.as_str();
        // Inside of rows and sets, keys are columns.
        if path.iter().any(|key| key == "set") || path.iter().rev().skip(1).any(|key| key == "rows")
        {
            return None;
        }
        let list = matches!(node, Node::List(_)) && wants_a_list.contains(&last);
        let boolean = matches!(node, Node::Bare(_)) && wants_a_boolean.contains(&last);
        (list || boolean).then(|| format!("a wrong shape of {last} in {}", operation(path)))
    };
    let (what, _) = change_one(&mut project, draw, fits, |node| *node = Node::text(NOBODY))?;
    at_nobody(&project, what, &["E0108", "E0107"])
}

/// An operation at the end of the last revision.
fn appended(
    project: &Project,
    node: Node,
    what: &str,
    codes: &'static [&'static str],
) -> Option<Broken> {
    let mut project = project.clone();
    let last = project.revisions.len() - 1;
    project.revisions[last].upgrade.push(node);
    let at = project.revisions[last].upgrade.len() - 1;
    in_operation(&project, (last, at), what.to_owned(), codes)
}

fn made_twice(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let table = draw.pick(&project.model.tables).filter(|_| project.line)?;
    let on = || super::generator::Gen::on(table);
    let schema = || super::generator::schema(&table.schema);
    let column = &draw.pick(&table.columns)?.name;
    let integer =
        |name: &str| map([("name", Node::makes(What::Column, name)), ("type", Ty::Int.node())]);
    let (what, node) = match draw.below(5) {
        0 => {
            let node = map([("name", Node::makes(What::Table, &table.name))])
                .with_some("schema", schema());
            (
                "a table made twice",
                op("create_table", node.with("columns", Node::List(vec![integer("id")]))),
            )
        }
        1 => ("a column made twice", op("add_column", on().with("column", integer(column)))),
        2 => {
            let name = table.indexes.iter().find_map(|key| key.name.clone())?;
            let node = map([("name", Node::makes(What::Index, &name))]);
            let node = node
                .with("table", Node::uses(What::Table, &table.name))
                .with_some("schema", schema());
            let columns: Vec<String> = table
                .columns
                .iter()
                .filter(|c| c.ty.is_keyable())
                .map(|c| c.name.clone())
                .collect();
            (
                "an index made twice",
                op("create_index", node.with("columns", Node::columns(&columns))),
            )
        }
        3 => {
            let name = table.checks.iter().find_map(|check| check.name.clone())?;
            let number = table.columns.iter().find(|c| c.ty.is_number())?;
            let sql = format!(
                "{} > 1",
                Some(&number.name).filter(|name| name.len() < 8 && *name != "size")?
            );
            let node = on().with("name", Node::makes(What::Constraint, &name));
            ("a check made twice", op("create_check_constraint", node.with("sql", Node::text(sql))))
        }
        _ => {
            let one = draw.pick(&project.model.enums)?;
            let values = Node::List(vec![Node::text("a")]);
            let node = map([("name", Node::makes(What::Enum, &one.name)), ("values", values)]);
            ("an enum made twice", op("create_enum", node))
        }
    };
    appended(project, node, what, &["E0304"])
}

fn dropped_in_use(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let model = &project.model;
    let used = |table: &&Table| {
        model
            .tables
            .iter()
            .any(|t| t.name != table.name && t.foreign.iter().any(|f| f.table == table.name))
            || model.is_viewed(&table.name, None)
    };
    let tables: Vec<&Table> = model.tables.iter().filter(|t| project.line && used(t)).collect();
    let enums: Vec<_> =
        model.enums.iter().filter(|e| project.line && model.is_enum_used(&e.name)).collect();
    if let (Some(one), true) = (enums.first(), draw.chance(30)) {
        let node = op("drop_enum", Node::uses(What::Enum, &one.name));
        return appended(project, node, "an enum dropped in use", &["E0314"]);
    }
    let table = draw.pick(&tables)?;
    let key: Option<&String> = model
        .tables
        .iter()
        .filter(|t| t.name != table.name)
        .flat_map(|t| &t.foreign)
        .filter(|f| f.table == table.name)
        .find_map(|f| f.targets.first());
    let viewed = model.views.iter().find(|v| v.table == table.name).and_then(|v| v.columns.first());
    match (key.or(viewed), draw.chance(40)) {
        (Some(column), true) if table.columns.len() > 1 => {
            let node =
                super::generator::Gen::on(table).with("column", Node::uses(What::Column, column));
            appended(project, op("drop_column", node), "a column dropped in use", &["E0314"])
        }
        _ => {
            let node = super::generator::Gen::drop_of(table);
            appended(project, node, "a table dropped in use", &["E0314"])
        }
    }
}

fn foreign_key_to_nothing(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let tables: Vec<&Table> =
        project.model.tables.iter().filter(|t| project.line && t.schema.is_none()).collect();
    let (one, other) = (*draw.pick(&tables)?, *draw.pick(&tables)?);
    let free = |c: &&super::model::Column| c.computed.is_none() && !c.numbered;
    let (what, codes, column, target): (_, &[&str], _, _) = match draw.below(3) {
        0 => {
            // The first column of an index will do on MySQL and MariaDB.
            let loose = |c: &&super::model::Column| {
                c.ty == Ty::Int
                    && !other.keys().chain(&other.indexes).any(|key| key.columns.contains(&c.name))
                    && !other.refers_by(&c.name)
            };
            let target = other.columns.iter().filter(loose).find(|c| c.computed.is_none())?;
            let column =
                one.columns.iter().filter(free).find(|c| {
                    c.ty == Ty::Int && (one.name != other.name || c.name != target.name)
                })?;
            ("a foreign key to no key", &["E0313"], column, target.name.clone())
        }
        1 => {
            // SQLite compares anything with anything.
            if project.dialects.contains(&DialectName::Sqlite) {
                return None;
            }
            let target = other.id().filter(|c| c.ty == Ty::Int)?;
            let column = one
                .columns
                .iter()
                .filter(free)
                .find(|c| matches!(c.ty, Ty::Varchar(_) | Ty::Date))?;
            ("a foreign key of another type", &["E0312"], column, target.name.clone())
        }
        _ => {
            let column = one.columns.iter().filter(free).find(|c| c.ty == Ty::Int)?;
            ("a foreign key to no column", &["E0310"], column, NOBODY.to_owned())
        }
    };
    let references = map([("table", Node::uses(What::Table, &other.name))]);
    let references = references.with("columns", Node::columns(&[target]));
    let node = map([("name", Node::makes(What::Constraint, "fk_zqzq"))])
        .with("table", Node::uses(What::Table, &one.name))
        .with("columns", Node::columns(std::slice::from_ref(&column.name)))
        .with("references", references);
    appended(project, op("create_foreign_key", node), what, codes)
}

fn broken_sql(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let texts = ["SELECT 'zqzq_nobody", "DELETE FROM \"zqzq_nobody", "SELECT 1 /* zqzq_nobody"];
    let sql = Node::text(*draw.pick(&texts)?);
    let node = map([("sql", sql), ("undo", Node::text("SELECT 1"))]);
    appended(project, op("execute", node), "an execute with broken SQL", &["E0340"])
}

fn broken_condition(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    let fits = |path: &[String], node: &Node| {
        let Node::Text(Role::Sql, _) = node else { return None };
        let view = operation(path).contains("view") || operation(path) == "create_trigger";
        (!view && operation(path) != "execute").then(|| operation(path).to_owned())
    };
    let change = |node: &mut Node| {
        if let Node::Text(_, text) = node {
            text.push_str(" AND 'zqzq_nobody");
        }
    };
    let (what, _) = change_one(&mut project, draw, fits, change)?;
    let broken = at_nobody(&project, format!("a condition with broken SQL in {what}"), &["E0340"])?;
    // Of a map by dialect, one dialect's text is broken, and the others may never see it.
    let alone = project.dialects.len() == 1;
    let file = broken.files.iter().find(|(name, _)| *name == broken.file)?;
    let before = file.1[..broken.range.start].rfind('\n').unwrap_or(0);
    let mapped = ["postgres:", "mysql:", "mariadb:", "sqlite:", "mssql:", "oracle:"];
    let line = &file.1[before..broken.range.start];
    (alone || !mapped.iter().any(|key| line.contains(key))).then_some(broken)
}

fn unknown_value(project: &Project, _: &mut Draw) -> Option<Broken> {
    let tables = project.model.tables.iter().filter(|_| project.line);
    let found = tables.flat_map(|t| t.columns.iter().map(move |c| (t, c)));
    let (table, column) = found.into_iter().find(|(_, c)| matches!(c.ty, Ty::Enum(_)))?;
    let node =
        super::generator::Gen::on(table).with("column", Node::uses(What::Column, &column.name));
    let node = op("alter_column", node.with("default", Node::text(NOBODY)));
    appended(project, node, "a default that the enum has not", &["E0404"])
}

fn unknown_parent(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    let with: Vec<usize> = (0..project.revisions.len())
        .filter(|i| !project.revisions[*i].parents.is_empty())
        .collect();
    let at = *draw.pick(&with)?;
    *project.revisions[at].parents.last_mut()? = NOBODY.to_owned();
    at_nobody(&project, "an unknown parent".to_owned(), &["E0201"])
}

fn lost_revision(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut project = project.clone();
    let children = |id: &String| -> Vec<usize> {
        let all = project.revisions.iter().enumerate();
        all.filter(|(_, r)| r.parents.contains(id) || r.depends_on.contains(id))
            .map(|(i, _)| i)
            .collect()
    };
    let fit: Vec<(usize, usize)> = (0..project.revisions.len())
        .filter_map(|i| match children(&project.revisions[i].id)[..] {
            [only] => Some((i, only)),
            _ => None,
        })
        .collect();
    let (gone, child) = *draw.pick(&fit)?;
    let (file, id) =
        (format!("{}.yaml", project.revisions[child].id), project.revisions[gone].id.clone());
    let depends = project.revisions[child].depends_on.contains(&id);
    project.revisions.remove(gone);
    let files = project.files();
    let text = &files.iter().find(|(name, _)| *name == file)?.1;
    let key = if depends { "\ndepends_on:" } else { "\ndown_revision:" };
    let start = text.find(key)? + 1;
    let range = start..start + text[start..].find('\n')?;
    let codes = if depends { &["E0204"] } else { &["E0201"] };
    Some(Broken { what: "a lost revision".to_owned(), files, codes, file, range })
}

/// What makes a table stands behind all that use it.
fn too_late(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let mut fit = Vec::new();
    for (number, revision) in project.revisions.iter().enumerate() {
        for (at, node) in revision.upgrade.iter().enumerate() {
            let ("create_table", body) = node.operation() else { continue };
            let Some(Node::Text(_, name)) = body.get("name") else { continue };
            let uses = |node: &Node| {
                let (mut found, mut other) = (false, node.clone());
                visit(&mut other, &mut Vec::new(), &mut |_, piece| {
                    found |= *piece == Node::uses(What::Table, name);
                });
                found
            };
            let first = revision.upgrade[at + 1..].iter().position(uses);
            // A rename or a drop makes another story of it, and so does SQL.
            let gone = revision.upgrade[at + 1..].iter().any(|node| {
                matches!(
                    node.operation().0,
                    "rename_table"
                        | "drop_table"
                        | "execute"
                        | "create_view"
                        | "create_materialized_view"
                        | "create_trigger"
                )
            });
            if let (Some(first), false, None) = (first, gone, &revision.downgrade) {
                fit.push((number, at, at + first));
            }
        }
    }
    let (number, at, first) = *draw.pick(&fit)?;
    let mut project = project.clone();
    let late = project.revisions[number].upgrade.remove(at);
    project.revisions[number].upgrade.push(late);
    in_operation(&project, (number, first), "a table made too late".to_owned(), &["E0301", "E0310"])
}

/// A written downgrade without its last operation, which undoes the first of the upgrade.
fn not_undone(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let schema = [
        "create_table",
        "create_index",
        "create_view",
        "create_enum",
        "create_check_constraint",
        "rename_table",
    ];
    let fits = |r: &&Revision| {
        let first = r.upgrade.first().map(|node| node.operation().0.to_owned());
        r.downgrade.as_ref().is_some_and(|d| !d.is_empty())
            && first.is_some_and(|key| schema.contains(&key.as_str()))
    };
    let ids: Vec<String> = project.revisions.iter().filter(fits).map(|r| r.id.clone()).collect();
    let id = draw.pick(&ids)?;
    let mut project = project.clone();
    let revision = project.revisions.iter_mut().find(|r| r.id == *id)?;
    revision.downgrade.as_mut()?.pop();
    let file = format!("{id}.yaml");
    let files = project.files();
    let length = files.iter().find(|(name, _)| *name == file)?.1.len();
    let what = "a downgrade that does too little".to_owned();
    Some(Broken { what, files, codes: &["E0331"], file, range: 0..length })
}

fn same_id(project: &Project, draw: &mut Draw) -> Option<Broken> {
    let revision = draw.pick(&project.revisions)?;
    let mut files = project.files();
    let twin = Revision { upgrade: Vec::new(), downgrade: None, label: None, ..revision.clone() };
    let file = "zz_twin.yaml".to_owned();
    files.push((file.clone(), twin.text()));
    let range = 0..twin.text().len();
    Some(Broken { what: "an id twice".to_owned(), files, codes: &["E0203"], file, range })
}
