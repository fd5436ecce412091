//! Processes without a network: exact by generating functions and the mean of the intensity.

use crate::verify::Case;
use crate::verify::Measured::Mean;

pub const CASES: &[Case] = &[
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
];
