//! What is passed on.

/// Who posts an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person.
    Person(u32),
    /// The brand, to its followers.
    Brand,
    /// Nobody: it is only shown where exposures are bought.
    Nobody,
}

/// How attractive an item is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Appeal {
    /// A number, 1 for an item of reference appeal.
    Given(f64),
    /// As ordinary posts differ: lognormal with mean 1 and this sigma.
    Drawn {
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
}

/// Share of ordinary posts: sigma of the logarithm of their appeal (assumed).
pub const SIGMA: f64 = 1.0;

/// One entry of a campaign's calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Hours after the beginning at which it is posted.
    pub at: f64,
    /// How attractive it is.
    pub appeal: Appeal,
    /// Its topic, where the platform has topics; `None`: drawn.
    pub topic: Option<u32>,
    /// Whether it links to the brand's own site.
    pub link: bool,
    /// What its content costs.
    pub cost: f64,
    /// -1 bad news, 0 neither, 1 praise.
    pub valence: i8,
    /// Whether the seed set posts it.
    pub by_seeds: bool,
    /// Whether the brand posts it to its followers.
    pub by_brand: bool,
}

impl Default for Item {
    fn default() -> Self {
        Item {
            at: 0.0,
            appeal: Appeal::Drawn { sigma: SIGMA },
            topic: None,
            link: true,
            cost: 0.0,
            valence: 0,
            by_seeds: true,
            by_brand: false,
        }
    }
}

impl Item {
    /// An item of reference appeal at time 0, posted by the seed set.
    pub fn reference() -> Item {
        Item { appeal: Appeal::Given(1.0), ..Item::default() }
    }
}
