//! Every page of `explain`: its example gives exactly that code, and the repaired one does not.

mod cli;

use cucurbit::diag::codes;
use pretty_assertions::assert_eq;
use serde_json::Value;

/// One half of a page: files, and the command to run on them.
#[derive(Default)]
struct Example {
    files: Vec<(String, Vec<u8>)>,
    command: String,
}

/// The two examples of a page, by the headings above them.
fn examples(page: &str) -> [Example; 2] {
    let mut found = [Example::default(), Example::default()];
    let mut at = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        match line {
            "## Example" => at = Some(0),
            "## Repaired" => at = Some(1),
            _ => {}
        }
        let Some(fence) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let example = &mut found[at.expect("an example stands below its heading")];
        match fence.split_once(' ') {
            None => example.command = body.join(" "),
            Some((_, name)) => {
                let text = body.join("\n") + "\n";
                let (name, bytes) = match name.strip_suffix(" in Latin-1") {
                    Some(name) => {
                        (name, text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect())
                    }
                    None => (name, text.into_bytes()),
                };
                example.files.push((name.to_owned(), bytes));
            }
        }
    }
    found
}

/// The codes that a run reports, in order.
fn codes_of(example: &Example) -> Vec<String> {
    let project = cli::Project::empty();
    project.write("cucurbit.yaml", "");
    std::fs::create_dir(project.path().join("revisions")).unwrap();
    for (name, bytes) in &example.files {
        let beside = name.starts_with("cucurbit.");
        let folder = if beside { "" } else { "revisions/" };
        project.write(&format!("{folder}{name}"), bytes);
    }
    let words: Vec<&str> = example.command.split_whitespace().collect();
    assert_eq!(words[0], "compile");
    let said = project.run(&[&words[1..], &["--message-format", "json"]].concat()).err;
    let line = |line: &str| -> Value {
        serde_json::from_str(line).unwrap_or_else(|_| panic!("{}: {line}", example.command))
    };
    said.lines().map(|text| line(text)["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_example_gives_its_code_and_the_repaired_one_is_silent() {
    let mut faults = Vec::new();
    for (code, page) in codes::PAGES {
        let [wrong, right] = examples(page);
        let (wrong, right) = (codes_of(&wrong), codes_of(&right));
        if wrong != [code.as_str()] {
            faults.push(format!("{}: the example gives {wrong:?}", code.as_str()));
        }
        if !right.is_empty() {
            faults.push(format!("{}: the repaired example gives {right:?}", code.as_str()));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_page_begins_with_its_code_and_title() {
    for (code, title) in codes::ALL {
        let page = cucurbit::diag::explain::of(code.as_str()).unwrap();
        let title = title.trim_end_matches('.');
        let (first, rest) = title.split_at(1);
        let acronym = rest.starts_with(|c: char| c.is_ascii_uppercase());
        let first = if acronym { first.to_owned() } else { first.to_lowercase() };
        let head = format!("# {}: {first}{rest}", code.as_str());
        assert_eq!(page.lines().next().unwrap(), head);
        assert!(page.lines().all(|line| line.len() <= 300), "{}", code.as_str());
    }
}

#[test]
fn explain_lists_prints_and_guesses() {
    let project = cli::Project::sample();
    let list = project.out(&["explain"]);
    assert_eq!(list.lines().count(), codes::ALL.len());
    assert!(list.contains("E0301  Unknown table.\n"), "{list}");
    assert!(project.out(&["explain", "e0301"]).starts_with("# E0301: unknown table\n"));
    let unknown = project.run(&["explain", "E0391"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `E03"), "{}", unknown.err);
}

#[test]
fn every_code_has_a_golden_case() {
    fn texts(folder: &std::path::Path, found: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            match path.extension().and_then(|e| e.to_str()) {
                _ if path.is_dir() => texts(&path, found),
                Some("txt") => found.push_str(&std::fs::read_to_string(&path).unwrap()),
                _ => {}
            }
        }
    }
    let mut all = String::new();
    texts(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/errors"), &mut all);
    let missing: Vec<&str> = codes::ALL
        .iter()
        .map(|(code, _)| code.as_str())
        .filter(|code| !all.contains(&format!("[{code}]")))
        .collect();
    assert!(missing.is_empty(), "no case in golden/errors gives {missing:?}");
}
