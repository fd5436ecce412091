//! The words of the tables, of the files of a run, and what they mean: for `explain`.

/// Each word as a table or a file has it, in one of its forms, and what it means, without a full stop.
pub const WORDS: &[(&[&str], &str)] = &[
    (
        &["95 % interval", "interval", "low", "high"],
        "where the mean lies: a range found so holds it in 95 of 100 cases; more replicates narrow it. `low` and `high` in summary.json",
    ),
    (&["middle 90 %"], "nine of ten replicates end between these two, so much is luck: the quantiles of 5 % and 95 %"),
    (
        &[
            "half by",
            "half by round",
            "half by hour",
            "half by time",
            "half by second",
            "half by minute",
            "half by day",
            "half by week",
            "half by month",
            "half by year",
        ],
        "the time by which half of a replicate's reach had happened, in the median replicate: the measure `half-life`",
    ),
    (&["at 1"], "of opinions that are 0 or 1: people who hold 1 at the end, on average; the measure `convinced`"),
    (&["all agree"], "share of replicates in which all opinions are the same at the end; the measure `consensus`"),
    (&["all at 1"], "share of replicates in which everybody holds 1 at the end; the measure `consensus-on-1`"),
    (&["groups"], "groups of opinion at the end, in the median replicate; the measure `clusters`"),
    (&["outcome"], "what campaigns are compared by: reach, or of opinions `convinced` or the mean `opinion`"),
    (&["against"], "the campaign with which the others are compared: the one with `baseline = true`, else the first"),
    (&["difference"], "mean of reach minus that of the baseline, replicate by replicate, under the same luck"),
    (&["ahead in", "wins"], "share of replicates in which the campaign beats the baseline; a draw counts half"),
    (
        &["clear", "unclear", "the same"],
        "clear: the interval of the difference leaves out zero; unclear: it does not, and more replicates may tell; the same: no replicate differs",
    ),
    (&["measure"], "what is read off each replicate: rumormill list measures shows them all"),
    (&["mean"], "the average over replicates"),
    (
        &["5 %", "50 %", "95 %", "q05", "q25", "q50", "q75", "q95", "quantile", "half"],
        "quantiles: so many of the replicates have at most this value; 50 % is the middle one",
    ),
    (&["min", "max", "least", "most"], "the smallest and the largest value that occurs"),
    (&["se"], "standard error: how far the mean over replicates may be off; null where there is but one"),
    (&["sd"], "standard deviation: how far one replicate is from the mean; null where there is but one"),
    (&["defined"], "in how many replicates a measure has a value at all"),
    (&["variance_reduction"], "how many times fewer replicates are needed because campaigns share their luck"),
    (
        &["needed"],
        "about how many replicates (networks, where several are drawn) would tell a difference of this size from none",
    ),
    (
        &["curve", "curve.csv"],
        "people who have acted by each time, seed set included: mean and quantiles over replicates; curve.csv in the run folder, `curve` in summary.json, drawn as the plot `reach`",
    ),
    (
        &["active", "active.csv"],
        "people who take part at the time: from their act until they stop; where the model says when, active.csv in the run folder, drawn as the plot `active`",
    ),
    (
        &["replicate", "replicates.csv"],
        "one playing of the scenario, with luck of its own; replicates.csv has a row for each, by campaign, with every measure",
    ),
    (&["summary.json"], "the answer as one document, for programs: what --json prints"),
    (&["resolved.toml"], "the scenario with every default written out; it runs, and gives the same results"),
    (&["manifest.json"], "versions, hashes, machine and times of a run: the one file in which equal runs may differ"),
    (
        &["traces/"],
        "cascades of the first replicates, a row for each person who acted: when, and by whom; as many as `traces` says",
    ),
    (
        &[
            "Bass curve",
            "bass",
            "p",
            "q",
            "p per day",
            "q per day",
            "p per round",
            "q per round",
            "market",
            "explained",
        ],
        "the shape of the mean curve in two rates: p, as if people acted by themselves, and q, as if because others have (Bass 1969); on a network people asked first whom many hear look like p, whatever moves those who follow; `market`: who acts in the end; `explained`: the share of the variance of acts that they tell. bass.csv in the run folder, `bass` in summary.json",
    ),
    (
        &["overtaking", "passes in", "ahead from day", "ahead from round", "ahead from hour", "was behind", "never"],
        "when the mean reach of a campaign comes to stay above another's; `passes in`: share of replicates in which it is behind first and ends ahead. overtaking.csv, where the scenario says overtake = true",
    ),
    (
        &["sooner", "more", "beyond"],
        "what a campaign brings beyond the baseline under the same luck, an act now counting 1 and a later one less: `sooner` from people who act under both (acceleration), `more` from those who act under one alone (expansion; Libai, Muller and Peres 2013). acceleration.csv, where the scenario says [acceleration]",
    ),
    (
        &["first touch", "last touch", "touch", "source"],
        "where an act comes from: the surface of the person's first exposure to the item, or of the one upon which it acted. touch.csv, where the scenario names verbs: touch = [\"visit\", \"convert\"]",
    ),
    (&["tie", "ties"], "along a tie u -> v, v can hear u; a mutual tie is counted as two"),
    (&["adopter"], "a person who has acted, seed set included"),
    (&["cascade"], "who acted in one replicate, when, and by whom"),
    (&["seed set"], "the people who are asked first; they count as having acted"),
];

/// What the word means, however its spaces are written.
pub fn meaning(asked: &str) -> Option<(&'static str, &'static str)> {
    let plain = |word: &str| word.to_lowercase().replace(['-', '_'], " ").trim_matches(['*', '/', ' ']).to_owned();
    let asked = plain(asked);
    let of = |words: &[&'static str]| words.iter().find(|word| plain(word) == asked).copied();
    WORDS.iter().find_map(|(words, meaning)| Some((of(words)?, *meaning)))
}
