//! Stocks: what changes slowly and is there at every moment, looked at at the end and, where it is watched, on the way.

use super::{Part, World};
use crate::audience::relationship::decayed;

impl World<'_> {
    /// Strength that ties between people have gained by now, added up.
    pub(super) fn strength_gained(&self) -> f64 {
        let gained = self.scratch.strengths.changed().iter().map(|&(tie, strength, at)| {
            let base = self.base(tie as usize);
            decayed(base, strength, self.now - at, self.site.tau) - base
        });
        gained.sum()
    }

    /// Mean strength of the ties of followers to the brand.
    pub(super) fn followers_strength(&self) -> Option<f64> {
        let followers = &self.scratch.book.followers;
        let mut brand = 0.0;
        for &follower in followers {
            brand += self.brand_strength(follower);
        }
        // To a billionth: sums of equal numbers differ in the last digits, and would look like a difference.
        (!followers.is_empty()).then(|| libm::round(1e9 * brand / followers.len() as f64) / 1e9)
    }

    /// What all people think of the brand, added up.
    pub(super) fn opinions(&self) -> f64 {
        self.scratch.book.opinions.changed().iter().map(|&(_, opinion, _)| opinion).sum()
    }

    /// Finds out when stocks are looked at next.
    pub(super) fn expect_look(&mut self) {
        let next = self.scratch.watch.as_ref().and_then(|watch| watch.look(self.looks));
        self.next_look = next.unwrap_or(f64::INFINITY);
    }

    /// Looks at the stocks as they are after all that has happened until the time has come.
    pub(super) fn look(&mut self, parts: &[Box<dyn Part + '_>]) {
        self.now = self.next_look;
        self.turn_to(0);
        let people = f64::from(self.site.graph.people()).max(1.0);
        let mut stocks = vec![
            ("followers", Some(self.scratch.book.followers.len() as f64)),
            ("brand-strength", self.followers_strength()),
            ("strength-gained", Some(self.strength_gained())),
            ("authority", Some(self.scratch.book.authority.at(self.now))),
            ("mean-opinion", Some(self.opinions() / people)),
        ];
        let own = parts.iter().zip(&self.levers).filter(|(_, lever)| lever.brand == 0);
        own.for_each(|(part, _)| part.stocks(self, &mut |name, value| stocks.push((name, Some(value)))));
        if let Some(watch) = &mut self.scratch.watch {
            for (name, value) in stocks {
                watch.note(name, self.looks, value.unwrap_or(f64::NAN));
            }
        }
        self.looks += 1;
        self.expect_look();
    }
}
