//! What is watched on the way through a run, for pictures: only where somebody asks.
//!
//! Exposures by time and source; of those who had not acted, how many do so upon their k-th exposure to an item; and stocks,
//! which change slowly (followers, strength of ties, authority, opinions, what levers tell of), looked at from time to time.
//! Watching changes nothing and draws nothing.
//!
//! # Cost
//!
//! A run that is not watched tests one pointer at each exposure and compares two numbers at each event. One that is watched adds
//! two or three counts an exposure, and at each of at most sixty looks a pass over the ties, followers and opinions that have
//! changed.

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Exposures by time and source.
    pub exposures: bool,
    /// Acts upon the k-th exposure.
    pub actions: bool,
    /// Stocks over time.
    pub stocks: bool,
}

/// One stock: its name, and its value at each look; no number where it is not defined.
pub type Stock = (&'static str, Vec<f64>);

/// What is watched.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    asked: Asked,
    /// Hours of a bin of exposures.
    step: f64,
    sources: usize,
    /// By bin, then by source, as far as anything was seen.
    exposures: Vec<u32>,
    /// By number of the exposure, from 1: who had not acted before, and who of them then did.
    actions: Vec<[u32; 2]>,
    looks: Looks,
    stocks: Vec<Stock>,
}

/// Times at which stocks are looked at: every so many hours, and at the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Looks {
    step: f64,
    horizon: f64,
}

/// Lengths of a bin of exposures, in minutes, each a multiple of the one before.
const BINS: [u32; 6] = [1, 10, 60, 360, 1440, 10_080];
/// Bins of a run, at most.
const MOST_BINS: f64 = 15_000.0;
/// Hours between two looks, and looks of a run, at most.
const LOOKS: [f64; 9] = [1.0, 2.0, 6.0, 12.0, 24.0, 48.0, 168.0, 336.0, 672.0];
const MOST_LOOKS: f64 = 60.0;
/// Exposures of a person to an item that are told apart.
const MOST_EXPOSURES: usize = 200;

/// Hours of a bin of exposures in a run of so many hours.
pub fn step(horizon: f64) -> f64 {
    let hours = |minutes: u32| f64::from(minutes) / 60.0;
    let least = BINS.into_iter().map(hours).find(|hours| horizon / hours <= MOST_BINS);
    least.unwrap_or(hours(BINS[BINS.len() - 1]) * libm::ceil(horizon / MOST_BINS))
}

impl Looks {
    /// Of a run of so many hours.
    pub fn of(horizon: f64) -> Looks {
        let step = LOOKS.into_iter().find(|step| horizon / step <= MOST_LOOKS);
        Looks { step: step.unwrap_or(horizon / MOST_LOOKS), horizon }
    }

    /// When the i-th look is, from 0; `None` after the end.
    pub fn time(self, i: usize) -> Option<f64> {
        let before = i.checked_sub(1).map_or(0.0, |before| before as f64 * self.step);
        (i == 0 || before < self.horizon).then(|| (i as f64 * self.step).min(self.horizon))
    }
}

impl Watch {
    /// Of runs of so many hours, a finite number, on a platform with so many places where items are seen.
    pub fn new(asked: Asked, horizon: f64, sources: usize) -> Watch {
        Watch {
            asked,
            step: step(horizon),
            sources,
            exposures: Vec::new(),
            actions: Vec::new(),
            looks: Looks::of(horizon),
            stocks: Vec::new(),
        }
    }

    /// As before a run.
    pub(super) fn begin(&mut self) {
        self.exposures.clear();
        self.actions.clear();
        self.stocks.clear();
    }

    /// Somebody meets an item.
    #[inline]
    pub(super) fn seen(&mut self, source: usize, time: f64) {
        if self.asked.exposures {
            let at = (time / self.step) as usize * self.sources + source;
            if at >= self.exposures.len() {
                self.exposures.resize((at / self.sources + 1) * self.sources, 0);
            }
            self.exposures[at] += 1;
        }
    }

    /// Somebody who has not acted on an item meets it once more, and acts or not.
    #[inline]
    pub(super) fn met(&mut self, number: u32, acts: bool) {
        let number = number as usize;
        if self.asked.actions && number <= MOST_EXPOSURES {
            if number > self.actions.len() {
                self.actions.resize(number, [0; 2]);
            }
            let [met, acted] = &mut self.actions[number - 1];
            *met += 1;
            *acted += u32::from(acts);
        }
    }

    /// When the i-th look at the stocks is.
    pub(super) fn look(&self, i: usize) -> Option<f64> {
        self.looks.time(i).filter(|_| self.asked.stocks)
    }

    /// What a stock is at the i-th look.
    pub(super) fn note(&mut self, name: &'static str, i: usize, value: f64) {
        let at = self.stocks.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.stocks.push((name, Vec::new()));
            self.stocks.len() - 1
        });
        let values = &mut self.stocks[at].1;
        values.resize(i, f64::NAN);
        values.push(value);
    }

    /// Exposures by bin, then by source.
    pub fn exposures(&self) -> impl Iterator<Item = &[u32]> {
        self.exposures.chunks_exact(self.sources)
    }

    /// By number of the exposure, from 1: how many who had not acted met the item, and how many of them then acted.
    pub fn actions(&self) -> &[[u32; 2]] {
        &self.actions
    }

    /// The stocks, in the order in which they were first told.
    pub fn stocks(&self) -> &[Stock] {
        &self.stocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_and_looks_are_round_and_not_too_many() {
        assert_eq!([24.0, 720.0, 2400.0, 8760.0, 1e5].map(step), [1.0 / 60.0, 1.0 / 6.0, 1.0 / 6.0, 1.0, 24.0]);
        for horizon in [0.5, 24.0, 720.0, 2160.0, 8760.0, 1e5, 1e7] {
            let times: Vec<f64> = (0..).map_while(|i| Looks::of(horizon).time(i)).collect();
            assert!(times.len() <= 62 && times[0] == 0.0 && times[times.len() - 1] == horizon, "{horizon}: {times:?}");
            assert!(times.windows(2).all(|pair| pair[0] < pair[1]), "{times:?}");
        }
        assert_eq!((0..).map_while(|i| Looks::of(5.0).time(i)).collect::<Vec<_>>(), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(Looks::of(8760.0).time(1), Some(168.0));
    }

    #[test]
    fn a_stock_that_is_told_late_is_not_defined_before() {
        let mut watch = Watch::new(Asked { stocks: true, ..Asked::default() }, 24.0, 2);
        watch.note("a", 0, 1.0);
        watch.note("b", 2, 5.0);
        watch.note("a", 2, 3.0);
        let [(_, a), (_, b)] = watch.stocks() else { panic!("two stocks") };
        assert!(a[0] == 1.0 && a[1].is_nan() && a[2] == 3.0 && b[0].is_nan() && b[1].is_nan() && b[2] == 5.0);
    }
}
