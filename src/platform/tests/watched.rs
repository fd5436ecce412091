//! What is watched on the way, counted by hand.

use super::*;
use crate::platform::watch::{Asked, Watch};

/// Threshold two on a ring of 30 with two neighbours on each side, seeds 7 and 8, round by round. Round 1: 5 and 10 meet it once,
/// 6 and 9 twice and act; the seeds meet it by each other and have acted already. Round 2: 4 and 11 meet it once, 5 and 10 for the
/// second time and act, the seeds twice more each. Eight exposures in each round.
#[test]
fn exposures_and_acts_upon_them_are_counted() {
    let graph = crate::graph::generate::ring_lattice::RingLattice::new(30, 4).unwrap().draw(1u32);
    let verb = Verb { response: Response::Constant(2.0), ..Verb::new("share", 1.0) };
    let platform = simple(Feed { rounds: true, ..Feed::at_once() }, verb);
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade, plan) = (Scratch::default(), Cascade::default(), one_item());
    play(&site, &plan, &[7, 8], 2.0, &luck(0), &mut scratch, &mut cascade);
    let (without, reached) = (scratch.book.ledger.clone(), cascade.people.clone());
    let asked = Asked { exposures: true, actions: true, stocks: true };
    scratch.watch = Some(Box::new(Watch::new(asked, 2.0, 2)));
    for _ in 0..2 {
        play(&site, &plan, &[7, 8], 2.0, &luck(0), &mut scratch, &mut cascade);
        assert_eq!((&scratch.book.ledger, &cascade.people), (&without, &reached), "watching changes nothing");
        let watch = scratch.watch.as_ref().unwrap();
        assert_eq!(watch.actions(), [[6, 0], [4, 4]]);
        // Bins of a minute; the second source is the brand.
        let bins: Vec<(usize, u32)> =
            watch.exposures().enumerate().filter(|(_, bin)| bin[0] > 0).map(|(i, bin)| (i, bin[0])).collect();
        assert_eq!(bins, [(60, 8), (120, 8)]);
        assert!(watch.exposures().all(|bin| bin[1] == 0));
        assert_eq!(watch.stocks().iter().map(|(_, values)| values.len()).collect::<Vec<_>>(), [3; 5]);
    }
}

/// A follower of the brand for each share of a post: nobody at the beginning, two after an hour, and the last look is what the
/// book says at the end.
#[test]
fn stocks_are_looked_at_on_the_way() {
    let verb = Verb { follows: true, ..Verb::new("share", 1.0) };
    let platform = simple(Feed { rounds: true, ..Feed::at_once() }, verb);
    let graph = builder::from_ties(Names::Numbered(4), vec![0, 1, 2], vec![1, 2, 3], true);
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade, plan) = (Scratch::default(), Cascade::default(), one_item());
    let asked = Asked { stocks: true, ..Asked::default() };
    scratch.watch = Some(Box::new(Watch::new(asked, 4.5, 2)));
    play(&site, &plan, &[0], 4.5, &luck(0), &mut scratch, &mut cascade);
    let watch = scratch.watch.as_ref().unwrap();
    let stock = |name: &str| &watch.stocks().iter().find(|(known, _)| *known == name).unwrap().1;
    // The post goes out at 0; 1, 2 and 3 share, and follow, at 1, 2 and 3; the last look is at 4.5.
    assert_eq!(stock("followers"), &[0.0, 1.0, 2.0, 3.0, 3.0, 3.0]);
    assert!(stock("brand-strength")[0].is_nan());
    assert_eq!(stock("brand-strength")[5], scratch.book.ledger.brand_strength);
    assert_eq!(stock("authority")[5], scratch.book.ledger.authority);
}
