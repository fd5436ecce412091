//! Pinned draws and pinned reaches: a changed stream is a visible diff.
//!
//! These are facts, not truths: a deliberate change of a stream or of a kernel's order replaces them, raises the version of
//! results and is named in the change log. On a mismatch the test prints the whole new table.

use crate::small::{Net, luck, pick};
use crate::twins::models;
use rumormill::cascade::Cascade;
use rumormill::engine::{self, Scratch};
use rumormill::random::Purpose;
use std::fmt::Write;

/// Lines of `found` against lines of `pinned`.
fn same(found: &str, pinned: &str) {
    let (found, pinned) = (found.trim(), pinned.trim());
    assert!(found == pinned, "the table is now\n{found}\n");
}

/// Eight words of each purpose, at addresses near and far, of three replicates: 64 words.
#[test]
fn words_at_chosen_addresses() {
    const ADDRESSES: [(u64, u64, u64); 8] = [
        (0, 0, 0),
        (0, 0, 1),
        (0, 1, 0),
        (1, 0, 0),
        (0, u32::MAX as u64, 3),
        (0, 1 << 32, 1 << 32),
        (u64::MAX, 12, 5),
        (7, u64::MAX, u64::MAX),
    ];
    let mut found = String::new();
    for purpose in [
        Purpose::Network,
        Purpose::Attribute,
        Purpose::Theta,
        Purpose::Live,
        Purpose::Recover,
        Purpose::SeedPick,
        Purpose::Outside,
        Purpose::Contact,
    ] {
        write!(found, "{purpose:?}").expect("text");
        for (replicate, entity, index) in ADDRESSES {
            write!(found, " {:016x}", luck(7, replicate).stream(purpose).bits(entity, index)).expect("text");
        }
        found.push('\n');
    }
    same(&found, WORDS);
}

const WORDS: &str = "
Network 1a358a076b30f541 ef5b1b23a8ab678e 1b459e572c8023ea 19d2b38bfebe83e1 4de407f4cfb743b2 d0d910de9597459b 58723077b78e4758 30295e0b99b0ed7e
Attribute d452684697c542cb c9577748449fe63f 0e381414bf8862c3 c11781b19b95a1ab af8e246b330a6fbc 94eade690ac43243 f9040013ea93c889 244dd132be857cd1
Theta 0bd89cc5a9625b4d fd9781d3bb23038f 07050f93e044a76f b51b83f067179663 ed0ab7feefdc9037 5fa614f7b5058795 993f3a88f1a20a62 0417479198a18885
Live 7ffb14566aef051f 00ec5804cbfc2f44 6d0d548d00809fd1 032bdebea889afc0 21e1bbff13f20bd2 5958ec8310326964 18ecdeed3d9c4d00 5f0d70d5167cfd4f
Recover 73d42361fa5dba0e 746e9338e558806e 79d8def3d5643bca 6a20b2e9449f35eb dc7c6a8736a0dfa4 53f98293e0609a8c a11d88fb1b2dee11 b26fe846acc0ebb6
SeedPick 16c1edbe5420ebab d0d1d501936c992c 39e2aac18b0da4d9 7518dc4927f84365 92e7c551b3ae89ab 152064b6ed3c4adb 2daca3c47dbc197d d90c150d18d2f214
Outside 9c0459fada7c23ed 84666afba7f5a7c2 8f3822d37215beeb 8545e9812257cbd1 450d7c24f25ceb1e 6ff9f1c7854a2e80 e71b48462e5be0c3 0299d425ec412c1d
Contact e797560ed1eb8e3a 145ebf104ba857a8 e700265b68e63d8c 74133466eca19360 2471f6c4b1d4ed82 bd349512f72433e7 23157cc209f8cfeb af1f4f3189518453
";

/// Coins of ties: rows of two people, first eight places.
#[test]
fn coins_of_ties() {
    let mut found = String::new();
    for (replicate, person) in [(0, 0), (0, 1), (1, 0)] {
        write!(found, "{replicate} {person}").expect("text");
        for place in 0..8 {
            write!(found, " {:016x}", luck(7, replicate).coins().row(person).word(place)).expect("text");
        }
        found.push('\n');
    }
    same(&found, COINS);
}

const COINS: &str = "
0 0 e59f848b19cce5aa bd661f08557f7140 ec619ddbab5ea817 736b5cb27b22e936 b4110095aa4fc7dd 4a901b60b65b0c62 c98011e808eea85a d0b403ce46bafca1
0 1 005ed7d8a4c30a3e 85c95937bb28b34e ba381589ebb843e9 cfc0e0cc946e80cd 0d82d2c482f44849 825b8d9ee2005771 1fbe39d60787da7d fe42ea65d5ea7b43
1 0 78f487d41cfbbeee 8add52724512be07 248c960f4c6e17f3 bcda64ca938ca3f3 9a178ecda9486bb7 13c3baa2170758b6 af4a368e178163b6 a09e134935b6f20a
";

/// Every model on one network of 60 people, three replicates: reach, place of the last act and its time to the last bit.
#[test]
fn reaches_of_every_model() {
    let ties = (0..300).map(|i| ((pick(i, 0, 80) % 60) as u32, (pick(i, 1, 80) % 60) as u32));
    let mut ties: Vec<_> = ties.filter(|(a, b)| a != b).collect();
    ties.sort_unstable();
    ties.dedup();
    let numbers = |(i, &(a, b)): (usize, &(u32, u32))| (a, b, f64::from((pick(i as u64, 2, 80) % 7) as u32) / 8.0);
    let plain = Net::new(60, ties.iter().enumerate().map(numbers).collect());
    let sum = |to: u32| plain.ties.iter().filter(|tie| tie.1 == to).map(|tie| tie.2).sum::<f64>().max(1.0);
    let weights = Net::new(60, plain.ties.iter().map(|&(a, b, w)| (a, b, w / sum(b))).collect());
    let graphs = [plain.graph(), weights.graph()];
    let mut found = String::new();
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
        let short: String =
            name.replace("Text(", "").replace("Number(", "").replace([')', '(', '"', '[', ']', ','], "");
        write!(found, "{short}:").expect("text");
        for replicate in 0..3 {
            let graph = &graphs[usize::from(on_weights)];
            engine::play(&law, graph, &[5, 17, 40], 30.0, &luck(8, replicate), &mut scratch, &mut cascade);
            let last = cascade.reach() - 1;
            write!(found, " {}@{}@{:?}", cascade.reach(), cascade.people[last], cascade.times[last]).expect("text");
        }
        found.push('\n');
    }
    same(&found, REACHES);
}

const REACHES: &str = "
independent-cascade probability strength: 42@46@6.0 40@50@7.0 41@35@8.0
independent-cascade probability 0.3: 14@39@5.0 26@55@6.0 18@26@4.0
independent-cascade probability weighted-cascade: 30@58@7.0 22@14@4.0 22@35@9.0
independent-cascade probability trivalency: 3@40@0.0 4@19@1.0 3@40@0.0
independent-cascade probability strength coupling threshold: 37@47@8.0 19@50@4.0 50@23@6.0
linear-threshold weights strength: 15@43@3.0 4@43@1.0 51@35@11.0
linear-threshold weights strength coupling live-edge: 29@52@9.0 5@55@1.0 28@36@7.0
linear-threshold weights equal: 29@56@7.0 10@1@3.0 58@35@12.0
linear-threshold weights equal coupling live-edge: 31@43@11.0 40@29@10.0 14@58@4.0
general-threshold combine sum influence strength: 15@43@3.0 4@43@1.0 51@35@11.0
general-threshold combine independent influence 0.3: 34@37@8.0 25@53@6.0 49@50@9.0
granovetter threshold Whole2: 54@59@14.0 54@59@14.0 54@59@14.0
watts share 0.3: 59@38@5.0 59@38@5.0 59@38@5.0
complex-contagion sources Whole2: 54@59@14.0 54@59@14.0 54@59@14.0
si transmission strength: 58@33@12.259678174700442 58@9@19.943625903529302 58@9@14.650313778614459
si transmission strength clock rounds: 58@33@10.0 58@9@21.0 58@9@15.0
sir transmission strength recovery 0.4 clock rounds: 47@12@8.0 47@11@10.0 49@2@7.0
sir transmission 0.2 duration 3.0 clock rounds: 47@4@13.0 47@30@11.0 50@19@11.0
sir transmission strength recovery 0.4: 37@52@12.610615685247252 39@11@8.58136169025716 42@23@6.379955251752927
sir transmission 0.3 duration 1.5: 31@23@4.656760636292258 39@47@5.973650080948387 40@4@6.81731376647379
bass innovation 0.05 imitation 0.9: 59@15@8.722889551605249 59@23@6.808586483009872 60@22@6.516838873126464
maki-thompson : 38@10@4.913072205483213 34@41@6.655139647756484 39@10@9.53674380774628
maki-thompson spread 0.7 stifle 0.3 clock rounds: 53@52@20.0 52@0@13.0 57@18@14.0
";
