//! Sifting with AVX2: 8 words are the digits of 16 ties; a table says where the bits of a byte are.

use super::{Candidates, Row, Thresholds};
use std::arch::x86_64::*;

/// See [`super::sift`].
///
/// # Safety
/// The processor must have AVX2, and every row lie within the thresholds.
#[target_feature(enable = "avx2,popcnt")]
pub unsafe fn sift(rows: &[Row], thresholds: Thresholds, found: &mut Candidates) -> bool {
    let mut equal = 0;
    for row in rows {
        found.reserve(row.len);
        let count = found.ties.len();
        let (ties, labels) = (found.ties.as_mut_ptr(), found.labels.as_mut_ptr());
        let mut sifter = Sifter { row, ties, labels, count, equal: 0 };
        // SAFETY: there is room for the row and a vector more; thresholds of the places below `len` exist, and no others
        // are read; what is counted has been written.
        unsafe {
            match thresholds {
                Thresholds::OfRow => {
                    let same = _mm256_set1_epi16(row.threshold as i16);
                    sifter.run(|_| same);
                }
                Thresholds::Each(each) => {
                    let each = &each[row.first as usize..][..row.len as usize];
                    if row.threshold == 0 {
                        sifter.run(|place| load(each, place));
                    } else {
                        let scale = _mm256_set1_epi16(row.threshold as i16);
                        sifter.run(|place| scaled(load(each, place), scale));
                    }
                }
            }
            equal |= sifter.equal;
            let count = sifter.count;
            found.ties.set_len(count);
            found.labels.set_len(count);
        }
    }
    equal != 0
}

/// 16 thresholds from `place`, zeros beyond the last.
#[inline]
#[target_feature(enable = "avx2")]
fn load(each: &[u16], place: u32) -> __m256i {
    let rest = &each[place as usize..];
    if rest.len() >= 16 {
        // SAFETY: there are 16.
        return unsafe { _mm256_loadu_si256(rest.as_ptr().cast()) };
    }
    let mut padded = [0u16; 16];
    padded[..rest.len()].copy_from_slice(rest);
    // SAFETY: there are 16.
    unsafe { _mm256_loadu_si256(padded.as_ptr().cast()) }
}

/// (t + 1) `scale`, or the most there is: t `scale` + `scale`, each step held at the top.
#[inline]
#[target_feature(enable = "avx2")]
fn scaled(t: __m256i, scale: __m256i) -> __m256i {
    let none = _mm256_cmpeq_epi16(_mm256_mulhi_epu16(t, scale), _mm256_setzero_si256());
    let low = _mm256_adds_epu16(_mm256_mullo_epi16(t, scale), scale);
    _mm256_or_si256(low, _mm256_xor_si256(none, _mm256_set1_epi16(-1)))
}

struct Sifter<'a> {
    row: &'a Row,
    ties: *mut u32,
    labels: *mut u32,
    count: usize,
    equal: u32,
}

impl Sifter<'_> {
    /// # Safety
    /// There must be room for the row and 16 places more.
    #[inline]
    #[target_feature(enable = "avx2,popcnt")]
    unsafe fn run(&mut self, threshold: impl Fn(u32) -> __m256i) {
        let a = _mm256_set1_epi32(self.row.key as i32);
        let b = _mm256_set1_epi32((self.row.key >> 32) as i32);
        let label = _mm256_set1_epi32(self.row.label as i32);
        let mut pairs = _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0);
        let mut place = 0;
        while place < self.row.len {
            let left = self.row.len - place;
            let lanes = if left >= 16 { 0xFFFF } else { (1 << left) - 1 };
            let digits = hash(pairs, a, b);
            let threshold = threshold(place);
            // digit <= threshold where the larger of both is the threshold.
            let live = lanes & bits(_mm256_cmpeq_epi16(_mm256_max_epu16(digits, threshold), threshold));
            self.equal |= lanes & bits(_mm256_cmpeq_epi16(digits, threshold));
            let first = self.row.first.wrapping_add(place);
            // SAFETY: at most `place` were kept so far, so 8 more, and 8 after them, fit in the room of the row and the
            // slack.
            unsafe {
                self.keep(live & 0xFF, first, label);
                self.keep(live >> 8, first.wrapping_add(8), label);
            }
            pairs = _mm256_add_epi32(pairs, _mm256_set1_epi32(8));
            place += 16;
        }
    }

    /// Writes 8 places, of which those count that are live.
    ///
    /// # Safety
    /// There must be room for 8 places.
    #[inline]
    #[target_feature(enable = "avx2,popcnt")]
    unsafe fn keep(&mut self, live: u32, first: u32, label: __m256i) {
        let steps = _mm_set_epi64x(0, BITS_OF_A_BYTE[live as usize].cast_signed());
        let ties = _mm256_add_epi32(_mm256_cvtepu8_epi32(steps), _mm256_set1_epi32(first as i32));
        // SAFETY: by the caller's promise.
        unsafe {
            _mm256_storeu_si256(self.ties.add(self.count).cast(), ties);
            _mm256_storeu_si256(self.labels.add(self.count).cast(), label);
        }
        self.count += live.count_ones() as usize;
    }
}

/// One bit for each of 16 lanes that are all ones or all zeros.
#[inline]
#[target_feature(enable = "avx2")]
fn bits(lanes: __m256i) -> u32 {
    let halves = _mm_packs_epi16(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256::<1>(lanes));
    _mm_movemask_epi8(halves) as u32
}

/// [`super::digits`] of 8 pairs.
#[inline]
#[target_feature(enable = "avx2")]
fn hash(pairs: __m256i, a: __m256i, b: __m256i) -> __m256i {
    let mut x = _mm256_mullo_epi32(_mm256_xor_si256(pairs, a), _mm256_set1_epi32(0xED5A_D4BBu32 as i32));
    x = _mm256_xor_si256(x, _mm256_srli_epi32::<16>(x));
    x = _mm256_mullo_epi32(_mm256_add_epi32(x, b), _mm256_set1_epi32(0xAC4C_1B51u32 as i32));
    x = _mm256_xor_si256(x, _mm256_srli_epi32::<15>(x));
    x = _mm256_mullo_epi32(x, _mm256_set1_epi32(0x3184_8BAB));
    _mm256_xor_si256(x, _mm256_srli_epi32::<14>(x))
}

/// The numbers of the bits that are set in each byte, ascending, a byte each.
static BITS_OF_A_BYTE: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut bit, mut found) = (0, 0);
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                table[byte] |= bit << (8 * found);
                found += 1;
            }
            bit += 1;
        }
        byte += 1;
    }
    table
};
