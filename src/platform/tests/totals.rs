//! What many posts come to, reckoned from what one brings.

use super::*;
use crate::graph::generate::random_regular::RandomRegular;

/// On a network of ten friends each, too large to saturate, a post brings R_1 = 10 q adopters and each of these R = 9 q, q the
/// chance that a copy is seen and acted on: N posts come to N (1 + R_1 / (1 - R)), within 4.5 standard errors (400 replicates; an R
/// off by 4 % is noticed). Where a tie leads back it is no use; where everybody counted ten, N / (1 - R) of R = 10 q would be
/// 2 % more.
#[test]
fn totals_follow_from_what_one_post_brings() {
    let (ties, seen, p, posts) = (10.0, 0.35, 0.1, 50);
    let graph = RandomRegular::new(50_000, 10).unwrap().draw(3u32);
    let platform = simple(Feed::observed(seen, 3.2), Verb::new("share", p));
    let seeds: Vec<u32> = (0..posts).map(|i| i * 1_000).collect();
    let q = seen * p;
    let total = f64::from(posts) * (1.0 + ties * q / (1.0 - (ties - 1.0) * q));
    agrees(&reaches(&platform, &graph, &seeds, f64::INFINITY, 400), total, "fifty posts");
}
