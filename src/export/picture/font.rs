//! The font that texts are measured in, and that a PNG is written with.

use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_width::UnicodeWidthChar as _;

/// The font's file: DejaVu Sans. It has Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters.
pub fn regular() -> &'static [u8] {
    dejavu::sans::regular()
}

/// The same for what is set in bold.
pub fn bold() -> &'static [u8] {
    dejavu::sans::bold()
}

/// Families of fonts that are as wide as what was measured, or narrower: Verdana, which most desktops have, is drawn on
/// the same widths.
pub const FAMILIES: &str = "'DejaVu Sans', Verdana, Geneva, 'Noto Sans', sans-serif";

/// How wide a character is that the font lacks, in ems, for each column that it takes.
const LACKING: f64 = 0.55;

type Widths = HashMap<char, f64, FxBuildHasher>;

/// How wide a text is at this height of the font, in pixels: the sum of its characters' widths. Cost: its length.
pub fn width(text: &str, size: f64, is_bold: bool) -> f64 {
    static REGULAR: OnceLock<Widths> = OnceLock::new();
    static BOLD: OnceLock<Widths> = OnceLock::new();
    let (widths, file) = if is_bold { (&BOLD, bold()) } else { (&REGULAR, regular()) };
    let widths = widths.get_or_init(|| measure(file));
    let of = |c: char| {
        widths.get(&c).copied().unwrap_or_else(|| {
            #[expect(clippy::cast_precision_loss, reason = "0 to 2")]
            let columns = c.width().unwrap_or(0) as f64;
            columns * LACKING
        })
    };
    text.chars().map(of).sum::<f64>() * size
}

/// Has the built-in font this character?
pub fn has(c: char) -> bool {
    FontRef::new(regular()).is_ok_and(|font| font.charmap().map(c).is_some())
}

/// The widths of all characters of a font, in ems.
fn measure(file: &[u8]) -> Widths {
    let Ok(font) = FontRef::new(file) else { return Widths::default() };
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let all = font.charmap().mappings().collect::<Vec<_>>();
    all.into_iter()
        .filter_map(|(code, glyph)| {
            Some((char::from_u32(code)?, f64::from(metrics.advance_width(glyph)?)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_wide_as_the_font_says() {
        assert!(width("iiii", 12.0, false) < width("MMMM", 12.0, false));
        assert!(width("Marco Rubio", 12.0, true) > width("Marco Rubio", 12.0, false));
        assert!((width("ab", 24.0, false) - 2.0 * width("ab", 12.0, false)).abs() < 1e-9);
        // Not in the font, yet not without width.
        assert!(width("习近平", 12.0, false) > 30.0);
        assert!(has('ж') && has('ש') && has('د') && !has('习'));
    }
}
