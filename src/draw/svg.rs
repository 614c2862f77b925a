//! What the SVG pictures share: widths of texts, and colours for light and dark.

/// The width of a character of the monospaced font, in pixels at 12.
const MONO: f64 = 7.3;

/// Fonts, and shapes without their colours.
const SHAPES: &str = "\
text { font: 13px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
.mono { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
.bold { font-weight: 600; }
.edge { fill: none; stroke-width: 2; }
.dashed { stroke-dasharray: 4 3; stroke-width: 1.5; }
.dot { stroke-width: 2; }
";

/// The colours of paper, ink, faint ink and ruled lines, and of the lanes, on light pages.
const LIGHT: [&str; 4 + COLOURS] = [
    "#ffffff", "#1f2328", "#59636e", "#d1d9e0", // Then the lanes.
    "#0969da", "#bc4c00", "#1a7f37", "#8250df", "#bf3989", "#7d6200",
];

/// The same on dark pages.
const DARK: [&str; 4 + COLOURS] = [
    "#0d1117", "#f0f6fc", "#9198a1", "#3d444d", // Then the lanes.
    "#4493f8", "#f0883e", "#3fb950", "#ab7df8", "#db61a2", "#d29922",
];

/// How many colours lanes take turns with.
pub const COLOURS: usize = 6;

/// The style sheet. A picture stands alone, on paper or in a page, light or dark; every
/// colour is written out, for not every viewer knows variables.
pub fn style() -> String {
    format!(
        "{SHAPES}{}@media (prefers-color-scheme: dark) {{\n{}}}\n",
        colours(&LIGHT),
        colours(&DARK)
    )
}

/// Rules of a picture's own: those of light pages, and those that differ on dark ones.
pub fn rules(light: &str, dark: &str) -> String {
    format!("{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n")
}

fn colours(palette: &[&str; 4 + COLOURS]) -> String {
    let [paper, ink, faint, rule, lanes @ ..] = palette;
    let mut rules = format!(
        "text {{ fill: {ink}; }} .faint {{ fill: {faint}; }}\n\
         .paper, .pill {{ fill: {paper}; }} .dot {{ stroke: {paper}; }} .rule {{ stroke: {rule}; }}\n"
    );
    for (at, colour) in lanes.iter().enumerate() {
        rules += &format!(
            ".e{at} {{ stroke: {colour}; }} .f{at} {{ fill: {colour}; }} .head{at} {{ fill: {colour}; stroke: {colour}; }}\n"
        );
    }
    rules
}

/// The width of a text in the monospaced font.
pub fn mono_width(text: &str) -> f64 {
    text.chars().map(|c| if is_wide(c) { 2.0 * MONO } else { MONO }).sum()
}

/// About the width of a text in the proportional font; rather too much than too little.
pub fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if is_wide(c) { 13.5 } else { 7.2 }).sum()
}

/// True for the letters of scripts that are as wide as high.
fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// A number without the digits that nobody sees.
pub fn px(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}
