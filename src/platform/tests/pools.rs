//! Sightings in pools where the sightings themselves move the item: against closed forms.

use super::*;

/// Everybody votes who sees the item, and it makes no difference: a draw whose weights votes do not change, without and with
/// votes, shows the item visits x slots x 1 / (1 + background) times an hour. (A vote foresees the next sighting anew; the one
/// foreseen before must not happen as well.)
#[test]
fn votes_that_change_nothing_bring_nothing() {
    let graph = builder::from_ties(Names::Numbered(5000), vec![], vec![], false);
    let draw = Position::Draw { slots: 2.0, background: 99.0, life: f64::INFINITY, up: 0.0, down: 0.0 };
    for score in [0, 1] {
        let emits = vec![Emission { surface: 0, fraction: 1.0 }];
        let platform = Platform {
            surfaces: vec![Surface { share: 0.01, ..Surface::pool("draw", Pool::new(draw.clone())) }],
            verbs: vec![Verb { adopts: true, public: false, score, emits, ..Verb::new("vote", 1.0) }],
            ..Platform::default()
        };
        let audience = Audience::default();
        let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
        let site = site(&platform, &graph, &audience, &ready);
        let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
        let counts: Vec<f64> = (0..4000)
            .map(|r| {
                play(&site, &one_item(), &[0], 10.0, &luck(r), &mut scratch, &mut cascade);
                scratch.book.ledger.exposures[0] as f64
            })
            .collect();
        agrees(&counts, 50.0 * 10.0 * 2.0 / 100.0, &format!("votes of {score}"));
    }
}
