//! The sample project's schema in every form, as files beside the tests: made again and compared.
//! `UPDATE_GOLDEN=1` rewrites them; look at the pictures then.

use std::path::Path;
use std::process::Command;

use pretty_assertions::StrComparison;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn schema(dialect: &str, format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_compile"))
        .args(["schema", "-q", "-d", dialect, "--format", format])
        .current_dir(ROOT)
        .env_remove("CUCURBIT_CONFIG")
        .env_remove("CM_DATABASE_SCHEMA")
        .env_remove("CM_SU_ROLE")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_sample_is_drawn_and_written_as_it_was() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut faults = Vec::new();
    for (dialect, format, file) in [
        ("postgres", "sql", "postgres.sql"),
        ("sqlite", "sql", "sqlite.sql"),
        ("postgres", "yaml", "postgres.yaml"),
        ("postgres", "json", "postgres.json"),
        ("postgres", "mermaid", "schema.mermaid"),
        ("postgres", "dot", "schema.dot"),
        ("postgres", "svg", "schema.svg"),
    ] {
        let path = Path::new(ROOT).join("tests/schema").join(file);
        let (made, there) =
            (schema(dialect, format), std::fs::read_to_string(&path).unwrap_or_default());
        if made != there && update {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, made).unwrap();
        } else if made != there {
            faults.push(format!("{file} differs\n{}", StrComparison::new(&there, &made)));
        }
    }
    assert!(faults.is_empty(), "{}\nUPDATE_GOLDEN=1 rewrites", faults.join("\n"));
}
