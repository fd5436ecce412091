//! Cascades and thresholds: exact by all worlds, by simple paths, or because nothing is left to chance.

use crate::verify::Case;
use crate::verify::Measured::Mean;

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
];
