//! Checksums of the sections of a binary network: piece by piece, on all threads. They notice damage, whoever did it.

use crate::parallel;
use crate::random::mix64;

/// Bytes that are looked at in one go.
pub(super) const PIECE: usize = 1 << 22;

/// Eight sums that each take every eighth word: a bijection of each word, so one that is wrong cannot hide.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    let mut sums: [u64; 8] = std::array::from_fn(|i| mix64(i as u64 + 1));
    let mut take = |words: &[u8]| {
        for (sum, word) in sums.iter_mut().zip(words.chunks_exact(8)) {
            *sum = (*sum ^ word_of(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        }
    };
    let mut whole = bytes.chunks_exact(64);
    (&mut whole).for_each(&mut take);
    let mut rest = [0; 64];
    rest[..whole.remainder().len()].copy_from_slice(whole.remainder());
    take(&rest);
    sums.iter().fold(mix64(bytes.len() as u64), |all, &sum| mix64(all ^ sum))
}

/// The checksum of a section, from those of its pieces.
pub(super) fn sum_of(pieces: impl IntoIterator<Item = u64>) -> u64 {
    pieces.into_iter().fold(0, joined)
}

/// The checksum of some pieces and one more.
pub(super) fn joined(all: u64, piece: u64) -> u64 {
    mix64(all.rotate_left(1) ^ piece)
}

/// The checksum of a section.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    sum_of(parallel::map(bytes.len().div_ceil(PIECE) as u64, || (), |(), i| sum(piece(bytes, i))))
}

/// A piece of a section.
pub(super) fn piece(bytes: &[u8], i: u64) -> &[u8] {
    let start = i as usize * PIECE;
    &bytes[start..bytes.len().min(start + PIECE)]
}

/// A word of the file.
pub(super) fn word_of(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
}
