//! How a practice takes part in a run.
//!
//! A [`Lever`] is what a campaign's section says (`[campaign.talk]`), checked and built once. [`Lever::part`] makes what it
//! remembers during one replicate, a [`Part`], which is called at the start, at each act and each item posted, when it has
//! asked to be woken ([`World::wake`]), and at the end. Through the [`World`] it sees and changes what a campaign may.
//!
//! A lever with its null setting must leave every byte of the results as they are: it asks for no chance that others use,
//! since its streams are its own, and does nothing.

use super::ledger::Act;
use super::world::World;
use super::{Platform, Site};
use crate::catalog::Fault;
use crate::quantity::Bounds;

/// Something that a lever observes, reported as a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observable {
    /// Its name, kebab-case, in the list of measures.
    pub name: &'static str,
    /// What it is, in one sentence without a full stop.
    pub title: &'static str,
    /// Its unit, or "".
    pub unit: &'static str,
    /// Between which numbers it lies.
    pub bounds: Bounds,
}

/// One practice of a campaign.
pub trait Lever: Send + Sync {
    /// Whether it does nothing at all, and leaves the results as they are without it.
    fn is_null(&self) -> bool {
        false
    }

    /// Whether it goes with this platform.
    ///
    /// # Errors
    /// What does not, with the key it is about.
    fn check(&self, platform: &Platform) -> Result<(), Fault> {
        let _ = platform;
        Ok(())
    }

    /// Whether it still does something where a simulated person stands for so many real ones.
    ///
    /// # Errors
    /// What comes to less than one, with the key it is about, the practice in front.
    fn fits(&self, stands_for: f64) -> Result<(), Fault> {
        let _ = stands_for;
        Ok(())
    }

    /// What it observes.
    fn observables(&self) -> &'static [Observable] {
        &[]
    }

    /// Whom the campaign asks first, if the lever has a say; `seeds` is the seed set of the campaign, `money` what there is to
    /// spend ([`World::purse`]).
    fn seeds(&self, site: &Site, luck: &crate::random::Replicate, seeds: &[u32], money: f64) -> Option<Vec<u32>> {
        let _ = (site, luck, seeds, money);
        None
    }

    /// What a user should know of it on this network before believing what it does, if anything.
    fn remark(&self, site: &Site) -> Option<String> {
        let _ = site;
        None
    }

    /// What it remembers during one replicate.
    fn part<'a>(&'a self, site: &'a Site) -> Box<dyn Part + 'a>;
}

/// A lever during one replicate. Everything happens at [`World::now`].
pub trait Part {
    /// Before anything else, at time 0.
    fn start(&mut self, world: &mut World) {
        let _ = world;
    }

    /// An item was posted, by the campaign or by another lever.
    fn posted(&mut self, world: &mut World, item: u32) {
        let _ = (world, item);
    }

    /// Somebody acted.
    fn acted(&mut self, world: &mut World, act: &Act) {
        let _ = (world, act);
    }

    /// The time asked for by [`World::wake`] has come; `tag` is what was given then.
    fn woken(&mut self, world: &mut World, tag: u32) {
        let _ = (world, tag);
    }

    /// Tells the stocks that the lever keeps, by the names of its observables, where they are watched.
    fn stocks(&self, world: &World, tell: &mut dyn FnMut(&'static str, f64)) {
        let _ = (world, tell);
    }

    /// At the end, for what is observed only then ([`World::observe`]).
    fn end(&mut self, world: &mut World) {
        let _ = world;
    }
}
