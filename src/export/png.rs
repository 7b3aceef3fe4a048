//! PNG: the SVG, drawn by the program itself with fonts that it carries, so that every machine draws the same.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::picture::{Options, Placing, Theme, font};
use super::{ExportError, Exported, Format, Target, graphviz, svg};

/// PNG, as a format.
#[derive(Debug, Clone, Default)]
pub struct Png {
    options: Options,
}

/// So many pixels may a picture have at most: 400 MB of memory.
const PIXELS: f64 = 1e8;

impl Format for Png {
    fn is_picture(&self) -> bool {
        true
    }

    fn drawn_so(&mut self, options: &Options) {
        self.options = options.clone();
    }

    fn write(&self, what: &Exported<'_>, target: &mut dyn Target) -> Result<(), ExportError> {
        let bytes = match self.options.placing {
            Placing::Graphviz(program) => graphviz::draw(what, &self.options, program, "png")?,
            _ => drawn(what, &self.options)?,
        };
        Ok(target.file("graph.png")?.write_all(&bytes)?)
    }
}

/// The PNG of a part of a graph. Cost: that of the SVG, and linear in its pixels.
///
/// # Errors
/// It would be too large, or a further font is none.
pub fn drawn(what: &Exported<'_>, options: &Options) -> Result<Vec<u8>, ExportError> {
    let theme = if options.theme == Theme::Auto { Theme::Light } else { options.theme };
    let options = Options { theme, ..options.clone() };
    let (_, text, size) = svg::plain(what, &options);
    let scale = f64::from(options.scale);
    let (width, height) =
        ((size.width * scale).ceil().max(1.0), (size.height * scale).ceil().max(1.0));
    if width * height > PIXELS || width > f64::from(u16::MAX) || height > f64::from(u16::MAX) {
        #[expect(clippy::cast_possible_truncation, reason = "a page is smaller")]
        return Err(ExportError::TooLarge { width: width as i64, height: height as i64 });
    }
    let usvg = usvg::Options {
        fontdb: fonts(&options)?,
        font_family: "DejaVu Sans".to_owned(),
        ..usvg::Options::default()
    };
    let failed = |reason: String| ExportError::Drawing(reason);
    let tree = usvg::Tree::from_str(&text, &usvg).map_err(|error| failed(error.to_string()))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the limit above"
    )]
    let pixels = Pixmap::new(width as u32, height as u32);
    let mut pixels = pixels.ok_or_else(|| failed("no memory for its pixels".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(options.scale, options.scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(error.to_string()))
}

/// The fonts that are drawn with: those that the program carries, then further ones.
fn fonts(options: &Options) -> Result<Arc<fontdb::Database>, ExportError> {
    static CARRIED: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let carried = CARRIED.get_or_init(|| {
        let mut all = fontdb::Database::new();
        for file in [font::regular(), font::bold()] {
            all.load_font_source(fontdb::Source::Binary(Arc::new(file)));
        }
        Arc::new(all)
    });
    if options.fonts.is_empty() {
        return Ok(Arc::clone(carried));
    }
    let mut all = fontdb::Database::clone(carried);
    for (name, file) in &options.fonts {
        let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::clone(file) as _;
        if all.load_font_source(fontdb::Source::Binary(bytes)).is_empty() {
            return Err(ExportError::Font { name: name.clone() });
        }
    }
    Ok(Arc::new(all))
}

#[cfg(test)]
mod tests;
