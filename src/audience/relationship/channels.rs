//! How much is trusted what does not come from a known person: tables by channel, from one data file.
//!
//! A number is the trust of a channel relative to that of a known person. Trust in Nielsen's tables is what people answer when
//! asked; that is no rate of acting, so those tables are a choice and not the default. Where a table says nothing of a channel,
//! the defaults hold: the brand's own ties are trusted 0.3 + 1.3 w with their strength w, and a paid picture (`banner`,
//! `social-ad`) so much that 0.00085 of those who see it click, whatever the chance of clicking what a friend shows; both assumed.

/// What an exposure that comes along no tie between people is worth, relative to one by the mean tie.
#[derive(Clone, Debug, PartialEq)]
pub struct Channels {
    /// By channel, in the order of [`CHANNELS`].
    trust: [Trust; CHANNELS.len()],
}

/// The trust of one channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trust {
    /// A number relative to a known person, at least 0.
    Is(f64),
    /// least + gain w, with the strength w of the tie.
    Grows {
        /// At strength 0.
        least: f64,
        /// What full strength adds.
        gain: f64,
    },
    /// Such that this share of those who are exposed click.
    Clicked(f64),
}

/// The channels that are no person.
pub const CHANNELS: [&str; 6] = ["pool", "brand", "tv", "search", "social-ad", "banner"];

/// The names of the tables, as words of a scenario file.
pub const TABLES: &[(&str, &str)] = &[
    ("assumed", "the defaults, all assumed"),
    ("nielsen-2012", "what people said in Nielsen's survey of April 2012, relative to known people"),
    ("nielsen-2013", "the same of September 2013"),
];

const FILE: &str = include_str!("channels.csv");

/// The table `assumed`.
impl Default for Channels {
    fn default() -> Self {
        Channels::of("assumed").expect("the data file has it")
    }
}

impl Channels {
    /// A table by its name.
    pub fn of(table: &str) -> Option<Channels> {
        TABLES.iter().find(|(name, _)| *name == table)?;
        let of = |channel: &str| {
            let row = rows().find(|row| row.table == table && row.channel == channel);
            row.map_or(otherwise(channel), |row| Trust::Is(row.trust))
        };
        Some(Channels { trust: CHANNELS.map(of) })
    }

    /// The same with another number for a channel.
    pub fn with(mut self, channel: &str, trust: f64) -> Channels {
        if let Some(place) = CHANNELS.iter().position(|name| *name == channel) {
            self.trust[place] = Trust::Is(trust);
        }
        self
    }

    /// The trust of a channel; `None` if there is none of that name.
    pub fn trust(&self, channel: &str) -> Option<Trust> {
        CHANNELS.iter().position(|name| *name == channel).map(|place| self.trust[place])
    }
}

impl Trust {
    /// As a number: of a tie with this strength, where a friend's link is clicked with this probability.
    pub fn at(self, strength: f64, click: f64) -> f64 {
        match self {
            Trust::Is(trust) => trust,
            Trust::Grows { least, gain } => least + gain * strength,
            Trust::Clicked(share) if click > 0.0 => share / click,
            Trust::Clicked(_) => 0.0,
        }
    }
}

/// Where a table has no number.
fn otherwise(channel: &str) -> Trust {
    match channel {
        "brand" => Trust::Grows { least: 0.3, gain: 1.3 },
        "banner" | "social-ad" => Trust::Clicked(0.00085),
        other => rows()
            .find(|row| row.table == "assumed" && row.channel == other)
            .map_or(Trust::Is(1.0), |row| Trust::Is(row.trust)),
    }
}

struct Row {
    table: &'static str,
    channel: &'static str,
    trust: f64,
}

fn rows() -> impl Iterator<Item = Row> {
    FILE.lines().skip(1).filter_map(|line| {
        let mut fields = line.splitn(4, ',');
        Some(Row { table: fields.next()?, channel: fields.next()?, trust: fields.next()?.parse().ok()? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_says_where_it_is_from() {
        let lines = FILE.lines().skip(1).count();
        assert_eq!(rows().count(), lines);
        for row in rows() {
            assert!(TABLES.iter().any(|(name, _)| *name == row.table), "{}", row.table);
            assert!(CHANNELS.contains(&row.channel), "{}", row.channel);
        }
        for line in FILE.lines().skip(1) {
            let source = line.splitn(4, ',').nth(3).unwrap();
            assert!(source.starts_with("assumed") || source.contains("Nielsen"), "{line}");
        }
    }

    /// The numbers of the survey: shares of those asked, relative to the 92 % for known people.
    #[test]
    fn tables_hold_the_ratios_of_the_surveys() {
        let table = Channels::of("nielsen-2012").unwrap();
        for (channel, percent) in
            [("pool", 70.0), ("brand", 58.0), ("tv", 47.0), ("search", 40.0), ("social-ad", 36.0), ("banner", 33.0)]
        {
            let ratio = table.trust(channel).unwrap().at(0.5, 0.1);
            assert!((ratio - percent / 92.0_f64).abs() < 0.005, "{channel}: {ratio}");
        }
        assert_eq!(Channels::of("nielsen-2013").unwrap().trust("tv"), Some(Trust::Is(0.74)));
        assert_eq!(Channels::of("nielsen"), None);
        let usual = Channels::default();
        assert_eq!(usual.trust("brand").unwrap().at(1.0, 0.1), 1.6);
        assert!((usual.trust("banner").unwrap().at(0.0, 0.024) - 0.0354).abs() < 1e-4);
        assert_eq!(usual.with("tv", 0.2).trust("tv"), Some(Trust::Is(0.2)));
    }
}
