//! How ends of ties find each other: first inside each community, then all others, and what finds no partner inside leads out.

use super::Planted;
use crate::graph::generate::joining::{Ties, join, join_one_way};
use crate::graph::generate::pairs::Pairs;
use crate::random::{Sequence, Stream};

const OUTSIDE: u64 = (1 << 32) + 3;
const INSIDE: u64 = 1 << 33;

/// Ends of ties that are answered, and of those that are not on the side that is heard.
#[derive(Clone, Copy, Default)]
struct Ends {
    both: u32,
    one_way: u32,
}

/// Ends that wait for a partner.
#[derive(Default)]
struct Loose {
    both: Vec<u32>,
    heard: Vec<u32>,
    hearing: Vec<u32>,
}

impl Loose {
    /// Adds the ends of ties that are not answered: those that are heard as each person has them, those that hear dealt out again.
    fn deal(&mut self, first: u32, counts: &[u32], sequence: &mut Sequence) {
        let mut order: Vec<u32> = (first..).take(counts.len()).collect();
        if counts.iter().all(|&count| count == 0) {
            return;
        }
        for i in (1..order.len()).rev() {
            order.swap(i, sequence.below(i as u64 + 1) as usize);
        }
        for (i, &count) in counts.iter().enumerate() {
            self.heard.extend(std::iter::repeat_n(first + i as u32, count as usize));
            self.hearing.extend(std::iter::repeat_n(order[i], count as usize));
        }
    }
}

/// Ties that are answered, each once, and those that are not, the one who is heard first.
#[derive(Default)]
pub struct Made {
    /// Ties that are answered, each once.
    pub both: Ties,
    /// Ties that are not, the one who is heard first.
    pub one_way: Ties,
    /// How many directed ties were asked for.
    pub asked: u64,
    /// How many of them are tied inside a community.
    pub inside: u64,
}

impl Made {
    /// Joins ends; what could not be joined comes back.
    fn join(
        &mut self,
        ends: Loose,
        sequence: &mut Sequence,
        tied: &mut Pairs,
        barred: impl Fn(u32, u32) -> bool + Copy,
    ) -> Loose {
        let (ties, left) = join(ends.both, sequence, tied, barred);
        self.both.extend(ties);
        let both = left.into_iter().flatten().collect();
        let (ties, left) = join_one_way(ends.heard, ends.hearing, sequence, tied, barred);
        self.one_way.extend(ties);
        let (heard, hearing) = left.into_iter().map(|[heard, hearing]| (heard, hearing)).unzip();
        Loose { both, heard, hearing }
    }

    /// Directed ties.
    pub fn ties(&self) -> u64 {
        2 * self.both.len() as u64 + self.one_way.len() as u64
    }
}

impl Planted {
    /// How many ends of each kind a person has inside its community and outside.
    fn ends(&self, luck: Stream, person: u32, room: u32) -> [Ends; 2] {
        let id = u64::from(person);
        let degree = self.degrees.draw(luck, id);
        let rounded =
            |share: f64, index: u64| ((share * f64::from(degree) + luck.uniform(id, index)).floor() as u32).min(degree);
        let both = self.reciprocity.map_or(degree, |reciprocity| rounded(reciprocity, 2));
        let Some(circles) = self.circles else {
            return [Ends::default(), Ends { both, one_way: degree - both }];
        };
        // Ends that are not answered meet as many that hear: both take room.
        let answered = self.reciprocity.unwrap_or(1.0);
        let most = (f64::from(room) / (2.0 - answered)).floor() as u32;
        let inside = rounded(circles.local, 3).min(most);
        // Whole numbers near both shares: inside, the share that is answered is that of all.
        let both_inside = if degree == 0 {
            0
        } else {
            let exact = f64::from(inside) * f64::from(both) / f64::from(degree);
            ((exact + luck.uniform(id, 4)).floor() as u32).min(inside).min(both)
        };
        let one_way_inside = (inside - both_inside).min(degree - both);
        [
            Ends { both: both_inside, one_way: one_way_inside },
            Ends { both: both - both_inside, one_way: degree - both - one_way_inside },
        ]
    }

    /// All ties, with this luck.
    pub(super) fn make(&self, luck: Stream) -> Made {
        let starts = self.starts();
        let mut made = Made::default();
        let mut outside = Loose::default();
        let mut one_way_outside = vec![0; self.people as usize];
        for c in 0..starts.len() - 1 {
            let members = starts[c]..starts[c + 1];
            let mut sequence = luck.sequence(INSIDE + c as u64);
            let mut inside = Loose::default();
            let mut one_way = Vec::with_capacity(members.len());
            for person in members.clone() {
                let [within, without] = self.ends(luck, person, members.len() as u32 - 1);
                made.asked += u64::from(within.both + within.one_way + without.both + without.one_way);
                inside.both.extend(std::iter::repeat_n(person, within.both as usize));
                one_way.push(within.one_way);
                outside.both.extend(std::iter::repeat_n(person, without.both as usize));
                one_way_outside[person as usize] = without.one_way;
            }
            if self.circles.is_none() {
                continue;
            }
            inside.deal(starts[c], &one_way, &mut sequence);
            let mut tied = Pairs::with_capacity(inside.both.len() / 2 + inside.heard.len());
            if inside.both.len() % 2 == 1 {
                outside.both.push(inside.both.swap_remove(sequence.below(inside.both.len() as u64) as usize));
            }
            let left = made.join(inside, &mut sequence, &mut tied, |_, _| false);
            outside.both.extend(left.both);
            outside.heard.extend(left.heard);
            outside.hearing.extend(left.hearing);
        }
        made.inside = made.ties();
        let mut sequence = luck.sequence(OUTSIDE);
        outside.deal(0, &one_way_outside, &mut sequence);
        let of: Vec<u32> = match starts.len() {
            0..3 => Vec::new(),
            _ => (0..).zip(starts.windows(2)).flat_map(|(c, pair)| (pair[0]..pair[1]).map(move |_| c)).collect(),
        };
        let barred = |a: u32, b: u32| !of.is_empty() && of[a as usize] == of[b as usize];
        let mut tied = Pairs::with_capacity(outside.both.len() / 2 + outside.heard.len());
        if starts.len() == 2 && self.circles.is_some() {
            // One community is everybody: what leads out of it meets the same people.
            made.both.iter().chain(&made.one_way).for_each(|&[a, b]| {
                tied.insert(a, b);
            });
        }
        made.join(outside, &mut sequence, &mut tied, barred);
        made
    }
}
