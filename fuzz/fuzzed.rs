//! What all fuzz targets share: how they begin, and the bodies.

#[path = "bodies/mod.rs"]
mod bodies;

pub use bodies::run;

/// Makes every panic an end, but for those of sqlparser: the compiler catches them.
pub fn start() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("sqlparser")) {
            told(panic);
        }
    }));
}
