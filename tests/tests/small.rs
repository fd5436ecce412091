//! Small networks, how a test names a model, and the players: what is tested and what it is given.

use rumormill::audience::Audience;
use rumormill::cascade::{Cascade, NOBODY};
use rumormill::catalog::Value;
use rumormill::engine::{self, Scratch};
use rumormill::graph::{Graph, Names, builder};
use rumormill::law::Law;
use rumormill::model::{CATALOG, Network};
use rumormill::quantity::RandomSeed;
use rumormill::random::{Luck, Purpose, Replicate};

/// A network written down: people 0..people and ties (speaker, hearer, number) in canonical order.
#[derive(Clone, Debug, PartialEq)]
pub struct Net {
    pub people: usize,
    pub ties: Vec<(u32, u32, f64)>,
}

impl Net {
    pub fn new(people: usize, mut ties: Vec<(u32, u32, f64)>) -> Net {
        ties.sort_by_key(|&(from, to, _)| (from, to));
        assert!(ties.windows(2).all(|pair| (pair[0].0, pair[0].1) != (pair[1].0, pair[1].1)), "each tie once");
        assert!(ties.iter().all(|&(from, to, _)| from != to && from.max(to) < people as u32));
        Net { people, ties }
    }

    /// Ties both ways, all with the same number.
    pub fn mutual(people: usize, pairs: &[(u32, u32)], number: f64) -> Net {
        Net::new(people, pairs.iter().flat_map(|&(a, b)| [(a, b, number), (b, a, number)]).collect())
    }

    pub fn complete(people: usize, number: f64) -> Net {
        let n = people as u32;
        Net::new(people, (0..n).flat_map(|a| (0..n).filter(move |&b| b != a).map(move |b| (a, b, number))).collect())
    }

    /// 0 - 1 - 2 ... both ways.
    pub fn path(people: usize, number: f64) -> Net {
        let pairs: Vec<_> = (1..people as u32).map(|b| (b - 1, b)).collect();
        Net::mutual(people, &pairs, number)
    }

    pub fn cycle(people: usize, number: f64) -> Net {
        let n = people as u32;
        let pairs: Vec<_> = (0..n).map(|a| (a, (a + 1) % n)).collect();
        Net::mutual(people, &pairs, number)
    }

    /// Person 0 in the centre.
    pub fn star(people: usize, number: f64) -> Net {
        let pairs: Vec<_> = (1..people as u32).map(|b| (0, b)).collect();
        Net::mutual(people, &pairs, number)
    }

    /// The network whose ties are the bits of `mask`, in the order of [`all_ties`].
    pub fn of_bits(people: usize, mask: u32, number: f64) -> Net {
        let ties = all_ties(people).into_iter().enumerate();
        Net::new(people, ties.filter(|&(bit, _)| mask >> bit & 1 == 1).map(|(_, (a, b))| (a, b, number)).collect())
    }

    pub fn graph(&self) -> Graph {
        let from = self.ties.iter().map(|tie| tie.0).collect();
        let to = self.ties.iter().map(|tie| tie.1).collect();
        let graph = builder::from_ties(Names::Numbered(self.people as u32), from, to, false);
        // Rows stand in the order of `ties`, so strengths do too.
        graph.with_strengths(self.ties.iter().map(|tie| tie.2).collect())
    }

    /// Each tie's place in its speaker's row.
    pub fn places(&self) -> Vec<u32> {
        let place = |i: usize| self.ties[..i].iter().filter(|tie| tie.0 == self.ties[i].0).count() as u32;
        (0..self.ties.len()).map(place).collect()
    }

    pub fn in_degree(&self, person: u32) -> u32 {
        self.ties.iter().filter(|tie| tie.1 == person).count() as u32
    }
}

/// All ties between different people, by speaker and then hearer.
pub fn all_ties(people: usize) -> Vec<(u32, u32)> {
    let n = people as u32;
    (0..n).flat_map(|a| (0..n).filter(move |&b| b != a).map(move |b| (a, b))).collect()
}

/// The people in a set of bits.
pub fn members(set: u32) -> Vec<u32> {
    (0..32).filter(|&person| set >> person & 1 == 1).collect()
}

/// A model by its name in scenario files, made ready for a network; keys not given take the catalog's defaults.
pub fn law(model: &str, keys: &[(&str, Value)], graph: &Graph) -> Law {
    law_drawn(model, keys, graph, luck(0, 0))
}

/// As [`law`], with the luck of what is drawn once for the network.
pub fn law_drawn(model: &str, keys: &[(&str, Value)], graph: &Graph, luck: Replicate) -> Law {
    let entry = CATALOG.iter().find(|entry| entry.name == model).unwrap_or_else(|| panic!("no model `{model}`"));
    let mut table: Vec<(String, Value)> = keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    for key in entry.keys() {
        if let (false, Some(default)) = (keys.iter().any(|(name, _)| *name == key.name), key.default) {
            let value = match default.strip_prefix('"') {
                Some(word) => text(word.trim_end_matches('"')),
                None => Value::Number(default.parse().expect("a number")),
            };
            table.push((key.name.to_owned(), value));
        }
    }
    assert!(keys.iter().all(|(name, _)| entry.keys().iter().any(|key| key.name == *name)), "a key `{model}` lacks");
    let model = (entry.build)(&Value::Table(table)).unwrap_or_else(|fault| panic!("{fault:?}"));
    model.law(&Network { graph, audience: &Audience::default(), luck }).unwrap_or_else(|fault| panic!("{fault:?}"))
}

pub fn number(x: f64) -> Value {
    Value::Number(x)
}

pub fn text(word: &str) -> Value {
    Value::Text(word.to_owned())
}

pub fn luck(random_seed: u64, replicate: u64) -> Replicate {
    Replicate::new(RandomSeed::new(random_seed).expect("a random seed"), replicate, 0)
}

/// What came out of one replicate, by person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How many acted, as reported.
    pub reach: usize,
    /// When each acted, infinity for never.
    pub times: Vec<f64>,
    /// By whom each was won, [`NOBODY`] for seeds, for those who acted by no tie and those who did not.
    pub parents: Vec<u32>,
}

impl Outcome {
    pub fn clear(&mut self, people: usize) {
        self.reach = 0;
        self.times.clear();
        self.times.resize(people, f64::INFINITY);
        self.parents.clear();
        self.parents.resize(people, NOBODY);
    }
}

/// Something that plays a replicate: the engine, or a second writing of its rules with or without a fault.
pub trait Player {
    #[allow(clippy::too_many_arguments)]
    fn play<L: Luck>(&mut self, law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, luck: &L, out: &mut Outcome);

    /// The luck of a replicate.
    fn luck(&self, random_seed: u64, replicate: u64) -> Replicate {
        luck(random_seed, replicate)
    }
}

/// The engine itself, with one memory for all that it plays, as in a run.
#[derive(Default)]
pub struct Engine {
    scratch: Scratch,
    pub cascade: Cascade,
}

impl Player for Engine {
    fn play<L: Luck>(&mut self, law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, luck: &L, out: &mut Outcome) {
        engine::play(law, graph, seeds, horizon, luck, &mut self.scratch, &mut self.cascade);
        out.clear(graph.people() as usize);
        let cascade = &self.cascade;
        out.reach = cascade.reach();
        for (place, &person) in cascade.people.iter().enumerate() {
            let (time, parent) = (cascade.times[place], cascade.parents[place]);
            assert!(out.times[person as usize] == f64::INFINITY, "{person} acted twice: {cascade:?}");
            assert!(place == 0 || cascade.times[place - 1] <= time, "not in the order of time: {cascade:?}");
            assert!(parent == NOBODY || (parent as usize) < place, "a parent after the child: {cascade:?}");
            assert!(place >= cascade.seeds || (time == 0.0 && parent == NOBODY && seeds.contains(&person)));
            out.times[person as usize] = time;
            out.parents[person as usize] = if parent == NOBODY { NOBODY } else { cascade.people[parent as usize] };
        }
    }
}

/// Luck that is written down: a world.
#[derive(Clone, Debug)]
pub struct World {
    people: usize,
    /// By person x people + place in the person's row.
    words: Vec<u64>,
    pub theta: Vec<u64>,
    pub recover: Vec<u64>,
    pub outside: Vec<u64>,
}

impl World {
    pub fn new(people: usize) -> World {
        let each = vec![0; people];
        World { people, words: vec![0; people * people], theta: each.clone(), recover: each.clone(), outside: each }
    }

    #[inline]
    pub fn set_tie(&mut self, person: u32, place: u32, word: u64) {
        self.words[person as usize * self.people + place as usize] = word;
    }
}

impl Luck for World {
    type Row = u32;

    #[inline]
    fn row(&self, person: u32) -> u32 {
        person
    }

    #[inline]
    fn word(&self, person: u32, place: u32) -> u64 {
        self.words[person as usize * self.people + place as usize]
    }

    #[inline]
    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64 {
        assert_eq!(index, 0, "one number a person");
        match purpose {
            Purpose::Theta => self.theta[entity as usize],
            Purpose::Recover => self.recover[entity as usize],
            Purpose::Outside => self.outside[entity as usize],
            _ => panic!("{purpose:?} is not asked for here"),
        }
    }
}

/// The contacts of spreaders, written down as a function of (person, index).
pub struct Script<F>(pub F);

impl<F: Fn(u64, u64) -> u64> Luck for Script<F> {
    type Row = u32;

    fn row(&self, person: u32) -> u32 {
        person
    }

    fn word(&self, _: u32, _: u32) -> u64 {
        panic!("no coin of a tie is asked for here")
    }

    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64 {
        assert_eq!(purpose, Purpose::Contact);
        (self.0)(entity, index)
    }
}

/// floor(p 2^64) for p in (0, 1), from the bits of p: the number of 64-bit words that make a coin come out in favour.
pub fn words_in_favour(p: f64) -> u64 {
    assert!(p > 0.0 && p < 1.0 && p.is_normal());
    let bits = p.to_bits();
    let exponent = (bits >> 52) as i32 - 1075;
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let shift = exponent + 64;
    if shift >= 0 { mantissa << shift } else { mantissa.checked_shr(-shift as u32).unwrap_or(0) }
}

/// A number that looks random, for choosing test cases (a mixer of its own: murmur's).
pub fn pick(a: u64, b: u64, c: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9DDF_EA08_EB38_2D69) ^ b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(31) ^ c;
    for multiplier in [0xFF51_AFD7_ED55_8CCD, 0xC4CE_B9FE_1A85_EC53, 0x1656_67B1_9E37_79F9_u64] {
        x ^= x >> 32;
        x = x.wrapping_mul(multiplier);
        x ^= x >> 29;
    }
    x
}
