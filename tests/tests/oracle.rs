//! Exact answers for small networks, written apart from the engine: worlds enumerated, chains solved.
//!
//! Nothing here draws a number or knows a word of luck. Ties are a plain list and may be parallel.

use std::collections::BTreeMap;

/// A tie from a speaker to a hearer with its probability, weight or rate.
pub type Tie = (u32, u32, f64);

/// The exact law of one question.
#[derive(Clone, Debug, Default)]
pub struct Exact {
    /// Probability of each reach 0..=n.
    pub sizes: Vec<f64>,
    /// Probability that each person acts.
    pub people: Vec<f64>,
    /// Mean number who have acted by each round 0, 1, ...; empty where time flows.
    pub steps: Vec<f64>,
}

impl Exact {
    fn new(n: usize) -> Exact {
        Exact { sizes: vec![0.0; n + 1], people: vec![0.0; n], steps: Vec::new() }
    }

    /// A set of people who act in the end, with its probability.
    fn add(&mut self, acted: impl Fn(usize) -> bool, probability: f64) {
        let n = self.people.len();
        self.sizes[(0..n).filter(|&person| acted(person)).count()] += probability;
        for person in (0..n).filter(|&person| acted(person)) {
            self.people[person] += probability;
        }
    }

    /// As `add`, with the round of each act below the horizon.
    fn add_times(&mut self, times: &[Option<usize>], horizon: usize, probability: f64) {
        let rounds = horizon.min(self.people.len());
        self.steps.resize(rounds + 1, 0.0);
        self.add(|person| times[person].is_some_and(|time| time <= horizon), probability);
        for time in times.iter().flatten().filter(|&&time| time <= horizon) {
            for step in &mut self.steps[*time..] {
                *step += probability;
            }
        }
    }

    pub fn mean(&self) -> f64 {
        self.sizes.iter().enumerate().map(|(size, p)| size as f64 * p).sum()
    }

    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        self.sizes.iter().enumerate().map(|(size, p)| (size as f64 - mean).powi(2) * p).sum()
    }
}

/// Rounds by search along ties: each person is reached one round after the first speaker.
fn search(n: usize, live: &[(u32, u32)], seeds: &[u32]) -> Vec<Option<usize>> {
    let mut times = vec![None; n];
    for &seed in seeds {
        times[seed as usize] = Some(0);
    }
    for round in 0..n {
        for &(from, to) in live {
            if times[from as usize] == Some(round) && times[to as usize].is_none() {
                times[to as usize] = Some(round + 1);
            }
        }
    }
    times
}

/// Independent cascade: the sum over all sets of live ties. Time 2^(ties of uncertain outcome).
pub fn cascade(n: usize, ties: &[Tie], seeds: &[u32], horizon: usize) -> Exact {
    let mut exact = Exact::new(n);
    let open: Vec<&Tie> = ties.iter().filter(|tie| tie.2 > 0.0 && tie.2 < 1.0).collect();
    assert!(open.len() < 24, "too many worlds");
    for world in 0..1u32 << open.len() {
        let mut probability = 1.0;
        let mut live: Vec<(u32, u32)> = ties.iter().filter(|tie| tie.2 == 1.0).map(|tie| (tie.0, tie.1)).collect();
        for (i, &&(from, to, p)) in open.iter().enumerate() {
            if world >> i & 1 == 1 {
                probability *= p;
                live.push((from, to));
            } else {
                probability *= 1.0 - p;
            }
        }
        exact.add_times(&search(n, &live, seeds), horizon, probability);
    }
    exact
}

/// Linear threshold by choice worlds: each person listens to at most one tie, to each with its weight as probability.
pub fn choices(n: usize, ties: &[Tie], seeds: &[u32], horizon: usize) -> Exact {
    fn descend(
        person: usize,
        n: usize,
        ties: &[Tie],
        live: &mut Vec<(u32, u32)>,
        p: f64,
        end: &mut impl FnMut(&[(u32, u32)], f64),
    ) {
        if person == n {
            return end(live, p);
        }
        let mut rest = 1.0;
        for &(from, to, weight) in ties.iter().filter(|tie| tie.1 as usize == person) {
            rest -= weight;
            live.push((from, to));
            descend(person + 1, n, ties, live, p * weight, end);
            live.pop();
        }
        assert!(rest > -1e-9, "weights of more than 1");
        descend(person + 1, n, ties, live, p * rest.max(0.0), end);
    }
    let mut exact = Exact::new(n);
    descend(0, n, ties, &mut Vec::new(), 1.0, &mut |live, p| {
        if p > 0.0 {
            exact.add_times(&search(n, live, seeds), horizon, p);
        }
    });
    exact
}

/// Any threshold model in rounds, theta uniform on (0, 1], by threshold worlds: theta matters only by which sets of those
/// heard have a dose of at least theta, so between two neighbouring doses all theta are alike.
/// `dose(person, bits of who acted)` must not fall when people are added.
pub fn thresholds(n: usize, dose: impl Fn(usize, u32) -> f64, seeds: &[u32], horizon: usize) -> Exact {
    let mut levels: Vec<Vec<f64>> = Vec::new();
    for person in 0..n {
        let mut of: Vec<f64> =
            (0..1u32 << n).map(|set| dose(person, set).min(1.0)).filter(|&dose| dose > 0.0).collect();
        of.push(1.0);
        of.sort_by(f64::total_cmp);
        // Equal doses summed in another order may differ in their last bits.
        of.dedup_by(|a, b| (*a - *b).abs() < 1e-12);
        levels.push(of);
    }
    let mut exact = Exact::new(n);
    let mut digits = vec![0; n];
    loop {
        // theta in (level before, level].
        let mut probability = 1.0;
        for person in 0..n {
            let level = digits[person];
            probability *= levels[person][level] - if level == 0 { 0.0 } else { levels[person][level - 1] };
        }
        let mut times: Vec<Option<usize>> = vec![None; n];
        let mut acted = 0u32;
        for &seed in seeds {
            times[seed as usize] = Some(0);
            acted |= 1 << seed;
        }
        for round in 1..=n {
            let before = acted;
            for person in 0..n {
                let needed = levels[person][digits[person]];
                if before >> person & 1 == 0 && dose(person, before) > needed - 1e-12 {
                    times[person] = Some(round);
                    acted |= 1 << person;
                }
            }
        }
        exact.add_times(&times, horizon, probability);
        let Some(i) = (0..n).find(|&i| digits[i] + 1 < levels[i].len()) else { return exact };
        digits[i] += 1;
        digits[..i].fill(0);
    }
}

/// An infectious life in rounds.
#[derive(Clone, Copy, Debug)]
pub enum Life {
    /// Exactly so many rounds.
    Fixed(u8),
    /// Ends after each round with this probability.
    Geometric(f64),
}

/// SIR in rounds as a Markov chain on who is susceptible, infectious (for how many rounds still) and recovered: each round
/// every infectious person tries each tie, then recovers or not. Followed for `rounds` rounds.
pub fn sir_rounds(n: usize, ties: &[Tie], life: Life, seeds: &[u32], rounds: usize) -> Exact {
    const OPEN: u8 = 255;
    const OVER: u8 = 0;
    assert!(!matches!(life, Life::Fixed(OPEN)), "one round less: 255 is taken");
    let first = match life {
        Life::Fixed(rounds) => rounds,
        Life::Geometric(_) => 1,
    };
    let mut start = vec![OPEN; n];
    for &seed in seeds {
        start[seed as usize] = first;
    }
    let mut now: BTreeMap<Vec<u8>, f64> = BTreeMap::from([(start, 1.0)]);
    let mut exact = Exact::new(n);
    let mean = |now: &BTreeMap<Vec<u8>, f64>| -> f64 {
        now.iter().map(|(state, p)| p * state.iter().filter(|&&x| x != OPEN).count() as f64).sum()
    };
    exact.steps.push(mean(&now));
    for _ in 0..rounds {
        let mut next = BTreeMap::new();
        for (state, p) in now {
            // Person by person: what each may be next round, all independent given the state.
            let mut ends = vec![(Vec::new(), p)];
            for person in 0..n {
                let options: Vec<(u8, f64)> = match state[person] {
                    OVER => vec![(OVER, 1.0)],
                    OPEN => {
                        let tries = ties.iter().filter(|tie| tie.1 as usize == person);
                        let tries = tries.filter(|tie| !matches!(state[tie.0 as usize], OPEN | OVER));
                        let spared: f64 = tries.map(|tie| 1.0 - tie.2).product();
                        vec![(OPEN, spared), (first, 1.0 - spared)]
                    }
                    left => match life {
                        Life::Fixed(_) => vec![(left - 1, 1.0)],
                        Life::Geometric(g) => vec![(OVER, g), (left, 1.0 - g)],
                    },
                };
                ends = ends
                    .into_iter()
                    .flat_map(|(state, p)| {
                        options.iter().filter(|option| option.1 > 0.0).map(move |&(x, q)| {
                            let mut state: Vec<u8> = state.clone();
                            state.push(x);
                            (state, p * q)
                        })
                    })
                    .collect();
            }
            for (state, p) in ends {
                *next.entry(state).or_insert(0.0) += p;
            }
        }
        now = next;
        exact.steps.push(mean(&now));
    }
    for (state, p) in now {
        exact.add(|person| state[person] != OPEN, p);
    }
    exact
}

/// All that may happen next in a state: rate, person, what the person becomes.
pub type Moves<'a> = Box<dyn Fn(&[u8]) -> Vec<(f64, usize, u8)> + 'a>;

/// A continuous-time Markov chain on people who are open (0), active (1) or over (2), in which nothing ever goes back.
pub struct Chain<'a> {
    pub n: usize,
    pub moves: Moves<'a>,
}

impl<'a> Chain<'a> {
    /// SIR (SI with recovery 0) with a rate per tie; with `outside`, Bass.
    pub fn exposure(n: usize, ties: &'a [Tie], outside: f64, recovery: f64) -> Chain<'a> {
        let moves = move |state: &[u8]| {
            let mut moves = Vec::new();
            for person in 0..n {
                match state[person] {
                    0 => {
                        let heard = ties.iter().filter(|tie| tie.1 as usize == person && state[tie.0 as usize] == 1);
                        moves.push((outside + heard.map(|tie| tie.2).sum::<f64>(), person, 1));
                    }
                    1 => moves.push((recovery, person, 2)),
                    _ => {}
                }
            }
            moves
        };
        Chain { n, moves: Box::new(moves) }
    }

    /// Maki-Thompson: each spreader meets each hearer at the same rate, 1 in all.
    pub fn rumour(n: usize, ties: &'a [Tie], spread: f64, stifle: f64) -> Chain<'a> {
        let moves = move |state: &[u8]| {
            let mut moves = Vec::new();
            for person in (0..n).filter(|&person| state[person] == 1) {
                let hearers: Vec<usize> =
                    ties.iter().filter(|tie| tie.0 as usize == person).map(|tie| tie.1 as usize).collect();
                for &hearer in &hearers {
                    let rate = 1.0 / hearers.len() as f64;
                    if state[hearer] == 0 {
                        moves.push((rate * spread, hearer, 1));
                    } else {
                        moves.push((rate * stifle, person, 2));
                    }
                }
            }
            moves
        };
        Chain { n, moves: Box::new(moves) }
    }

    fn start(&self, seeds: &[u32]) -> Vec<u8> {
        (0..self.n as u32).map(|person| u8::from(seeds.contains(&person))).collect()
    }

    /// Who has ever acted when nothing more can happen: the embedded jump chain, state by state in the order in which they
    /// can follow each other.
    pub fn end(&self, seeds: &[u32]) -> Exact {
        let mut exact = Exact::new(self.n);
        // By the number of moves made: every move raises the sum of the state by one.
        let mut now = BTreeMap::from([(self.start(seeds), 1.0)]);
        while !now.is_empty() {
            let mut next = BTreeMap::new();
            for (state, p) in now {
                let moves = (self.moves)(&state);
                let total: f64 = moves.iter().map(|&(rate, ..)| rate).sum();
                if total == 0.0 {
                    exact.add(|person| state[person] > 0, p);
                }
                for (rate, person, becomes) in moves.into_iter().filter(|&(rate, ..)| rate > 0.0) {
                    let mut state = state.clone();
                    state[person] = becomes;
                    *next.entry(state).or_insert(0.0) += p * rate / total;
                }
            }
            now = next;
        }
        exact
    }

    /// Who has acted by a time: uniformisation, P(t) = sum over k of Poisson(k; L t) times k steps of the chain in which
    /// every state is left at rate L, where L is at least every total rate. The sum ends when 1e-13 of it is left.
    pub fn by(&self, seeds: &[u32], time: f64) -> Exact {
        let mut exact = Exact::new(self.n);
        let mut now = BTreeMap::from([(self.start(seeds), 1.0)]);
        // A bound of the total rate: the largest met among all states that can be reached.
        let mut fastest: f64 = 1e-9;
        let mut seen = now.clone();
        let mut front: Vec<Vec<u8>> = seen.keys().cloned().collect();
        while let Some(state) = front.pop() {
            let moves = (self.moves)(&state);
            fastest = fastest.max(moves.iter().map(|&(rate, ..)| rate).sum());
            for (_, person, becomes) in moves.into_iter().filter(|&(rate, ..)| rate > 0.0) {
                let mut state = state.clone();
                state[person] = becomes;
                if seen.insert(state.clone(), 0.0).is_none() {
                    front.push(state);
                }
            }
        }
        let (mut weight, mut left, mut k) = ((-fastest * time).exp(), 1.0, 0.0);
        assert!(weight > 0.0, "the time is too long for this sum");
        while left > 1e-13 {
            for (state, p) in &now {
                exact.add(|person| state[person] > 0, p * weight);
            }
            left -= weight;
            k += 1.0;
            weight *= fastest * time / k;
            let mut next = BTreeMap::new();
            for (state, p) in now {
                let mut stays = 1.0;
                for (rate, person, becomes) in (self.moves)(&state).into_iter().filter(|&(rate, ..)| rate > 0.0) {
                    let mut state = state.clone();
                    state[person] = becomes;
                    stays -= rate / fastest;
                    *next.entry(state).or_insert(0.0) += p * rate / fastest;
                }
                *next.entry(state).or_insert(0.0) += p * stays;
            }
            now = next;
            if k > fastest * time && weight < 1e-16 {
                break;
            }
        }
        exact
    }
}

/// Maki-Thompson in rounds: every spreader makes one contact at once, judged by what people were before the round.
pub fn rumour_rounds(n: usize, ties: &[Tie], spread: f64, stifle: f64, seeds: &[u32], rounds: usize) -> Exact {
    let start: Vec<u8> = (0..n as u32).map(|person| u8::from(seeds.contains(&person))).collect();
    let mut now = BTreeMap::from([(start, 1.0)]);
    let mut exact = Exact::new(n);
    let mean = |now: &BTreeMap<Vec<u8>, f64>| -> f64 {
        now.iter().map(|(state, p)| p * state.iter().filter(|&&x| x > 0).count() as f64).sum()
    };
    exact.steps.push(mean(&now));
    for _ in 0..rounds {
        let mut next = BTreeMap::new();
        for (state, p) in now {
            let mut ends: Vec<(Vec<u8>, f64)> = vec![(state.clone(), p)];
            for person in (0..n).filter(|&person| state[person] == 1) {
                let hearers: Vec<usize> =
                    ties.iter().filter(|tie| tie.0 as usize == person).map(|tie| tie.1 as usize).collect();
                let mut after = Vec::new();
                for (end, p) in ends {
                    if hearers.is_empty() {
                        let mut end = end.clone();
                        end[person] = 2;
                        after.push((end, p));
                    }
                    for &hearer in &hearers {
                        let p = p / hearers.len() as f64;
                        let (effect, whom, becomes) =
                            if state[hearer] == 0 { (spread, hearer, 1) } else { (stifle, person, 2) };
                        let mut changed = end.clone();
                        changed[whom] = becomes;
                        after.push((changed, p * effect));
                        after.push((end.clone(), p * (1.0 - effect)));
                    }
                }
                ends = after;
            }
            for (state, p) in ends.into_iter().filter(|end| end.1 > 0.0) {
                *next.entry(state).or_insert(0.0) += p;
            }
        }
        now = next;
        exact.steps.push(mean(&now));
    }
    for (state, p) in now {
        exact.add(|person| state[person] > 0, p);
    }
    exact
}

/// Maki-Thompson on the complete network of one spreader and n ignorants, by the numbers of ignorants and spreaders alone:
/// the law of how many never hear it. `ratio` is spread / stifle.
pub fn rumour_complete(n: usize, ratio: f64) -> Vec<f64> {
    let mut never = vec![0.0; n + 1];
    // By ignorants, from many to few; within, by spreaders, from many to few. Knowing people besides the initiator: n - i.
    let mut spreaders = vec![0.0; n + 2];
    spreaders[1] = 1.0;
    for ignorant in (0..=n).rev() {
        let mut fewer = vec![0.0; n + 2];
        for s in (1..=n + 1).rev() {
            let p = spreaders[s];
            if p > 0.0 {
                let (tell, stop) = (ratio * ignorant as f64, (n - ignorant) as f64);
                if tell > 0.0 {
                    fewer[s + 1] += p * tell / (tell + stop);
                }
                spreaders[s - 1] += p * stop / (tell + stop);
            }
        }
        never[ignorant] = spreaders[0];
        spreaders = fewer;
    }
    never
}

/// The oracle checks itself: its independent ways to the same number agree, and give the closed forms.
#[cfg(test)]
mod tests {
    use super::*;

    fn ring(n: u32, p: f64) -> Vec<Tie> {
        (0..n).flat_map(|a| [(a, (a + 1) % n, p), ((a + 1) % n, a, p)]).collect()
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-11, "{a} is not {b}");
    }

    fn same(a: &Exact, b: &Exact) {
        for (x, y) in
            a.sizes.iter().zip(&b.sizes).chain(a.people.iter().zip(&b.people)).chain(a.steps.iter().zip(&b.steps))
        {
            close(*x, *y);
        }
    }

    #[test]
    fn closed_forms() {
        close(cascade(3, &ring(3, 0.5), &[0], 99).mean(), 2.25);
        close(choices(3, &ring(3, 0.5), &[0], 99).mean(), 2.5);
        close(cascade(5, &ring(5, 0.5), &[0], 99).mean(), 2.75);
        let path = [(1, 0, 0.5), (1, 2, 0.5)];
        let ends = sir_rounds(3, &path, Life::Geometric(0.5), &[1], 200);
        close(ends.sizes[3], 10.0 / 21.0);
        close(ends.mean(), 7.0 / 3.0);
        let path = [(1, 0, 1.0), (1, 2, 1.0)];
        close(Chain::exposure(3, &path, 0.0, 1.0).end(&[1]).sizes[3], 1.0 / 3.0);
        let triangle = Chain::exposure(3, &ring(3, 1.0), 0.0, 1.0).end(&[0]).sizes;
        for (found, expected) in triangle.iter().zip([0.0, 1.0 / 3.0, 1.0 / 6.0, 0.5]) {
            close(*found, expected);
        }
    }

    #[test]
    fn several_ways_to_one_number() {
        let ties = [(0, 1, 0.3), (0, 2, 0.6), (1, 2, 0.25), (2, 1, 0.5), (2, 3, 0.2), (1, 3, 0.7), (3, 0, 0.4)];
        for seeds in [&[0u32][..], &[1], &[0, 3], &[]] {
            for horizon in [0, 1, 2, 9] {
                // The cascade by live ties, as SIR of one round, and by thresholds of independent pressure.
                let live = cascade(4, &ties, seeds, horizon);
                same(&live, &sir_rounds(4, &ties, Life::Fixed(1), seeds, horizon.min(4)));
                let pressure = |person: usize, set: u32| {
                    let met = ties.iter().filter(|tie| tie.1 as usize == person && set >> tie.0 & 1 == 1);
                    1.0 - met.map(|tie| 1.0 - tie.2).product::<f64>()
                };
                same(&live, &thresholds(4, pressure, seeds, horizon));
                // Linear threshold by choices and by thresholds.
                let weight = |person: usize, set: u32| {
                    ties.iter().filter(|tie| tie.1 as usize == person && set >> tie.0 & 1 == 1).map(|tie| tie.2).sum()
                };
                same(&choices(4, &ties, seeds, horizon), &thresholds(4, weight, seeds, horizon));
            }
            // Jumps alone and uniformisation far out; time cut short against the Erlang law of a path.
            let chain = Chain::exposure(4, &ties, 0.0, 0.8);
            same(&chain.end(seeds), &chain.by(seeds, 60.0));
            let chain = Chain::rumour(4, &ties, 0.9, 0.6);
            same(&chain.end(seeds), &chain.by(seeds, 120.0));
        }
        let path = [(0, 1, 2.0), (1, 2, 2.0)];
        let two = Chain::exposure(3, &path, 0.0, 0.0).by(&[0], 0.7).people[2];
        close(two, 1.0 - (-1.4f64).exp() * 2.4);
    }

    #[test]
    fn rumours_by_numbers_and_by_people() {
        let all: Vec<Tie> = (0..4).flat_map(|a| (0..4).filter(move |&b| b != a).map(move |b| (a, b, 1.0))).collect();
        for ratio in [1.0, 2.0] {
            let by_people = Chain::rumour(4, &all, 1.0, 1.0 / ratio).end(&[0]).sizes;
            for (ignorant, p) in rumour_complete(3, ratio).into_iter().enumerate() {
                close(by_people[4 - ignorant], p);
            }
        }
        // A pair: the spreader tells the other, then both stop; in rounds as in time.
        close(rumour_rounds(2, &[(0, 1, 1.0), (1, 0, 1.0)], 1.0, 1.0, &[0], 9).sizes[2], 1.0);
    }
}
