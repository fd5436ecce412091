//! Several brands in one run: each person is one brand's, and a rival whom nobody hears changes nothing.

use super::*;
use crate::engine::rivals::TieBreak;

/// Adopters of each brand in one replicate, by brand.
struct Market<'a> {
    site: Site<'a>,
    scratch: Scratch,
    cascade: Cascade,
}

impl<'a> Market<'a> {
    fn on(platform: &'a Platform, graph: &'a Graph, audience: &'a Audience, ready: &'a Prepared) -> Market<'a> {
        Market {
            site: site(platform, graph, audience, ready),
            scratch: Scratch::default(),
            cascade: Cascade::default(),
        }
    }

    fn play(&mut self, plan: &Plan, seeds: &[&[u32]], at: f64, tie_break: TieBreak, replicate: u64) -> Vec<Vec<u32>> {
        let at = |brand: usize| if brand == 0 { 0.0 } else { at };
        let entrants: Vec<Entrant> =
            seeds.iter().enumerate().map(|(brand, &seeds)| Entrant { plan, seeds, at: at(brand) }).collect();
        let (scratch, cascade) = (&mut self.scratch, &mut self.cascade);
        play_market(&self.site, &entrants, tie_break, f64::INFINITY, &luck(replicate), scratch, cascade);
        let rivals = self.scratch.rivals().iter().map(|book| book.cascade.people.clone());
        [self.cascade.people.clone()].into_iter().chain(rivals).collect()
    }
}

fn feed() -> Feed {
    Feed { divided: false, ..Feed::observed(0.6, 3.0) }
}

/// Person 2 hears 0 and 1, who post for two brands; q = P p: each brand has the person with probability q - q^2 / 2, as
/// thresholds are the brands' own and each is as likely to come first. 100,000 replicates, |z| < 4.5: .0071 is noticed.
#[test]
fn whoever_comes_first_has_the_person() {
    let graph = builder::from_ties(Names::Numbered(3), vec![0, 1], vec![2, 2], false);
    let platform = simple(feed(), Verb::new("share", 0.5));
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let mut market = Market::on(&platform, &graph, &audience, &ready);
    let n = 100_000;
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for r in 0..n {
        let parts = market.play(&one_item(), &[&[0], &[1]], 0.0, TieBreak::Random, r);
        own.push(f64::from(u8::from(parts[0].contains(&2))));
        other.push(f64::from(u8::from(parts[1].contains(&2))));
        assert!(!(parts[0].contains(&2) && parts[1].contains(&2)));
    }
    let q = 0.3;
    agrees(&own, q - q * q / 2.0, "the campaign's");
    agrees(&other, q - q * q / 2.0, "the rival's");
}

/// Nobody is two brands', whatever the network, and everybody whom a brand has was asked or heard of it from its own.
#[test]
fn people_belong_to_one_brand() {
    let graph = Complete::new(40).unwrap().draw(1u32);
    let platform = simple(feed(), Verb::new("share", 0.05));
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let mut market = Market::on(&platform, &graph, &audience, &ready);
    let mut all = 0;
    for r in 0..200 {
        let parts = market.play(&one_item(), &[&[0, 1], &[1, 2], &[3]], 0.5, TieBreak::Order, r);
        let mut people: Vec<u32> = parts.concat();
        all += people.len();
        people.sort_unstable();
        assert!(people.is_sorted_by(|a, b| a < b), "replicate {r}: {parts:?}");
        assert_eq!(parts[0][..2], [0, 1], "who is asked by the campaign half an hour before is the campaign's");
    }
    assert!(all > 200 * 4, "somebody was reached beside those asked");
}

/// Who is asked by two brands at the same moment is one's, by the rule asked for.
#[test]
fn who_is_asked_by_several_is_divided() {
    let graph = builder::from_ties(Names::Numbered(2), vec![0], vec![1], false);
    let platform = simple(feed(), Verb::new("share", 0.5));
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let mut market = Market::on(&platform, &graph, &audience, &ready);
    let mut own = |tie_break| -> Vec<f64> {
        let mut won = |r| market.play(&one_item(), &[&[0], &[0]], 0.0, tie_break, r)[0].contains(&0);
        (0..10_000).map(|r| f64::from(u8::from(won(r)))).collect()
    };
    assert!(own(TieBreak::Order).iter().all(|&won| won == 1.0));
    agrees(&own(TieBreak::Random), 0.5, "by lot");
}

/// A rival who is heard by nobody changes no number of the campaign's.
#[test]
fn a_rival_nobody_hears_changes_nothing() {
    let mut from: Vec<u32> = (0..30).collect();
    let mut to: Vec<u32> = (1..30).chain([0]).collect();
    from.extend(0..30);
    to.extend((0..30).map(|person| (person + 7) % 30));
    let graph = builder::from_ties(Names::Numbered(31), from, to, true);
    let platform = simple(feed(), Verb::new("share", 0.4));
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let mut market = Market::on(&platform, &graph, &audience, &ready);
    for r in 0..200 {
        let alone = market.play(&one_item(), &[&[0]], 0.0, TieBreak::Random, r);
        let (ledger, cascade) = (market.scratch.book.ledger.clone(), market.cascade.clone());
        let parts = market.play(&one_item(), &[&[0], &[30]], 0.0, TieBreak::Random, r);
        assert_eq!((&parts[0], &parts[1][..]), (&alone[0], &[30][..]));
        let with = &market.scratch.book.ledger;
        assert_eq!((&with.acts, &with.exposures, with.seen), (&ledger.acts, &ledger.exposures, ledger.seen));
        assert_eq!(market.cascade, cascade);
    }
}

/// What is done once for a brand is done for one brand: everybody who is shown both buys of one, and each brand of as many.
#[test]
fn nobody_buys_of_two_brands() {
    let graph = builder::from_ties(Names::Numbered(3), vec![0, 1], vec![2, 2], false);
    let buy = Verb { once: true, public: false, ..Verb::new("buy", 1.0) };
    let platform = Platform {
        verbs: vec![simple(feed(), Verb::new("share", 0.0)).verbs[0].clone(), buy],
        ..simple(feed(), Verb::new("share", 0.0))
    };
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let mut market = Market::on(&platform, &graph, &audience, &ready);
    let mut own = Vec::new();
    let mut both = 0;
    for r in 0..20_000 {
        market.play(&one_item(), &[&[0], &[1]], 0.0, TieBreak::Random, r);
        let (mine, others) = (market.scratch.book.ledger.verbs[1], market.scratch.rivals()[0].ledger.verbs[1]);
        assert!(mine + others <= 1);
        both += mine + others;
        own.push(mine as f64);
    }
    // Seen with probability .6 each: one of the two buys it with .84, the campaign with half of that.
    agrees(&own, 0.42, "the campaign's buyers");
    assert!(both > 16_000);
}
