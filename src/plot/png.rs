//! Pictures as PNG, drawn with the built-in font.

use super::text::{REGULAR, SEMI_BOLD};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Renders an SVG picture, `scale` pixels to the point (2 is sharp on most screens).
///
/// # Errors
/// If the text is no SVG, or the picture would have no pixels or too many to hold.
pub fn render(svg: &str, scale: f32) -> Result<Vec<u8>, String> {
    render_with(svg, scale, [REGULAR, SEMI_BOLD])
}

/// As [`render`], with these fonts.
pub(super) fn render_with<'a>(
    svg: &str,
    scale: f32,
    fonts: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, String> {
    let mut options = Options { font_family: super::text::FAMILY.into(), ..Options::default() };
    for font in fonts {
        options.fontdb_mut().load_font_data(font.to_vec());
    }
    let tree = Tree::from_str(svg, &options).map_err(|e| e.to_string())?;
    let size = tree.size();
    let (width, height) = ((size.width() * scale).ceil(), (size.height() * scale).ceil());
    let mut pixels = Pixmap::new(width as u32, height as u32)
        .ok_or_else(|| format!("a picture of {width} by {height} pixels cannot be drawn"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_pixels_asked_for() {
        let png = render("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>", 2.0).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!((png[19], png[23]), (40, 20));
    }

    fn letters(text: &str, weight: u32) -> Vec<u8> {
        let style = format!("font-family='Inter' font-size='40' font-weight='{weight}'");
        let body = format!("<text x='5' y='45' {style}>{text}</text>");
        render(&format!("<svg xmlns='http://www.w3.org/2000/svg' width='60' height='60'>{body}</svg>"), 1.0).unwrap()
    }

    #[test]
    fn the_font_has_the_letters_and_the_weight() {
        let drawn = ["ề", "ở", "ế", "ω", "Ж", "⁶", "→", "≥", "−", "\u{e000}"].map(|letter| letters(letter, 400));
        for (i, letter) in drawn.iter().enumerate() {
            assert!(!drawn[..i].contains(letter), "letter {i} is missing");
        }
        assert_ne!(letters("a", 400), letters("a", 600), "SemiBold is drawn as Regular");
    }

    #[test]
    fn what_is_no_picture_is_an_error() {
        assert!(render("<svg", 2.0).is_err());
        assert!(render("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>", 0.0).is_err());
    }
}
