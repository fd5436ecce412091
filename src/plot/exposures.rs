//! By what do people meet it, and when? Exposures stacked by surface over time, a panel for each campaign.

use super::axes::{self, Axis};
use super::canvas::{Align, Canvas, picture};
use super::panels::{self, Panel, Panels, positive};
use super::scale::{Scale, count, percent};
use super::style::{self, MUTED, Type};
use super::{Picture, table, text};
use crate::quantity::Unit;
use plotters::style::RGBColor;

/// Exposures by surface over time.
#[derive(Clone, Debug)]
pub struct Exposures {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The surfaces, in the order of the platform.
    pub surfaces: Vec<String>,
    /// What the exposures of one bar are called: exposures in 6 hours.
    pub per: String,
    /// In the order of the scenario.
    pub campaigns: Vec<CampaignExposures>,
}

/// Those of one campaign.
#[derive(Clone, Debug, Default)]
pub struct CampaignExposures {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Spans of time in ascending order: begin and end in hours, and the mean exposures by surface.
    pub spans: Vec<(f64, f64, Vec<f64>)>,
}

/// Campaigns that are drawn.
const DRAWN: usize = 9;
/// The axis ends where a campaign has had this share of its exposures, if that saves a third.
const NEARLY_ALL: f64 = 0.98;
/// Panels have scales of their own where the highest bar of one is so many times that of another.
const UNLIKE: f64 = 8.0;

impl CampaignExposures {
    fn sum(&self) -> f64 {
        self.spans.iter().flat_map(|(_, _, counts)| counts).copied().map(positive).sum()
    }

    fn highest(&self) -> f64 {
        self.spans.iter().map(|(_, _, counts)| counts.iter().copied().map(positive).sum()).fold(0.0, f64::max)
    }

    /// The last time of all, and the time by which nearly all has been seen.
    fn ends(&self) -> (f64, f64) {
        let last = self.spans.last().map_or(0.0, |(_, until, _)| positive(*until));
        let (all, mut so_far) = (self.sum(), 0.0);
        for (_, until, counts) in &self.spans {
            so_far += counts.iter().copied().map(positive).sum::<f64>();
            if so_far >= NEARLY_ALL * all {
                return (last, positive(*until));
            }
        }
        (last, last)
    }
}

impl Exposures {
    /// Draws the picture `exposures`.
    pub fn draw(&self) -> Picture {
        let (shown, others) = panels::drawn(self.campaigns.len(), DRAWN, "exposures.csv");
        let drawn = &self.campaigns[..shown];
        let last = drawn.iter().map(|campaign| campaign.ends().0).fold(0.0, f64::max);
        let nearly = drawn.iter().map(|campaign| campaign.ends().1).fold(0.0, f64::max);
        let end = if nearly * 1.5 <= last { nearly } else { last }.max(1e-9);
        let (per_unit, unit) = super::axis(Unit::Hour, end);
        let highest: Vec<f64> = drawn.iter().map(CampaignExposures::highest).collect();
        let most = highest.iter().copied().fold(0.0, f64::max);
        let alike = highest.iter().all(|&own| own <= 0.0 || own * UNLIKE >= most);
        let mut note = others;
        if !alike {
            note += "Each panel has a scale of its own. ";
        }
        if end < last {
            note += "The axis ends where 98 in 100 exposures have happened; the others are in exposures.csv. ";
        }
        note += "Bars: exposures in equal spans of time, by where people met it.";
        let panels = Panels::of(drawn.len());
        let svg = picture(panels.height(), &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let colours = style::colours(self.surfaces.iter().map(|_| false));
            let top =
                panels::legend(canvas, self.surfaces.iter().map(|name| &**name).zip(colours.iter().copied()), top);
            for ((campaign, place), own) in drawn.iter().zip(panels.places(top, bottom)).zip(highest) {
                let x = Scale::linear(0.0, end / per_unit, place.left + axes::NUMBERS, place.right);
                let (floor, top) = (place.bottom - 40.0, place.top + 58.0);
                let y = Scale::linear(0.0, panels::most(if alike { most } else { own }, floor, top), floor, top);
                self.head(canvas, campaign, place);
                axes::draw_every(canvas, (&x, Axis::plain(unit, false)), (&y, Axis::plain(&self.per, false)), 44.0);
                bars(canvas, campaign, (&x, per_unit), &y, &colours);
            }
        });
        Picture::new("exposures", svg, self.csv())
    }

    /// Name, sum and the three largest shares.
    fn head(&self, canvas: &Canvas, campaign: &CampaignExposures, place: Panel) {
        let (width, look) = (place.right - place.left, Type::NAME);
        let name = if campaign.name.trim().is_empty() { "(no name)" } else { &campaign.name };
        canvas.text((place.left, place.top + 12.0), &text::ellipsize(name, look, width), look, Align::Left);
        let sum = campaign.sum();
        let of = |surface: usize| -> f64 {
            campaign.spans.iter().filter_map(|(_, _, counts)| counts.get(surface)).copied().map(positive).sum()
        };
        let mut shares: Vec<(&str, f64)> =
            self.surfaces.iter().enumerate().map(|(i, name)| (&**name, of(i) / sum.max(1e-300))).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let shares = shares.iter().take(3).filter(|(_, share)| *share > 0.0);
        let shares: Vec<String> = shares.map(|(name, share)| format!("{name} {}", percent(*share))).collect();
        let said = match sum >= 0.5 {
            true => format!("{} exposures: {}", count(sum.round_ties_even() as u64), shares.join(", ")),
            false => "hardly any exposures".to_owned(),
        };
        let look = Type::NUMBER.colour(MUTED);
        canvas.text((place.left, place.top + 27.0), &text::ellipsize(&said, look, width), look, Align::Left);
    }

    fn csv(&self) -> String {
        let rows = self.campaigns.iter().flat_map(|campaign| {
            campaign.spans.iter().flat_map(move |(time, until, counts)| {
                self.surfaces.iter().zip(counts).filter(|&(_, &count)| count > 0.0).map(move |(surface, &count)| {
                    let names = [table::name(&campaign.name), table::name(surface)];
                    names.into_iter().chain([*time, *until, count].map(table::number)).collect()
                })
            })
        });
        table::table(&["campaign", "surface", "time", "until", "mean"], rows)
    }
}

fn bars(canvas: &Canvas, campaign: &CampaignExposures, (x, per_unit): (&Scale, f64), y: &Scale, colours: &[RGBColor]) {
    for (time, until, counts) in &campaign.spans {
        let (from, to) = (positive(*time) / per_unit, positive(*until) / per_unit);
        if from >= x.high() {
            break;
        }
        let (from, to) = (x.at(from), x.at(to.min(x.high())));
        // A hair of white between bars, where they are wide enough.
        let to = if to - from > 3.0 { to - 0.6 } else { to };
        let mut below = 0.0;
        for (count, &colour) in counts.iter().zip(colours) {
            let above = below + positive(*count);
            if above > below {
                canvas.rect((from, y.at(below)), (to, y.at(above.min(y.high()))), colour, 1.0);
            }
            below = above;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn exposures_are_drawn_whatever_they_are() {
        let name = |i: usize| match i {
            1 => "<script>alert(1)</script>".to_owned(),
            2 => String::new(),
            i => "W".repeat(i * 7),
        };
        for (surfaces, campaigns, spans) in [(0, 0, 0), (1, 1, 1), (4, 2, 40), (5, 4, 60), (12, 9, 3), (40, 12, 2)] {
            for value in [0.0, 0.4, 1e9, f64::NAN, f64::INFINITY] {
                let span = |i: usize| (i as f64, (i + 1) as f64, vec![value; surfaces]);
                let campaign =
                    |i| CampaignExposures { name: name(i), baseline: i == 0, spans: (0..spans).map(span).collect() };
                let picture = Exposures {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    per: "exposures in an hour".into(),
                    surfaces: (0..surfaces).map(name).collect(),
                    campaigns: (0..campaigns).map(campaign).collect(),
                };
                check(|| picture.draw());
            }
        }
    }

    /// 98 of 100 exposures lie in the first hour: the other 99 hours are said, not drawn.
    #[test]
    fn the_axis_ends_where_nearly_all_has_happened() {
        let span = |i: usize, count: f64| (i as f64, (i + 1) as f64, vec![count]);
        let early = CampaignExposures { spans: vec![span(0, 98.0), span(99, 2.0)], ..CampaignExposures::default() };
        let late = CampaignExposures { spans: vec![span(0, 50.0), span(99, 50.0)], ..CampaignExposures::default() };
        assert_eq!((early.ends(), late.ends()), ((100.0, 1.0), (100.0, 100.0)));
    }
}
