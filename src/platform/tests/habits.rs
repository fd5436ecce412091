//! What people do beside seeing and acting: acts that take their time, acts that bring items back, and leaving who posts too much.

use super::*;

/// Everybody hears person 0.
fn star(hearers: u32) -> Graph {
    builder::from_ties(Names::Numbered(hearers + 1), vec![0; hearers as usize], (1..=hearers).collect(), false)
}

/// |count - n p| < 4.5 standard deviations of a count with chance p.
fn count(count: u64, n: u64, p: f64, what: &str) {
    let (count, n) = (count as f64, n as f64);
    let z = (count - n * p) / (n * p * (1.0 - p)).sqrt();
    assert!(z.abs() < 4.5, "{what}: {count} of {n}, not {p}: z = {z:.1}");
}

/// Seen at once, done after an exponential time with mean 2 h: by t with 1 - exp(-t / 2). What requires it takes as long again:
/// by t with 1 - exp(-x)(1 + x), x = t / 2 (Erlang).
#[test]
fn acts_take_their_time() {
    let hearers = 2000;
    let mut platform = simple(Feed::at_once(), Verb::new("click", 1.0));
    platform.verbs[0].emits.clear();
    platform.verbs.push(Verb { public: false, requires: Some(0), ..Verb::new("buy", 1.0) });
    platform.act_delay = 2.0;
    let (graph, audience) = (star(hearers), Audience::default());
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    for t in [0.5, 2.0, 6.0] {
        let mut acts = [0, 0];
        for r in 0..20 {
            play(&site, &one_item(), &[0], t, &luck(r), &mut scratch, &mut cascade);
            acts.iter_mut().zip(&scratch.book.ledger.verbs).for_each(|(sum, verbs)| *sum += verbs);
            assert!(scratch.book.ledger.acts.is_sorted_by(|a, b| a.time <= b.time));
        }
        let (n, x) = (20 * u64::from(hearers), t / 2.0);
        count(acts[0], n, 1.0 - (-x).exp(), "clicks");
        count(acts[1], n, 1.0 - (-x).exp() * (1.0 + x), "buyers");
    }
}

/// Where exposures are independent it does not matter when acts are done: with a delay the same people act in every replicate.
#[test]
fn a_delay_changes_when_and_not_who() {
    let platform = simple(Feed::at_once(), Verb::new("share", 0.3));
    let slow = Platform { act_delay: 0.5, ..platform.clone() };
    assert_eq!(reaches(&platform, &petersen(), &[0], 1e6, 2000), reaches(&slow, &petersen(), &[0], 1e6, 2000),);
}

/// Everybody who sees an item on a page newest first acts, and brings it back to the top with chance b. With V visits an hour and
/// fading k the chance of one more bump after each is 1 - exp(-b V / k) = q, so there are q / (1 - q) bumps in the mean, and 1 / b
/// times as many sightings: with V / k = ln 2 and b = 1 one sighting, with b = 1/2 .8284, and without ln 2.
#[test]
fn an_act_brings_an_item_back_in_a_pool() {
    let people = 20_000;
    let graph = builder::from_ties(Names::Numbered(people), vec![], vec![], false);
    let newest = Position::Newest { arrivals: 2.0, page: 15.0, depth: Depth::Geometric(0.9) };
    let visits = std::f64::consts::LN_2 * -2.0 * 0.9f64.ln();
    for (bump, wanted) in [(0.0, std::f64::consts::LN_2), (0.5, 0.828_427), (1.0, 1.0)] {
        let share = visits / f64::from(people);
        let platform = Platform {
            surfaces: vec![Surface { share, ..Surface::pool("new", Pool::new(newest.clone())) }],
            verbs: vec![Verb { adopts: true, public: false, bump, ..Verb::new("comment", 1.0) }],
            ..Platform::default()
        };
        let audience = Audience::default();
        let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
        let site = site(&platform, &graph, &audience, &ready);
        let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
        let counts: Vec<f64> = (0..20_000)
            .map(|r| {
                play(&site, &one_item(), &[0], 1e4, &luck(r), &mut scratch, &mut cascade);
                scratch.book.ledger.exposures[0] as f64
            })
            .collect();
        agrees(&counts, wanted, &format!("bump {bump}"));
    }
}

/// Two people hear the author; each copy is seen at once with chance s, or never, and who sees it comments, which brings it back
/// for the other one if that one has not met it: s + (1 - s) s^2 each, and the brand's followers so too.
#[test]
fn an_act_brings_an_item_back_in_a_feed() {
    let s = 0.4;
    let feed = Feed { divided: false, ..Feed::observed(s, 0.0) };
    let mut platform = simple(feed, Verb::new("comment", 1.0));
    platform.verbs[0].emits.clear();
    for (bump, wanted) in [(0.0, 2.0 * s), (1.0, 2.0 * (s + (1.0 - s) * s * s))] {
        platform.verbs[0].bump = bump;
        let reaches = reaches(&platform, &star(2), &[0], 1.0, 40_000);
        let seen: Vec<f64> = reaches.iter().map(|reach| reach - 1.0).collect();
        agrees(&seen, wanted, &format!("bump {bump}"));
        let (graph, audience) = (star(1), Audience::default());
        let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
        let site = site(&platform, &graph, &audience, &ready);
        let item = Item { by_seeds: false, by_brand: true, ..Item::reference() };
        let plan = Plan { items: vec![item], followers: 1.0, ..Plan::default() };
        let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
        let counts: Vec<f64> = (0..40_000)
            .map(|r| {
                play(&site, &plan, &[], 1.0, &luck(r), &mut scratch, &mut cascade);
                // Who comments has seen it, and each person comments once.
                scratch.book.ledger.verbs[0] as f64
            })
            .collect();
        agrees(&counts, wanted, &format!("followers, bump {bump}"));
    }
}

/// Five posts of one source in a day, all seen at once, of which two cost nothing: with chance u at each of the others who is
/// shown them leaves: all five are seen by (1 - u)^2 (at the fifth one may leave, but has seen it), and 1 - (1 - u)^3 leave.
/// Spread over five days nobody leaves.
#[test]
fn who_posts_too_much_is_left() {
    let (hearers, u, replicates) = (500u32, 0.2f64, 40);
    let mut platform = simple(Feed::at_once(), Verb::new("share", 0.0));
    platform.unfollow = Some(Unfollow { beyond: 2.0, brand: u, friends: u });
    let (graph, audience) = (star(hearers), Audience::default());
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    for by_brand in [false, true] {
        for apart in [1.0, 24.0] {
            let item = |i: u32| Item { at: apart * f64::from(i), by_seeds: !by_brand, by_brand, ..Item::reference() };
            let plan = Plan { items: (0..5).map(item).collect(), followers: 1.0, ..Plan::default() };
            let (mut left, mut seen, mut of) = (0, 0, 0);
            for r in 0..replicates {
                play(&site, &plan, &[0], 1e3, &luck(r), &mut scratch, &mut cascade);
                left += scratch.book.ledger.unfollowed;
                let ledger = &scratch.book.ledger;
                seen += if by_brand { ledger.brand_exposures } else { ledger.exposures[0] };
                // The brand has person 0 among its followers too.
                let each = u64::from(hearers) + u64::from(by_brand);
                of += each;
                if by_brand {
                    assert_eq!(ledger.followers + ledger.unfollowed, each);
                }
            }
            if apart == 24.0 {
                assert_eq!((left, seen), (0, 5 * of), "by the brand: {by_brand}");
                continue;
            }
            count(left, of, 1.0 - (1.0 - u).powi(3), "leave");
            // Three are seen by all, the fourth by those who stayed at the third, the fifth by those who stayed at both.
            let wanted = of as f64 * (3.0 + (1.0 - u) + (1.0 - u).powi(2));
            let sd = (of as f64).sqrt();
            assert!((seen as f64 - wanted).abs() < 4.5 * sd, "{seen} seen, not {wanted}");
        }
    }
}

/// The brand shows its post a second time: of the followers, who see a copy with chance s each, 1 - (1 - s)^2 have seen it.
#[test]
fn the_brand_brings_its_post_back() {
    struct Again;
    impl Lever for Again {
        fn part<'a>(&'a self, _: &'a Site) -> Box<dyn Part + 'a> {
            Box::new(Again)
        }
    }
    impl Part for Again {
        fn start(&mut self, world: &mut World) {
            world.wake(1.0, 0);
        }
        fn woken(&mut self, world: &mut World, _: u32) {
            world.show_followers(0);
        }
    }
    let (s, followers) = (0.3, 2000);
    let feed = Feed { divided: false, ..Feed::observed(s, 0.0) };
    let platform = simple(feed, Verb::new("share", 0.0));
    let (graph, audience) = (star(followers - 1), Audience::default());
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let item = Item { by_seeds: false, by_brand: true, ..Item::reference() };
    let plan = Plan { items: vec![item], followers: 1.0, levers: vec![Box::new(Again)], ..Plan::default() };
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    let mut seen = 0;
    for r in 0..20 {
        play(&site, &plan, &[], 2.0, &luck(r), &mut scratch, &mut cascade);
        seen += scratch.book.ledger.brand_exposures;
    }
    count(seen, 20 * u64::from(followers), 1.0 - (1.0 - s) * (1.0 - s), "followers who have seen it");
}
