//! All tests that look at the library from outside, in one binary. What belongs where:
//!
//! | module | holds |
//! |---|---|
//! | `house` | the house itself: imports point downward, catalogs and files agree, every entry has its page |
//! | `small` | small networks, how a test names a model, the players: what is tested and what it is given |
//! | `oracle` | exact answers for small networks, written apart from the engine: worlds enumerated, chains solved |
//! | `exact` | every network of up to 4 people, every world, replayed: equal to plain search, no statistics (S2) |
//! | `odds` | the only way to make a statistical assertion: states alpha, sample and smallest effect noticed |
//! | `sampled` | random small networks against the oracle by statistics (S1), impossible outcomes (S3) |
//! | `plain` | the rules written plainly a second time, with a switch for classical faults |
//! | `planted` | each planted fault is caught by S1 or S2, the faultless twin passes (S5) |
//! | `figures` | closed forms and published numbers of the models of `chains`, and columns as parameters |
//! | `laws` | closed forms and published numbers of each model |
//! | `opinions` | the chain of every small network from the engine's own turns, against the papers' closed forms |
//! | `brands` | rivals, bad news and waves: every small world against the rules written plainly, scenarios against each other |
//! | `descent` | branching and Hawkes processes: Borel's law, extinction, means, the memory of retweets |
//! | `chains` | models whose people stop, return, hesitate or forget, against Markov chains solved exactly; faults planted in them |
//! | `beside` | groups, credits, overlaps, overtaking, sources, Bass curves, people, theory: against the same cascades counted by hand |
//! | `course` | exposures over time, funnels, stocks, promotions: against the measures of the same runs |
//! | `by_hand` | small cases that a person works out on paper, from a law or a scenario to the answer |
//! | `coverage` | 95 % intervals hold exact means 95 % of the time (S4) |
//! | `ties` | layers, contacts in time, embeddedness: scenarios from the file to the answer, against search and enumeration |
//! | `talk` | talk of the network: weak ties drawn anew against the chain of all states, advertising early and ties late |
//! | `twins` | fast kernels equal their slow twins on the same luck; models that are one another's special case (S8) |
//! | `authors` | what an author of a platform brings, by the sum over the ties: against the engine |
//! | `practices` | the practices on a platform: null settings, closed forms, the scale |
//! | `facts` | stylised facts of the built-in platforms, each with what would be failure; run by name |
//! | `sensitivity` | which assumed numbers of a platform its answers hang on |
//! | `properties` | what holds for any network and luck: more seeds never less, isolated people, horizons, replays |
//! | `determinism` | a result depends on its address alone: threads, order, reuse of memory |
//! | `best` | whom to ask first: reverse sets against exact spread, the certificate against the best of all seed sets |
//! | `played` | whom to ask first where the model is played: choice in common worlds, against enumerated optima |
//! | `streams` | neighbouring addresses are independent (S6) |
//! | `stability` | pinned draws and pinned reaches: a changed stream is a visible diff |
//! | `schema` | the JSON schema takes every scenario of the repository, and refuses what the program refuses |
//! | `messages` | every mistake of a user: the whole message, golden; exit code 2, nothing written (P9, P10) |
//! | `cli` | given this scenario, when run, then stdout, stderr, exit code, files |
#![allow(clippy::disallowed_methods, reason = "a test's own arithmetic is no result")]
#![allow(clippy::needless_range_loop, reason = "people are numbers, and index several columns at once")]

#[path = "tests/authors.rs"]
mod authors;
#[path = "tests/beside.rs"]
mod beside;
#[path = "tests/best.rs"]
mod best;
#[path = "tests/brands.rs"]
mod brands;
#[path = "tests/by_hand.rs"]
mod by_hand;
#[path = "tests/chains.rs"]
mod chains;
#[cfg(feature = "cli")]
#[path = "tests/cli.rs"]
mod cli;
#[path = "tests/course.rs"]
mod course;
#[path = "tests/coverage.rs"]
mod coverage;
#[path = "tests/descent.rs"]
mod descent;
#[path = "tests/determinism.rs"]
mod determinism;
#[path = "tests/exact.rs"]
mod exact;
#[path = "tests/facts.rs"]
mod facts;
#[path = "tests/figures.rs"]
mod figures;
#[cfg(feature = "cli")]
#[path = "tests/goldens.rs"]
mod goldens;
#[path = "tests/house.rs"]
mod house;
#[path = "tests/laws.rs"]
mod laws;
#[cfg(feature = "cli")]
#[path = "tests/messages.rs"]
mod messages;
#[path = "tests/odds.rs"]
mod odds;
#[path = "tests/opinions.rs"]
mod opinions;
#[path = "tests/oracle.rs"]
mod oracle;
#[path = "tests/plain.rs"]
mod plain;
#[path = "tests/planted.rs"]
mod planted;
#[path = "tests/platforms.rs"]
mod platforms;
#[path = "tests/played.rs"]
mod played;
#[path = "tests/practices.rs"]
mod practices;
#[path = "tests/properties.rs"]
mod properties;
#[path = "tests/sampled.rs"]
mod sampled;
#[path = "tests/schema.rs"]
mod schema;
#[path = "tests/sensitivity.rs"]
mod sensitivity;
#[path = "tests/small.rs"]
mod small;
#[path = "tests/stability.rs"]
mod stability;
#[path = "tests/streams.rs"]
mod streams;
#[cfg(feature = "cli")]
#[path = "tests/talk.rs"]
mod talk;
#[path = "tests/ties.rs"]
mod ties;
#[path = "tests/twins.rs"]
mod twins;
