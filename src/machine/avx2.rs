//! Sifting with AVX2: 8 words are the digits of 16 ties; a table says where the bits of a byte are.

use super::{Candidates, PHILOX, Row, Thresholds, philox_keys};
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

/// See [`super::sift_hearers`].
///
/// # Safety
/// The processor must have AVX2, and every row lie within targets and spans.
#[target_feature(enable = "avx2,popcnt")]
pub unsafe fn sift_hearers(
    key: [u64; 2],
    rows: &[Row],
    targets: &[u32],
    spans: &[u32],
    found: &mut Candidates,
) -> bool {
    let keys = philox_keys(key[0]);
    let mut edge = 0;
    for row in rows {
        found.reserve(row.len);
        let count = found.ties.len();
        let (ties, labels) = (found.ties.as_mut_ptr(), found.labels.as_mut_ptr());
        let mut sifter = Sifter { row, ties, labels, count, equal: 0 };
        let label = _mm256_set1_epi32(row.label as i32);
        let mut place = 0;
        while place < row.len {
            let left = row.len - place;
            let lanes = if left >= 8 { 0xFF } else { (1 << left) - 1 };
            let tie = (row.first + place) as usize;
            let (hearers, span) = (load_8(&targets[tie..]), load_8(&spans[tie..]));
            let low = philox(_mm256_cvtepu32_epi64(_mm256_castsi256_si128(hearers)), key[1], &keys);
            let high = philox(_mm256_cvtepu32_epi64(_mm256_extracti128_si256::<1>(hearers)), key[1], &keys);
            // The lower halves of 4 and 4 lanes, first of each half of the register, then in order.
            let both = _mm256_shuffle_ps::<0x88>(_mm256_castsi256_ps(low), _mm256_castsi256_ps(high));
            let digits = _mm256_srli_epi32::<16>(_mm256_permute4x64_epi64::<0xD8>(_mm256_castps_si256(both)));
            let least = _mm256_and_si256(span, _mm256_set1_epi32(0xFFFF));
            let below = _mm256_cmpgt_epi32(least, digits);
            let most = _mm256_srli_epi32::<16>(span);
            let above = _mm256_cmpgt_epi32(digits, most);
            let ends = _mm256_or_si256(_mm256_cmpeq_epi32(digits, least), _mm256_cmpeq_epi32(digits, most));
            let mask = |lanes| _mm256_movemask_ps(_mm256_castsi256_ps(lanes)) as u32;
            let live = lanes & !mask(_mm256_or_si256(below, above));
            edge |= live & mask(ends);
            // SAFETY: at most `place` were kept so far, so 8 more fit.
            unsafe { sifter.keep(live, tie as u32, label) };
            place += 8;
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

/// 8 numbers, zeros beyond the last.
#[inline]
#[target_feature(enable = "avx2")]
fn load_8(rest: &[u32]) -> __m256i {
    if rest.len() >= 8 {
        // SAFETY: there are 8.
        return unsafe { _mm256_loadu_si256(rest.as_ptr().cast()) };
    }
    let mut padded = [0u32; 8];
    padded[..rest.len()].copy_from_slice(rest);
    // SAFETY: there are 8.
    unsafe { _mm256_loadu_si256(padded.as_ptr().cast()) }
}

/// The second word of Philox4x32-10 with counters (lane, 0, `low`), in 4 lanes of 64 bits, of which the upper half of what
/// goes into a multiplication does not matter (and comes out as anything).
#[inline]
#[target_feature(enable = "avx2")]
fn philox(lanes: __m256i, low: u64, keys: &[(u32, u32); 10]) -> __m256i {
    let wide = |word: u32| _mm256_set1_epi64x(i64::from(word));
    let xor = |a, b, c| _mm256_xor_si256(_mm256_xor_si256(a, b), c);
    let by = PHILOX.0.map(wide);
    let mut c = [lanes, _mm256_setzero_si256(), wide(low as u32), wide((low >> 32) as u32)];
    for &(first, second) in keys {
        let (a, b) = (_mm256_mul_epu32(c[0], by[0]), _mm256_mul_epu32(c[2], by[1]));
        c = [
            xor(_mm256_srli_epi64::<32>(b), c[1], wide(first)),
            b,
            xor(_mm256_srli_epi64::<32>(a), c[3], wide(second)),
            a,
        ];
    }
    c[1]
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
