//! What pictures of a platform are made of: who got how far, what happened around a promotion, exposures over time.

use crate::platform::{Admit, Ledger, Platform, SurfaceKind, Watch, watch};
use std::sync::atomic::{AtomicU64, Ordering};

/// How many different people did each verb at least once, unasked, in the order of the platform.
pub fn doers(ledger: &Ledger, verbs: usize) -> Vec<u32> {
    let mut who: Vec<u64> = ledger.acts.iter().map(|act| u64::from(act.verb) << 32 | u64::from(act.person)).collect();
    who.sort_unstable();
    who.dedup();
    let mut doers = vec![0; verbs];
    who.into_iter().for_each(|act| doers[(act >> 32) as usize] += 1);
    doers
}

/// Hours before and after a promotion that are looked at.
pub const AROUND: (i32, i32) = (-24, 48);

/// The first page that votes lift an item onto.
pub fn front(platform: &Platform) -> Option<usize> {
    platform.surfaces.iter().position(|surface| match &surface.kind {
        SurfaceKind::Pool(pool) => matches!(pool.admit, Admit::Votes { .. }),
        _ => false,
    })
}

/// What happened around promotions in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promotions {
    /// How many items were promoted.
    pub items: u32,
    /// By hour of [`AROUND`]: how many promoted items were there through all of it, and how often people adopted one of them.
    pub hours: Vec<[u32; 2]>,
}

/// Adoptions in each hour around the time at which items came onto a page; `born` tells when an item was posted. An hour that
/// lies partly before the item was there, or after the horizon, is left out.
pub fn promotions(
    ledger: &Ledger,
    (front, adopts): (usize, usize),
    born: impl Fn(u32) -> f64,
    horizon: f64,
) -> Promotions {
    let promoted = ledger.entries.iter().filter(|&&(_, surface, _)| surface as usize == front);
    let mut promoted: Vec<(u32, f64)> = promoted.map(|&(item, _, time)| (item, time)).collect();
    promoted.sort_unstable_by_key(|&(item, _)| item);
    if promoted.is_empty() {
        return Promotions::default();
    }
    let mut hours = vec![[0; 2]; (AROUND.1 - AROUND.0) as usize];
    let place = |hour: i32| (hour - AROUND.0) as usize;
    let is_whole =
        |item: u32, time: f64, hour: i32| time + f64::from(hour) >= born(item) && time + f64::from(hour + 1) <= horizon;
    for &(item, time) in &promoted {
        (AROUND.0..AROUND.1).filter(|&hour| is_whole(item, time, hour)).for_each(|hour| hours[place(hour)][0] += 1);
    }
    for act in ledger.acts.iter().filter(|act| act.verb as usize == adopts) {
        let Ok(at) = promoted.binary_search_by_key(&act.item, |&(item, _)| item) else { continue };
        let time = promoted[at].1;
        let hour = (act.time - time).floor();
        if hour >= f64::from(AROUND.0) && hour < f64::from(AROUND.1) && is_whole(act.item, time, hour as i32) {
            hours[place(hour as i32)][1] += 1;
        }
    }
    Promotions { items: promoted.len() as u32, hours }
}

/// Exposures by time and source, added up over replicates from any number of threads: whole numbers, in whatever order.
#[derive(Debug)]
pub struct ExposureTally {
    /// By bin, then by source.
    counts: Vec<AtomicU64>,
    sources: usize,
    step: f64,
}

impl ExposureTally {
    /// Nothing yet, of runs of so many hours on a platform with so many places where items are seen.
    pub fn new(horizon: f64, sources: usize) -> ExposureTally {
        let step = watch::step(horizon);
        let bins = (horizon / step) as usize + 1;
        ExposureTally { counts: (0..bins * sources).map(|_| AtomicU64::new(0)).collect(), sources, step }
    }

    /// One more replicate.
    pub fn add(&self, watch: &Watch) {
        let counts = self.counts.chunks_exact(self.sources).zip(watch.exposures());
        for (sums, counts) in counts {
            for (sum, &count) in sums.iter().zip(counts).filter(|&(_, &count)| count > 0) {
                sum.fetch_add(u64::from(count), Ordering::Relaxed);
            }
        }
    }

    /// Hours of a bin, and the exposures of each by source, up to the last bin with any.
    pub fn sums(&self) -> (f64, Vec<Vec<u64>>) {
        let of_bin = |bin: &[AtomicU64]| bin.iter().map(|count| count.load(Ordering::Relaxed)).collect::<Vec<u64>>();
        let mut sums: Vec<Vec<u64>> = self.counts.chunks_exact(self.sources).map(of_bin).collect();
        let used = sums.iter().rposition(|bin| bin.iter().any(|&count| count > 0)).map_or(0, |last| last + 1);
        sums.truncate(used);
        (self.step, sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::NOBODY;
    use crate::platform::Act;

    fn act(time: f64, person: u32, item: u32, verb: u8) -> Act {
        Act { time, person, item, verb, source: NOBODY, surface: 0, first: 0 }
    }

    /// 7 clicks twice and shares once, 8 clicks: two click, one shares, nobody buys.
    #[test]
    fn doers_are_people() {
        let acts = vec![act(1.0, 7, 0, 0), act(2.0, 8, 0, 0), act(2.0, 7, 1, 0), act(3.0, 7, 1, 1)];
        assert_eq!(doers(&Ledger { acts, ..Ledger::default() }, 3), [2, 1, 0]);
    }

    /// Item 4, posted at 1.5, comes onto page 2 at 4.0; the run ends at 6.5. Whole hours: -2 to 2 but not -3 (2.5 hours are
    /// there before) and not 2 (half an hour is left). Votes at 1.6 (hour -3: left out), 3.9 (hour -1), 4.0 and 4.9 (hour 0), 5.0
    /// (hour 1), 6.2 (hour 2: left out); a comment and a vote for another item do not count.
    #[test]
    fn time_is_counted_from_promotion() {
        let votes = [1.6, 3.9, 4.0, 4.9, 5.0, 6.2].map(|time| act(time, 1, 4, 1));
        let acts = votes.into_iter().chain([act(4.5, 2, 4, 0), act(4.5, 2, 3, 1)]).collect();
        let entries = vec![(4, 1, 1.5), (3, 1, 2.0), (4, 2, 4.0)];
        let ledger = Ledger { acts, entries, ..Ledger::default() };
        let found = promotions(&ledger, (2, 1), |item| if item == 4 { 1.5 } else { 2.0 }, 6.5);
        assert_eq!(found.items, 1);
        let at = |hour: i32| found.hours[(hour - AROUND.0) as usize];
        assert_eq!([-3, -2, -1, 0, 1, 2].map(at), [[0, 0], [1, 0], [1, 1], [1, 2], [1, 1], [0, 0]]);
        assert_eq!(found.hours.iter().map(|hour| hour[1]).sum::<u32>(), 4);
        assert_eq!(promotions(&ledger, (0, 1), |_| 0.0, 6.5), Promotions::default());
    }
}
