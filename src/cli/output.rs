//! Where a product goes, and how a run with one ends.

use std::path::PathBuf;

use super::exit::Exit;
use super::{Context, files};
use crate::diag::codes::{E0112, E0201, E0202, E0207};
use crate::diag::{Diagnostic, Report};
use crate::source::SourceMap;

/// What a command makes.
pub enum Product {
    /// Text for standard output.
    Text(String),
    /// Files, all or none of them.
    Files(Vec<(PathBuf, String)>),
    /// Files in directories that are made where they are missing.
    Tree(Vec<(PathBuf, String)>),
    /// Files in such directories that must not be there yet.
    New(Vec<(PathBuf, String)>),
}

impl Product {
    /// Text for a file, or for standard output where there is none (or `-`).
    pub fn to(file: Option<&PathBuf>, text: String) -> Self {
        match file.filter(|path| path.as_os_str() != "-") {
            Some(path) => Product::Files(vec![(path.clone(), text)]),
            None => Product::Text(text),
        }
    }
}

/// Writes the product if the report has no error, then shows the report. Nothing is
/// written otherwise.
pub fn finish(
    product: Option<Product>,
    report: Report,
    sources: &SourceMap,
    cx: &Context,
) -> Result<(), Exit> {
    finish_then(product, |_| None, report, sources, cx)
}

/// [`finish`]; when the product was written `then` follows, whose text goes to standard
/// output and whose faults to the report.
pub fn finish_then(
    product: Option<Product>,
    then: impl FnOnce(&mut Report) -> Option<String>,
    report: Report,
    sources: &SourceMap,
    cx: &Context,
) -> Result<(), Exit> {
    let mut report = cx.console.judged(report);
    // Where a line is broken, what is above is a head of its own until that is mended.
    if report.iter().any(|fault| matches!(fault.code, E0201 | E0202)) {
        report.retain_from(0, |fault| fault.code != E0207);
    }
    let mut written = false;
    if let Some(product) = product.filter(|_| !report.has_errors()) {
        match write(product, cx) {
            Ok(()) => {
                written = true;
                let text = then(&mut report).map(Product::Text);
                if let Some(Err(fault)) = text.map(|text| write(text, cx)) {
                    report.push(*fault);
                }
            }
            Err(fault) => report.push(*fault),
        }
    }
    cx.console.show(&report, sources, written);
    match Exit::of(&report) {
        Exit::Done => Ok(()),
        exit => Err(exit),
    }
}

fn write(product: Product, cx: &Context) -> Result<(), Box<Diagnostic>> {
    match product {
        Product::Text(text) => {
            cx.console.product(&text).map_err(|error| fault("standard output", &error))
        }
        Product::Files(list) => write_files(&list, cx),
        Product::Tree(list) => {
            make_directories(&list)?;
            write_files(&list, cx)
        }
        Product::New(list) => {
            make_directories(&list)?;
            for (path, text) in &list {
                let name = files::shown(path);
                files::write_new(path, text)
                    .map_err(|error| fault(&format!("`{name}`"), &error))?;
                cx.console.progress(&format!("wrote {name}"));
            }
            Ok(())
        }
    }
}

fn make_directories(list: &[(PathBuf, String)]) -> Result<(), Box<Diagnostic>> {
    for directory in list.iter().filter_map(|(path, _)| path.parent()) {
        std::fs::create_dir_all(directory).map_err(|error| {
            fault(&format!("the directory `{}`", files::shown(directory)), &error)
        })?;
    }
    Ok(())
}

fn write_files(list: &[(PathBuf, String)], cx: &Context) -> Result<(), Box<Diagnostic>> {
    files::write_all(list)
        .map_err(|(path, error)| fault(&format!("`{}`", files::shown(&path)), &error))?;
    for (path, _) in list {
        cx.console.progress(&format!("wrote {}", files::shown(path)));
    }
    Ok(())
}

fn fault(what: &str, error: &std::io::Error) -> Box<Diagnostic> {
    let message = format!("{what} cannot be written: {}", files::reason(error));
    Box::new(Diagnostic::error(E0112, message))
}
