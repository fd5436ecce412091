//! Does it help to be met again? Of people who had met an item k times and not acted, the share that acted upon the k-th time.

use super::axes::{self, Axis};
use super::canvas::{Canvas, picture};
use super::panels::{self, positive};
use super::scale::Scale;
use super::style::{self, HEIGHT, MARGIN, WIDTH};
use super::{Picture, table};
use plotters::style::RGBColor;

/// Acts by number of the exposure.
#[derive(Clone, Debug)]
pub struct ExposuresToAction {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// From how many cases on a share is told.
    pub least: u64,
    /// Number of the exposure by which nearly all acts have happened: the last that is drawn.
    pub last: f64,
    /// In the order of the scenario.
    pub campaigns: Vec<ActionCurve>,
}

/// One campaign.
#[derive(Clone, Debug, Default)]
pub struct ActionCurve {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Number of the exposure, share that acted, lower and upper end of its interval.
    pub points: Vec<[f64; 4]>,
}

/// Campaigns that are drawn.
const DRAWN: usize = 6;

impl ExposuresToAction {
    /// Draws the picture `exposures-to-action`.
    pub fn draw(&self) -> Picture {
        let (shown, others) = panels::drawn(self.campaigns.len(), DRAWN, "exposures-to-action.csv");
        let drawn = &self.campaigns[..shown];
        let points = || drawn.iter().flat_map(|campaign| &campaign.points).filter(|point| point[0].is_finite());
        let all = points().map(|point| point[0]).fold(1.0, f64::max);
        let last = all.min(positive(self.last).max(1.0));
        let points = || points().filter(|point| point[0] <= last);
        let cut = match last < all {
            true => {
                "Drawn are the exposures by which 95 in 100 acts have happened; all are in exposures-to-action.csv. "
            }
            false => "",
        };
        let share = |share: f64| positive(share).min(1.0);
        let shares = points().map(|point| share(point[1])).fold(0.0, f64::max);
        let most = points().map(|point| share(point[3])).fold(shares, f64::max).min(2.0 * shares).min(1.0);
        let note = format!(
            "{others}{cut}Who is easily moved acts early: a curve may fall without any wear. It ends where fewer than {} cases, a person and an item each, are left in all replicates together. Upright lines: 95 % intervals, the replicate as the unit; cut where they leave the picture.",
            self.least
        );
        let svg = picture(HEIGHT, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let colours = style::colours(self.campaigns.iter().map(|campaign| campaign.baseline));
            let names = drawn.iter().map(|campaign| &*campaign.name);
            let top = panels::legend(canvas, names.zip(colours.iter().copied()), top);
            let x = Scale::linear(0.5, last + 0.5, MARGIN + axes::NUMBERS, WIDTH - MARGIN - 8.0);
            let (floor, top) = (bottom - 36.0, top + 22.0);
            let y = Scale::linear(0.0, panels::most(100.0 * most, floor, top).min(100.0), floor, top);
            let name = "number of the exposure of a person to an item";
            axes::draw(canvas, (&x, Axis::plain(name, true)), (&y, Axis::plain("acted upon it, %", false)));
            for (i, (campaign, &colour)) in drawn.iter().zip(&colours).enumerate() {
                // Side by side, or the intervals of one hide those of another.
                let aside = (i as f64 - (shown as f64 - 1.0) / 2.0) * 4.0;
                curve(canvas, &campaign.points, (&x, &y), aside, colour);
            }
        });
        Picture::new("exposures-to-action", svg, self.csv())
    }

    fn csv(&self) -> String {
        let rows = self.campaigns.iter().flat_map(|campaign| {
            campaign
                .points
                .iter()
                .map(|point| std::iter::once(table::name(&campaign.name)).chain(point.map(table::number)).collect())
        });
        table::table(&["campaign", "exposures", "share", "low", "high"], rows)
    }
}

fn curve(canvas: &Canvas, points: &[[f64; 4]], (x, y): (&Scale, &Scale), aside: f64, colour: RGBColor) {
    let at = |number: f64, share: f64| (x.at(number) + aside, y.at((100.0 * share).clamp(0.0, y.high())));
    let known = || points.iter().filter(|point| point[0] <= x.high() && point[1].is_finite());
    for point in known().filter(|point| point[2].is_finite() && point[3].is_finite()) {
        canvas.line(&[at(point[0], point[2]), at(point[0], point[3])], colour, 0.8, 1.4);
    }
    let line: Vec<(f64, f64)> = known().map(|point| at(point[0], point[1])).collect();
    canvas.line(&line, colour, 0.55, 1.6);
    line.iter().for_each(|&place| canvas.disc(place, 3.6, colour));
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn shares_are_drawn_whatever_they_are() {
        let name = |i: usize| match i {
            1 => "<script>alert(1)</script>".to_owned(),
            2 => String::new(),
            i => "W".repeat(i * 7),
        };
        for (campaigns, points) in [(0, 0), (1, 1), (2, 9), (4, 30), (12, 200)] {
            for value in [0.0, 1e-4, 0.4, 1.0, f64::NAN, f64::INFINITY] {
                let point = |i: usize| [(i + 1) as f64, value, value / 2.0, value * 2.0];
                let campaign =
                    |i| ActionCurve { name: name(i), baseline: i == 0, points: (0..points).map(point).collect() };
                let picture = ExposuresToAction {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    least: 100,
                    last: 7.0,
                    campaigns: (0..campaigns).map(campaign).collect(),
                };
                check(|| picture.draw());
            }
        }
    }
}
