//! The words by which a user says how a file is to be read: each stands in a scenario file exactly as here.

use std::collections::BTreeSet;
use std::fmt;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$default:ident])? $variant:ident = $word:literal: $meaning:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $meaning] $variant,)+
        }

        impl $name {
            /// Every word with its meaning, as a catalog wants them.
            pub const WORDS: &'static [(&'static str, &'static str)] = &[$(($word, $meaning)),+];

            /// The words alone.
            pub fn words() -> impl Iterator<Item = &'static str> {
                Self::WORDS.iter().map(|(word, _)| *word)
            }

            /// The word as it stands in a file.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// What a word stands for.
            pub fn of(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words!(
    /// What a line `u v` means.
    Direction {
        Influence = "influence": "`u v` means that v hears u",
        Follows = "follows": "`u v` means that u follows v, so u hears v",
        Mutual = "mutual": "`u v` means that each hears the other",
    }
);
words!(
    /// What becomes of a tie of a person to itself.
    SelfTies {
        Refuse = "refuse": "the file is refused, with their count and the first line",
        Drop = "drop": "they are left out, and counted",
    }
);
words!(
    /// What becomes of a tie that is given more than once.
    Duplicates {
        Refuse = "refuse": "the file is refused, with both lines",
        First = "first": "the first line in the file counts",
        Max = "max": "the largest strength counts",
        Sum = "sum": "strengths are added up; the sum must be a legal strength",
        Combine = "combine": "the chance that at least one of them acts: 1 - (1 - p)(1 - q)",
    }
);
words!(
    /// What the third column is.
    ThirdColumn {
        Strength = "strength": "the strength of the tie",
        Ignore = "ignore": "something else: it is not read",
    }
);
words!(
    /// How letters are written as bytes.
    Encoding {
        Utf8 = "utf-8": "UTF-8, of which ASCII is a part",
        Latin1 = "latin1": "ISO 8859-1: one byte a letter",
    }
);

/// Which numbers are legal strengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrengthRange {
    /// A strength proper: a number in [0, 1].
    Unit,
    /// A rate per unit of time, for continuous clocks: a finite number of at least 0.
    Rate,
}

/// How a file is to be read; the default asks for nothing and refuses what is doubtful.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// What a line means; needed where the file's own header does not say.
    pub direction: Option<Direction>,
    /// Ties of a person to itself.
    pub self_ties: SelfTies,
    /// Ties given more than once.
    pub duplicates: Duplicates,
    /// What the third column is, where there is one.
    pub third_column: ThirdColumn,
    /// Whether it was said in so many words that the third column is the strength: then a file whose columns bear names, none of
    /// them that of a strength, is refused.
    pub strength_is_said: bool,
    /// Whether the first line names the columns; `None`: it does if its names are known ones.
    pub header: Option<bool>,
    /// How letters are written as bytes.
    pub encoding: Encoding,
    /// What the third column is multiplied by before it is a strength: above 0.
    pub scale: Option<f64>,
    /// Which numbers are legal strengths.
    pub range: StrengthRange,
    /// The names of the limits that are lifted: `line`, `file`, `name`, `people`, `dense-gzip`.
    pub allow: BTreeSet<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            direction: None,
            self_ties: SelfTies::Refuse,
            duplicates: Duplicates::Refuse,
            third_column: ThirdColumn::Strength,
            strength_is_said: false,
            header: None,
            encoding: Encoding::Utf8,
            scale: None,
            range: StrengthRange::Unit,
            allow: BTreeSet::new(),
        }
    }
}

/// How large a part of a file may be; those that a user can lift bear the name of `--allow`.
#[derive(Clone, Copy, Debug)]
pub(in crate::graph) struct Limits {
    /// Bytes of a line: 1 MiB.
    pub line: u64,
    /// Bytes of the text, unpacked: 64 GiB.
    pub file: u64,
    /// Bytes of a name: 1 KiB.
    pub name: usize,
    /// Unpacked bytes for each packed one, past the first MiB.
    pub gzip: u64,
    /// People; `--allow` lifts only the check of a declared count against the names found.
    pub people: u64,
    /// Declared people beyond sixteen for each name found.
    pub declared: u64,
    /// Ties.
    pub ties: u64,
}

impl Limits {
    pub fn of(options: &Options) -> Limits {
        let lifted = |name: &str| options.allow.contains(name);
        Limits {
            line: if lifted("line") { u64::MAX } else { 1 << 20 },
            file: if lifted("file") { u64::MAX } else { 64 << 30 },
            name: if lifted("name") { usize::MAX } else { 1 << 10 },
            gzip: if lifted("dense-gzip") { u64::MAX } else { 200 },
            people: crate::graph::Graph::MOST_PEOPLE,
            declared: if lifted("people") { u64::MAX } else { 1_000_000 },
            ties: crate::graph::Graph::MOST_TIES,
        }
    }
}
