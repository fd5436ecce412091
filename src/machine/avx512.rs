//! Sifting with AVX-512: 16 words are the digits of 32 ties.

use super::{Candidates, PHILOX, Row, Thresholds, philox_keys};
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

/// See [`super::sift_hearers`].
///
/// # Safety
/// The processor must have AVX-512 F and BW, and every row lie within targets and spans.
#[target_feature(enable = "avx512f,avx512bw,popcnt")]
pub unsafe fn sift_hearers(
    key: [u64; 2],
    rows: &[Row],
    targets: &[u32],
    spans: &[u32],
    found: &mut Candidates,
) -> bool {
    let keys = philox_keys(key[0]);
    let mut edge = 0;
    let steps = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    for row in rows {
        found.reserve(row.len);
        let count = found.ties.len();
        let (ties, labels) = (found.ties.as_mut_ptr(), found.labels.as_mut_ptr());
        let mut sifter = Sifter { row, ties, labels, count, equal: 0 };
        let label = _mm512_set1_epi32(row.label as i32);
        let mut place = 0;
        while place < row.len {
            let left = row.len - place;
            let lanes = if left >= 16 { u16::MAX } else { (1 << left) - 1 };
            let tie = (row.first + place) as usize;
            // SAFETY: only lanes of ties of the row are read; at most `place` were kept so far, so 16 more fit.
            unsafe {
                let hearers = _mm512_maskz_loadu_epi32(lanes, targets.as_ptr().add(tie).cast());
                let span = _mm512_maskz_loadu_epi32(lanes, spans.as_ptr().add(tie).cast());
                let low = philox(_mm512_cvtepu32_epi64(_mm512_castsi512_si256(hearers)), key[1], &keys);
                let high = philox(_mm512_cvtepu32_epi64(_mm512_extracti64x4_epi64::<1>(hearers)), key[1], &keys);
                let digits = _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high);
                let digits = _mm512_srli_epi32::<16>(digits);
                let least = _mm512_and_si512(span, _mm512_set1_epi32(0xFFFF));
                let live = _mm512_mask_cmple_epu32_mask(lanes, least, digits);
                let most = _mm512_srli_epi32::<16>(span);
                let live = _mm512_mask_cmple_epu32_mask(live, digits, most);
                edge |= _mm512_mask_cmpeq_epu32_mask(live, digits, least);
                edge |= _mm512_mask_cmpeq_epu32_mask(live, digits, most);
                sifter.keep(live, _mm512_add_epi32(steps, _mm512_set1_epi32(tie as i32)), label);
            }
            place += 16;
        }
        // SAFETY: what is counted has been written.
        unsafe {
            let count = sifter.count;
            found.ties.set_len(count);
            found.labels.set_len(count);
        }
    }
    edge != 0
}

/// The second word of Philox4x32-10 with counters (lane, 0, `low`), in 8 lanes of 64 bits, of which the upper half of what
/// goes into a multiplication does not matter.
#[inline]
#[target_feature(enable = "avx512f")]
fn philox(lanes: __m512i, low: u64, keys: &[(u32, u32); 10]) -> __m256i {
    let wide = |word: u32| _mm512_set1_epi64(i64::from(word));
    let xor = |a, b, c| _mm512_ternarylogic_epi64::<0x96>(a, b, c);
    let by = PHILOX.0.map(wide);
    let mut c = [lanes, _mm512_setzero_si512(), wide(low as u32), wide((low >> 32) as u32)];
    for &(first, second) in keys {
        let (a, b) = (_mm512_mul_epu32(c[0], by[0]), _mm512_mul_epu32(c[2], by[1]));
        c = [
            xor(_mm512_srli_epi64::<32>(b), c[1], wide(first)),
            b,
            xor(_mm512_srli_epi64::<32>(a), c[3], wide(second)),
            a,
        ];
    }
    _mm512_cvtepi64_epi32(c[1])
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
