//! Sifting with AVX-512: 16 words are the digits of 32 ties.

use super::{Candidates, Row, Thresholds};
use std::arch::x86_64::*;

/// See [`super::sift`].
///
/// # Safety
/// The processor must have AVX-512 F and BW, and every row lie within the thresholds.
#[target_feature(enable = "avx512f,avx512bw,popcnt")]
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
                    let same = _mm512_set1_epi16(row.threshold as i16);
                    sifter.run(|_, _| same);
                }
                Thresholds::Each(each) => {
                    let each = each.as_ptr().add(row.first as usize);
                    let own = |place: u32, lanes| _mm512_maskz_loadu_epi16(lanes, each.add(place as usize).cast());
                    if row.threshold == 0 {
                        sifter.run(own);
                    } else {
                        let scale = _mm512_set1_epi16(row.threshold as i16);
                        sifter.run(|place, lanes| scaled(own(place, lanes), scale));
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

/// (t + 1) `scale`, or the most there is: t `scale` + `scale`, each step held at the top.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn scaled(t: __m512i, scale: __m512i) -> __m512i {
    let high = _mm512_mulhi_epu16(t, scale);
    let over = _mm512_test_epi16_mask(high, high);
    let low = _mm512_adds_epu16(_mm512_mullo_epi16(t, scale), scale);
    _mm512_mask_blend_epi16(over, low, _mm512_set1_epi16(-1))
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
    #[target_feature(enable = "avx512f,avx512bw,popcnt")]
    unsafe fn run(&mut self, threshold: impl Fn(u32, u32) -> __m512i) {
        let a = _mm512_set1_epi32(self.row.key as i32);
        let b = _mm512_set1_epi32((self.row.key >> 32) as i32);
        let label = _mm512_set1_epi32(self.row.label as i32);
        let steps = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        let (mut pairs, mut tie) = (steps, _mm512_add_epi32(steps, _mm512_set1_epi32(self.row.first as i32)));
        let sixteen = _mm512_set1_epi32(16);
        let mut place = 0;
        while place < self.row.len {
            let left = self.row.len - place;
            let lanes = if left >= 32 { u32::MAX } else { (1 << left) - 1 };
            let digits = hash(pairs, a, b);
            let threshold = threshold(place, lanes);
            let live = _mm512_mask_cmple_epu16_mask(lanes, digits, threshold);
            self.equal |= _mm512_mask_cmpeq_epu16_mask(lanes, digits, threshold);
            // SAFETY: at most `place` were kept so far, so 16 more fit in the room of the row and the slack.
            unsafe { self.keep(live as u16, tie, label) };
            tie = _mm512_add_epi32(tie, sixteen);
            // SAFETY: as above; the first half kept at most 16.
            unsafe { self.keep((live >> 16) as u16, tie, label) };
            tie = _mm512_add_epi32(tie, sixteen);
            pairs = _mm512_add_epi32(pairs, sixteen);
            place += 32;
        }
    }

    /// Writes 16 places, of which those count that are live. Into a register first: some processors are slow to compress
    /// into memory.
    ///
    /// # Safety
    /// There must be room for 16 places.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,popcnt")]
    unsafe fn keep(&mut self, live: u16, ties: __m512i, label: __m512i) {
        // SAFETY: by the caller's promise.
        unsafe {
            _mm512_storeu_si512(self.ties.add(self.count).cast(), _mm512_maskz_compress_epi32(live, ties));
            _mm512_storeu_si512(self.labels.add(self.count).cast(), label);
        }
        self.count += live.count_ones() as usize;
    }
}

/// [`super::digits`] of 16 pairs.
#[inline]
#[target_feature(enable = "avx512f")]
fn hash(pairs: __m512i, a: __m512i, b: __m512i) -> __m512i {
    let mut x = _mm512_mullo_epi32(_mm512_xor_si512(pairs, a), _mm512_set1_epi32(0xED5A_D4BBu32 as i32));
    x = _mm512_xor_si512(x, _mm512_srli_epi32::<16>(x));
    x = _mm512_mullo_epi32(_mm512_add_epi32(x, b), _mm512_set1_epi32(0xAC4C_1B51u32 as i32));
    x = _mm512_xor_si512(x, _mm512_srli_epi32::<15>(x));
    x = _mm512_mullo_epi32(x, _mm512_set1_epi32(0x3184_8BAB));
    _mm512_xor_si512(x, _mm512_srli_epi32::<14>(x))
}
