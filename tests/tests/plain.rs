//! The rules written plainly a second time, with a switch for classical faults.
//!
//! Slow and short: every round looks at every tie, every next event is searched for. Without a fault it must agree with the
//! engine on the same luck; with one it must be caught by the checks that the engine passes (`planted`).

use crate::small::{Outcome, Player, luck, pick, words_in_favour};
use rumormill::cascade::NOBODY;
use rumormill::graph::Graph;
use rumormill::law::{Contacts, Law, Life, Rounds, Rule, WHOLE};
use rumormill::random::{Luck, Purpose, Replicate};

/// A classical fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A tie that failed is tried again every round.
    Retry,
    /// One round (or unit of time) too many.
    HorizonLate,
    /// The last round is left out.
    HorizonExclusive,
    /// Seeds count twice in the reach.
    SeedsTwice,
    /// Reach without the seed set.
    ReachWithoutSeeds,
    /// A seed named twice counts twice.
    RepeatedSeeds,
    /// Only the first seed is asked.
    OneSeed,
    /// Who has acted can be won again, and counts again.
    WonAgain,
    /// Ties read from hearer to speaker.
    Reversed,
    /// A tie's probability used both ways.
    BothWays,
    /// Coins are thrown in pairs and the last tie of an odd row is forgotten.
    OddTieDropped,
    /// Replicates 2 r and 2 r + 1 share their luck.
    LuckReused,
    /// Every person throws the same coins.
    CoinsShared,
    /// One coin for each hearer instead of each tie.
    CoinPerHearer,
    /// The coin of a tie is the exclusive or of a number of each end.
    XorCoins,
    /// Probabilities rounded to 2^-16.
    SixteenBits,
    /// Probabilities rounded to 32-bit floats.
    SingleFloat,
    /// A coin equal to its threshold acts.
    CoinAtEquality,
    /// p = 1 fails on the last word.
    CertainFails,
    /// Who is won in a round tries in the same round.
    SameRound,
    /// Recovery comes before the tries of the round: one round of life too few.
    RecoverFirst,
    /// A life of one round too many.
    LifeTooLong,
    /// Geometric life counted from 0 instead of 1.
    LifeOfZero,
    /// Each tie of a person has its own life.
    LifePerTie,
    /// Nobody recovers.
    NoRecovery,
    /// An infectious person tries once only.
    TriesOnce,
    /// Thresholds are drawn anew each round.
    ThetaAnew,
    /// A dose equal to the threshold is not enough.
    ThetaStrict,
    /// A threshold of 0 can be drawn, and no dose meets it.
    ThetaZero,
    /// Weights are scaled to add up to 1.
    WeightsNormalised,
    /// A cascade with the weights as probabilities.
    CascadeForThreshold,
    /// Thresholds with the probabilities as weights.
    ThresholdForCascade,
    /// Only the first adopter heard counts.
    FirstContactOnly,
    /// Only adopters of the last round count.
    NoMemory,
    /// Shares are of the people who hear, not of those heard.
    OutDegree,
    /// Thresholds of 0 do not act unasked.
    UnaskedSleep,
    /// Delay is drawn with the rate as its mean.
    RateAsMean,
    /// Delays count from time 0, not from the speaker's act.
    ClockFromZero,
    /// A life ends at an instant counted from time 0.
    LifeFromZero,
    /// The hearer who knew stops, not the teller.
    HearerStifled,
    /// Both stop (Daley and Kendall's rule).
    BothStifled,
    /// Only people who still spread stifle.
    SpreadersStifle,
    /// The teller may pick itself, which stifles.
    MeetsItself,
}

/// The plain writing of the rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain {
    pub fault: Option<Fault>,
}

struct Tie {
    from: usize,
    to: usize,
    word: u64,
    /// Its number in the graph.
    index: usize,
    place: usize,
}

impl Plain {
    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    fn allows(&self, time: f64, horizon: f64) -> bool {
        if self.has(Fault::HorizonLate) {
            time <= horizon + 1.0
        } else if self.has(Fault::HorizonExclusive) {
            time < horizon
        } else {
            time <= horizon
        }
    }

    fn ties(&self, graph: &Graph, luck: &impl Luck) -> Vec<Tie> {
        let mut ties = Vec::new();
        for person in 0..graph.people() {
            let range = graph.row(person);
            for (place, index) in range.clone().enumerate() {
                if self.has(Fault::OddTieDropped) && range.len() % 2 == 1 && place + 1 == range.len() {
                    continue;
                }
                let hearer = graph.targets()[index];
                let of = if self.has(Fault::CoinsShared) { 0 } else { person };
                let word = match self.fault {
                    Some(Fault::CoinPerHearer) => luck.word(luck.row(hearer), 0),
                    Some(Fault::XorCoins) => luck.word(luck.row(person), 0) ^ luck.word(luck.row(hearer), 0),
                    _ => luck.word(luck.row(of), place as u32),
                };
                let (from, to) = (person as usize, hearer as usize);
                if !self.has(Fault::Reversed) {
                    ties.push(Tie { from, to, word, index, place });
                }
                if self.has(Fault::Reversed) || self.has(Fault::BothWays) {
                    ties.push(Tie { from: to, to: from, word, index, place });
                }
            }
        }
        ties
    }

    fn met(&self, p: f64, word: u64) -> bool {
        match self.fault {
            _ if p <= 0.0 => false,
            Some(Fault::CertainFails) if p >= 1.0 => word < u64::MAX,
            _ if p >= 1.0 => true,
            Some(Fault::SixteenBits) => word >> 48 < words_in_favour(p) >> 48,
            Some(Fault::SingleFloat) => word < words_in_favour(f64::from(p as f32)),
            Some(Fault::CoinAtEquality) => word <= words_in_favour(p),
            _ => word < words_in_favour(p),
        }
    }

    /// Which try is the first to succeed: the smallest d whose 1 - (1 - p)^d is above u, the first decided as a coin.
    fn first_success(&self, p: f64, word: u64) -> f64 {
        if self.met(p, word) {
            return 1.0;
        }
        let above = 1.0 - ((word >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
        let mut rest = (1.0 - p) * (1.0 - p);
        let mut d = 2.0;
        while rest >= above && d < 2000.0 {
            rest *= 1.0 - p;
            d += 1.0;
        }
        if d < 2000.0 { d } else { f64::INFINITY }
    }

    #[allow(clippy::too_many_arguments)]
    fn tries(
        &self,
        chance: impl Fn(usize) -> f64,
        life: Rounds,
        ties: &[Tie],
        graph: &Graph,
        horizon: f64,
        luck: &impl Luck,
        order: &mut Vec<usize>,
        out: &mut Outcome,
        again: &mut usize,
    ) {
        let retries = self.has(Fault::Retry);
        let life_of = |person: usize, place: usize| -> f64 {
            let rounds = match life {
                Rounds::Fixed(_) if retries => f64::INFINITY,
                Rounds::Fixed(u32::MAX) => f64::INFINITY,
                Rounds::Fixed(rounds) => f64::from(rounds),
                Rounds::Geometric(_) if self.has(Fault::NoRecovery) => f64::INFINITY,
                Rounds::Geometric(g) => {
                    let mut word = luck.bits(Purpose::Recover, person as u64, 0);
                    if self.has(Fault::LifePerTie) {
                        word = pick(word, place as u64, 0);
                    }
                    self.first_success(g.probability(), word) - f64::from(u8::from(self.has(Fault::LifeOfZero)))
                }
            };
            match self.fault {
                Some(Fault::RecoverFirst) => rounds - 1.0,
                Some(Fault::LifeTooLong) => rounds + 1.0,
                _ => rounds,
            }
        };
        let _ = graph;
        let plan = |tie: &Tie| {
            let delay = self.first_success(chance(tie.index), tie.word);
            let once = self.has(Fault::TriesOnce) && delay > 1.0;
            if delay <= life_of(tie.from, tie.place) && !once { delay } else { f64::INFINITY }
        };
        let delays: Vec<f64> = ties.iter().map(plan).collect();
        // From when a person tries: the round of the act.
        let mut since = out.times.clone();
        let mut round = 0.0;
        loop {
            let due = |i: usize| since[ties[i].from] + delays[i];
            let open = (0..ties.len())
                .any(|i| due(i) > round && due(i) < f64::INFINITY && out.times[ties[i].to] == f64::INFINITY);
            round += 1.0;
            if !open || !self.allows(round, horizon) {
                return;
            }
            let mut i = 0;
            let before = order.len();
            while i < if self.has(Fault::SameRound) { order.len() } else { before } {
                let person = order[i];
                for (tie, delay) in ties.iter().zip(&delays).filter(|(tie, _)| tie.from == person) {
                    if since[person] + delay == round {
                        if out.times[tie.to] == f64::INFINITY {
                            out.times[tie.to] = round;
                            since[tie.to] = round - f64::from(u8::from(self.has(Fault::SameRound)));
                            out.parents[tie.to] = person as u32;
                            order.push(tie.to);
                        } else {
                            *again += 1;
                        }
                    }
                }
                i += 1;
            }
        }
    }

    fn thresholds(&self, rule: &Rule, ties: &[Tie], graph: &Graph, horizon: f64, luck: &impl Luck, out: &mut Outcome) {
        let n = graph.people() as usize;
        let drawn = |person: usize, round: f64| {
            let word = luck.bits(Purpose::Theta, person as u64, 0);
            if self.has(Fault::ThetaAnew) && round > 1.0 { pick(word, round as u64, 1) } else { word }
        };
        let heard = |person: usize| ties.iter().filter(move |tie| tie.to == person);
        // How many parts make a whole, the dose of a tie, the threshold: all as numbers of parts.
        let enough = |person: usize, acted: &[usize], times: &[f64], round: f64| -> Option<usize> {
            let by: Vec<&Tie> = {
                let mut by: Vec<&Tie> = Vec::new();
                for &speaker in acted {
                    by.extend(heard(person).filter(|tie| tie.from == speaker));
                }
                if self.has(Fault::FirstContactOnly) {
                    by.truncate(1);
                }
                if self.has(Fault::NoMemory) {
                    by.retain(|tie| times[tie.from] == round - 1.0);
                }
                by
            };
            let word = drawn(person, round);
            let strict = u128::from(self.has(Fault::ThetaStrict));
            if let (true, Rule::Weights(weights)) = (self.has(Fault::CascadeForThreshold), rule) {
                let works = |tie: &&&Tie| pick(word, tie.from as u64, 2) >> 1 < weights.of(tie.index, graph);
                return by.iter().find(works).map(|tie| tie.from);
            }
            type Dose<'a> = Box<dyn Fn(&Tie) -> u128 + 'a>;
            let (needed, dose): (u128, Dose) = match rule {
                Rule::Count(counts) => (counts.of(person as u32).into(), Box::new(|_| 1)),
                Rule::Share => {
                    let k = if self.has(Fault::OutDegree) {
                        graph.out_degree(person as u32)
                    } else {
                        graph.in_degree(person as u32)
                    };
                    (
                        ((u128::from(word) * u128::from(k)) >> 64) + u128::from(!self.has(Fault::ThetaZero)),
                        Box::new(|_| 1),
                    )
                }
                Rule::Weights(weights) => {
                    let sum: u128 = heard(person).map(|tie| u128::from(weights.of(tie.index, graph))).sum();
                    let normalised = self.has(Fault::WeightsNormalised) && sum > 0;
                    let needed = u128::from(word >> 1) + u128::from(!self.has(Fault::ThetaZero));
                    let dose = move |tie: &Tie| {
                        let weight = u128::from(weights.of(tie.index, graph));
                        if normalised { (weight << 63) / sum } else { weight }
                    };
                    (needed, Box::new(dose))
                }
                Rule::OneOf(intervals) => {
                    let x = word >> 1;
                    let listens =
                        move |tie: &Tie| u128::from(intervals[tie.index].0 <= x && x < intervals[tie.index].1);
                    (1, Box::new(listens))
                }
                Rule::Independent(chances) => {
                    let left = 1.0 - ((word >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
                    if self.has(Fault::ThresholdForCascade) {
                        let mut sum = 0.0;
                        let crosses = |tie: &&&Tie| {
                            sum += chances.of(tie.index, graph);
                            sum >= 1.0 - left
                        };
                        return by.iter().find(crosses).map(|tie| tie.from);
                    }
                    let mut rest = 1.0;
                    let crosses = |tie: &&&Tie| {
                        rest *= 1.0 - chances.of(tie.index, graph);
                        rest <= left
                    };
                    return by.iter().find(crosses).map(|tie| tie.from);
                }
            };
            let mut met = 0;
            let crosses = |tie: &&&Tie| {
                met += dose(tie);
                met >= needed + strict
            };
            by.iter().find(crosses).map(|tie| tie.from)
        };
        let mut acted: Vec<usize> = (0..n).filter(|&person| out.times[person] == 0.0).collect();
        if let (Rule::Count(counts), false) = (rule, self.has(Fault::UnaskedSleep)) {
            for person in (0..n).filter(|&person| counts.of(person as u32) == 0) {
                if out.times[person] > 0.0 {
                    out.times[person] = 0.0;
                    acted.push(person);
                }
            }
        }
        let mut round = 1.0;
        while self.allows(round, horizon) && round <= n as f64 {
            let mut new = Vec::new();
            for person in 0..n {
                if out.times[person] < f64::INFINITY {
                    continue;
                }
                let known: Vec<usize> =
                    if self.has(Fault::SameRound) { [&acted[..], &new[..]].concat() } else { acted.clone() };
                if let Some(by) = enough(person, &known, &out.times, round) {
                    new.push(person);
                    out.parents[person] = by as u32;
                }
            }
            for &person in &new {
                out.times[person] = round;
            }
            acted.extend(new);
            round += 1.0;
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn rates(
        &self,
        rate: impl Fn(usize) -> f64,
        outside: f64,
        life: Life,
        ties: &[Tie],
        horizon: f64,
        luck: &impl Luck,
        out: &mut Outcome,
    ) {
        let exponential = |word: u64| -libm::log(1.0 - ((word >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0);
        let n = out.times.len();
        let alone: Vec<f64> =
            (0..n as u64)
                .map(|v| {
                    if outside > 0.0 { exponential(luck.bits(Purpose::Outside, v, 0)) / outside } else { f64::INFINITY }
                })
                .collect();
        let plan = |tie: &Tie| {
            let rate = rate(tie.index);
            let delay = match rate {
                0.0 => f64::INFINITY,
                _ if self.has(Fault::RateAsMean) => exponential(tie.word) * rate,
                _ => exponential(tie.word) / rate,
            };
            let lasts = match life {
                _ if self.has(Fault::NoRecovery) => f64::INFINITY,
                Life::Fixed(time) => time,
                Life::Exponential(rate) => {
                    let mut word = luck.bits(Purpose::Recover, tie.from as u64, 0);
                    if self.has(Fault::LifePerTie) {
                        word = pick(word, tie.place as u64, 0);
                    }
                    exponential(word) / rate
                }
            };
            (delay, lasts)
        };
        let plans: Vec<(f64, f64)> = ties.iter().map(plan).collect();
        loop {
            // The next act: the earliest of all that are due, of equal ones that of the smallest person.
            let mut next: Option<(f64, usize, u32)> = None;
            let mut consider = |time: f64, person: usize, by: u32| {
                if next.is_none_or(|(t, p, _)| (time, person) < (t, p)) {
                    next = Some((time, person, by));
                }
            };
            for person in (0..n).filter(|&person| out.times[person] == f64::INFINITY) {
                if alone[person] < f64::INFINITY {
                    consider(alone[person], person, NOBODY);
                }
            }
            for (tie, &(delay, lasts)) in ties.iter().zip(&plans) {
                let now = out.times[tie.from];
                if now < f64::INFINITY && out.times[tie.to] == f64::INFINITY {
                    let time = if self.has(Fault::ClockFromZero) { delay.max(now) } else { now + delay };
                    let works = if self.has(Fault::LifeFromZero) { time <= lasts } else { delay <= lasts };
                    if works && time < f64::INFINITY {
                        consider(time, tie.to, tie.from as u32);
                    }
                }
            }
            match next {
                Some((time, person, by)) if self.allows(time, horizon) => {
                    out.times[person] = time;
                    out.parents[person] = by;
                }
                _ => return,
            }
        }
    }

    fn contacts(
        &self,
        contacts: &Contacts,
        graph: &Graph,
        horizon: f64,
        luck: &impl Luck,
        order: &mut Vec<usize>,
        out: &mut Outcome,
    ) {
        let n = out.times.len();
        let (spread, stifle) = (contacts.spread.probability(), contacts.stifle.probability());
        let mut spreads: Vec<bool> = out.times.iter().map(|&time| time == 0.0).collect();
        let mut made = vec![0u64; n];
        let mut next = vec![f64::INFINITY; n];
        let wait = |person: usize, made: u64| {
            let word = luck.bits(Purpose::Contact, person as u64, 4 * made);
            -libm::log(1.0 - ((word >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0) / contacts.rate.unwrap_or(1.0)
        };
        for &person in order.iter() {
            next[person] = wait(person, 0);
        }
        // One contact of a person, judged by who had acted and who spread at `known`: whom it tells.
        let meet = |person: usize, made: u64, knows: &[bool], spreads: &mut Vec<bool>, was: &[bool]| -> Option<usize> {
            let hearers = graph.hearers(person as u32);
            let itself = usize::from(self.has(Fault::MeetsItself));
            let place = luck.bits(Purpose::Contact, person as u64, 4 * made + 1);
            let place = ((u128::from(place) * (hearers.len() + itself) as u128) >> 64) as usize;
            let coin = luck.bits(Purpose::Contact, person as u64, 4 * made + 2);
            if hearers.is_empty() {
                spreads[person] = false;
                return None;
            }
            let hearer = hearers.get(place).map_or(person, |&hearer| hearer as usize);
            if !knows[hearer] {
                return self.met(spread, coin).then_some(hearer);
            }
            if self.has(Fault::SpreadersStifle) && !was[hearer] {
                return None;
            }
            if self.met(stifle, coin) {
                match self.fault {
                    Some(Fault::HearerStifled) => spreads[hearer] = false,
                    Some(Fault::BothStifled) => (spreads[person], spreads[hearer]) = (false, false),
                    _ => spreads[person] = false,
                }
            }
            None
        };
        if contacts.rate.is_none() {
            let mut round = 1.0;
            while self.allows(round, horizon) && spreads.contains(&true) && round < 1000.0 {
                let was = spreads.clone();
                let mut knows: Vec<bool> = out.times.iter().map(|&time| time < f64::INFINITY).collect();
                for person in order.clone().into_iter().filter(|&person| was[person]) {
                    let told = meet(person, made[person], &knows, &mut spreads, &was);
                    made[person] += 1;
                    if let Some(hearer) = told.filter(|&hearer| out.times[hearer] == f64::INFINITY) {
                        (out.times[hearer], out.parents[hearer]) = (round, person as u32);
                        order.push(hearer);
                        knows[hearer] = self.has(Fault::SameRound);
                    }
                }
                for person in 0..n {
                    spreads[person] |= out.times[person] == round;
                }
                round += 1.0;
            }
            return;
        }
        loop {
            let person = (0..n).filter(|&person| spreads[person]).min_by(|&a, &b| next[a].total_cmp(&next[b]));
            let Some(person) = person.filter(|&person| self.allows(next[person], horizon)) else { return };
            if out.times.iter().all(|&time| time < f64::INFINITY) {
                return;
            }
            if made[person] == 1000 {
                // A fault may make a teller that never stops.
                return;
            }
            let now = next[person];
            let knows: Vec<bool> = out.times.iter().map(|&time| time < f64::INFINITY).collect();
            let was = spreads.clone();
            let told = meet(person, made[person], &knows, &mut spreads, &was);
            made[person] += 1;
            next[person] = now + wait(person, made[person]);
            if let Some(hearer) = told {
                (out.times[hearer], out.parents[hearer]) = (now, person as u32);
                spreads[hearer] = true;
                next[hearer] = now + wait(hearer, 0);
            }
        }
    }
}

impl Player for Plain {
    fn play<L: Luck>(&mut self, law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, luck: &L, out: &mut Outcome) {
        out.clear(graph.people() as usize);
        let mut order: Vec<usize> = seeds.iter().map(|&seed| seed as usize).collect();
        order.sort_unstable();
        order.dedup();
        if self.has(Fault::OneSeed) {
            order.truncate(1);
        }
        for &seed in &order {
            out.times[seed] = 0.0;
        }
        let distinct = order.len();
        let mut again = 0;
        match law {
            Law::Tries { chance, life } => {
                let chance = |tie: usize| chance.of(tie, graph).probability();
                let ties = self.ties(graph, luck);
                self.tries(chance, *life, &ties, graph, horizon, luck, &mut order, out, &mut again);
            }
            Law::Thresholds(rule) => {
                // Thresholds ask for no coin of a tie.
                let ties = self.ties(graph, &NoCoins);
                self.thresholds(rule, &ties, graph, horizon, luck, out);
            }
            Law::Rates { rate, outside, life } => {
                let ties = self.ties(graph, luck);
                self.rates(|tie| rate.of(tie, graph), *outside, *life, &ties, horizon, luck, out);
            }
            Law::Contacts(contacts) => self.contacts(contacts, graph, horizon, luck, &mut order, out),
            law => panic!("`chains` has its own faults for {law:?}"),
        }
        out.reach = out.times.iter().filter(|&&time| time < f64::INFINITY).count();
        match self.fault {
            Some(Fault::SeedsTwice) => out.reach += distinct,
            Some(Fault::ReachWithoutSeeds) => out.reach -= distinct,
            Some(Fault::RepeatedSeeds) => out.reach += seeds.len() - distinct,
            Some(Fault::WonAgain) => out.reach += again,
            _ => {}
        }
    }

    fn luck(&self, random_seed: u64, replicate: u64) -> Replicate {
        luck(random_seed, if self.has(Fault::LuckReused) { replicate / 2 } else { replicate })
    }
}

struct NoCoins;

impl Luck for NoCoins {
    type Row = ();
    fn row(&self, _: u32) {}
    fn word(&self, _: (), _: u32) -> u64 {
        0
    }
    fn bits(&self, purpose: Purpose, _: u64, _: u64) -> u64 {
        panic!("{purpose:?} is not asked for here")
    }
}

const _: () = assert!(WHOLE == 1 << 63, "thresholds are drawn with 63 bits");
