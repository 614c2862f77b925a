use pretty_assertions::assert_eq;

use super::*;
use crate::diag::codes;
use crate::source::Span;

fn sources() -> SourceMap {
    let mut sources = SourceMap::default();
    sources.add("revisions/ü.yaml", "revision: a\nupgrade:\n- drop_table: \x1b[31mäccount\n");
    sources
}

fn fault() -> Diagnostic {
    let file = crate::source::FileId(0);
    let text = sources().file(file).text.clone();
    let at = text.find("\x1b").unwrap_or_default();
    Diagnostic::error(codes::E0301, "unknown table `\x1b[31mäccount`")
        .label(Span::new(file, at, text.len()), "not here")
        .also(Span::new(file, 0, 8), "")
        .help("did you mean `account`?")
}

fn shown(diagnostics: &[&Diagnostic], format: MessageFormat) -> String {
    render(diagnostics, &sources(), Style { format, ..Style::default() })
}

#[test]
fn human_shows_lines_without_control_characters() {
    assert_eq!(
        shown(&[&fault()], MessageFormat::Human),
        "error[E0301]: unknown table `\\u{1b}[31mäccount`
  ┌─ revisions/ü.yaml:3:15
  │
1 │ revision: a
  │ --------
2 │ upgrade:
3 │ - drop_table: ␛[31mäccount
  │               ^^^^^^^^^^^^ not here
  │
  = help: did you mean `account`?

"
    );
}

#[test]
fn colour_is_only_there_when_asked_for() {
    let style = Style { color: true, ..Style::default() };
    assert!(render(&[&fault()], &sources(), style).contains("\x1b["));
    assert!(!shown(&[&fault()], MessageFormat::Human).contains('\x1b'));
    assert!(summary(&[&fault()], false, style).contains("\x1b["));
}

#[test]
fn short_is_one_line() {
    assert_eq!(
        shown(&[&fault()], MessageFormat::Short),
        "revisions/ü.yaml:3:15: error[E0301]: unknown table `\\u{1b}[31mäccount`\n"
    );
}

#[test]
fn json_has_the_agreed_keys() {
    let line = shown(&[&fault()], MessageFormat::Json);
    assert_eq!(
        line,
        concat!(
            r#"{"code":"E0301","level":"error","message":"unknown table `\u001b[31mäccount`","#,
            r#""primary":{"file":"revisions/ü.yaml","line":3,"column":15,"end_line":3,"end_column":27,"label":"not here"},"#,
            r#""secondary":[{"file":"revisions/ü.yaml","line":1,"column":1,"end_line":1,"end_column":9,"label":""}],"#,
            r#""help":["did you mean `account`?"]}"#,
            "\n"
        )
    );
}

#[test]
fn what_has_no_place_is_shown_in_every_format() {
    let fault = Diagnostic::error(codes::E0502, "no dialect for a://b:secret@c");
    assert_eq!(
        shown(&[&fault], MessageFormat::Short),
        "error[E0502]: no dialect for a://b:***@c\n"
    );
    assert_eq!(
        shown(&[&fault], MessageFormat::Human),
        "error[E0502]: no dialect for a://b:***@c\n\n"
    );
    assert!(shown(&[&fault], MessageFormat::Json).contains(r#""primary":null"#));
    assert_eq!(
        shown(&[&fault], MessageFormat::Github),
        "::error title=E0502::no dialect for a://b:***@c\n"
    );
    for format in [MessageFormat::Sarif, MessageFormat::Gitlab] {
        assert!(shown(&[&fault], format).contains("no dialect for a://b:***@c"));
    }
}

#[test]
fn github_escapes_its_own_marks() {
    let mut sources = SourceMap::default();
    let file = sources.add("a,b:c.yaml", "x\ny\n");
    let fault = Diagnostic::warning(codes::E0106, "50%\nmore").at(Span::new(file, 2, 3));
    let style = Style { format: MessageFormat::Github, ..Style::default() };
    assert_eq!(
        render(&[&fault], &sources, style),
        "::warning file=a%2Cb%3Ac.yaml,line=2,endLine=2,col=1,endColumn=1,title=E0106::50%25%0Amore\n"
    );
}

#[test]
fn fingerprints_survive_moved_lines_and_differ_between_twins() {
    let fingerprints = |text: &str| {
        let mut sources = SourceMap::default();
        let file = sources.add("a.yaml", text);
        let at: Vec<usize> = text.match_indices("bad").map(|(i, _)| i).collect();
        let mut marks = fingerprint::Fingerprints::default();
        at.iter()
            .map(|&i| Diagnostic::error(codes::E0301, "x").at(Span::new(file, i, i + 3)))
            .map(|fault| marks.of(&fault, &sources))
            .collect::<Vec<_>>()
    };
    let before = fingerprints("- bad\n- bad\n");
    assert_eq!(before, fingerprints("# one\n\n- bad\n# two\n-  bad\n"));
    assert_ne!(before.first(), before.last());
}

#[test]
fn documents_are_whole_when_empty() {
    assert_eq!(shown(&[], MessageFormat::Gitlab), "[]\n");
    let sarif: serde_json::Value =
        serde_json::from_str(&shown(&[], MessageFormat::Sarif)).unwrap_or_default();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(shown(&[], MessageFormat::Json), "");
}

#[test]
fn a_password_in_the_source_is_not_shown_and_long_lines_are_cut() {
    let mut sources = SourceMap::default();
    let text = format!("url: pg://u:secret@h {} here {}\n", "x".repeat(900), "y".repeat(900));
    let at = text.find("here").unwrap_or_default();
    let file = sources.add("a.yaml", text);
    let fault = Diagnostic::error(codes::E0501, "x")
        .at(Span::new(file, at, at + 4))
        .also(Span::new(file, 5, 9), "");
    let shown = render(&[&fault], &sources, Style::default());
    assert!(!shown.contains("secret") && shown.contains("a.yaml:1:923"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 420), "{shown}");
    assert!(shown.contains("^^^^"), "{shown}");
}

#[test]
fn summaries() {
    let warning = Diagnostic::warning(codes::E0106, "x");
    let style = Style::default();
    assert_eq!(
        summary(&[&fault(), &fault(), &warning], false, style),
        "error: 2 errors, 1 warning; nothing was written\n"
    );
    assert_eq!(summary(&[&warning], true, style), "warning: 1 warning\n");
    assert_eq!(summary(&[], true, style), "");
}
