//! The step: exposure and act.

use super::{Act, Author, BRAND, Event, World, flag, uniform};
use crate::cascade::NOBODY;
use crate::platform::meetings::MOST_KAPPAS;
use crate::platform::verb::{Response, TieEffect};
use crate::platform::{BRAND_STRENGTH, Novelty};
use crate::random::{CoinRow, Purpose, exponential};

/// Where an exposure came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct From {
    pub surface: u8,
    /// The person heard; [`NOBODY`] in pools and of the brand.
    pub source: u32,
    /// What the source and the moment make it worth.
    pub worth: f64,
    pub hop: u16,
}

impl World<'_> {
    /// A copy in a feed (or a group's digest) is seen.
    pub(super) fn see_copy(&mut self, event: &Event) {
        let site = self.site;
        let (person, surface) = (event.person(), event.surface());
        self.turn_to_item(event.item);
        if self.has_left(person) || site.platform.unfollow.is_some() && !self.is_still_heard(event) {
            return;
        }
        if event.from == NOBODY {
            let channels = &site.audience.relationship.channels;
            let trust = channels.trust("brand").map_or(1.0, |trust| trust.at(self.brand_strength(person), 0.0));
            let worth = trust / site.real_ratio;
            self.scratch.book.ledger.brand_exposures += 1;
            self.watched(BRAND);
            return self.expose(person, event.item, From { surface: BRAND, source: NOBODY, worth, hop: 1 });
        }
        self.scratch.book.ledger.exposures[surface as usize] += 1;
        self.watched(surface);
        let place = &site.platform.surfaces[surface as usize];
        let mut worth = match site.worths[surface as usize] {
            Some(worth) => worth,
            None => self.trust(event.place as usize),
        };
        if place.novelty != Novelty::Lasting {
            worth *= place.novelty.at(self.now - self.scratch.items[event.item as usize].born);
        }
        let hop = self.scratch.meetings.get(event.from, event.item).map_or(0, |meeting| meeting.hop);
        self.expose(person, event.item, From { surface, source: event.from, worth, hop: hop.saturating_add(1) });
    }

    /// Trust in a tie at its strength now, relative to the mean tie.
    #[inline]
    fn trust(&self, tie: usize) -> f64 {
        let trust = self.site.audience.relationship.trust;
        if trust.weak == trust.strong {
            return trust.of(0.0);
        }
        trust.of(self.scratch.strengths.of(tie as u64, self.base(tie), self.now, self.site.tau))
    }

    /// Whether a person has left the platform for good.
    #[inline]
    pub(super) fn has_left(&self, person: u32) -> bool {
        let churn = self.site.platform.churn;
        churn > 0.0 && exponential(self.common.stream(Purpose::Churn).bits(u64::from(person), 0)) / churn < self.now
    }

    /// One person meets an item.
    pub(super) fn expose(&mut self, person: u32, item: u32, from: From) {
        let site = self.site;
        let live = &self.scratch.items[item as usize];
        let (valence, appeal, row) = (live.valence, live.appeal, live.acts.row(person));
        let mut worth = from.worth;
        if let Some(topic) = live.topic {
            let interest = &site.audience.interest;
            let weight = interest.weights[person as usize * interest.topics as usize + topic as usize];
            worth *= f64::from(weight) / site.topic_means[topic as usize];
        }
        if valence != 0 {
            let opinion = self.opinion(person);
            worth *= libm::exp(opinion * f64::from(valence));
            if valence < 0 {
                worth *= site.platform.negativity;
                if self.scratch.book.mark(person, flag::SEEN_BAD) {
                    self.scratch.book.ledger.seen_bad += 1;
                }
            }
        }
        if self.scratch.book.mark(person, flag::SEEN) {
            self.scratch.book.ledger.seen += 1;
        }
        let place = self.scratch.meetings.place(person, item);
        let meeting = self.scratch.meetings.at(place);
        meeting.exposures += 1;
        if meeting.exposures == 1 {
            meeting.hop = from.hop;
            meeting.first = from.surface;
        }
        let (exposures, before) = (meeting.exposures, meeting.done);
        // How much all exposures are worth together, by exponent.
        let norms = self.scratch.meetings.add(place, worth, &site.kappas);
        let propensity = site.propensity[person as usize];
        let mut done = before;
        // When each verb that is decided on now is done.
        let mut times = [self.now; 32];
        let order = (!site.exclusive.is_empty()).then(|| self.order(row));
        for place in 0..site.platform.verbs.len() {
            let v = order.map_or(place, |order| usize::from(order[place]));
            let verb = &site.platform.verbs[v];
            let bit = 1u32 << v;
            if done & bit != 0 && !verb.repeat {
                continue;
            }
            let ready = &site.verbs[v];
            if self.belongs_elsewhere(person, v) {
                continue;
            }
            if verb.group.is_some() && self.is_taken(verb.group, done & !bit) {
                continue;
            }
            let acts = match verb.requires {
                Some(before_it) => {
                    // One dose, on the exposure on which the other verb is done.
                    let now = 1u32 << before_it;
                    if done & now == 0 || before & now != 0 {
                        continue;
                    }
                    let dose = ready.unit
                        * self.scratch.book.scales[v]
                        * if verb.public { ready.spread * propensity } else { 1.0 };
                    if verb.once {
                        self.once(person, v, dose)
                    } else {
                        let u = uniform(row.word(v as u32));
                        reached(u, dose)
                    }
                }
                None => {
                    let ready_to = if verb.public { ready.spread * propensity } else { 1.0 };
                    let strength =
                        appeal * self.scratch.book.scales[v] * ready_to * norms[ready.class.min(MOST_KAPPAS - 1)];
                    let u = || uniform(row.word(v as u32));
                    match verb.response {
                        _ if verb.once => {
                            self.once(person, v, ready.unit * appeal * self.scratch.book.scales[v] * ready_to * worth)
                        }
                        Response::Weibull { .. } => strength > 0.0 && reached(u(), ready.unit * strength),
                        // Rounding of sums of weights that add up to 1 must not keep the last one out.
                        Response::Uniform => strength > 0.0 && strength * ready.chance + 1e-12 >= u(),
                        Response::Constant(needed) => strength * ready.chance + 1e-12 >= needed,
                    }
                }
            };
            if acts {
                done |= bit;
                // Deciding and acting may have made the table grow, and the meeting stands elsewhere then.
                let place = self.scratch.meetings.place(person, item);
                self.scratch.meetings.at(place).done = done;
                if site.platform.act_delay > 0.0 {
                    let after = verb.requires.map_or(self.now, |before_it| times[before_it]);
                    times[v] = self.decide(person, item, v, from, after);
                } else {
                    self.act(person, item, v, from);
                }
            }
        }
        if let (Some(watch), 0) = (&mut self.scratch.watch, self.turn) {
            let adopts = 1u32 << site.platform.adopts();
            // Who was asked has acted already.
            if before & adopts == 0 && self.scratch.book.flags[person as usize] & flag::OWN == 0 {
                watch.met(exposures, done & adopts != 0);
            }
        }
    }

    /// Notes an exposure on a surface, where exposures are watched.
    #[inline]
    pub(super) fn watched(&mut self, surface: u8) {
        if let (Some(watch), 0) = (&mut self.scratch.watch, self.turn) {
            watch.seen(self.site.platform.source(surface), self.now);
        }
    }

    /// In which order verbs are looked at: that of the platform, but those of which only one is done by lot, drawn for the person
    /// and the item.
    fn order(&self, row: CoinRow) -> [u8; 32] {
        let mut order = std::array::from_fn(|v| v as u8);
        for members in &self.site.exclusive {
            let mut lots: Vec<(u64, u8)> = members.iter().map(|&v| (row.word(32 + u32::from(v)), v)).collect();
            lots.sort_unstable();
            members.iter().zip(lots).for_each(|(&place, (_, v))| order[place as usize] = v);
        }
        order
    }

    /// Whether a verb of the group has been done.
    fn is_taken(&self, group: Option<u32>, done: u32) -> bool {
        let verbs = self.site.platform.verbs.iter().enumerate();
        verbs.into_iter().any(|(v, verb)| verb.group == group && done & (1 << v) != 0)
    }

    /// A dose for a verb that is done once for the brand, over all items; whether it is done now.
    fn once(&mut self, person: u32, verb: usize, dose: f64) -> bool {
        let place = self.scratch.meetings.place(person, super::once_of(self.turn));
        if self.scratch.meetings.at(place).done & (1 << verb) != 0 {
            return false;
        }
        let sum = self.scratch.meetings.dose(place, self.site.verbs[verb].class);
        *sum += dose;
        let sum = *sum;
        let acts = reached(uniform(self.scratch.book.coins.row(person).word(verb as u32)), sum);
        if acts {
            self.scratch.meetings.at(place).done |= 1 << verb;
        }
        acts
    }

    /// Somebody does a verb.
    pub(super) fn act(&mut self, person: u32, item: u32, v: usize, from: From) {
        let site = self.site;
        let verb = &site.platform.verbs[v];
        let meeting = *self.scratch.meetings.get(person, item).expect("who acts has met the item");
        let act = Act {
            time: self.now,
            person,
            item,
            source: from.source,
            verb: v as u8,
            surface: from.surface,
            first: meeting.first,
        };
        let ledger = &mut self.scratch.book.ledger;
        ledger.verbs[v] += 1;
        ledger.acts.push(act);
        ledger.income += verb.value * site.platform.stands_for;
        if verb.cost != 0.0 {
            ledger.charge("acts", verb.cost * site.platform.stands_for);
        }
        if verb.public && self.scratch.book.mark(person, flag::ENGAGED) {
            self.scratch.book.ledger.engaged += 1;
        }
        if verb.adopts && self.scratch.book.adopted[person as usize] == 0 {
            self.adopt(person, Some(from.source), item);
        }
        if verb.score > 0 {
            self.vote(person, item, verb.score, verb.against);
        }
        let links = verb.public && self.scratch.items[item as usize].link && !verb.emits.is_empty();
        if links && self.scratch.book.mark(person, flag::LINKED) {
            self.scratch.book.authority.add(1.0, self.now);
        }
        if verb.follows {
            self.follow(person);
        }
        self.tie_effect(person, item, verb.tie);
        let valence = self.scratch.items[item as usize].valence;
        if valence != 0 {
            self.persuade(person, f64::from(valence), (0.1 * from.worth).min(1.0));
        }
        if !verb.emits.is_empty() && !self.scratch.items[item as usize].closed {
            let place = self.scratch.meetings.place(person, item);
            let meeting = self.scratch.meetings.at(place);
            if meeting.via == NOBODY {
                meeting.via = from.source;
            }
            for emission in &verb.emits {
                self.emit(person, item, emission.surface, emission.fraction, v as u32);
            }
        }
        if verb.bump > 0.0 {
            self.bump(person, item, v, from);
        }
        if !self.levers.is_empty() {
            self.scratch.book.fired.push(act);
        }
    }

    /// Somebody is counted by reach, under the nearest above who is; relays who are not are passed through. Without a source the
    /// person was asked.
    pub(super) fn adopt(&mut self, person: u32, source: Option<u32>, item: u32) {
        let (mut above, mut left) = (source.unwrap_or(NOBODY), u32::from(u16::MAX));
        while above != NOBODY && self.scratch.book.adopted[above as usize] == 0 && left > 0 {
            above = self.scratch.meetings.get(above, item).map_or(NOBODY, |meeting| meeting.via);
            left -= 1;
        }
        let parent = match above {
            NOBODY => NOBODY,
            above => self.scratch.book.adopted[above as usize].wrapping_sub(1),
        };
        match source {
            None => self.scratch.book.cascade.push_asked(person, self.now),
            Some(_) => self.scratch.book.cascade.push(person, parent, self.now),
        }
        self.scratch.book.adopted[person as usize] = self.scratch.book.cascade.reach() as u32;
        if self.scratch.book.flags[person as usize] == 0 {
            self.scratch.book.touched.push(person);
        }
    }

    fn tie_effect(&mut self, person: u32, item: u32, effect: TieEffect) {
        let growth = self.site.audience.relationship.growth;
        let g = match effect {
            TieEffect::None => return,
            TieEffect::OneWay => growth.one_way,
            TieEffect::Dialogue => growth.two_way,
        };
        if g == 0.0 {
            return;
        }
        match self.scratch.items[item as usize].author {
            Author::Person(author) => {
                for (from, to) in [(author, person), (person, author)] {
                    if let Ok(place) = self.site.graph.hearers(from).binary_search(&to) {
                        let tie = self.site.graph.row(from).start + place;
                        let base = self.base(tie);
                        self.scratch.strengths.grow(tie as u64, base, self.now, self.site.tau, g);
                    }
                }
            }
            Author::Brand if self.is_follower(person) => {
                self.scratch.book.ties.grow(u64::from(person), BRAND_STRENGTH, self.now, self.site.tau, g);
            }
            _ => {}
        }
    }
}

/// Whether a dose reaches the exponential threshold of a uniform number u: -ln(1 - u) <= dose. As -ln(1 - u) >= u, most are
/// decided without the logarithm.
#[inline]
fn reached(u: f64, dose: f64) -> bool {
    u <= dose && -libm::log1p(-u) <= dose
}
