//! What must hold for every report and every script.

use cucurbit::diag::render::{MessageFormat, Style, render};
use cucurbit::diag::{Diagnostic, Report};
use cucurbit::emit::script::Script;
use cucurbit::source::SourceMap;

/// Every place is in its file, and every format can show the report. Gives what a person
/// is shown.
pub fn report(report: &Report, sources: &SourceMap) -> String {
    let all = report.sorted();
    for diagnostic in &all {
        assert!(!diagnostic.message.is_empty(), "a diagnostic says nothing: {diagnostic:?}");
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            let (id, span) = (label.span.file, label.span);
            let file = sources.iter().find(|(known, _)| *known == id).map(|(_, file)| file);
            let Some(file) = file else { panic!("a place in no file: {diagnostic:?}") };
            let (start, end) = (span.start as usize, span.end as usize);
            assert!(file.text.get(start..end).is_some(), "a place out of bounds: {diagnostic:?}");
        }
    }
    shown(&all, sources)
}

fn shown(all: &[&Diagnostic], sources: &SourceMap) -> String {
    let render = |format, color, width| render(all, sources, Style { format, color, width });
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    let human = render(MessageFormat::Human, false, None);
    let plain = |c: char| c == '\n' || c == '\t' || !c.is_control();
    for text in [
        &human,
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
    human
}

/// Every statement of a script is a part of it, and they do not overlap.
pub fn script(script: &Script) {
    let mut at = 0;
    for record in &script.records {
        assert!(record.range.start >= at, "statements overlap: {record:?}\n{}", script.text);
        let text = script.text.get(record.range.clone());
        assert!(text.is_some_and(|text| !text.trim().is_empty()), "no statement: {record:?}");
        at = record.range.end;
    }
}
