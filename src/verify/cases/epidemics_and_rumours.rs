//! Infections, growth and rumours, on the clock of each: exact by the law of the waiting times, or by the chain of states.

use crate::verify::Case;
use crate::verify::Measured::{AtLeast, Mean, Share};

pub const CASES: &[Case] = &[
    Case {
        model: "si",
        what: "path of 5, rate 2, the end within time 1",
        scenario: "horizon = 1\nnetwork.path = { people = 5, mutual = true }\n\
                   spread.si = { transmission = 2, clock = 'continuous' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: AtLeast(5),
        exact: 0.142_876_539_501_452_96,
        formula: "Erlang: 1 - e^-2 (1 + 2 + 2 + 4/3)",
    },
    Case {
        model: "sir",
        what: "path of 3 from its middle, rates 1 and 1",
        scenario: "network.path = { people = 3, mutual = true }\n\
                   spread.sir = { transmission = 1, recovery = 1, clock = 'continuous' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['1'] } }]",
        measured: AtLeast(3),
        exact: 1.0 / 3.0,
        formula: "1 - 2/2 + 1/3: one life for both ties",
    },
    Case {
        model: "sir",
        what: "triangle, rates 1 and 1",
        scenario: "network.complete.people = 3\n\
                   spread.sir = { transmission = 1, recovery = 1, clock = 'continuous' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['1'] } }]",
        measured: Mean("reach"),
        exact: 13.0 / 6.0,
        formula: "1/3 + 2/6 + 3/2",
    },
    Case {
        model: "sir",
        what: "path of 3, middle, rounds, 1/2 and 1/2",
        scenario: "network.path = { people = 3, mutual = true }\n\
                   spread.sir = { transmission = 0.5, recovery = 0.5, clock = 'rounds' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['1'] } }]",
        measured: AtLeast(3),
        exact: 10.0 / 21.0,
        formula: "1 - 2E(1-b)^L + E(1-b)^2L",
    },
    Case {
        model: "sir",
        what: "path of 3, middle, .3 for 3 rounds",
        scenario: "network.path = { people = 3, mutual = true }\n\
                   spread.sir = { transmission = 0.3, duration = 3, clock = 'rounds' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['1'] } }]",
        measured: AtLeast(3),
        exact: 0.657 * 0.657,
        formula: "T², T = 1 - (1 - b)^d",
    },
    Case {
        model: "bass",
        what: "one-sided circle, p = .03, q = .38, t = 10",
        scenario: "horizon = 10\nnetworks = 1\nnetwork.cycle = { people = 200, mutual = false }\n\
                   spread.bass = { innovation = 0.03, imitation = 0.38 }\ncampaign = [{ name = 'nobody' }]",
        measured: Share("reach", 200.0),
        exact: 0.558_258_670_371_618_1,
        formula: "1 - exp(-(p+q)t + q(1 - e^-pt)/p)",
    },
    Case {
        model: "maki-thompson",
        what: "complete network of 11, how many hear it",
        scenario: "network.complete.people = 11\nspread.maki-thompson = {}\n\
                   campaign = [{ name = 'one', seeds = { random = 1 } }]",
        measured: Mean("reach"),
        exact: 11.0 - 10.0 * 0.222_591_959,
        formula: "chain of ignorants and spreaders",
    },
    Case {
        model: "daley-kendall",
        what: "complete network of 3, how many hear it",
        scenario: "network.complete.people = 3\n\
                   spread.daley-kendall = {}\n\
                   campaign = [{ name = 'one', seeds = { random = 1 } }]",
        measured: Mean("reach"),
        exact: 8.0 / 3.0,
        formula: "rates of meetings: 1 with the third, 1/2 of the two",
    },
    Case {
        model: "rumour",
        what: "complete network of 3, spread 1, stifle 1",
        scenario: "network.complete.people = 3\n\
                   spread.rumour = { spread = 1, stifle = 1 }\n\
                   campaign = [{ name = 'one', seeds = { random = 1 } }]",
        measured: Mean("reach"),
        exact: 2.75,
        formula: "Maki-Thompson: 3 - 2 (1/8)",
    },
    Case {
        model: "sis",
        what: "complete network of 5, rates .5 and 1, extinction",
        scenario: "horizon = 1_000\n\
                   network.complete.people = 5\n\
                   spread.sis = { transmission = 0.5, recovery = 1, clock = 'continuous' }\n\
                   campaign = [{ name = 'one', seeds = { random = 1 } }]",
        measured: Mean("extinction_time"),
        exact: 4.05,
        formula: "Σ 1/(j γ) Π β (n - i)/γ",
    },
    Case {
        model: "sirs",
        what: "two, rates 1 and 1, open again at rate 2: extinction",
        scenario: "horizon = 1_000\n\
                   network.complete.people = 2\n\
                   spread.sirs = { transmission = 1, recovery = 1, waning = 2, clock = 'continuous' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("extinction_time"),
        exact: 1.375,
        formula: "T = 1/2 + (1/2 + (1 + 2T)/3)/2",
    },
    Case {
        model: "seir",
        what: "two, rates 1 and 1, onset .7: extinction",
        scenario: "horizon = 1_000\n\
                   network.complete.people = 2\n\
                   spread.seir = { transmission = 1, recovery = 1, onset = 0.7, clock = 'continuous' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("extinction_time"),
        exact: 0.5 + (1.0 + (1.0 / 0.7 + 1.0) + 0.7 * 1.5) / 1.7 / 2.0,
        formula: "1/2 + (1 + (1/σ + 1) + 3σ/2)/2(1 + σ)",
    },
    Case {
        model: "seis",
        what: "two, rates 1 and 1, onset .7: extinction",
        scenario: "horizon = 1_000\n\
                   network.complete.people = 2\n\
                   spread.seis = { transmission = 1, recovery = 1, onset = 0.7, clock = 'continuous' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("extinction_time"),
        exact: 1.0 + (1.0 + 1.0 / 0.7 + 0.35) / 1.7,
        formula: "1 + (1 + 1/σ + σ/2)/(1 + σ)",
    },
];
