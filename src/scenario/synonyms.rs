//! What other tools and other people call our keys.

use super::keys;
use crate::catalog::Key;

/// Section (a final `.` for any below it), our word, theirs, and what to know about it.
const OTHERS: &[(&str, &str, &[&str], &str)] = &[
    (
        "",
        "random-seed",
        &["seed", "rng-seed"],
        "the number all chance is drawn from; whom to ask first is `seeds`, in a [[campaign]]",
    ),
    ("", "replicates", &["runs", "run", "iterations", "simulations", "samples", "repetitions", "trials", "n-runs"], ""),
    ("", "horizon", &["steps", "max-steps", "rounds", "max-rounds", "time", "duration", "until", "t-max"], ""),
    ("", "title", &["name", "label", "description"], ""),
    ("", "target", &["goal"], ""),
    ("", "measures", &["output", "outputs", "metrics"], ""),
    ("", "plots", &["pictures", "figures"], ""),
    ("", "format", &["version"], ""),
    ("", "network", &["graph"], ""),
    ("", "spread", &["model", "diffusion"], ""),
    ("", "campaign", &["campaigns", "strategy", "strategies"], ""),
    ("network", "file", &["edge-list", "edgelist", "edges", "csv", "tsv"], ""),
    ("network", "erdos-renyi", &["er", "gnp", "random", "random-graph", "binomial"], ""),
    ("network", "random-ties", &["gnm"], ""),
    ("network", "small-world", &["watts-strogatz", "ws"], ""),
    ("network", "preferential-attachment", &["barabasi-albert", "ba"], ""),
    (
        "network",
        "configuration",
        &["degree-sequence", "lognormal", "poisson"],
        "its key `degree` says how many ties people have",
    ),
    ("network", "power-law", &["scale-free", "pareto"], ""),
    ("network", "grid", &["lattice", "square-lattice"], ""),
    ("network", "complete", &["clique", "full"], ""),
    ("network.", "people", &["nodes", "n", "users", "agents", "population", "vertices", "size"], ""),
    ("network.", "friends", &["k", "degree", "neighbors", "neighbours"], ""),
    ("network.", "rewire", &["p", "probability", "beta"], ""),
    ("network.", "probability", &["p", "prob"], ""),
    ("network.", "ties-each", &["m"], ""),
    ("network.", "ties", &["m", "edges", "links"], ""),
    ("network.", "mutual", &["directed", "undirected"], "true: ties run both ways"),
    ("network.file", "path", &["file", "filename", "name"], ""),
    (
        "network.file",
        "direction",
        &["directed"],
        "directed = false is direction = \"mutual\"; else \"influence\" (`u v`: v hears u) or \"follows\"",
    ),
    ("spread", "independent-cascade", &["ic", "icm", "cascade"], ""),
    ("spread", "linear-threshold", &["lt", "ltm", "threshold"], ""),
    ("spread", "maki-thompson", &["mt"], ""),
    ("spread", "daley-kendall", &["dk"], ""),
    (
        "spread",
        "rumour",
        &["rumor", "gossip", "nekovee"],
        "with maki-thompson and daley-kendall for the classical ones",
    ),
    ("spread", "sir", &["epidemic"], "also here: si, sis, sirs, seir and seis"),
    ("spread", "continuous-time-cascade", &["netrate", "ctic", "continuous-time-independent-cascade"], ""),
    ("spread", "goldenberg-libai-muller", &["talk-of-the-network", "glm"], ""),
    ("spread", "kertesz-threshold", &["kertesz", "kertesz-model"], ""),
    ("spread", "dodds-watts", &["generalised-contagion", "generalized-contagion", "generalised-threshold"], ""),
    (
        "spread.",
        "probability",
        &["p", "prob", "transmission", "beta", "transmissibility", "activation-probability", "rate", "chance"],
        "",
    ),
    (
        "spread.",
        "transmission",
        &["probability", "p", "prob"],
        "`transmission` is a rate per unit of time, or with clock = \"rounds\" a probability per round",
    ),
    (
        "spread.",
        "transmission",
        &["beta", "infection", "infection-rate", "infection-probability", "transmissibility", "rate", "chance"],
        "",
    ),
    ("spread", "voter", &["zealots", "voter-zealot", "voter-model", "noisy-voter"], "zealots are its key `stubborn`"),
    ("spread", "q-voter", &["qvoter", "nonlinear-voter"], ""),
    ("spread", "majority", &["majority-rule", "galam", "local-majority"], ""),
    ("spread", "degroot", &["de-groot", "french-degroot", "consensus", "averaging"], ""),
    ("spread", "friedkin-johnsen", &["fj", "friedkin"], ""),
    (
        "spread",
        "deffuant",
        &["deffuant-weisbuch", "bounded-confidence", "dw", "algorithmic-bias"],
        "`bias` makes those who think alike meet more often",
    ),
    ("spread", "hegselmann-krause", &["hk", "whk", "arwhk"], ""),
    ("spread.", "confidence", &["epsilon", "eps", "threshold", "tolerance"], ""),
    ("spread.deffuant", "step", &["mu", "convergence", "rate"], ""),
    ("spread.deffuant", "bias", &["gamma"], ""),
    ("spread.", "stubborn", &["zealots", "stubbornness"], "who never changes"),
    ("spread.", "initial", &["share", "opinions", "initial-opinion", "fraction"], "what people hold at the beginning"),
    ("spread.majority", "group", &["q", "size", "g"], ""),
    ("spread.q-voter", "otherwise", &["epsilon", "noise"], ""),
    ("spread.", "susceptibility", &["alpha", "stubbornness"], ""),
    ("spread.", "weights", &["weight", "influence"], ""),
    (
        "spread.",
        "sources",
        &["threshold", "k", "contacts", "count"],
        "`sources` is how many different people heard must have acted",
    ),
    (
        "spread.",
        "share",
        &["threshold", "phi", "fraction"],
        "`share` is the share of the people heard who must have acted",
    ),
    ("spread.maki-thompson", "spread", &["probability", "p", "transmission", "beta", "lambda"], ""),
    ("spread.maki-thompson", "stifle", &["stifling", "recovery", "gamma", "alpha", "stop"], ""),
    ("spread.", "recovery", &["gamma", "recovery-rate", "recovery-probability", "mu"], ""),
    ("spread.sir", "duration", &["infectious-period", "lifetime", "period", "days"], ""),
    ("spread.", "innovation", &["p", "external"], ""),
    ("spread.", "imitation", &["q", "transmission", "probability", "internal"], ""),
    ("campaign", "seeds", &["seed", "seed-set", "seed-nodes", "seeding", "initial"], ""),
    ("campaign", "name", &["title", "label", "id"], ""),
    ("campaign", "baseline", &["control", "reference"], ""),
    ("campaign.seeds", "most-ties", &["influencers", "hubs", "degree", "top", "high-degree", "celebrities"], ""),
    ("campaign.seeds", "people", &["names", "list", "nodes", "ids"], ""),
    ("campaign.seeds", "random", &["anybody", "uniform", "count"], ""),
    ("campaign.seeds", "friends-of-random", &["friends", "acquaintances"], ""),
    ("campaign.seeds", "rank-band", &["micro-influencers", "mid-tier"], ""),
    ("campaign.seeds", "degree-discount", &["greedy"], ""),
    ("people", "attributes", &["file", "path", "csv"], ""),
];

/// The key among some that a section calls by another word, and what to know about it.
pub fn of(word: &str, section: &str, keys: &'static [Key]) -> Option<(&'static Key, &'static str)> {
    let here = |at: &str| at == section || (at.ends_with('.') && section.starts_with(at));
    OTHERS.iter().filter(|(at, _, words, _)| here(at) && words.contains(&word)).find_map(|(_, ours, _, advice)| {
        let key = keys.iter().find(|key| key.name == *ours)?;
        Some((key, *advice))
    })
}

/// A key, a word it takes, and what others call that.
const WORDS: &[(&str, &str, &[&str])] = &[
    ("direction", "mutual", &["undirected", "both", "symmetric", "bidirectional", "two-way"]),
    ("clock", "rounds", &["discrete", "steps", "synchronous"]),
    ("clock", "continuous", &["time", "hours", "days", "asynchronous", "events"]),
    ("plots", "distribution", &["histogram", "hist", "violin", "box", "boxplot"]),
    ("plots", "reach", &["curve", "curves", "time", "line", "timeline"]),
    ("plots", "cascade", &["network", "graph", "tree", "map"]),
    ("measures", "reach", &["size", "adopters", "infected", "total", "spread"]),
    ("measures", "time-to-peak", &["peak", "peak-time"]),
    ("measures", "structural-virality", &["virality", "wiener"]),
    ("third-column", "strength", &["weight", "weights", "probability", "rate"]),
];

/// The word of a key that others call by another.
pub fn word(key: &str, word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    WORDS.iter().find(|(at, _, words)| *at == key && words.contains(&word.as_str())).map(|(_, ours, _)| *ours)
}

/// Paths of all keys that others call by this word.
pub fn everywhere(word: &str) -> Vec<String> {
    let mut paths = Vec::new();
    keys::walk(&mut |path, key| {
        let home = path.rsplit_once('.').map_or("", |(home, _)| home);
        let here = |at: &str| at == home || (at.ends_with('.') && home.starts_with(at));
        if OTHERS.iter().any(|(at, ours, words, _)| here(at) && *ours == key.name && words.contains(&word)) {
            paths.push(path.to_owned());
        }
    });
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_ours_is_one_of_its_key() {
        use crate::catalog::Kind;
        for (name, ours, _) in WORDS {
            let mut there = false;
            fn takes(kind: &Kind, ours: &str) -> bool {
                match kind {
                    Kind::Words(words) | Kind::WordList(words) => words.iter().any(|(word, _)| *word == ours),
                    Kind::Either(kinds) => kinds.iter().any(|kind| takes(kind, ours)),
                    _ => false,
                }
            }
            keys::walk(&mut |_, key| there |= key.name == *name && takes(&key.kind, ours));
            assert!(there, "{name} has no {ours}");
        }
    }

    #[test]
    fn every_word_of_ours_is_a_key_of_its_section() {
        for (section, ours, ..) in OTHERS {
            let mut there = false;
            keys::walk(&mut |path, key| {
                let home = path.rsplit_once('.').map_or("", |(home, _)| home);
                let here = home == *section || (section.ends_with('.') && home.starts_with(section));
                there |= key.name == *ours && here;
            });
            assert!(there, "{section} has no {ours}");
        }
    }
}
