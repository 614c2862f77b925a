//! Several files in one text, so that a fuzzer has a whole project in its hands: a line
//! `=== NAME` begins a file; what stands above the first one is `in.yaml`.

/// What begins the line with a file's name.
const MARK: &str = "=== ";

/// The name of the configuration in a bundle.
pub const CONFIG: &str = "cucurbit.yaml";

/// Files with their names.
#[derive(Default)]
pub struct Bundle {
    files: Vec<(String, String)>,
}

impl Bundle {
    /// Takes a text apart.
    pub fn parse(text: &str) -> Self {
        let mut files = vec![("in.yaml".to_owned(), String::new())];
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix(MARK), files.last_mut()) {
                (Some(name), _) => files.push((name.trim().to_owned(), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => {}
            }
        }
        files.retain(|(name, text)| name != "in.yaml" || !text.is_empty());
        Bundle { files }
    }

    /// Puts files together.
    #[allow(dead_code)] // The fuzz targets have no need of it.
    pub fn new(files: impl Iterator<Item = (String, String)>) -> Self {
        Bundle { files: files.collect() }
    }

    /// The text that [`Bundle::parse`] takes apart again.
    #[allow(dead_code)]
    pub fn text(&self) -> String {
        let end = |text: &str| if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
        let file = |(name, text): &(String, String)| format!("{MARK}{name}\n{text}{}", end(text));
        self.files.iter().map(file).collect()
    }

    /// The text of a file.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The revisions: all YAML files but the configuration and the base schema.
    pub fn revisions(&self, base: Option<&str>) -> Vec<(String, String)> {
        let yaml = |name: &str| name.ends_with(".yaml") || name.ends_with(".yml");
        let own = |name: &str| yaml(name) && name != CONFIG && Some(name) != base;
        self.files.iter().filter(|(name, _)| own(name)).cloned().collect()
    }
}
