//! Seed sets tried in common worlds: what each comes to where all meet the same luck.
//!
//! A world is a replicate with a number that no run has. Whatever is tried in it meets the same coins, so two seed sets differ
//! there by what they are, and few worlds tell them apart.

use super::Question;
use super::spread::Player;
use crate::parallel;
use crate::random::Replicate;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Whatever tries seed sets: how it spreads, and what a person reached counts.
pub struct Trials<'a> {
    question: Question<'a>,
    /// By person, at least 0; `None`: 1 each.
    values: Option<&'a [f64]>,
    /// Lent out and given back.
    players: Mutex<Vec<Box<dyn Player + 'a>>>,
    plays: AtomicU64,
}

impl<'a> Trials<'a> {
    /// Nothing is tried yet.
    pub fn new(question: Question<'a>, values: Option<&'a [f64]>) -> Self {
        Trials { question, values, players: Mutex::default(), plays: AtomicU64::new(0) }
    }

    /// How many worlds were played, counted once for each seed set.
    pub fn plays(&self) -> u64 {
        self.plays.load(Ordering::Relaxed)
    }

    /// What a seed set comes to in each of some worlds.
    pub fn each(&self, seeds: &[u32], worlds: Range<u64>) -> Vec<f64> {
        /// Worlds in one piece of work.
        const PIECE: u64 = 16;
        let count = worlds.end - worlds.start;
        let pieces = parallel::map(
            count.div_ceil(PIECE),
            || (),
            |(), piece| {
                let first = worlds.start + piece * PIECE;
                let one = |player: &mut dyn Player| {
                    (first..(first + PIECE).min(worlds.end)).map(|world| self.play(player, seeds, world)).collect()
                };
                self.with(one)
            },
        );
        self.plays.fetch_add(count, Ordering::Relaxed);
        let pieces: Vec<Vec<f64>> = pieces;
        pieces.concat()
    }

    /// For each of some people, what a seed set with that person comes to in all of some worlds together; `None` if `stop`
    /// said yes.
    pub fn with_each(
        &self,
        seeds: &[u32],
        people: &[u32],
        worlds: Range<u64>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<f64>> {
        let sums = parallel::map(
            people.len() as u64,
            || (),
            |(), i| {
                let with = [seeds, &people[i as usize..=i as usize]].concat();
                let sum = |player: &mut dyn Player| worlds.clone().map(|world| self.play(player, &with, world)).sum();
                (!stop()).then(|| self.with(sum))
            },
        );
        self.plays.fetch_add(people.len() as u64 * (worlds.end - worlds.start), Ordering::Relaxed);
        sums.into_iter().collect()
    }

    fn with<T>(&self, work: impl FnOnce(&mut dyn Player) -> T) -> T {
        let lent = self.players.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut player = lent.unwrap_or_else(|| self.question.spread.player());
        let done = work(&mut *player);
        self.players.lock().unwrap_or_else(PoisonError::into_inner).push(player);
        done
    }

    fn play(&self, player: &mut dyn Player, seeds: &[u32], world: u64) -> f64 {
        let reached = player.play(seeds, &Replicate::new(self.question.random_seed, world, 0));
        match self.values {
            None => reached.len() as f64,
            Some(values) => reached.iter().map(|&person| values[person as usize]).sum(),
        }
    }
}
