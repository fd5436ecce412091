//! Broadcast or word of mouth? Reach against structural virality, a dot for each replicate: low where one person reached
//! many, high where it went from one to the next.

use super::axes::{self, Axis};
use super::canvas::picture;
use super::scale::Scale;
use super::style::{self, HEIGHT, MARGIN, WIDTH};
use super::{Picture, table};

/// Replicates of each campaign.
#[derive(Clone, Debug)]
pub struct SizeAndVirality {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// In the order of the scenario.
    pub campaigns: Vec<Shapes>,
}

/// One campaign's replicates.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Reach and structural virality, where there is a tree of ten or more.
    pub replicates: Vec<(f64, f64)>,
}

/// Dots of all campaigns at most.
const DOTS: usize = 4000;

impl SizeAndVirality {
    /// Draws the picture `size-and-virality`.
    pub fn draw(&self) -> Picture {
        let each = DOTS / self.campaigns.len().max(1);
        let dots: Vec<Vec<(f64, f64)>> = self
            .campaigns
            .iter()
            .map(|campaign| {
                let whole: Vec<_> = campaign
                    .replicates
                    .iter()
                    .copied()
                    .filter(|(a, b)| *a > 0.0 && a.is_finite() && b.is_finite())
                    .collect();
                whole.iter().copied().step_by(whole.len().div_ceil(each.max(1)).max(1)).collect()
            })
            .collect();
        let all = || dots.iter().flatten();
        let (least, most) =
            all().fold((f64::INFINITY, 0.0f64), |(low, high), (size, _)| (low.min(*size), high.max(*size)));
        let deepest = all().map(|(_, virality)| *virality).fold(2.0, f64::max);
        let left_out = all().count() < self.campaigns.iter().map(|campaign| campaign.replicates.len()).sum();
        let some = if left_out { "Some of the replicates, evenly chosen; all are in replicates.csv. " } else { "" };
        let note = format!(
            "{some}A dot is a replicate with a tree of at least ten people. Structural virality: mean number of ties between two people of one tree; 2 is one person telling all the others."
        );
        let svg = picture(HEIGHT, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + axes::NUMBERS, WIDTH - MARGIN - axes::NAMES);
            let (low, high) = if least <= most { (least, most) } else { (10.0, 100.0) };
            let x = match high > 20.0 * low {
                true => Scale::logarithmic(low, high, left + 8.0, right - 8.0),
                false => Scale::linear(low, high, left + 8.0, right - 8.0),
            };
            let y = Scale::linear(0.0, deepest * 1.05, bottom - 36.0, top + 22.0);
            axes::draw(
                canvas,
                (&x, Axis::plain("people reached", true)),
                (&y, Axis::plain("structural virality", false)),
            );
            let colours = style::colours(self.campaigns.iter().map(|campaign| campaign.baseline));
            for (dots, &colour) in dots.iter().zip(&colours) {
                for &(size, virality) in dots {
                    canvas.ring((x.at(size), y.at(virality)), 2.6, colour, 0.55, 1.2);
                }
            }
            let names = self.campaigns.iter().zip(&colours).map(|(campaign, &colour)| (&*campaign.name, colour));
            axes::names(canvas, names, top + 20.0, bottom - 36.0);
        });
        let rows = self.campaigns.iter().zip(&dots).flat_map(|(campaign, dots)| {
            let row = |&(size, virality): &(f64, f64)| {
                vec![table::name(&campaign.name), table::number(size), table::number(virality)]
            };
            dots.iter().map(row)
        });
        Picture::new("size-and-virality", svg, table::table(&["campaign", "reach", "structural_virality"], rows))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn shapes_are_drawn_whatever_the_numbers() {
        let many: Vec<(f64, f64)> = (0..9000).map(|i| (f64::from(i), 2.0 + f64::from(i % 90))).collect();
        for replicates in [vec![], vec![(12.0, 2.0)], vec![(0.0, f64::NAN)], vec![(10.0, 1.8); 30], many] {
            for count in [1, 2, 9, 40] {
                let name = |i: usize| if i == 2 { "<script>".to_owned() } else { "long ".repeat(i * 20) };
                let shapes = |i| Shapes { name: name(i), baseline: i == 1, replicates: replicates.clone() };
                let campaigns = (0..count).map(shapes).collect();
                let picture = SizeAndVirality { finding: "f".into(), subtitle: "s".into(), campaigns };
                check(|| picture.draw());
            }
        }
    }
}
