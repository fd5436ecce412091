//! What is written for the machine: the only unsafe code, each piece beside a safe twin that gives the same.
//!
//! **Sifting** is the step that nearly all time goes into: throw the coins of the ties of many people and write down which
//! may be live, without a branch on a coin and without touching a target. It exists three times, for AVX-512, for AVX2 and
//! as portable code; which one runs is found out at run time and cannot show in a result.
//!
//! `RUMORMILL_MACHINE` = `portable`, `avx2` or `avx512` holds the choice down (never up: what the processor lacks is not
//! used), for measurements and for tools such as valgrind that know no AVX-512.
//!
//! # Cost
//!
//! See `benches/RESULTS.md`; the portable code is `random::coins` as it is defined.

#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod memory;
mod portable;
mod shared;
#[cfg(test)]
mod tests;

pub use memory::{grow, prefetch, prefetch_row, room};
pub use portable::{digits, philox};
pub use shared::{Mapped, Plain, Shared, bytes_of};
use std::ops::Range;
use std::sync::OnceLock;

/// Which code is used: only what this processor can run can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine(Level);

/// From the plainest to the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Runs everywhere.
    Portable,
    /// 16 ties at once.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 32 ties at once.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Default for Machine {
    /// The widest code this processor can run, or what `RUMORMILL_MACHINE` holds it down to.
    fn default() -> Machine {
        static BEST: OnceLock<Machine> = OnceLock::new();
        *BEST.get_or_init(|| {
            let most = std::env::var("RUMORMILL_MACHINE").unwrap_or_default();
            let all = Machine::all();
            all.iter().copied().find(|machine| machine.name() == most).unwrap_or(all[all.len() - 1])
        })
    }
}

impl Machine {
    /// Whatever this processor can run, plainest first.
    pub fn all() -> Vec<Machine> {
        #[cfg_attr(not(target_arch = "x86_64"), allow(unused_mut))]
        let mut all = vec![Machine(Level::Portable)];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt") {
            all.push(Machine(Level::Avx2));
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") {
                all.push(Machine(Level::Avx512));
            }
        }
        all
    }

    /// `portable`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Level::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => "avx512",
        }
    }
}

/// The ties of one person whose coins are to be thrown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// Key of the person's coins.
    pub key: u64,
    /// Number of the first tie.
    pub first: u32,
    /// How many ties there are.
    pub len: u32,
    /// Written beside each candidate.
    pub label: u32,
    /// A tie may be live if its digit is at most this. With thresholds of their own the ties' thresholds t count (t + 1) times
    /// this, or t itself where it is 0.
    pub threshold: u16,
}

/// Candidates: ties whose 16 leading bits do not rule them out, in the order of the rows and ascending within.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Numbers of the ties.
    pub ties: Vec<u32>,
    /// Label of the row of each.
    pub labels: Vec<u32>,
}

impl Candidates {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.ties.clear();
        self.labels.clear();
    }

    /// Keeps those candidates, each a tie and its label, of which this holds.
    #[inline]
    pub fn keep(&mut self, holds: impl Fn(u32, u32) -> bool) {
        let mut kept = 0;
        for i in 0..self.ties.len() {
            let (tie, label) = (self.ties[i], self.labels[i]);
            (self.ties[kept], self.labels[kept]) = (tie, label);
            kept += usize::from(holds(tie, label));
        }
        self.ties.truncate(kept);
        self.labels.truncate(kept);
    }

    /// Makes room for all ties of a row and one vector more.
    #[inline]
    fn reserve(&mut self, len: u32) {
        self.ties.reserve(len as usize + SLACK);
        self.labels.reserve(len as usize + SLACK);
    }
}

/// What one who sifts reuses.
#[derive(Debug, Default)]
pub struct Sifter {
    /// The code that is used.
    pub machine: Machine,
    /// Whose coins are thrown.
    pub rows: Vec<Row>,
    /// What was found.
    pub found: Candidates,
}

impl Sifter {
    /// Replaces the rows by those of these people: labelled `label`, `label` + 1 and so on, the ties of person u from
    /// `offsets[u]` on, with the key and threshold that `of` gives. `ask` is called with the ties of each, for hints.
    #[inline]
    pub fn fill(
        &mut self,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        of: impl Fn(u32) -> (u64, u16),
        ask: impl Fn(Range<usize>),
    ) {
        const AHEAD: usize = 16;
        self.rows.clear();
        self.rows.extend(people.iter().enumerate().map(|(i, &person)| {
            if let Some(&later) = people.get(i + AHEAD) {
                prefetch(offsets, later as usize);
            }
            let (first, end) = (offsets[person as usize], offsets[person as usize + 1]);
            ask(first as usize..end as usize);
            let (key, threshold) = of(person);
            Row { key, first, len: end - first, label: label + i as u32, threshold }
        }));
    }

    /// Adds the candidates of `rows`, as [`sift`] does.
    #[inline]
    pub fn sift(&mut self, thresholds: Thresholds) -> bool {
        sift(self.machine, &self.rows, thresholds, &mut self.found)
    }

    /// Adds the candidates of `rows`, as [`sift_hearers`] does.
    #[inline]
    pub fn sift_hearers(&mut self, key: [u64; 2], targets: &[u32], spans: &[u32]) -> bool {
        sift_hearers(self.machine, key, &self.rows, targets, spans, &mut self.found)
    }
}

/// How many places beyond the last a vector may write.
const SLACK: usize = 16;

/// What the digit of each tie is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Thresholds<'a> {
    /// The threshold of its row.
    OfRow,
    /// Its own, by number of the tie.
    Each(&'a [u16]),
}

/// Adds the ties of `rows` whose digit is at most the threshold to `found`. The answer says whether a digit was equal to its
/// threshold: then the rest of its bits decides, and who calls has to look.
///
/// # Panics
/// If a row reaches beyond the thresholds.
#[inline]
pub fn sift(machine: Machine, rows: &[Row], thresholds: Thresholds, found: &mut Candidates) -> bool {
    if let Thresholds::Each(each) = thresholds {
        assert!(rows.iter().all(|row| row.first as usize + row.len as usize <= each.len()), "a threshold for each tie");
    }
    match machine.0 {
        Level::Portable => portable::sift(rows, thresholds, found),
        // SAFETY: a `Machine` is of what the processor has; rows lie within the thresholds.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { avx2::sift(rows, thresholds, found) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { avx512::sift(rows, thresholds, found) },
    }
}

/// Adds the ties of `rows` whose hearer, in `targets`, has a number within the span of the tie: the least and, above it, the
/// greatest 16 leading bits. The number is that of entity hearer and index 0 in the Philox stream with this key. The answer
/// says whether some number stands at an end of the span: then its other bits decide, and who calls has to look.
///
/// # Panics
/// If a row reaches beyond targets or spans.
#[inline]
pub fn sift_hearers(
    machine: Machine,
    key: [u64; 2],
    rows: &[Row],
    targets: &[u32],
    spans: &[u32],
    found: &mut Candidates,
) -> bool {
    let end = rows.iter().map(|row| row.first as usize + row.len as usize).max().unwrap_or(0);
    assert!(end <= targets.len() && end <= spans.len(), "a hearer and a span for each tie");
    match machine.0 {
        Level::Portable => portable::sift_hearers(key, rows, targets, spans, found),
        // SAFETY: a `Machine` is of what the processor has; rows lie within targets and spans.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { avx2::sift_hearers(key, rows, targets, spans, found) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { avx512::sift_hearers(key, rows, targets, spans, found) },
    }
}

/// The multipliers of Philox4x32 and what is added to its keys each round.
const PHILOX: ([u32; 2], [u32; 2]) = ([0xD251_1F53, 0xCD9E_8D57], [0x9E37_79B9, 0xBB67_AE85]);

/// The ten pairs of keys of Philox4x32-10.
#[cfg(target_arch = "x86_64")]
fn philox_keys(key: u64) -> [(u32, u32); 10] {
    std::array::from_fn(|round| {
        let step = |key: u32, by: u32| key.wrapping_add(by.wrapping_mul(round as u32));
        (step(key as u32, PHILOX.1[0]), step((key >> 32) as u32, PHILOX.1[1]))
    })
}
