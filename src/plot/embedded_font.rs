//! The letters of a picture, within the picture: a font with just those, as a style of the SVG.
//!
//! A browser then shows the picture in its own font wherever it is opened, and its text can still be searched and copied.
//! Programs that read no such styles (Inkscape, office programs) take the second choice of font, or the PNG. Measured: about
//! 12 kB a picture for both weights.
//!
//! # Reference
//! WOFF File Format 1.0, W3C 2012. Libraries that cut fonts for the web bring some two dozen crates, those for PDF leave out
//! the table of letters: so the few tables of the two built-in fonts are cut here.

use super::text::FAMILY;
use super::typeface::Typeface;
use base64::prelude::{BASE64_STANDARD, Engine};
use std::collections::BTreeSet;
use std::io::Write;

/// A style element with the fonts of all letters in the text elements of `svg`.
pub fn style(svg: &str) -> String {
    let mut letters = [BTreeSet::new(), BTreeSet::new()];
    for element in svg.split("<text ").skip(1) {
        let (head, rest) = element.split_once('>').unwrap_or_default();
        let text = rest.split_once("</text>").unwrap_or_default().0;
        // What stands for < and & is made of letters that cost nothing.
        letters[usize::from(head.contains("font-weight"))].extend(text.chars().chain("<>&\"'".chars()));
    }
    let face = |bold: bool| {
        let letters = &letters[usize::from(bold)];
        if letters.is_empty() {
            return String::new();
        }
        let (weight, data) =
            (if bold { 600 } else { 400 }, BASE64_STANDARD.encode(woff(&Typeface::of(bold).subset(letters))));
        format!(
            "@font-face{{font-family:{FAMILY};font-weight:{weight};src:url(data:font/woff;base64,{data}) format(\"woff\")}}\n"
        )
    };
    format!("<style>\n{}{}</style>\n", face(false), face(true))
}

type Tables = [([u8; 4], Vec<u8>)];

/// A table's checksum: the sum of its words.
fn checksum(bytes: &[u8]) -> u32 {
    let word = |four: &[u8]| four.iter().enumerate().map(|(i, &byte)| u32::from(byte) << (24 - 8 * i)).sum();
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}

fn pad(bytes: &mut Vec<u8>) {
    bytes.resize(bytes.len().next_multiple_of(4), 0);
}

/// The tables as a TrueType font.
fn truetype(tables: &Tables) -> Vec<u8> {
    let count = tables.len() as u16;
    let search = 16 << count.ilog2();
    let mut font: Vec<u8> = vec![0, 1, 0, 0];
    font.extend([count, search, count.ilog2() as u16, 16 * count - search].into_iter().flat_map(u16::to_be_bytes));
    let mut offset = 12 + 16 * tables.len();
    let mut head = 0;
    for (tag, table) in tables {
        if tag == b"head" {
            head = offset;
        }
        font.extend(tag);
        font.extend([checksum(table), offset as u32, table.len() as u32].into_iter().flat_map(u32::to_be_bytes));
        offset += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        font.extend(table);
        pad(&mut font);
    }
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&font));
    font[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    font
}

/// The tables as a packed font for the web.
fn woff(tables: &Tables) -> Vec<u8> {
    let plain = truetype(tables);
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    let mut entry = 12;
    for (tag, table) in tables {
        let word = |at: usize| u32::from_be_bytes(plain[at..at + 4].try_into().expect("four bytes"));
        let table = &plain[word(entry + 8) as usize..][..table.len()];
        let packed = packed(table);
        let kept = if packed.len() < table.len() { &packed } else { table };
        let offset = 44 + 20 * tables.len() + data.len();
        directory.extend(tag);
        let numbers = [offset as u32, kept.len() as u32, table.len() as u32, word(entry + 4)];
        directory.extend(numbers.into_iter().flat_map(u32::to_be_bytes));
        data.extend(kept);
        pad(&mut data);
        entry += 16;
    }
    let length = (44 + directory.len() + data.len()) as u32;
    let mut font: Vec<u8> = b"wOFF\0\x01\0\0".into();
    font.extend(length.to_be_bytes());
    font.extend((tables.len() as u32 * 0x1_0000).to_be_bytes());
    font.extend((plain.len() as u32).to_be_bytes());
    font.extend([0; 24]);
    font.extend(directory);
    font.extend(data);
    font
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory takes it")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The embedded font, unpacked, has the glyphs of the built-in one: each letter gives the same pixels.
    #[cfg(feature = "png")]
    #[test]
    fn the_font_within_draws_what_the_built_in_one_draws() {
        use super::super::{png, text};
        let letters: BTreeSet<char> = "Aếg“0−ω".chars().collect();
        for bold in [false, true] {
            let font = truetype(&Typeface::of(bold).subset(&letters));
            assert_eq!(checksum(&font), 0xB1B0_AFBA, "a font's words add up to this");
            let whole = if bold { text::SEMI_BOLD } else { text::REGULAR };
            let drawn = |font: &[u8], letter: char| {
                let weight = if bold { 600 } else { 400 };
                let text = format!(
                    "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='60'><text x='5' y='45' \
                     font-family='Inter' font-size='40' font-weight='{weight}'>{letter}</text></svg>"
                );
                png::render_with(&text, 1.0, [font]).unwrap()
            };
            for &letter in &letters {
                assert_eq!(drawn(&font, letter), drawn(whole, letter), "{letter}");
                assert_ne!(drawn(&font, letter), drawn(&font, 'q'), "{letter}");
            }
            assert_eq!(drawn(&font, 'q'), drawn(&font, 'z'), "a letter that is not in it is a box");
        }
    }

    #[test]
    fn a_packed_font_holds_its_tables() {
        let tables = Typeface::of(false).subset(&"abc".chars().collect());
        let font = woff(&tables);
        let word = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!((&font[..4], word(8), font[13], word(16)), (&b"wOFF"[..], font.len(), 10, truetype(&tables).len()));
        for (i, (tag, table)) in tables.iter().enumerate().filter(|(_, (tag, _))| tag != b"head") {
            let at = 44 + 20 * i;
            let [offset, packed, whole] = [4, 8, 12].map(|field| word(at + field));
            let mut unpacked = Vec::new();
            match packed < whole {
                true => {
                    let mut reader = flate2::read::ZlibDecoder::new(&font[offset..offset + packed]);
                    std::io::Read::read_to_end(&mut reader, &mut unpacked).unwrap();
                }
                false => unpacked.extend(&font[offset..offset + packed]),
            }
            assert!(&font[at..at + 4] == tag && unpacked == *table && offset % 4 == 0);
        }
    }

    #[test]
    fn only_letters_that_are_written_are_embedded() {
        let svg = |text: &str| format!("<svg><text x=\"1\">{text}</text></svg>");
        let (few, many) = (style(&svg("aa")), style(&svg("The quick brown fox jumps over the lazy dog")));
        assert!(few.len() + 1000 < many.len() && many.len() < 12_000, "{} {}", few.len(), many.len());
        assert!(few.contains("font-weight:400") && !few.contains("font-weight:600"));
    }
}
