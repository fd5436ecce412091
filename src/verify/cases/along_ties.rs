//! Delays, kinds of ties, people who block or refuse, doses, bad news: exact by what passes along a tie or a short path.

use crate::verify::Case;
use crate::verify::Measured::{AtLeast, Mean};

pub const CASES: &[Case] = &[
    Case {
        model: "continuous-time-cascade",
        what: "path of 3 from its end, p = .8, delays 1, by time 2",
        scenario: "horizon = 2\n\
                   network.path = { people = 3, mutual = true }\n\
                   spread.continuous-time-cascade = { probability = 0.8, delay = { exponential = 1 } }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: AtLeast(3),
        exact: 0.380_156_256_185_703_6,
        formula: "p² (1 - e^-T (1 + T))",
    },
    Case {
        model: "goldenberg-libai-muller",
        what: "two, strong tie .2, advertising .1, three periods",
        scenario: "horizon = 3\n\
                   network.strong-and-weak = { people = 2, strong = 1, weak = 0, strong-strength = 1, weak-strength = 0 }\n\
                   spread.goldenberg-libai-muller = { strong = 0.2, weak = 0.1, advertising = 0.1 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: AtLeast(2),
        exact: 1.0 - 0.72 * 0.72 * 0.72,
        formula: "1 - (.9 × .8)³",
    },
    Case {
        model: "goldenberg-libai-muller",
        what: "two, weak tie .1, three periods",
        scenario: "horizon = 3\n\
                   network.strong-and-weak = { people = 2, strong = 1, weak = 0, strong-strength = 0, weak-strength = 0 }\n\
                   spread.goldenberg-libai-muller = { strong = 0.2, weak = 0.1 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: AtLeast(2),
        exact: 0.271,
        formula: "1 - .9³",
    },
    Case {
        model: "goldenberg-libai-muller",
        what: "four, two weak ties each, redrawn, one period",
        scenario: "horizon = 1\n\
                   network.strong-and-weak = { people = 4, strong = 1, weak = 2, strong-strength = 1, weak-strength = 0 }\n\
                   spread.goldenberg-libai-muller = { strong = 0, weak = 0.3, weak-ties = 'redrawn' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 1.0 + 3.0 * (1.0 - 0.9 * 0.9),
        formula: "1 + 3 (1 - (1 - w/3)²)",
    },
    Case {
        model: "kertesz-threshold",
        what: "two, share 1, adopter rate .1, one unasked round",
        scenario: "horizon = 1\n\
                   network.complete.people = 2\n\
                   spread.kertesz-threshold = { share = 1, adopter-rate = 0.1 }\n\
                   campaign = [{ name = 'nobody' }]",
        measured: Mean("reach"),
        exact: 0.2,
        formula: "2 r",
    },
    Case {
        model: "kertesz-threshold",
        what: "two, share 1, a quarter blocked, one asked",
        scenario: "network.complete.people = 2\n\
                   spread.kertesz-threshold = { share = 1, blocked = 0.25 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: AtLeast(2),
        exact: 0.75,
        formula: "1 - blocked",
    },
    Case {
        model: "profile",
        what: "one tie, profile .3, refuse .2",
        scenario: "network.path = { people = 2, mutual = true }\n\
                   spread.profile = { profile = 0.3, refuse = 0.2 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: AtLeast(2),
        exact: 0.3 / (1.0 - 0.7 * 0.8),
        formula: "p / (1 - (1 - p)(1 - r))",
    },
    Case {
        model: "profile-threshold",
        what: "path of 5, share .6, two asked around one",
        scenario: "network.path = { people = 5, mutual = true }\n\
                   spread.profile-threshold = { share = 0.6, profile = 0.3, refuse = 0.2 }\n\
                   campaign = [{ name = 'two', seeds = { people = ['0', '2'] } }]",
        measured: Mean("reach"),
        exact: 2.0 + 0.3 / (1.0 - 0.7 * 0.8),
        formula: "2 + p / (1 - (1 - p)(1 - r))",
    },
    Case {
        model: "dodds-watts",
        what: "two, a dose with .3 a round, three rounds",
        scenario: "horizon = 3\n\
                   network.complete.people = 2\n\
                   spread.dodds-watts = { probability = 0.3, threshold = 1 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: AtLeast(2),
        exact: 0.657,
        formula: "1 - .7³",
    },
    Case {
        model: "bad-news",
        what: "path of 6 from its end, p = .5, q = .8, good words",
        scenario: "network.path = { people = 6, mutual = true }\n\
                   spread.bad-news = { probability = 0.5, quality = 0.8 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("positive_reach"),
        exact: 0.8 * (1.0 - 0.004_096) / 0.6,
        formula: "q (1 - (pq)^n) / (1 - pq)",
    },
];
