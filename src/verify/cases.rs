//! The cases, by model in the order of `list models`.

use super::Case;
use super::Measured::{AtLeast, Mean, Share};

/// Every case. A new model brings at least one.
pub const CASES: &[Case] = &[
    Case {
        model: "independent-cascade",
        what: "triangle, p = 1/2",
        scenario: "network.complete.people = 3\nspread.independent-cascade.probability = 0.5\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 2.25,
        formula: "1 + 2p + 2p² - 2p³",
    },
    Case {
        model: "independent-cascade",
        what: "path of 10 from its end, p = 1/2",
        scenario: "network.path = { people = 10, mutual = true }\nspread.independent-cascade.probability = 0.5\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 1023.0 / 512.0,
        formula: "(1 - p^n) / (1 - p)",
    },
    Case {
        model: "independent-cascade",
        what: "star of 10 from a leaf, p = .3",
        scenario: "network.star = { people = 10, mutual = true }\nspread.independent-cascade.probability = 0.3\n\
                   campaign = [{ name = 'one', seeds = { people = ['4'] } }]",
        measured: Mean("reach"),
        exact: 1.0 + 0.3 * (1.0 + 8.0 * 0.3),
        formula: "1 + p (1 + (n - 2) p)",
    },
    Case {
        model: "independent-cascade",
        what: "circle of 5, p = 1/2",
        scenario: "network.cycle = { people = 5, mutual = true }\nspread.independent-cascade.probability = 0.5\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 2.75,
        formula: "1 + Σ_d [1 - (1 - p^d)(1 - p^(n-d))]",
    },
    Case {
        model: "independent-cascade",
        what: "four, all tied, p = .2",
        scenario: "network.complete.people = 4\nspread.independent-cascade.probability = 0.2\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 1.812736,
        formula: "all 2^6 worlds",
    },
    Case {
        model: "independent-cascade",
        what: "tree of three branches, depth 2, p = .3",
        scenario: "network.tree = { branching = 3, depth = 2 }\nspread.independent-cascade.probability = 0.3\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 1.0 + 0.9 + 0.81,
        formula: "Σ (b p)^i",
    },
    Case {
        model: "independent-cascade",
        what: "weighted cascade, star of 10 from a leaf",
        scenario: "network.star = { people = 10, mutual = true }\n\
                   spread.independent-cascade.probability = 'weighted-cascade'\n\
                   campaign = [{ name = 'one', seeds = { people = ['7'] } }]",
        measured: Mean("reach"),
        exact: 2.0,
        formula: "2, whatever n",
    },
    Case {
        model: "linear-threshold",
        what: "triangle, equal weights",
        scenario: "network.complete.people = 3\nspread.linear-threshold.weights = 'equal'\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 2.5,
        formula: "Σ over simple paths of Π w",
    },
    Case {
        model: "linear-threshold",
        what: "triangle, one tie in at most",
        scenario: "network.complete.people = 3\n\
                   spread.linear-threshold = { weights = 'equal', coupling = 'live-edge' }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 2.5,
        formula: "the same law by live ties",
    },
    Case {
        model: "general-threshold",
        what: "triangle, influence 1/2, independent",
        scenario: "network.complete.people = 3\n\
                   spread.general-threshold = { combine = 'independent', influence = 0.5 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 2.25,
        formula: "independent cascade",
    },
    Case {
        model: "general-threshold",
        what: "triangle, influence 1/2, sum",
        scenario: "network.complete.people = 3\nspread.general-threshold = { combine = 'sum', influence = 0.5 }\n\
                   campaign = [{ name = 'one', seeds = { people = ['0'] } }]",
        measured: Mean("reach"),
        exact: 2.5,
        formula: "linear threshold",
    },
    Case {
        model: "granovetter",
        what: "complete network of 12, threshold 3, three begin",
        scenario: "network.complete.people = 12\nspread.granovetter.threshold = 3\n\
                   campaign = [{ name = 'three', seeds = { random = 3 } }]",
        measured: Mean("reach"),
        exact: 12.0,
        formula: "all hear three: all act",
    },
    Case {
        model: "watts",
        what: "circle of 30, share 1/2, one begins",
        scenario: "network.cycle = { people = 30, mutual = true }\nspread.watts.share = 0.5\n\
                   campaign = [{ name = 'one', seeds = { random = 1 } }]",
        measured: Mean("reach"),
        exact: 30.0,
        formula: "1 of 2 heard is half: all act",
    },
    Case {
        model: "complex-contagion",
        what: "ring of 100, two voices, two begin, 20 rounds",
        scenario: "horizon = 20\nnetwork.ring-lattice = { people = 100, friends = 4 }\n\
                   spread.complex-contagion.sources = 2\n\
                   campaign = [{ name = 'two', seeds = { people = ['0', '1'] } }]",
        measured: Mean("reach"),
        exact: 42.0,
        formula: "2 + 2t",
    },
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
    Case {
        model: "branching",
        what: "Poisson children, mean 2: extinction",
        scenario: "spread.branching = { offspring = { poisson = 2 }, largest = 200 }\n\
                   campaign = [{ name = 'one', seeds = { random = 1 } }]",
        measured: Mean("extinct"),
        exact: 0.203_187_869_98,
        formula: "s = e^(2 (s - 1))",
    },
    Case {
        model: "branching",
        what: "Poisson children, mean 1/2: all who are born",
        scenario: "spread.branching.offspring = { poisson = 0.5 }\n\
                   campaign = [{ name = 'one', seeds = { random = 1 } }]",
        measured: Mean("reach"),
        exact: 2.0,
        formula: "1 / (1 - μ)",
    },
    Case {
        model: "hawkes",
        what: "background 1, n = 1/2, delays of rate 1, by time 10",
        scenario: "horizon = 10\n\
                   spread.hawkes = { branching = 0.5, background = 1, kernel = { exponential = 1 } }\n\
                   campaign = [{ name = 'nobody' }]",
        measured: Mean("reach"),
        exact: 18.013_475_893_998_17,
        formula: "μT/(1-n) - μn(1 - e^-β(1-n)T)/((1-n)²β)",
    },
    Case {
        model: "voter",
        what: "star of 10, its centre holds 1",
        scenario: "horizon = 100_000\nnetwork.star = { people = 10, mutual = true }\nspread.voter = {}\n\
                   campaign = [{ name = 'centre', seeds = { people = ['0'] } }]",
        measured: AtLeast(10),
        exact: 0.5,
        formula: "its ties / all ties",
    },
    Case {
        model: "q-voter",
        what: "complete network of 5, 2 hold 1, q = 2, two different",
        scenario: "horizon = 100_000\nnetwork.complete.people = 5\nspread.q-voter = { q = 2, repeat = false }\n\
                   campaign = [{ name = 'two', seeds = { people = ['0', '1'] } }]",
        measured: AtLeast(5),
        exact: 0.25,
        formula: "chain of births and deaths",
    },
    Case {
        model: "majority",
        what: "complete network of 5, 2 hold 1, groups of 3",
        scenario: "horizon = 100_000\nnetwork.complete.people = 5\nspread.majority.group = 3\n\
                   campaign = [{ name = 'two', seeds = { people = ['0', '1'] } }]",
        measured: AtLeast(5),
        exact: 0.25,
        formula: "chain of births and deaths",
    },
    Case {
        model: "sznajd",
        what: "ring of 5, three neighbours hold 1",
        scenario: "horizon = 100_000\nnetwork.cycle = { people = 5, mutual = true }\nspread.sznajd = {}\n\
                   campaign = [{ name = 'three', seeds = { people = ['0', '1', '2'] } }]",
        measured: AtLeast(5),
        exact: 2.0 / 3.0,
        formula: "2 of the 3 pairs that agree hold 1",
    },
    Case {
        model: "degroot",
        what: "path of 3, the middle holds 1",
        scenario: "horizon = 10_000\nnetwork.path = { people = 3, mutual = true }\nspread.degroot.initial = 0\n\
                   campaign = [{ name = 'middle', seeds = { people = ['1'] } }]",
        measured: Mean("opinion"),
        exact: 3.0 / 7.0,
        formula: "left eigenvector of the weights",
    },
    Case {
        model: "friedkin-johnsen",
        what: "path of 3, the middle holds 1, susceptibility 1/2",
        scenario: "horizon = 10_000\nnetwork.path = { people = 3, mutual = true }\n\
                   spread.friedkin-johnsen = { susceptibility = 0.5, initial = 0 }\n\
                   campaign = [{ name = 'middle', seeds = { people = ['1'] } }]",
        measured: Mean("opinion"),
        exact: 4.0 / 9.0,
        formula: "(1 - s)(I - sW)^-1: (2/3 + 2 (1/3))/3",
    },
    Case {
        model: "hegselmann-krause",
        what: "path of 3, one end holds 1, one round",
        scenario: "horizon = 1\nnetwork.path = { people = 3, mutual = true }\n\
                   spread.hegselmann-krause = { confidence = 1, initial = 0 }\n\
                   campaign = [{ name = 'end', seeds = { people = ['0'] } }]",
        measured: Mean("opinion"),
        exact: 5.0 / 18.0,
        formula: "(1/2 + 1/3 + 0)/3",
    },
    Case {
        model: "deffuant",
        what: "ten, all tied, three hold 1, confidence 1: opinion",
        scenario: "horizon = 1_000\nnetwork.complete.people = 10\n\
                   spread.deffuant = { confidence = 1, initial = 0 }\n\
                   campaign = [{ name = 'three', seeds = { people = ['0', '1', '2'] } }]",
        measured: Mean("opinion"),
        exact: 0.3,
        formula: "the mean is conserved",
    },
    Case {
        model: "deffuant",
        what: "ten, all tied, three hold 1, confidence 1: agreement",
        scenario: "horizon = 1_000\nnetwork.complete.people = 10\n\
                   spread.deffuant = { confidence = 1, initial = 0 }\n\
                   campaign = [{ name = 'three', seeds = { people = ['0', '1', '2'] } }]",
        measured: Mean("consensus"),
        exact: 1.0,
        formula: "all within reach: all agree",
    },
];
