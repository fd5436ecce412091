//! Where an engine gets its chance from.

use super::{Chance, CoinRow, Purpose, Replicate};
use crate::machine::{Sifter, Thresholds, prefetch_row};
use std::ops::Range;

/// Where an engine gets its chance from: the addressed streams of a [`Replicate`] in a run, a written-down world in the
/// exact tests. An engine asks for nothing else.
pub trait Luck {
    /// What is computed once per person.
    type Row: Copy;

    /// The coins of a person's row.
    fn row(&self, person: u32) -> Self::Row;

    /// All 64 bits of one tie.
    fn word(&self, row: Self::Row, place: u32) -> u64;

    /// 64 bits for a purpose that is not a tie's.
    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64;

    /// [`Luck::bits`] of one purpose, by (entity, index), for loops: what the purpose alone decides is computed once.
    #[inline]
    fn bits_of(&self, purpose: Purpose) -> impl Fn(u64, u64) -> u64 {
        move |entity, index| self.bits(purpose, entity, index)
    }

    /// Puts the places of the live ties of a row of `len` ties into `out`, ascending.
    #[inline]
    fn live(&self, row: Self::Row, len: u32, chance: impl Fn(u32) -> Chance, out: &mut Vec<u32>) {
        out.clear();
        out.extend((0..len).filter(|&place| chance(place).met(self.word(row, place))));
    }

    /// As [`Luck::live`] where all ties have the same chance.
    #[inline]
    fn live_alike(&self, row: Self::Row, len: u32, chance: Chance, out: &mut Vec<u32>) {
        self.live(row, len, |_| chance, out);
    }

    /// Replaces what `sifter` found by the live ties of these people, in order, labelled `label`, `label` + 1 and so on.
    /// The ties of person u are those from `offsets[u]` on; `digits` are those of their chances, where they differ.
    fn live_ties(
        &self,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        digits: Option<&[u16]>,
        chance: impl Fn(usize) -> Chance,
        sifter: &mut Sifter,
    ) {
        let _ = digits;
        sifter.found.clear();
        for (&person, label) in people.iter().zip(label..) {
            let (row, first) = (self.row(person), offsets[person as usize]);
            for tie in (first..offsets[person as usize + 1])
                .filter(|&tie| chance(tie as usize).met(self.word(row, tie - first)))
            {
                sifter.found.ties.push(tie);
                sifter.found.labels.push(label);
            }
        }
    }

    /// Replaces what `sifter` found by those ties of these people, in order and labelled `label`, `label` + 1 and so on, whose
    /// hearer's number for a purpose (index 0) may lie in the span of the tie: each whose does is among them. A span is the 16
    /// leading bits of the least number and, above them, those of the greatest. The answer says whether there may be others.
    #[inline]
    #[allow(clippy::too_many_arguments)]
    fn sift_hearers(
        &self,
        purpose: Purpose,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        targets: &[u32],
        spans: &[u32],
        sifter: &mut Sifter,
    ) -> bool {
        let _ = (purpose, targets, spans);
        sifter.found.clear();
        for (&person, label) in people.iter().zip(label..) {
            let ties = offsets[person as usize]..offsets[person as usize + 1];
            sifter.found.labels.extend(ties.clone().map(|_| label));
            sifter.found.ties.extend(ties);
        }
        true
    }

    /// Replaces what `sifter` found by the ties of a row, numbered from `ties.start`, that may be live: each with a chance
    /// that begins with a digit of at most the threshold is among them, others may be.
    #[inline]
    fn sift(&self, row: Self::Row, ties: Range<usize>, threshold: u16, thresholds: Thresholds, sifter: &mut Sifter) {
        let _ = (row, threshold, thresholds);
        sifter.found.clear();
        sifter.found.ties.extend(ties.map(|tie| tie as u32));
    }
}

impl Luck for Replicate {
    type Row = CoinRow;

    #[inline]
    fn row(&self, person: u32) -> CoinRow {
        self.coins().row(person)
    }

    #[inline]
    fn word(&self, row: CoinRow, place: u32) -> u64 {
        row.word(place)
    }

    #[inline]
    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64 {
        self.stream(purpose).bits(entity, index)
    }

    #[inline]
    fn bits_of(&self, purpose: Purpose) -> impl Fn(u64, u64) -> u64 {
        let stream = self.stream(purpose);
        move |entity, index| stream.bits(entity, index)
    }

    #[inline]
    fn live(&self, row: CoinRow, len: u32, chance: impl Fn(u32) -> Chance, out: &mut Vec<u32>) {
        row.live(len, chance, out);
    }

    #[inline]
    fn live_ties(
        &self,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        digits: Option<&[u16]>,
        chance: impl Fn(usize) -> Chance,
        sifter: &mut Sifter,
    ) {
        self.coins.live(people, label, offsets, digits, chance, sifter);
    }

    #[inline]
    fn sift_hearers(
        &self,
        purpose: Purpose,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        targets: &[u32],
        spans: &[u32],
        sifter: &mut Sifter,
    ) -> bool {
        sifter.fill(
            people,
            label,
            offsets,
            |_| (0, 0),
            |ties| {
                prefetch_row(targets, ties.start, ties.len());
                prefetch_row(spans, ties.start, ties.len());
            },
        );
        sifter.found.clear();
        sifter.sift_hearers(self.stream(purpose).key(), targets, spans)
    }

    #[inline]
    fn sift(&self, row: CoinRow, ties: Range<usize>, threshold: u16, thresholds: Thresholds, sifter: &mut Sifter) {
        row.sift(ties, threshold, thresholds, sifter);
    }
}
