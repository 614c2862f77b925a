//! From a bundle to what the stages need: what the command line does with files.

use cucurbit::catalog::Catalog;
use cucurbit::config::{self, ConfigFile, Overrides, Settings};
use cucurbit::diag::Report;
use cucurbit::dialect::{Dialect, DialectName, Schemas};
use cucurbit::emit::script::Options;
use cucurbit::env::Env;
use cucurbit::graph::Direction;
use cucurbit::lock::{self, Lock};
use cucurbit::pipeline::{self, Project, Request, Target};
use cucurbit::replay::base;
use cucurbit::source::{FileId, SourceMap};
use cucurbit::sql::naming::NamingConvention;
use cucurbit::sql::{Ident, ObjName};

use super::bundle::{Bundle, CONFIG};
use super::verdict;

/// The configuration of a bundle; none where it is faulty.
pub fn settings(bundle: &Bundle) -> Option<Settings> {
    let (mut sources, mut report) = (SourceMap::default(), Report::default());
    let file = bundle.get(CONFIG).and_then(|text| {
        let id = sources.add(CONFIG, text);
        ConfigFile::parse(id, text, "", &mut report)
    });
    let env = |name: &str| name.starts_with("SET").then(|| name.to_owned());
    let settings = config::resolve(file.as_ref(), &Overrides::default(), &env, &mut report);
    verdict::report(&report, &sources);
    (!report.has_errors()).then_some(settings)
}

/// What came of one dialect: for each direction what was said, and the script.
pub type Products = [(String, Option<String>); 2];

/// A project that was read, and what was said of it.
pub struct Loaded<'a> {
    pub project: Project,
    pub report: Report,
    settings: &'a Settings,
    base: Option<(FileId, &'a str)>,
}

impl<'a> Loaded<'a> {
    pub fn read(bundle: &'a Bundle, settings: &'a Settings) -> Self {
        let base = settings.base_schema.as_ref().map(|name| name.value.as_str());
        let attached = |_: &str, path: &str| {
            bundle.get(path).map(str::to_owned).ok_or_else(|| "there is no such file".to_owned())
        };
        let mut report = Report::default();
        let files = bundle.revisions(base);
        let mut project = pipeline::load(files, &settings.variables, &attached, &mut report);
        if let Some(text) = bundle.get(CONFIG) {
            let id = project.sources.add(CONFIG, text);
            report = config::blame_environment(report, &settings.unset, &project.sources, id);
        }
        if let Some(text) = bundle.get(lock::NAME) {
            let id = project.sources.add(lock::NAME, text);
            Lock::parse(id, text, &mut report).check(&project, &mut report);
        }
        let base = base.and_then(|name| Some((name, bundle.get(name)?)));
        let base = base.map(|(name, text)| (project.sources.add(name, text), text));
        Loaded { project, report, settings, base }
    }

    /// Checks all dialects. True when there is no error.
    pub fn check(&self) -> bool {
        let mut report = self.report.clone();
        let target = |name| {
            let target = self.target(name, &mut report);
            (target.env, target.base)
        };
        let targets = DialectName::ALL.into_iter().map(target).collect();
        pipeline::check(&self.project, targets, true, &mut report);
        verdict::report(&report, &self.project.sources);
        !report.has_errors()
    }

    /// Compiles for a dialect, up and down.
    pub fn products(&self, name: DialectName) -> Products {
        let ways = [(Direction::Upgrade, "base:heads"), (Direction::Downgrade, "heads:base")];
        ways.map(|(direction, range)| {
            let mut report = self.report.clone();
            let target = self.target(name, &mut report);
            let request = Request::Range { direction, range, current: None };
            let compiled = pipeline::compile(&self.project, &request, &target, false, &mut report);
            let said = verdict::brief(&report, &self.project.sources);
            assert_eq!(compiled.is_none(), report.has_errors(), "a script beside errors:\n{said}");
            let script = compiled.map(|compiled| compiled.script);
            script.iter().for_each(|script| verdict::script(script, name));
            (said, script.map(|script| script.text))
        })
    }

    fn target(&self, name: DialectName, report: &mut Report) -> Target {
        let settings = self.settings;
        let dialect = Dialect::of(name);
        let version = settings.dialects.iter().find(|(known, _)| *known == name);
        let version = version.map_or_else(|| config::default_version(name), |known| known.1);
        let ident = |text: &String| Ident::new(text.as_str());
        let mut env = Env::new(dialect, version);
        env.schema = settings.schema.as_ref().map(ident);
        env.naming = NamingConvention::new(settings.naming_convention.clone());
        env.external = settings.external.clone();
        let base = self.base_schema(&env, report);
        let table = &settings.version_table;
        let schema = table.schema.as_ref().map(ident);
        let schema = schema.filter(|_| !matches!(dialect.schemas, Schemas::AttachedDatabases));
        let version_table = ObjName::new(schema, ident(&table.name));
        let command = "compile".to_owned();
        Target { env, version_table, options: self.options(name), command, base }
    }

    fn base_schema(&self, env: &Env, report: &mut Report) -> Catalog {
        match self.base {
            Some((id, text)) if self.project.sources.file(id).name.ends_with(".sql") => {
                base::from_sql(id, text, env, report)
            }
            Some((id, text)) => base::from_yaml(id, text, &self.settings.variables, env, report),
            None => Catalog::new(env.dialect),
        }
    }

    fn options(&self, name: DialectName) -> Options {
        let script = &self.settings.script;
        Options {
            guard: script.guard,
            transaction: script.transaction,
            lock_timeout: script.lock_timeout,
            statement_timeout: script.statement_timeout,
            header: script.header,
            client: Some(script.client).filter(|client| client.runs(name)).unwrap_or_default(),
            ..Options::default()
        }
    }
}
