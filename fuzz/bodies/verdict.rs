//! What must hold for every report and every script.

use cucurbit::diag::render::{MessageFormat, Style, render};
use cucurbit::diag::{Diagnostic, Report};
use cucurbit::dialect::DialectName;
use cucurbit::emit::script::Script;
use cucurbit::source::SourceMap;
use cucurbit::sql::raw;

/// Every place is in its file, and every format can show the report.
pub fn report(report: &Report, sources: &SourceMap) {
    let all = report.sorted();
    all.iter().for_each(|diagnostic| placed(diagnostic, sources));
    shown(&all, sources);
}

/// Every place is in its file. Gives the report in short.
pub fn brief(report: &Report, sources: &SourceMap) -> String {
    let all = report.sorted();
    all.iter().for_each(|diagnostic| placed(diagnostic, sources));
    let style = Style { format: MessageFormat::Short, color: false, width: None };
    render(&all, sources, style)
}

fn placed(diagnostic: &Diagnostic, sources: &SourceMap) {
    assert!(!diagnostic.message.is_empty(), "a diagnostic says nothing: {diagnostic:?}");
    for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
        let span = label.span;
        let file = sources.iter().find(|(id, _)| *id == span.file).map(|(_, file)| file);
        let Some(file) = file else { panic!("a place in no file: {diagnostic:?}") };
        let place = file.text.get(span.start as usize..span.end as usize);
        assert!(place.is_some(), "a place out of bounds: {diagnostic:?}");
    }
}

fn shown(all: &[&Diagnostic], sources: &SourceMap) {
    let render = |format, color, width| render(all, sources, Style { format, color, width });
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    let plain = |c: char| c == '\n' || c == '\t' || !c.is_control();
    for text in [
        &render(MessageFormat::Human, false, None),
        &render(MessageFormat::Human, false, Some(40)),
        &render(MessageFormat::Short, false, None),
        &render(MessageFormat::Github, false, None),
    ] {
        assert!(text.chars().all(plain), "a control character is shown: {text:?}");
    }
    render(MessageFormat::Human, true, Some(80));
    assert!(render(MessageFormat::Json, false, None).lines().all(is_json));
    assert!(is_json(&render(MessageFormat::Sarif, false, None)));
    assert!(is_json(&render(MessageFormat::Gitlab, false, None)));
}

/// A script lexes; every statement is a part of it, and they do not overlap.
pub fn script(script: &Script, dialect: DialectName) {
    let broken = raw::split(&script.text, dialect).err();
    assert!(broken.is_none(), "a broken script: {broken:?}\n{}", script.text);
    let mut at = 0;
    for record in &script.records {
        assert!(record.range.start >= at, "statements overlap: {record:?}\n{}", script.text);
        let text = script.text.get(record.range.clone());
        assert!(text.is_some_and(|text| !text.trim().is_empty()), "no statement: {record:?}");
        at = record.range.end;
    }
}
