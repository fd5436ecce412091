//! **Talk**: the brand answers people, and speaks with its followers.
//!
//! Staff have so many replies a day. Comments on the campaign's items come first, in the order in which they came; what is left
//! of a day opens dialogues with followers, each of whom answers with a chance. A dialogue strengthens the tie between the
//! person and the brand by the two-way growth of `[relationship]`, moves the person's opinion of the brand up, and a reply to a
//! comment shows the item to followers who have not met it yet. It pays slowly: strong ties see and believe more of what the
//! brand posts, and customers who think well of it stay.
//!
//! # Parameters
//!
//! `replies-per-day`, 0 for none; `cost` of a reply; `delay` between a comment and its reply; `answer`: chance that a follower
//! who is spoken to answers; `opinion`: how far a dialogue moves the opinion, of the way to 1.
//!
//! # Output
//!
//! `replies`, `dialogues`, `reply-rate` (share of comments answered), `backlog` (comments waiting at the end).
//!
//! # Cost
//!
//! One event a day, and one for each comment.
//!
//! # Randomness
//!
//! Staff by day and number of the opening: which follower is spoken to, and whether there is an answer.
//!
//! # Departures
//!
//! Staff work once a day, at the hour at which the campaign began; a comment is a verb by the name of `comment` or `reply`.
//!
//! # Reference
//!
//! Model page 6.2; growth of ties: see `[relationship]`. Numbers are assumed.

use crate::catalog::{Entry, Fault, Key, Kind};
use crate::platform::{Act, Lever, Observable, Part, Platform, Site, World};
use crate::quantity::Bounds;
use crate::random::{Purpose, below};
use std::collections::VecDeque;

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Lever>> = Entry {
    name: "talk",
    title: "the brand answers people, and speaks with its followers",
    kind: Kind::Table(&[
        Key::with_default(
            "replies-per-day",
            Kind::Number(0.0, 1e6),
            "2",
            "how many replies staff write a day; 0: none",
        )
        .unit("replies")
        .larger("strengthens more ties of the brand, and costs more")
        .source("assumed"),
        Key::with_default("cost", Kind::Number(0.0, 1e9), "1", "what a reply costs").unit("money").source("assumed"),
        Key::with_default("delay", Kind::Duration, "\"4 h\"", "least time between a comment and its reply")
            .source("assumed"),
        Key::with_default("answer", Kind::Probability, "0.3", "chance that a follower who is spoken to answers")
            .source("assumed"),
        Key::with_default(
            "opinion",
            Kind::Probability,
            "0.2",
            "share of the way to the best opinion that a dialogue moves a person",
        )
        .source("assumed"),
    ]),
    reference: "",
    check: "one dialogue a week with one follower: the tie's fixed point 0.79369",
    build: |value| {
        Ok(Box::new(Talk {
            a_day: value.number("replies-per-day"),
            cost: value.number("cost"),
            delay: value.number("delay"),
            answer: value.number("answer"),
            opinion: value.number("opinion"),
        }))
    },
};

/// What is observed, in this order.
pub const OBSERVABLES: &[Observable] = &[
    Observable { name: "replies", title: "replies of the brand", unit: "replies", bounds: Bounds::Positive },
    Observable {
        name: "dialogues",
        title: "dialogues between the brand and people",
        unit: "dialogues",
        bounds: Bounds::Positive,
    },
    Observable { name: "reply-rate", title: "share of comments that were answered", unit: "", bounds: Bounds::Share },
    Observable {
        name: "backlog",
        title: "comments that wait for an answer at the end",
        unit: "comments",
        bounds: Bounds::Positive,
    },
];

/// The lever.
pub struct Talk {
    a_day: f64,
    cost: f64,
    /// Hours.
    delay: f64,
    answer: f64,
    opinion: f64,
}

impl Lever for Talk {
    fn is_null(&self) -> bool {
        self.a_day == 0.0
    }

    fn check(&self, _: &Platform) -> Result<(), Fault> {
        Ok(())
    }

    fn observables(&self) -> &'static [Observable] {
        OBSERVABLES
    }

    fn part<'a>(&'a self, site: &'a Site) -> Box<dyn Part + 'a> {
        let is_comment = |name: &str| name == "comment" || name == "reply";
        let comments = site.platform.verbs.iter().map(|verb| is_comment(&verb.name)).collect();
        Box::new(Talking {
            lever: self,
            comments,
            waiting: VecDeque::new(),
            asked: 0,
            replies: 0,
            dialogues: 0,
            owed: 0.0,
        })
    }
}

struct Talking<'a> {
    lever: &'a Talk,
    /// By verb: whether it is a comment.
    comments: Vec<bool>,
    /// Who commented, on what, when.
    waiting: VecDeque<(u32, u32, f64)>,
    asked: u64,
    replies: u64,
    dialogues: u64,
    /// Replies that staff could have written and have not, below one.
    owed: f64,
}

impl Talking<'_> {
    fn dialogue(&mut self, world: &mut World, person: u32) {
        self.dialogues += 1;
        world.dialogue(person);
        world.persuade(person, 1.0, self.lever.opinion);
    }

    /// Pays for one reply; `false` where the money is spent.
    fn pay(&mut self, world: &mut World) -> bool {
        let cost = self.lever.cost * world.stands_for();
        if world.left() < cost {
            return false;
        }
        world.charge("talk", cost);
        self.replies += 1;
        true
    }
}

impl Part for Talking<'_> {
    fn start(&mut self, world: &mut World) {
        world.wake(24.0, 0);
    }

    fn acted(&mut self, world: &mut World, act: &Act) {
        if self.comments[act.verb as usize] && world.is_campaigns(act.item) {
            self.asked += 1;
            self.waiting.push_back((act.person, act.item, act.time));
        }
    }

    /// The work of one day.
    fn woken(&mut self, world: &mut World, day: u32) {
        self.owed += self.lever.a_day / world.stands_for();
        let mut left = self.owed as u64;
        self.owed -= left as f64;
        while left > 0 && self.waiting.front().is_some_and(|&(_, _, asked)| asked + self.lever.delay <= world.now()) {
            if !self.pay(world) {
                return;
            }
            let Some((person, item, _)) = self.waiting.pop_front() else { break };
            left -= 1;
            self.dialogue(world, person);
            if world.is_brands(item) {
                world.show_followers(item);
            }
        }
        let stream = world.luck.stream(Purpose::Staff);
        for opening in 0..left {
            let followers = world.followers().len() as u64;
            if followers == 0 || !self.pay(world) {
                break;
            }
            let which = below(stream.bits(day.into(), 2 * opening), followers);
            let person = world.followers()[which as usize];
            if stream.uniform(day.into(), 2 * opening + 1) < self.lever.answer {
                self.dialogue(world, person);
            }
        }
        world.wake(world.now() + 24.0, day + 1);
    }

    fn end(&mut self, world: &mut World) {
        world.observe(0, self.replies as f64);
        world.observe(1, self.dialogues as f64);
        if self.asked > 0 {
            world.observe(2, 1.0 - self.waiting.len() as f64 / self.asked as f64);
        }
        world.observe(3, self.waiting.len() as f64);
    }
}
