//! Tables of what the pictures of a platform show: `exposures.csv`, `funnel.csv`, `stocks.csv`, `front-page.csv`,
//! `exposures-to-action.csv`, each where its picture is drawn.

use super::{File, csv_of, number};
use crate::answer::{ActionRow, CourseRows, ExposureRow, FrontRow, FunnelRow, StockRow};
use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;

/// A row of one of these tables.
trait Row: DeserializeOwned {
    const FILE: &'static str;
    const HEADER: &'static [&'static str];
    fn cells(&self) -> Vec<String>;
}

fn maybe(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

impl Row for ExposureRow {
    const FILE: &'static str = "exposures.csv";
    const HEADER: &'static [&'static str] = &["campaign", "surface", "time", "until", "mean"];
    fn cells(&self) -> Vec<String> {
        let numbers = [self.time, self.until, self.mean].map(number);
        [self.campaign.clone(), self.surface.clone()].into_iter().chain(numbers).collect()
    }
}

impl Row for FunnelRow {
    const FILE: &'static str = "funnel.csv";
    const HEADER: &'static [&'static str] = &["campaign", "step", "mean", "low", "high", "of_seen"];
    fn cells(&self) -> Vec<String> {
        let numbers = [Some(self.mean), self.low, self.high, self.of_seen].map(maybe);
        [self.campaign.clone(), self.step.clone()].into_iter().chain(numbers).collect()
    }
}

impl Row for StockRow {
    const FILE: &'static str = "stocks.csv";
    const HEADER: &'static [&'static str] = &["campaign", "stock", "time", "mean", "low", "high"];
    fn cells(&self) -> Vec<String> {
        let numbers = [Some(self.time), Some(self.mean), self.low, self.high].map(maybe);
        [self.campaign.clone(), self.stock.clone()].into_iter().chain(numbers).collect()
    }
}

impl Row for FrontRow {
    const FILE: &'static str = "front-page.csv";
    const HEADER: &'static [&'static str] =
        &["campaign", "page", "hour", "mean", "low", "high", "items", "promoted", "replicates"];
    fn cells(&self) -> Vec<String> {
        let numbers = [Some(f64::from(self.hour)), Some(self.mean), self.low, self.high].map(maybe);
        let counts = [self.items, self.promoted, self.replicates].map(|count| count.to_string());
        [self.campaign.clone(), self.page.clone()].into_iter().chain(numbers).chain(counts).collect()
    }
}

impl Row for ActionRow {
    const FILE: &'static str = "exposures-to-action.csv";
    const HEADER: &'static [&'static str] = &["campaign", "exposures", "met", "acted", "share", "low", "high"];
    fn cells(&self) -> Vec<String> {
        let counts = [u64::from(self.exposures), self.met, self.acted].map(|count| count.to_string());
        let numbers = [Some(self.share), self.low, self.high].map(maybe);
        std::iter::once(self.campaign.clone()).chain(counts).chain(numbers).collect()
    }
}

/// The tables that have rows.
pub fn tables(rows: &CourseRows) -> Vec<File> {
    fn table<R: Row>(rows: &[R]) -> Option<File> {
        let header = R::HEADER.iter().map(|&name| name.to_owned()).collect();
        let cells = std::iter::once(header).chain(rows.iter().map(R::cells));
        (!rows.is_empty()).then(|| (R::FILE.to_owned(), csv_of(cells)))
    }
    let CourseRows { exposures, funnel, stocks, front_page, actions } = rows;
    let all = [table(exposures), table(funnel), table(stocks), table(front_page), table(actions)];
    all.into_iter().flatten().collect()
}

/// The tables of a run folder; no rows of those that are not there.
///
/// # Errors
/// Which file is not what it should be.
pub fn read(folder: &Path) -> Result<CourseRows, String> {
    fn table<R: Row>(folder: &Path) -> Result<Vec<R>, String> {
        let path = folder.join(R::FILE);
        let Ok(bytes) = fs::read(&path) else { return Ok(Vec::new()) };
        let rows = csv::Reader::from_reader(&bytes[..]).into_deserialize().collect::<Result<_, _>>();
        rows.map_err(|error| format!("{}: {error}", path.display()))
    }
    Ok(CourseRows {
        exposures: table(folder)?,
        funnel: table(folder)?,
        stocks: table(folder)?,
        front_page: table(folder)?,
        actions: table(folder)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let (campaign, surface) = ("a, \"b\"".to_owned(), "feed".to_owned());
        let rows = CourseRows {
            exposures: vec![ExposureRow {
                campaign: campaign.clone(),
                surface,
                time: 0.0,
                until: 1.0 / 6.0,
                mean: 2.5,
            }],
            actions: vec![ActionRow {
                campaign,
                exposures: 1,
                met: 200,
                acted: 3,
                share: 0.015,
                low: None,
                high: None,
            }],
            ..CourseRows::default()
        };
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in tables(&rows) {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        assert_eq!(read(folder.path()).unwrap(), rows);
        fs::write(folder.path().join("stocks.csv"), "campaign,stock\na,b\n").unwrap();
        assert!(read(folder.path()).unwrap_err().contains("stocks.csv"));
    }
}
