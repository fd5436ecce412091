//! The book of one run: exposures, acts, visits, money.

/// One act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Act {
    /// When, hours.
    pub time: f64,
    /// Who.
    pub person: u32,
    /// On which item, by its number in the run.
    pub item: u32,
    /// By whom the person heard of it; [`NOBODY`](crate::cascade::NOBODY): by no person.
    pub source: u32,
    /// What, by the place of the verb.
    pub verb: u8,
    /// On which surface it was seen; [`ASKED`]: the person was asked.
    pub surface: u8,
    /// The surface of the first exposure of the person to the item.
    pub first: u8,
}

/// What money is spent for: what acts cost, what is posted, and the practices.
pub const PURPOSES: [&str; 9] =
    ["acts", "content", "broadcast", "listen", "talk", "trust", "support", "embrace", "traffic"];

/// Stands for the surface where a person acted because the campaign asked.
pub const ASKED: u8 = u8::MAX;
/// Stands for the surface of what the brand posts to its followers.
pub const BRAND: u8 = u8::MAX - 1;

/// Everything that one run leaves behind beside its cascade.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Exposures by surface, in the order of the platform.
    pub exposures: Vec<u64>,
    /// Exposures of followers to what the brand posted.
    pub brand_exposures: u64,
    /// Of the exposures by surface, those that were bought.
    pub bought: u64,
    /// People with at least one exposure.
    pub seen: u64,
    /// People with at least one exposure to an item of negative valence.
    pub seen_bad: u64,
    /// People who did at least one public verb, asked or not.
    pub engaged: u64,
    /// Acts by verb, in the order of the platform; those who were asked are left out.
    pub verbs: Vec<u64>,
    /// Every act in order of time; those who were asked are left out.
    pub acts: Vec<Act>,
    /// Money brought in by verbs.
    pub income: f64,
    /// Money spent, by what for, in the order in which it was first spent.
    pub spent: Vec<(&'static str, f64)>,
    /// When money was last spent by the campaign, hours; what acts cost is left out.
    pub spending_ends: f64,
    /// Sum over ties of the strength gained by the end, ties of the brand apart.
    pub strength_gained: f64,
    /// Copies written to feeds.
    pub copies: u64,
    /// Events played: the work of the run.
    pub events: u64,
    /// What levers observed, in the order of their declaration.
    pub observed: Vec<Option<f64>>,
    /// When each item came onto each pool: item, surface, time.
    pub entries: Vec<(u32, u8, f64)>,
    /// How often somebody left who was shown too much: followers the brand, people one another.
    pub unfollowed: u64,
    /// Followers of the brand at the end.
    pub followers: u64,
    /// Mean strength of the brand's ties at the end.
    pub brand_strength: f64,
    /// Authority (links) at the end.
    pub authority: f64,
    /// Sum over people of their opinions of the brand at the end.
    pub opinion: f64,
}

impl Ledger {
    /// Empty, for so many surfaces, verbs and observations of levers.
    pub fn begin(&mut self, surfaces: usize, verbs: usize, observed: usize) {
        let mut old = std::mem::take(self);
        old.exposures.clear();
        old.exposures.resize(surfaces, 0);
        old.verbs.clear();
        old.verbs.resize(verbs, 0);
        old.acts.clear();
        old.spent.clear();
        old.entries.clear();
        old.observed.clear();
        old.observed.resize(observed, None);
        let Ledger { exposures, verbs, acts, spent, entries, observed, .. } = old;
        *self = Ledger { exposures, verbs, acts, spent, entries, observed, ..Ledger::default() };
    }

    /// Money spent for something.
    pub fn charge(&mut self, what: &'static str, amount: f64) {
        debug_assert!(PURPOSES.contains(&what), "{what} is no purpose");
        match self.spent.iter_mut().find(|(name, _)| *name == what) {
            Some((_, sum)) => *sum += amount,
            None => self.spent.push((what, amount)),
        }
    }

    /// All money spent.
    pub fn cost(&self) -> f64 {
        self.spent.iter().map(|(_, sum)| sum).sum()
    }

    /// All exposures.
    pub fn all_exposures(&self) -> u64 {
        self.exposures.iter().sum::<u64>() + self.brand_exposures
    }

    /// Time by which half of some acts had happened; `None` where there are none.
    pub fn half_life(&self, counts: impl Fn(&Act) -> bool) -> Option<f64> {
        let n = self.acts.iter().filter(|act| counts(act)).count();
        self.acts.iter().filter(|act| counts(act)).nth(n.checked_sub(1)? / 2).map(|act| act.time)
    }
}
