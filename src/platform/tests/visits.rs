//! Feeds read visit by visit, and the hours of the day: against closed forms and a literal simulation of scrolling.

use super::*;
use crate::random::{Purpose, exponential, uniform};

/// Visits an hour, other posts an hour, chance of scrolling past one.
const A: f64 = 0.08;
const ARRIVALS: f64 = 3.0;
const PAST: f64 = 0.94;
const DELTA: f64 = ARRIVALS * (1.0 - PAST);

/// Everybody hears person 0.
fn star(hearers: u32) -> Graph {
    builder::from_ties(Names::Numbered(hearers + 1), vec![0; hearers as usize], (1..=hearers).collect(), false)
}

/// A feed by its rates, in which who sees a copy is counted: the verb is done at the first exposure, and shows nobody anything.
fn counted(fidelity: Fidelity, rhythm: Option<Rhythm>) -> Platform {
    let attention = Attention::Rates { visits: A, fading: DELTA };
    let mut platform = simple(Feed { attention, divided: false, fidelity, ..Feed::at_once() }, Verb::new("view", 1.0));
    platform.verbs[0].emits.clear();
    Platform { rhythm, ..platform }
}

/// Plays one post at each of `times` so often to so many; of every replicate and hearer the times at which each was seen.
fn sightings(platform: &Platform, hearers: u32, replicates: u64, horizon: f64, times: &[f64]) -> Vec<Vec<Option<f64>>> {
    let (graph, audience) = (star(hearers), Audience::default());
    let ready = Prepared::new(platform, &graph, &audience, &luck(0));
    let site = site(platform, &graph, &audience, &ready);
    let items = times.iter().map(|&at| Item { at, ..Item::reference() }).collect();
    let plan = Plan { items, ..Plan::default() };
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    let mut all = Vec::new();
    for r in 0..replicates {
        play(&site, &plan, &[0], horizon, &luck(r), &mut scratch, &mut cascade);
        let first = all.len();
        all.resize(first + hearers as usize, vec![None; times.len()]);
        for act in &scratch.book.ledger.acts {
            all[first + act.person as usize - 1][act.item as usize] = Some(act.time);
        }
    }
    all
}

/// |count - n p| < 4.5 standard deviations of a count with chance p.
fn count(count: usize, n: usize, p: f64, what: &str) {
    let (count, n) = (count as f64, n as f64);
    let z = (count - n * p) / (n * p * (1.0 - p)).sqrt();
    assert!(z.abs() < 4.5, "{what}: {count} of {n}, not {p}: z = {z:.1}");
}

const QUENCHED: Fidelity = Fidelity::Quenched { past: 1.0 };

/// Alone a copy is seen as often, and as soon, as in an annealed feed. Two that were posted four hours apart are seen both as
/// often as the closed form says, which is more than by chance.
#[test]
fn visits_change_nothing_but_what_is_seen_together() {
    let (r, apart): (f64, f64) = (A / DELTA, 4.0);
    let p = -(-r).exp_m1();
    let half = feed::delay(-(-p / 2.0).ln_1p(), r, DELTA);
    let together = 2.0 * p - 1.0 + (-r * (2.0 - (-DELTA * apart).exp())).exp();
    assert!(together > 1.5 * p * p, "{together}");
    for (fidelity, both) in [(Fidelity::Annealed, p * p), (QUENCHED, together)] {
        let seen = sightings(&counted(fidelity, None), 2000, 50, 1e4, &[0.0, apart]);
        let n = seen.len();
        for (item, at) in [0.0, apart].into_iter().enumerate() {
            count(seen.iter().filter(|times| times[item].is_some()).count(), n, p, "seen");
            let early = seen.iter().filter(|times| times[item].is_some_and(|time| time - at <= half)).count();
            count(early, n, p / 2.0, "seen in the first half");
        }
        count(seen.iter().filter(|times| times.iter().all(Option::is_some)).count(), n, both, "both seen");
    }
}

/// A copy below n newer ones of the same moment is seen with 1 - exp(-(a / delta) rho^n).
#[test]
fn own_posts_push_each_other_down() {
    let feed = Fidelity::Quenched { past: 0.5 };
    let seen = sightings(&counted(feed, None), 2000, 50, 1e4, &[0.0, 0.0, 0.0]);
    for (item, above) in [2, 1, 0].into_iter().enumerate() {
        let p = -(-A / DELTA * 0.5f64.powi(above)).exp_m1();
        count(seen.iter().filter(|times| times[item].is_some()).count(), seen.len(), p, "seen below others");
    }
}

/// Literally: visits, other people's posts one by one, and on each visit a number of posts that are scrolled past. The closed
/// form takes other posts at their mean, which is worth at most 0.004 here; within that, and chance, they agree, together and
/// alone, where own posts push each other down.
#[test]
fn literal_scrolling_gives_the_same() {
    let (apart, n) = (4.0, 100_000);
    let seen = sightings(&counted(Fidelity::Quenched { past: PAST }, None), 2000, 50, 1e4, &[0.0, apart]);
    let luck = luck(7).stream(Purpose::Visit);
    let literal: Vec<[bool; 2]> = (0..n)
        .map(|person| {
            let mut sequence = luck.sequence(person | 1 << 40);
            let (mut now, mut next_post) = (0.0, exponential(sequence.next_bits()) / ARRIVALS);
            let (mut above, mut seen) = ([0u32, 0], [false, false]);
            while above[1] < 300 {
                let before = now;
                now += exponential(sequence.next_bits()) / A;
                while next_post < now {
                    above[0] += 1;
                    above[1] += u32::from(next_post > apart);
                    next_post += exponential(sequence.next_bits()) / ARRIVALS;
                }
                // The second post stands above the first.
                above[0] += u32::from(before < apart && now >= apart);
                let depth = uniform(sequence.next_bits()).ln() / PAST.ln();
                seen[0] |= f64::from(above[0]) <= depth;
                seen[1] |= now >= apart && f64::from(above[1]) <= depth;
            }
            seen
        })
        .collect();
    let share = |counts: usize, n: usize| counts as f64 / n as f64;
    for which in [&[0][..], &[1], &[0, 1]] {
        let ours = share(seen.iter().filter(|times| which.iter().all(|&i| times[i].is_some())).count(), seen.len());
        let theirs = share(literal.iter().filter(|seen| which.iter().all(|&i| seen[i])).count(), literal.len());
        let se = (2.0 * 0.35 * 0.65 / n as f64).sqrt();
        assert!((ours - theirs).abs() < 0.004 + 4.5 * se, "{which:?}: {ours} and literally {theirs}");
    }
}

/// Nobody comes from 1 to 7, most in the evening.
fn evening() -> Rhythm {
    let weights = std::array::from_fn(|hour| match hour {
        1..7 => 0.0,
        20..23 => 4.0,
        _ => 1.0,
    });
    Rhythm::new(weights).unwrap()
}

/// A copy posted at t0 is seen by t with 1 - exp(-(a / delta) (1 - exp(-delta (H(t) - H(t0))))), H the clock of visits; at
/// night nobody sees anything.
#[test]
fn a_feed_follows_the_hours_of_the_day() {
    let rhythm = evening();
    for fidelity in [Fidelity::Annealed, QUENCHED] {
        let platform = counted(fidelity, Some(rhythm.clone()));
        for start in [0.5, 3.0, 21.0] {
            let seen = sightings(&platform, 2000, 20, 100.0, &[start]);
            for time in [start + 1.0, start + 6.0, 30.0, 45.0] {
                let passed = rhythm.clock(time) - rhythm.clock(start);
                let p = -(A / DELTA * (-DELTA * passed).exp_m1()).exp_m1();
                let by = seen.iter().filter(|times| times[0].is_some_and(|at| at <= time)).count();
                if passed == 0.0 {
                    assert_eq!(by, 0, "at night");
                } else {
                    count(by, seen.len(), p, &format!("{fidelity:?}, posted at {start}, seen by {time}"));
                }
            }
            let at_night = |at: f64| (1.0..7.0).contains(&(at % 24.0));
            assert!(seen.iter().all(|times| !times[0].is_some_and(at_night)));
        }
    }
}

/// A page newest first, each entry passed with chance 0.9, 2 entries an hour: (visits) (1 - exp(-k H)) / k sightings after H
/// hours of the clock of visits, k = -2 ln 0.9.
#[test]
fn a_pool_follows_the_hours_of_the_day() {
    let rhythm = evening();
    let graph = builder::from_ties(Names::Numbered(1000), vec![], vec![], false);
    let newest = Position::Newest { arrivals: 2.0, page: 15.0, depth: Depth::Geometric(0.9) };
    let platform = Platform {
        surfaces: vec![Surface { share: 0.5, ..Surface::pool("new", Pool::new(newest)) }],
        verbs: vec![Verb { adopts: true, ..Verb::new("vote", 0.0) }],
        rhythm: Some(rhythm.clone()),
        ..Platform::default()
    };
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let plan = Plan { items: vec![Item { at: 21.0, ..Item::reference() }], ..Plan::default() };
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    for horizon in [22.5, 27.0, 33.0] {
        let counts: Vec<f64> = (0..200)
            .map(|r| {
                play(&site, &plan, &[0], horizon, &luck(r), &mut scratch, &mut cascade);
                scratch.book.ledger.exposures[0] as f64
            })
            .collect();
        let (k, passed) = (-2.0 * 0.9f64.ln(), rhythm.clock(horizon) - rhythm.clock(21.0));
        agrees(&counts, 500.0 * -(-k * passed).exp_m1() / k, &format!("by {horizon}"));
    }
}
