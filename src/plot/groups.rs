//! Who is reached? The share of each group of people that acted, a row for each group, a dot for each campaign.

use super::axes;
use super::canvas::{Align, Canvas, height_for, picture};
use super::scale::Scale;
use super::style::{self, GRID, MARGIN, MUTED, Type, WIDTH};
use super::{Picture, table, text};
use crate::text::count;

/// The share of each group, by campaign.
#[derive(Clone, Debug)]
pub struct GroupShares {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// Names and numbers of people of the groups.
    pub groups: Vec<(String, f64)>,
    /// In the order of the scenario.
    pub campaigns: Vec<GroupRow>,
}

/// One campaign's shares.
#[derive(Clone, Debug, Default)]
pub struct GroupRow {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// By group: mean share, and the ends of its interval, NaN where unknown.
    pub shares: Vec<[f64; 3]>,
}

/// Room for names of groups, in points.
const NAMES: f64 = 150.0;
/// Groups and campaigns that are drawn at most.
const ROWS: usize = 40;
const CAMPAIGNS: usize = 9;

impl GroupShares {
    /// Draws the picture `groups`.
    pub fn draw(&self) -> Picture {
        // The largest groups, in their order.
        let mut chosen: Vec<usize> = (0..self.groups.len()).collect();
        chosen.sort_by(|&a, &b| self.groups[b].1.total_cmp(&self.groups[a].1).then(a.cmp(&b)));
        chosen.truncate(ROWS);
        chosen.sort_unstable();
        let campaigns = self.campaigns.len().min(CAMPAIGNS);
        let row = 16.0 + 9.0 * campaigns as f64;
        let height = height_for(chosen.len(), row).min(180.0 + 60.0f64.max(row) * chosen.len().max(1) as f64);
        let mut note = String::new();
        if chosen.len() < self.groups.len() {
            note += &format!("Drawn are the {ROWS} largest of {} groups, all are in groups.csv. ", self.groups.len());
        }
        if campaigns < self.campaigns.len() {
            note += &format!("Drawn are the first {CAMPAIGNS} of {} campaigns. ", self.campaigns.len());
        }
        note += "Dot and line: mean share of the group that acted, and its 95 % interval.";
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - axes::NAMES);
            let most = self.campaigns.iter().take(CAMPAIGNS).flat_map(|campaign| &campaign.shares).flatten();
            let most = most.copied().filter(|share| share.is_finite()).fold(0.0, f64::max).min(1.0);
            let high = super::scale::round_up(most.max(0.01), 6, false).min(1.0);
            let x = Scale::linear(0.0, high, left, right);
            let (top, floor) = (top + 4.0, bottom - 34.0);
            for (value, _) in x.ticks(6, false) {
                canvas.line(&[(x.at(value), top), (x.at(value), floor)], GRID, 1.0, 1.0);
                canvas.text((x.at(value), floor + 16.0), &super::scale::percent(value), Type::TICK, Align::Middle);
            }
            canvas.text((right, floor + 31.0), "share of the group that acted", Type::TICK, Align::Right);
            let colours = style::colours(self.campaigns.iter().map(|campaign| campaign.baseline));
            let height = (floor - top) / chosen.len().max(1) as f64;
            for (i, &group) in chosen.iter().enumerate() {
                let middle = top + height * (i as f64 + 0.5);
                self.name(canvas, group, middle, height);
                if i > 0 {
                    canvas.line(&[(MARGIN, middle - height / 2.0), (right, middle - height / 2.0)], GRID, 1.0, 1.0);
                }
                let step = (height - 6.0) / campaigns.max(1) as f64;
                for (c, (campaign, &colour)) in self.campaigns.iter().zip(&colours).take(CAMPAIGNS).enumerate() {
                    let y = middle + step * (c as f64 - (campaigns as f64 - 1.0) / 2.0);
                    let Some(&[mean, low, high]) = campaign.shares.get(group) else { continue };
                    if low.is_finite() && high.is_finite() {
                        canvas.line(
                            &[(x.at(low.clamp(0.0, 1.0)), y), (x.at(high.clamp(0.0, 1.0)), y)],
                            colour,
                            1.0,
                            2.0,
                        );
                    }
                    if mean.is_finite() {
                        canvas.disc((x.at(mean.clamp(0.0, 1.0)), y), (step * 0.4).clamp(2.4, 4.4), colour);
                    }
                }
            }
            canvas.line(&[(left, top), (left, floor)], MUTED, 1.0, 1.0);
            let names = self.campaigns.iter().zip(&colours).map(|(campaign, &colour)| (&*campaign.name, colour));
            axes::names(canvas, names.take(CAMPAIGNS), top, floor);
        });
        Picture::new("groups", svg, self.csv())
    }

    fn name(&self, canvas: &Canvas, group: usize, middle: f64, height: f64) {
        let (name, people) = &self.groups[group];
        let name = if name.trim().is_empty() { "(no name)" } else { name };
        let mut lines = vec![(text::ellipsize(name, Type::NAME, NAMES - 14.0), Type::NAME)];
        if height > 30.0 {
            lines.push((count(people.round_ties_even() as u64, "person", "people"), Type::NUMBER.colour(MUTED)));
        }
        canvas.block((MARGIN, middle), &lines, Align::Left);
    }

    fn csv(&self) -> String {
        let rows = self.campaigns.iter().flat_map(|campaign| {
            self.groups.iter().zip(&campaign.shares).map(|((group, people), [mean, low, high])| {
                let numbers = [*people, *mean, *low, *high].map(table::number);
                [table::name(&campaign.name), table::name(group)].into_iter().chain(numbers).collect()
            })
        });
        table::table(&["campaign", "group", "people", "share", "low", "high"], rows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn groups_are_drawn_whatever_they_are() {
        for (groups, campaigns) in [(0, 0), (0, 2), (1, 1), (2, 9), (7, 3), (40, 1), (200, 12)] {
            let name = |i: usize| match i {
                1 => "<script>alert(1)</script>".to_owned(),
                2 => String::new(),
                i => "W".repeat(i * 7),
            };
            for share in [[0.0; 3], [0.5, 0.4, 0.6], [1.0, f64::NAN, f64::NAN], [f64::NAN; 3], [1e-9, 0.0, 2e-9]] {
                let row = |i| GroupRow { name: name(i), baseline: i == 0, shares: vec![share; groups] };
                let picture = GroupShares {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    groups: (0..groups).map(|i| (name(i), i as f64)).collect(),
                    campaigns: (0..campaigns).map(row).collect(),
                };
                let csv = check(|| picture.draw()).csv;
                assert_eq!(csv.lines().count(), 1 + groups * campaigns);
            }
        }
    }
}
