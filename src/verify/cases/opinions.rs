//! Opinions: exact by what is conserved, by chains of births and deaths, and by linear algebra.

use crate::verify::Case;
use crate::verify::Measured::{AtLeast, Mean};

pub const CASES: &[Case] = &[
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
