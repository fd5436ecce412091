//! Text that fits: cleaned of what no picture should hold, measured with the very font it is drawn in, wrapped, cut.

use super::style::Type;
use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use std::sync::Once;

/// The family name, in the picture and in plotters' register.
pub const FAMILY: &str = "Inter";
pub const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.ttf");
pub const SEMI_BOLD: &[u8] = include_bytes!("fonts/Inter-SemiBold.ttf");

/// More than this many characters of one text are never drawn.
const LONGEST: usize = 400;

/// plotters' size of a font whose em square is `em` high.
pub fn font(em: f64, bold: bool) -> FontDesc<'static> {
    static REGISTER: Once = Once::new();
    REGISTER.call_once(|| {
        for (style, bytes) in [(FontStyle::Normal, REGULAR), (FontStyle::Bold, SEMI_BOLD)] {
            assert!(register_font(FAMILY, style, bytes).is_ok(), "the built-in font is broken");
        }
    });
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    FontDesc::new(FontFamily::Name(FAMILY), em * 1.24, style)
}

/// One line without control characters, marks that turn the writing direction, or needless length.
pub fn clean(text: &str) -> String {
    let harmless = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
    let some: String =
        text.chars().take(8 * LONGEST).filter(harmless).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = some.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

/// Width in points; a little more than drawn rather than less.
pub fn width(text: &str, look: Type) -> f64 {
    // A viewer's own font draws most letters that this one lacks a full em wide.
    let (known, other): (String, String) = text.chars().partition(|&c| super::has_letter(c));
    let box_of_known = font(1000.0, look.bold).layout_box(&known);
    let known = box_of_known.map_or(600.0 * known.chars().count() as f64, |(_, (right, _))| f64::from(right));
    (known / 1000.0 + other.chars().count() as f64) * look.size
}

/// The text, or as much of its beginning as fits into `most` points, with an ellipsis.
pub fn ellipsize(text: &str, look: Type, most: f64) -> String {
    let mut text = clean(text);
    if width(&text, look) <= most {
        return text;
    }
    let accent = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    while let Some(last) = text.pop() {
        if accent(last) {
            continue; // An accent goes with its letter.
        }
        let cut = format!("{}…", text.trim_end_matches([' ', ',', '.', '(', '…']));
        if width(&cut, look) <= most {
            return cut;
        }
    }
    String::new()
}

/// The text in lines of at most `most` points, at most `lines` of them; what is left out shows as an ellipsis.
pub fn wrap(text: &str, look: Type, most: f64, lines: usize) -> Vec<String> {
    let mut all = wrap_all(&clean(text), look, most);
    if all.len() > lines {
        let last = all[lines - 1..].join(" ");
        all.truncate(lines - 1);
        all.push(ellipsize(&last, look, most));
    }
    all
}

/// Every line needed; a word longer than a line is broken.
fn wrap_all(text: &str, look: Type, most: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if width(&longer, look) <= most {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if !line.is_empty() && width(&format!("{line}{c}"), look) > most {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_with_the_font() {
        let look = Type::NAME;
        assert!(width("iiii", look) < width("WWWW", look));
        assert_eq!(width("", look), 0.0);
        let (word, bold) =
            (width("truyền miệng ở Huế", Type { bold: false, ..look }), width("truyền miệng ở Huế", look));
        assert!(word > 95.0 && word < 125.0 && bold > word, "{word} {bold}");
    }

    #[test]
    fn text_is_cut_to_fit_and_never_within_a_letter() {
        let look = Type::NAME;
        let accents = "e\u{302}\u{301}".repeat(20);
        for text in ["a long name that does not fit", &accents] {
            let cut = ellipsize(text, look, 60.0);
            assert!(cut.ends_with('…') && width(&cut, look) <= 60.0, "{cut}");
            assert!(!cut.ends_with("e…") || !text.starts_with('e'));
        }
        let lines = wrap(&"word ".repeat(3000), look, 100.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, look) <= 100.0) && lines[1].ends_with('…'));
        assert!(wrap(&"w".repeat(3000), look, 100.0, 5).iter().all(|line| width(line, look) <= 100.0));
    }

    #[test]
    fn control_characters_and_turned_writing_are_dropped() {
        assert_eq!(clean(" a\u{0}\tb\n\u{202e}c\u{ffff} "), "a b c");
    }
}
