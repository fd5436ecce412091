//! Lives in stages, in rounds or in continuous time: a person who acts is latent, then active, then immune, then open again.
//!
//! A tie of an active person has contacts, the next after an exponential time (or a geometric number of rounds) each; a contact
//! makes the hearer act who can. Both clocks are one queue in the order of (time, person, speaker): in rounds all times are
//! whole, a person who was last active in round t is open from round t + 1 on, and a contact sees what the round began with,
//! because who acts in it is active in later rounds only.
//!
//! The first contact of a person's first spell is the coin of the tie and the first life that of [`super::events::rates`] and of
//! SIR in rounds: without latency and return this is SIR, the same people in every replicate.
//!
//! Cost: the contacts of active people; those that cannot matter any more are left out.

use super::Tries;
use super::scratch::Scratch;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerTie};
use crate::law::{Stages, Stay};
use crate::random::{Chance, Luck, Purpose, exponential};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A contact along a tie, or an act by no tie.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Event {
    time: f64,
    /// Who may act.
    person: u32,
    /// Who exposes, or [`NOBODY`].
    speaker: u32,
    /// The speaker's spell, and place of the tie in the row.
    spell: u32,
    place: u32,
    /// How many contacts of this tie in this spell, or of nobody with this person, came before.
    number: u32,
    /// When the speaker's spell ends.
    ends: f64,
}

impl Eq for Event {}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> Ordering {
        let address = |event: &Event| (event.person, event.speaker, event.spell);
        self.time.total_cmp(&other.time).then_with(|| address(self).cmp(&address(other)))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How long until something happens that has a chance a round, or a rate.
pub(super) fn wait(rounds: bool, speed: f64, bits: u64) -> f64 {
    if rounds {
        match Tries::with(Chance::of(speed)).until_success(bits) {
            u32::MAX => f64::INFINITY,
            tries => f64::from(tries),
        }
    } else {
        exponential(bits) / speed
    }
}

/// Whether something that is due at a time comes about: what never happens does not, however far the horizon lies.
pub(super) fn is_due(time: f64, horizon: f64) -> bool {
    time <= horizon && time < f64::INFINITY
}

impl Stay {
    /// How long a stay of a person is, with the bits that decide where it is random.
    fn of(&self, person: u32, rounds: bool, bits: impl FnOnce() -> u64) -> f64 {
        match self {
            Stay::Fixed(time) => time.of(person),
            Stay::Random(speed) => wait(rounds, speed.of(person), bits()),
        }
    }
}

/// Plays one replicate; the seed set stands in `cascade` and is active at once.
pub fn play(law: &Stages, graph: &Graph, horizon: f64, luck: &impl Luck, scratch: &mut Scratch, cascade: &mut Cascade) {
    scratch.with_stages(graph.people());
    let mut queue = BinaryHeap::new();
    let outside = luck.bits_of(Purpose::Outside);
    let unasked = |person: u32, number: u32, after: f64, queue: &mut BinaryHeap<_>| {
        let speed = law.outside.of(person);
        let time = after + wait(law.rounds, speed, outside(person.into(), number.into()));
        if is_due(time, horizon) {
            queue.push(Reverse(Event {
                time,
                person,
                speaker: NOBODY,
                spell: 0,
                place: 0,
                number,
                ends: f64::INFINITY,
            }));
        }
    };
    if !matches!(law.outside, crate::graph::PerPerson::Same(0.0)) {
        (0..graph.people()).for_each(|person| unasked(person, 0, 0.0, &mut queue));
    }
    let meeting = luck.bits_of(Purpose::Meeting);
    let again = |event: &Event| {
        let tie = u64::from(event.speaker) << 32 | u64::from(event.place);
        meeting(tie, u64::from(event.spell) << 32 | u64::from(event.number))
    };
    for place in 0..cascade.reach() {
        scratch.stages[cascade.people[place] as usize].place = place as u32;
        begin(law, graph, cascade.people[place], 0.0, true, horizon, luck, &again, scratch, &mut queue, cascade);
    }
    while let Some(Reverse(event)) = queue.pop() {
        let Event { time, person, speaker, .. } = event;
        let stage = scratch.stages[person as usize];
        if time > stage.busy_until {
            if scratch.acted.insert(person) {
                let parent = if speaker == NOBODY { NOBODY } else { scratch.stages[speaker as usize].place };
                scratch.stages[person as usize].place = cascade.reach() as u32;
                cascade.push(person, parent, time);
            }
            begin(law, graph, person, time, false, horizon, luck, &again, scratch, &mut queue, cascade);
        }
        let busy_until = scratch.stages[person as usize].busy_until;
        if speaker == NOBODY {
            if busy_until < f64::INFINITY {
                unasked(person, event.number + 1, time, &mut queue);
            }
            continue;
        }
        // The tie goes on, unless the hearer is past acting for as long as it does.
        if busy_until < event.ends {
            let tie = graph.row(speaker).start + event.place as usize;
            let next = Event { number: event.number + 1, ..event };
            let due = time + wait(law.rounds, law.pass.of(tie, graph), again(&next));
            if due <= event.ends && is_due(due, horizon) {
                queue.push(Reverse(Event { time: due, ..next }));
            }
        }
    }
}

/// A spell of a person begins: its stages are drawn, and the first contact of each tie is due.
#[allow(clippy::too_many_arguments)]
fn begin(
    law: &Stages,
    graph: &Graph,
    person: u32,
    now: f64,
    is_seed: bool,
    horizon: f64,
    luck: &impl Luck,
    again: &impl Fn(&Event) -> u64,
    scratch: &mut Scratch,
    queue: &mut BinaryHeap<Reverse<Event>>,
    cascade: &mut Cascade,
) {
    let stage = &mut scratch.stages[person as usize];
    let spell = stage.spells;
    let draw = |purpose, stay: &Stay| stay.of(person, law.rounds, || luck.bits(purpose, person.into(), spell.into()));
    let latent = if is_seed { 0.0 } else { draw(Purpose::Latent, &law.latent) };
    let (begins, lasts) = (now + latent, draw(Purpose::Recover, &law.active));
    let ends = begins + lasts;
    *stage = super::scratch::Stage { busy_until: ends + draw(Purpose::Wane, &law.immune), spells: spell + 1, ..*stage };
    if spell == 0 {
        scratch.touched.push(person);
    }
    cascade.spells.push([now, if ends <= horizon { ends } else { f64::INFINITY }]);
    if !is_due(begins, horizon) {
        return;
    }
    let (row, first, hearers) = (luck.row(person), graph.row(person).start, graph.hearers(person));
    let mut places = std::mem::take(&mut scratch.places);
    // Coins first, in the first spell: most ties cannot work within it. What is left is compared exactly below, as times are
    // added up there: the room left by the horizon is taken a little larger than the subtraction has it.
    let left = lasts.min(horizon - begins + 1e-15 * horizon);
    let sift = |speed: f64| match law.rounds {
        true if left < f64::from(u32::MAX) => Tries::within(Chance::of(speed), left as u32),
        true => Chance::above(if speed > 0.0 { 1.0 } else { 0.0 }),
        false => Chance::above(speed * left),
    };
    match (&law.pass, spell) {
        (PerTie::Same(speed), 0) => luck.live_alike(row, hearers.len() as u32, sift(*speed), &mut places),
        (pass, 0) => luck.live(row, hearers.len() as u32, |j| sift(pass.of(first + j as usize, graph)), &mut places),
        _ => {
            places.clear();
            places.extend(0..hearers.len() as u32);
        }
    }
    for &place in &places {
        let hearer = hearers[place as usize];
        let speed = law.pass.of(first + place as usize, graph);
        if speed == 0.0 || scratch.stages[hearer as usize].busy_until >= ends {
            continue;
        }
        let event = Event { time: 0.0, person: hearer, speaker: person, spell, place, number: 0, ends };
        let bits = if spell == 0 { luck.word(row, place) } else { again(&event) };
        let after = wait(law.rounds, speed, bits);
        let time = begins + after;
        if after <= lasts && is_due(time, horizon) {
            queue.push(Reverse(Event { time, ..event }));
        }
    }
    scratch.places = places;
}
