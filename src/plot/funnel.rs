//! How far do people come? From all people to those who saw it, and to those who did each verb: a row for each step, in it a
//! line for each campaign, on a logarithmic axis.

use super::canvas::{Align, Canvas, picture};
use super::panels::{self, positive};
use super::scale::{Scale, percent, short};
use super::style::{self, GREY, GRID, INK, MARGIN, MUTED, Type, WIDTH, for_text};
use super::{Picture, table, text};
use plotters::style::RGBColor;

/// People by how far they came.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The campaigns, with whether the others are compared with each.
    pub campaigns: Vec<(String, bool)>,
    /// The steps, from all people on.
    pub steps: Vec<FunnelStep>,
}

/// One step.
#[derive(Clone, Debug, Default)]
pub struct FunnelStep {
    /// What people did.
    pub name: String,
    /// By campaign: mean, lower and upper end of its interval, and the number for each person who saw it.
    pub people: Vec<[f64; 4]>,
}

/// Room for the names of steps, and for the two columns of numbers, in points.
const NAMES: f64 = 96.0;
const NUMBERS: f64 = 122.0;
/// Campaigns and steps that are drawn.
const DRAWN: usize = 8;
const STEPS: usize = 20;
/// Height of a line, and between steps, in points.
const LINE: f64 = 14.0;
const GAP: f64 = 12.0;

impl Funnel {
    /// Draws the picture `funnel`.
    pub fn draw(&self) -> Picture {
        let (shown, others) = panels::drawn(self.campaigns.len(), DRAWN, "funnel.csv");
        let steps = &self.steps[..self.steps.len().min(STEPS)];
        let means = || steps.iter().flat_map(|step| step.people.iter().take(shown)).map(|people| positive(people[0]));
        let most = means().fold(0.0, f64::max);
        let least = means().filter(|&mean| mean > 0.0).fold(f64::INFINITY, f64::min).min(1.0);
        let low = libm::pow(10.0, libm::log10(least.max(1e-6)).floor());
        let row = GAP + LINE * shown.max(1) as f64;
        let height = (178.0 + row * steps.len() as f64).max(260.0);
        let zero = if means().any(|mean| mean == 0.0) { " Nobody: no dot." } else { "" };
        let note = format!(
            "{others}Dots: means, on a logarithmic axis. Thin lines: 95 % intervals of the means.{zero} Right: the mean, and how many that is of those who saw it."
        );
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let colours = style::colours(self.campaigns.iter().map(|(_, baseline)| *baseline));
            let names = self.campaigns.iter().take(shown).map(|(name, _)| &**name);
            let top = panels::legend(canvas, names.zip(colours.iter().copied()), top) + 12.0;
            let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - NUMBERS);
            let floor = bottom - 34.0;
            let x = Scale::logarithmic(low, (most * 1.15).max(low * 10.0), left, right);
            for (value, label) in x.ticks(9, false) {
                canvas.line(&[(x.at(value), top), (x.at(value), floor)], GRID, 1.0, 1.0);
                canvas.text((x.at(value), floor + 16.0), &label, Type::TICK, Align::Middle);
            }
            canvas.text((right, floor + 31.0), "people", Type::TICK, Align::Right);
            let (mean, share) = (right + 52.0, WIDTH - MARGIN);
            canvas.text((mean, top - 4.0), "mean", Type::TICK, Align::Right);
            canvas.text((share, top - 4.0), "of seen", Type::TICK, Align::Right);
            let row = (floor - top) / steps.len().max(1) as f64;
            for (i, step) in steps.iter().enumerate() {
                let above = top + row * i as f64;
                if i > 0 {
                    canvas.line(&[(MARGIN, above), (WIDTH - MARGIN, above)], GRID, 1.0, 0.8);
                }
                let look = Type::NAME.colour(INK);
                let name = text::ellipsize(&step.name, look, NAMES - 12.0);
                canvas.text((MARGIN, above + row / 2.0 + 4.0), &name, look, Align::Left);
                let first = above + row / 2.0 - LINE * (shown.max(1) - 1) as f64 / 2.0;
                for (k, people) in step.people.iter().take(shown).enumerate() {
                    line(canvas, people, (&x, first + LINE * k as f64), colours[k], [mean, share]);
                }
            }
            canvas.line(&[(left, top), (left, floor)], MUTED, 1.0, 1.0);
        });
        Picture::new("funnel", svg, self.csv())
    }

    fn csv(&self) -> String {
        let rows = self.steps.iter().flat_map(|step| {
            self.campaigns.iter().zip(&step.people).map(|((campaign, _), people)| {
                let names = [table::name(campaign), table::name(&step.name)];
                names.into_iter().chain(people.map(table::number)).collect()
            })
        });
        table::table(&["campaign", "step", "mean", "low", "high", "of_seen"], rows)
    }
}

/// One campaign in one step, with its numbers at two places.
fn line(canvas: &Canvas, people: &[f64; 4], (x, y): (&Scale, f64), colour: RGBColor, places: [f64; 2]) {
    let [mean, low, high, of_seen] = *people;
    if !mean.is_finite() {
        return;
    }
    if mean > 0.0 {
        canvas.line(&[(x.start(), y), (x.at(mean), y)], colour, 0.3, 3.0);
        if low.is_finite() && high.is_finite() {
            canvas.line(&[(x.at(low), y), (x.at(high.min(x.high())), y)], style::mix(colour, INK, 0.4), 1.0, 1.4);
        }
        canvas.disc((x.at(mean), y), 4.0, colour);
    }
    let look = Type::NUMBER.colour(if colour == GREY { MUTED } else { for_text(colour) });
    canvas.text((places[0], y + 4.0), &short(mean), look, Align::Right);
    if of_seen.is_finite() && of_seen <= 1.0 {
        canvas.text((places[1], y + 4.0), &percent(of_seen), look, Align::Right);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn steps_are_drawn_whatever_they_are() {
        let name = |i: usize| match i {
            1 => "<script>alert(1)</script>".to_owned(),
            2 => String::new(),
            i => "W".repeat(i * 7),
        };
        for (campaigns, steps) in [(0, 0), (1, 1), (2, 9), (4, 12), (20, 40)] {
            for value in [0.0, 1e-9, 0.3, 12.0, 1e9, f64::NAN, f64::INFINITY] {
                let step = |i| FunnelStep { name: name(i), people: vec![[value, value / 2.0, value, 0.2]; campaigns] };
                let picture = Funnel {
                    finding: "f".into(),
                    subtitle: "s".into(),
                    campaigns: (0..campaigns).map(|i| (name(i), i == 1)).collect(),
                    steps: (0..steps).map(step).collect(),
                };
                assert_eq!(check(|| picture.draw()).csv.lines().count(), 1 + campaigns * steps);
            }
        }
    }
}
