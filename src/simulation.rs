//! One network, one rule of spreading, one random seed: the way in for programs, as a scenario file is for people.
//!
//! Both play the same: replicate r of a seed set is the same cascade here and in a scenario with that network, model and
//! random seed. Two seed sets in the same replicate meet the same luck, so their difference is their own.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::star::Star;
//! use rumormill::model::independent_cascade::IndependentCascade;
//! use rumormill::simulation::Simulation;
//! use rumormill::statistics::Summary;
//!
//! # fn main() -> Result<(), rumormill::catalog::Fault> {
//! let star = Star::new(11, true)?.network();
//! let simulation = Simulation::new(&star, &IndependentCascade::new(0.5)?, 7)?;
//! let reach = Summary::of_all(&simulation.reach(10_000, &[0])).unwrap();
//! let (low, high) = reach.interval.unwrap();
//! assert!(low < 6.0 && 6.0 < high); // the centre, and half of its ten hearers
//! # Ok(())
//! # }
//! ```

use crate::audience::Audience;
use crate::cascade::Cascade;
use crate::catalog::Fault;
use crate::engine::{self, Scratch};
use crate::graph::Graph;
use crate::law::Law;
use crate::model::{Model, Network};
use crate::parallel;
use crate::quantity::RandomSeed;
use crate::random::Replicate;
use crate::seeding::best::{OfLaw, Question};
use crate::seeding::{Group, Seeding};

/// A model made ready to be played on a network, from a random seed.
#[derive(Debug)]
pub struct Simulation<'a> {
    graph: &'a Graph,
    audience: Audience,
    law: Law,
    random_seed: RandomSeed,
    horizon: f64,
}

impl<'a> Simulation<'a> {
    /// Of a network, a model and a random seed.
    ///
    /// # Errors
    /// A fault where model and network do not go together.
    pub fn new(graph: &'a Graph, model: &dyn Model, random_seed: impl Into<RandomSeed>) -> Result<Self, Fault> {
        let (audience, random_seed) = (Audience::default(), random_seed.into());
        let luck = Replicate::new(random_seed, 0, 0);
        let law = model.law(&Network { graph, audience: &audience, luck })?;
        Ok(Simulation { graph, audience, law, random_seed, horizon: f64::INFINITY })
    }

    /// The same, stopped after so many rounds (or units of the model's time); everything is played out without it.
    pub fn horizon(self, horizon: f64) -> Self {
        Simulation { horizon, ..self }
    }

    /// The cascade of one replicate from a seed set.
    ///
    /// # Panics
    /// If the network has no such people.
    pub fn cascade(&self, replicate: u64, seeds: &[u32]) -> Cascade {
        let mut cascade = Cascade::default();
        self.play(replicate, seeds, &mut Scratch::new(), &mut cascade);
        cascade
    }

    /// Reach in each of so many replicates from the same seed set, played on all threads.
    pub fn reach(&self, replicates: u64, seeds: &[u32]) -> Vec<f64> {
        parallel::map(
            replicates,
            || (Scratch::new(), Cascade::default()),
            |(scratch, cascade), replicate| {
                self.play(replicate, seeds, scratch, cascade);
                cascade.reach() as f64
            },
        )
    }

    /// Reach in each of so many replicates, each with the seed set that a strategy chooses in it.
    ///
    /// # Errors
    /// A fault where the strategy asks for more people than there are.
    pub fn reach_of(&self, replicates: u64, seeding: &dyn Seeding) -> Result<Vec<f64>, Fault> {
        let network =
            Network { graph: self.graph, audience: &self.audience, luck: Replicate::new(self.random_seed, 0, 0) };
        let everybody = Group::everybody(self.graph);
        seeding.check_among(&network, &everybody)?;
        let spread = OfLaw { law: &self.law, graph: self.graph, horizon: self.horizon };
        let question = Question { spread: &spread, graph: self.graph, random_seed: self.random_seed };
        if let Some(seeds) = seeding.seeds_under(&network, question) {
            return Ok(self.reach(replicates, &seeds?));
        }
        if !seeding.varies() {
            return Ok(self.reach(replicates, &seeding.seeds(&network, &network.luck)));
        }
        let settled = seeding.settled(&network, &everybody);
        let seeding = settled.as_deref().unwrap_or(seeding);
        Ok(parallel::map(
            replicates,
            || (Scratch::new(), Cascade::default()),
            |(scratch, cascade), replicate| {
                let luck = Replicate::new(self.random_seed, replicate, 0);
                self.play(replicate, &seeding.seeds(&network, &luck), scratch, cascade);
                cascade.reach() as f64
            },
        ))
    }

    fn play(&self, replicate: u64, seeds: &[u32], scratch: &mut Scratch, cascade: &mut Cascade) {
        let luck = Replicate::new(self.random_seed, replicate, 0);
        engine::play(&self.law, self.graph, seeds, self.horizon, &luck, scratch, cascade);
    }
}
