//! The built-in fonts as tables: which letters they have, and a smaller font with only some of them.
//!
//! Numbers of glyphs stay as they are, what is not needed is left empty; packed, empty is small. Kerning is dropped.
//!
//! # Reference
//! OpenType 1.9, tables `cmap` (format 4), `glyf`, `loca`, `head`.

use super::text::{REGULAR, SEMI_BOLD};
use std::collections::BTreeSet;

/// A TrueType font of our own: its tables are trusted.
#[derive(Clone, Copy)]
pub struct Typeface(&'static [u8]);

impl Typeface {
    pub fn of(bold: bool) -> Typeface {
        Typeface(if bold { SEMI_BOLD } else { REGULAR })
    }

    fn table(self, tag: &[u8; 4]) -> &'static [u8] {
        let entry = (0..usize::from(u16_at(self.0, 4))).map(|i| 12 + 16 * i).find(|&at| &self.0[at..at + 4] == tag);
        let at = entry.expect("the built-in fonts have this table");
        let [offset, length] = [at + 8, at + 12].map(|at| u32_at(self.0, at) as usize);
        &self.0[offset..offset + length]
    }

    /// The number of a letter's glyph, if the font has it.
    pub fn glyph(self, letter: char) -> Option<u16> {
        let code = u16::try_from(u32::from(letter)).ok()?;
        let cmap = self.table(b"cmap");
        let map = &cmap[u32_at(cmap, 8) as usize..];
        debug_assert_eq!(u16_at(map, 0), 4);
        let twice = usize::from(u16_at(map, 6));
        let [ends, starts, deltas, ranges] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice];
        let at = (0..twice).step_by(2).find(|&at| u16_at(map, ends + at) >= code)?;
        let begin = u16_at(map, starts + at);
        if code < begin {
            return None;
        }
        let (delta, range) = (u16_at(map, deltas + at), usize::from(u16_at(map, ranges + at)));
        let glyph = match range {
            0 => code.wrapping_add(delta),
            _ => match u16_at(map, ranges + at + range + 2 * usize::from(code - begin)) {
                0 => 0,
                glyph => glyph.wrapping_add(delta),
            },
        };
        (glyph != 0).then_some(glyph)
    }

    /// A glyph's outline; empty for a space.
    fn outline(self, glyph: u16) -> &'static [u8] {
        let loca = self.table(b"loca");
        let [from, to] = [0, 2].map(|next| 2 * usize::from(u16_at(loca, 2 * usize::from(glyph) + next)));
        &self.table(b"glyf")[from..to]
    }

    /// Adds a glyph, and those it is composed of.
    fn add(self, glyph: u16, kept: &mut BTreeSet<u16>) {
        let outline = self.outline(glyph);
        let is_composed = outline.len() > 10 && u16_at(outline, 0) & 0x8000 != 0;
        if !kept.insert(glyph) || !is_composed {
            return;
        }
        let mut at = 10;
        loop {
            let flags = u16_at(outline, at);
            self.add(u16_at(outline, at + 2), kept);
            let words = flags & 1 != 0;
            let scale = [(0x8, 2), (0x40, 4), (0x80, 8)].into_iter().find(|(bit, _)| flags & bit != 0);
            at += 4 + if words { 4 } else { 2 } + scale.map_or(0, |(_, bytes)| bytes);
            if flags & 0x20 == 0 {
                return;
            }
        }
    }

    /// The tables of a font with these letters alone (and the box for all others), by tag.
    pub fn subset(self, letters: &BTreeSet<char>) -> Vec<([u8; 4], Vec<u8>)> {
        let map: Vec<(u16, u16)> = letters.iter().filter_map(|&c| Some((c as u16, self.glyph(c)?))).collect();
        let mut kept = BTreeSet::new();
        self.add(0, &mut kept);
        map.iter().for_each(|&(_, glyph)| self.add(glyph, &mut kept));

        let glyphs = u16_at(self.table(b"maxp"), 4);
        let (mut outlines, mut places, mut widths) = (Vec::new(), Vec::new(), self.table(b"hmtx").to_vec());
        for glyph in 0..glyphs {
            places.extend(((outlines.len() / 2) as u16).to_be_bytes());
            if kept.contains(&glyph) {
                outlines.extend(self.outline(glyph));
                outlines.resize(outlines.len().next_multiple_of(2), 0);
            } else {
                widths[4 * usize::from(glyph)..][..4].fill(0);
            }
        }
        places.extend(((outlines.len() / 2) as u16).to_be_bytes());
        let same = |tag: &[u8; 4]| (*tag, self.table(tag).to_vec());
        let mut head = self.table(b"head").to_vec();
        head[8..12].fill(0);
        let [os2, hhea, maxp, name, post] = [b"OS/2", b"hhea", b"maxp", b"name", b"post"].map(same);
        let made = [(*b"cmap", cmap(&map)), (*b"glyf", outlines), (*b"head", head)];
        let [cmap, glyf, head] = made;
        vec![os2, cmap, glyf, head, hhea, (*b"hmtx", widths), (*b"loca", places), maxp, name, post]
    }
}

/// Format 4: a segment for each letter, and the one that must come last.
fn cmap(map: &[(u16, u16)]) -> Vec<u8> {
    let segments = map.len() as u16 + 1;
    let log = segments.ilog2() as u16;
    let search = 2 << log;
    let head = [0, 1, 3, 1, 0, 12, 4, 16 + 8 * segments, 0, 2 * segments, search, log, 2 * segments - search];
    let letters = || map.iter().map(|&(code, _)| code).chain([0xFFFF]);
    let deltas = map.iter().map(|&(code, glyph)| glyph.wrapping_sub(code)).chain([1]);
    let words = head.into_iter().chain(letters()).chain([0]).chain(letters()).chain(deltas);
    words.chain((0..segments).map(|_| 0)).flat_map(u16::to_be_bytes).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) << 16 | u32::from(u16_at(bytes, at + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_the_font_are_known() {
        for bold in [false, true] {
            let font = Typeface::of(bold);
            for letter in "aZ09“”ềởƯωЖ→⁶−é~ ".chars() {
                assert!(font.glyph(letter).is_some(), "{letter}");
            }
            for letter in "交ชע한あ🎉\u{7f}\u{ffff}\u{e000}".chars() {
                assert!(font.glyph(letter).is_none(), "{letter}");
            }
            let glyphs: BTreeSet<u16> = ('a'..='z').filter_map(|c| font.glyph(c)).collect();
            assert_eq!(glyphs.len(), 26);
        }
    }

    #[test]
    fn an_accented_letter_brings_its_parts() {
        let font = Typeface::of(false);
        let mut kept = BTreeSet::new();
        font.add(font.glyph('ế').unwrap(), &mut kept);
        assert!(kept.len() > 1, "{kept:?}");
    }
}
