//! What people can do with an item, and how readily.
//!
//! A person does a verb when the dose of all exposures to the item reaches a threshold that was drawn before the replicate
//! began: see [`Response`].

/// How exposures add up to an act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Response {
    /// Weibull thresholds: n equal exposures act with probability 1 - (1 - p)^(n^kappa). At kappa = 1 every exposure is a
    /// chance of its own; below, repetition adds little; above, it reinforces.
    Weibull {
        /// The exponent, from 0.05 to 5.
        kappa: f64,
    },
    /// The threshold is uniform on (0, 1], and the dose of an exposure its strength times the probability: linear threshold.
    Uniform,
    /// The threshold is the same for all, and the dose of an exposure its strength: complex contagion.
    Constant(f64),
}

impl Response {
    /// The exponent of the norm by which exposures add up.
    pub fn kappa(self) -> f64 {
        match self {
            Response::Weibull { kappa } => kappa,
            _ => 1.0,
        }
    }
}

/// What a verb does to the tie between who does it and the author of the item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TieEffect {
    /// Nothing.
    #[default]
    None,
    /// An act on the other's item.
    OneWay,
    /// An act and its answer.
    Dialogue,
}

/// Where a verb shows the item to others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Emission {
    /// The surface, by its place in the platform.
    pub surface: usize,
    /// Share of the ties that get a copy, in [0, 1]; of no meaning in a pool.
    pub fraction: f64,
}

/// One thing that people can do with an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Verb {
    /// Its name.
    pub name: String,
    /// The verb that must have been done before, by its place in the platform, a lower one.
    pub requires: Option<usize>,
    /// Chance of acting on one exposure of reference strength; with `requires`, given that one.
    pub probability: f64,
    /// How exposures add up.
    pub response: Response,
    /// Where it shows the item to others.
    pub emits: Vec<Emission>,
    /// Votes that it adds in pools.
    pub score: u32,
    /// What it does to the tie with the author.
    pub tie: TieEffect,
    /// Of verbs with the same group a person does at most one on an item; by lot, where an exposure moves to several that require
    /// the same.
    pub group: Option<u32>,
    /// Money it brings.
    pub value: f64,
    /// Money it costs.
    pub cost: f64,
    /// Whether others can see it: then propensity counts, and it is engagement.
    pub public: bool,
    /// Whether a person may do it on an item again, at a later exposure.
    pub repeat: bool,
    /// Whether a person does it once for the brand, over all items, as buying.
    pub once: bool,
    /// Whether it makes the person a follower of the brand.
    pub follows: bool,
    /// Whether it is the verb that `reach` counts.
    pub adopts: bool,
    /// Whether it is down-voting: its score counts against the item.
    pub against: bool,
    /// Chance that it brings the item back to the top, in [0, 1].
    pub bump: f64,
}

impl Verb {
    /// A public verb that adds nothing but itself, at kappa 1.
    pub fn new(name: &str, probability: f64) -> Verb {
        Verb {
            name: name.to_owned(),
            requires: None,
            probability,
            response: Response::Weibull { kappa: 1.0 },
            emits: Vec::new(),
            score: 0,
            tie: TieEffect::None,
            group: None,
            value: 0.0,
            cost: 0.0,
            public: true,
            repeat: false,
            once: false,
            follows: false,
            adopts: false,
            against: false,
            bump: 0.0,
        }
    }
}
