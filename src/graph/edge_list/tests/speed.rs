//! How fast a list is read: `cargo test --release --lib edge_list::tests::speed -- --ignored --nocapture`.
//!
//! What it does not show: the disk, and the memory of machines with small caches.

use super::*;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// 2.7 million ties among 200,000 people, in an order that jumps about.
fn long_list(name: impl Fn(u64) -> String, strength: &str) -> String {
    let mut text = String::new();
    for i in 0..2_700_000u64 {
        let (u, v) = (i * 48_271 % 200_000, (i * 48_271 % 200_000 + 1 + i / 200_000 * 7919) % 200_000);
        writeln!(text, "{}\t{}{strength}", name(u), name(v)).unwrap();
    }
    text
}

#[test]
#[ignore = "takes seconds, and means something only in a release build"]
fn millions_of_lines_take_less_than_a_second_and_a_half() {
    let lists = [
        ("numbers", long_list(|u| u.to_string(), "")),
        ("numbers and strengths", long_list(|u| u.to_string(), "\t0.125")),
        ("long numbers", long_list(|u| (u * 102_947 + 1_000_000_000_000).to_string(), "")),
        ("text", long_list(|u| format!("user_{u}"), "")),
        ("numbers, packed", long_list(|u| u.to_string(), "")),
    ];
    for (what, text) in lists {
        let packed = if what.ends_with("packed") { super::gzip::packed(&text) } else { text.clone().into_bytes() };
        let start = Instant::now();
        let graph = accepted(&packed, &influence()).graph;
        let time = start.elapsed();
        assert_eq!((graph.people(), graph.ties()), (200_000, 2_700_000));
        println!("{what}: {time:.3?}, {:.0} MB of text a second", text.len() as f64 / 1e6 / time.as_secs_f64());
        assert!(what == "text" || time < Duration::from_millis(1500), "{what}: {time:?}");
    }
}
