//! What does the front page do? Adoptions an hour before and after an item came onto it, a panel for each campaign.

use super::axes::{self, Axis};
use super::canvas::{Align, Canvas, picture};
use super::panels::{self, Panels, positive};
use super::scale::Scale;
use super::style::{self, INK, MUTED, Type, for_text};
use super::{Picture, table, text};
use plotters::style::RGBColor;

/// Adoptions by hour since the promotion.
#[derive(Clone, Debug)]
pub struct FrontPage {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// In the order of the scenario.
    pub campaigns: Vec<Promoted>,
}

/// One campaign.
#[derive(Clone, Debug, Default)]
pub struct Promoted {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// In how many replicates something was promoted: promoted in 12 of 40 replicates.
    pub often: String,
    /// Hours in ascending order: since the promotion at the beginning, mean, lower and upper end of its interval; none where
    /// nothing was promoted.
    pub hours: Vec<[f64; 4]>,
}

/// Campaigns that are drawn.
const DRAWN: usize = 9;
/// The axis ends some hours after the last hour with this share of the highest mean.
const LITTLE: f64 = 0.02;
const ROOM: f64 = 2.0;

impl FrontPage {
    /// Draws the picture `front-page`.
    pub fn draw(&self) -> Picture {
        let (shown, others) = panels::drawn(self.campaigns.len(), DRAWN, "front-page.csv");
        let drawn = &self.campaigns[..shown];
        let hours = || drawn.iter().flat_map(|campaign| &campaign.hours).filter(|hour| hour[0].is_finite());
        let highest = hours().map(|hour| positive(hour[1])).fold(0.0, f64::max);
        let first = hours().map(|hour| hour[0]).fold(-1.0, f64::min);
        let all = hours().map(|hour| hour[0] + 1.0).fold(1.0, f64::max);
        let busy = hours().filter(|hour| positive(hour[1]) > LITTLE * highest).map(|hour| hour[0] + 1.0);
        let last = (busy.fold(6.0, f64::max) + ROOM).min(all);
        // Of few items an interval may reach far beyond all that was seen.
        let most = hours().map(|hour| positive(hour[3])).fold(highest, f64::max).min(1.8 * highest);
        let cut = match last < all {
            true => "The axis ends where next to nothing happens any more. ",
            false => "",
        };
        let note = format!(
            "{others}{cut}Bars: means for each promoted item, hour by hour. Lines: 95 % intervals of the means, the replicate as the unit; cut where they leave the picture."
        );
        let panels = Panels::of(shown);
        let svg = picture(panels.height(), &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let colours = style::colours(self.campaigns.iter().map(|campaign| campaign.baseline));
            for ((campaign, place), colour) in drawn.iter().zip(panels.places(top, bottom)).zip(colours) {
                let width = place.right - place.left;
                let look = Type::NAME.colour(for_text(colour));
                let name = if campaign.name.trim().is_empty() { "(no name)" } else { &campaign.name };
                canvas.text((place.left, place.top + 12.0), &text::ellipsize(name, look, width), look, Align::Left);
                let look = Type::NUMBER.colour(MUTED);
                let often = text::ellipsize(&campaign.often, look, width);
                canvas.text((place.left, place.top + 27.0), &often, look, Align::Left);
                let x = Scale::linear(first, last, place.left + axes::NUMBERS, place.right);
                let (floor, top) = (place.bottom - 40.0, place.top + 72.0);
                let y = Scale::linear(0.0, panels::most(most, floor, top), floor, top);
                let name = if place.lowest { "hours since promotion" } else { "" };
                // The name of the axis leaves the line below it to the word at the promotion.
                canvas.text((place.left, place.top + 45.0), "adoptions an hour", Type::TICK, Align::Left);
                axes::draw_every(canvas, (&x, Axis::plain(name, true)), (&y, Axis::plain("", false)), 44.0);
                canvas.dashes(&[(x.at(0.0), floor), (x.at(0.0), top - 17.0)], MUTED, 1.0, 4.0);
                let look = Type::NUMBER.colour(INK);
                let room = x.end() - x.at(0.0) >= text::width("promoted", look) + 6.0;
                let (aside, align) = if room { (5.0, Align::Left) } else { (-5.0, Align::Right) };
                canvas.text((x.at(0.0) + aside, top - 7.0), "promoted", look, align);
                bars(canvas, &campaign.hours, (&x, &y), colour);
            }
        });
        Picture::new("front-page", svg, self.csv())
    }

    fn csv(&self) -> String {
        let rows = self.campaigns.iter().flat_map(|campaign| {
            campaign
                .hours
                .iter()
                .map(|hour| std::iter::once(table::name(&campaign.name)).chain(hour.map(table::number)).collect())
        });
        table::table(&["campaign", "hour", "mean", "low", "high"], rows)
    }
}

/// A bar for each hour, pale before the promotion, with its interval.
fn bars(canvas: &Canvas, hours: &[[f64; 4]], (x, y): (&Scale, &Scale), colour: RGBColor) {
    let height = |value: f64| y.at(value.clamp(0.0, y.high()));
    for hour in hours.iter().filter(|hour| hour[0] + 1.0 <= x.high() && hour[1].is_finite()) {
        let (from, to) = (x.at(hour[0]), x.at(hour[0] + 1.0));
        let gap = if to - from > 4.0 { 0.8 } else { 0.0 };
        let alpha = if hour[0] < 0.0 { 0.45 } else { 1.0 };
        canvas.rect((from + gap, height(0.0)), (to - gap, height(hour[1])), colour, alpha);
        if hour[2].is_finite() && hour[3].is_finite() && hour[1] > 0.0 {
            let middle = (from + to) / 2.0;
            canvas.line(
                &[(middle, height(hour[2])), (middle, height(hour[3]))],
                style::mix(colour, INK, 0.5),
                1.0,
                1.1,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn promotions_are_drawn_whatever_they_are() {
        let name = |i: usize| match i {
            1 => "<script>alert(1)</script>".to_owned(),
            2 => String::new(),
            i => "W".repeat(i * 7),
        };
        for (campaigns, hours) in [(0, 0), (1, 1), (2, 72), (4, 72), (12, 5)] {
            for value in [0.0, 0.4, 1e9, f64::NAN, f64::INFINITY] {
                let hour = |i: usize| [i as f64 - 24.0, value, value / 2.0, value * 2.0];
                let campaign = |i| Promoted {
                    name: name(i),
                    baseline: i == 0,
                    often: "promoted in 3 of 9 replicates".into(),
                    hours: (0..hours).map(hour).collect(),
                };
                let picture = FrontPage {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    campaigns: (0..campaigns).map(campaign).collect(),
                };
                check(|| picture.draw());
            }
        }
    }
}
