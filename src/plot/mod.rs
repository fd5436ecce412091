//! Pictures: the only layer that knows plotters.
//!
//! Plain data in, a [`Picture`] out: the SVG text and, as CSV, the numbers it shows. Nothing here opens a file, reads a
//! clock or draws a random number, and every curve is computed with exact operations or `libm`, so a picture is the same
//! bytes on any machine. Every picture draws whatever it is given: one replicate, one point, names of any length.
//!
//! | picture | question |
//! |---|---|
//! | [`ReachOverTime`] | how fast, and how far? |
//! | [`Distribution`] | how sure? |
//! | [`Difference`] | better than the baseline? |
//! | [`CascadePicture`] | who heard it from whom, and how deep does it go? |
//! | [`Ccdf`] | how rare are large reaches? |
//! | [`SizeAndVirality`] | broadcast, or from one to the next? |
//! | [`GroupShares`] | who is reached? |
//! | [`Attribution`] | whose reach is it? |
//! | [`OverlapMatrix`] | do campaigns reach the same people? |
//! | [`Touches`] | where do acts come from? |
//! | [`Early`] | who is reached often and early? |
//! | [`Exposures`] | by what do people meet it, and when? |
//! | [`Funnel`] | how far do people come? |
//! | [`Stocks`] | what builds up slowly? |
//! | [`FrontPage`] | what does the front page do? |
//! | [`ExposuresToAction`] | does it help to be met again? |
//! | [`OpinionMap`] | who comes to think what? |
//! | [`Cost`] | what does a run cost as it grows? |

mod actions;
mod attribution;
mod axes;
mod bins;
mod canvas;
mod cascade;
mod cascade_tree;
mod ccdf;
mod cost;
mod difference;
mod distribution;
mod early;
mod embedded_font;
mod exposures;
mod forest_layout;
mod front_page;
mod funnel;
mod groups;
mod labels;
mod network_layout;
mod opinion_map;
mod overlap;
mod panels;
#[cfg(feature = "png")]
pub mod png;
mod reach;
mod reach_curves;
mod reach_panels;
mod scale;
mod seed_curve;
mod size_and_virality;
mod stocks;
mod style;
mod table;
mod text;
mod touch;
mod typeface;

pub use actions::{ActionCurve, ExposuresToAction};
pub use attribution::{Attribution, Credits};
pub use cascade::{CascadePicture, Dot};
pub use ccdf::Ccdf;
pub use cost::{Cost, CostPanel};
pub use difference::{Difference, DifferenceRow};
pub use distribution::{Distribution, Sample};
pub use early::{DRAWN as MOST_EARLY, Early, EarlyPeople};
pub use exposures::{CampaignExposures, Exposures};
pub use front_page::{FrontPage, Promoted};
pub use funnel::{Funnel, FunnelStep};
pub use groups::{GroupRow, GroupShares};
pub use opinion_map::{OpinionColumns, OpinionMap};
pub use overlap::OverlapMatrix;
pub use reach::{Curve, ReachOverTime};
pub use seed_curve::{SeedCurve, Spread};
pub use size_and_virality::{Shapes, SizeAndVirality};
pub use stocks::{StockCurves, Stocks};
pub use touch::{TouchRow, Touches};

use crate::quantity::Unit;

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// File name without its ending, such as `reach`.
    pub name: &'static str,
    /// The picture as an SVG document.
    pub svg: String,
    /// As an SVG document to make pixels of, where `svg` has letters that the built-in font lacks.
    pub for_pixels: Option<String>,
    /// The numbers in the picture, with a header line; cells fit for a spreadsheet.
    pub csv: String,
}

impl Picture {
    /// A picture that can be drawn as it is.
    fn new(name: &'static str, svg: String, csv: String) -> Picture {
        Picture { name, svg, for_pixels: None, csv }
    }

    /// The SVG document to make pixels of: all its letters are in the built-in font, as far as its maker took care.
    pub fn for_pixels(&self) -> &str {
        self.for_pixels.as_ref().unwrap_or(&self.svg)
    }
}

/// Whether the built-in font has a letter (or what takes its place: a space for a control character).
pub fn has_letter(letter: char) -> bool {
    letter.is_control() || letter.is_whitespace() || typeface::Typeface::of(false).glyph(letter).is_some()
}

/// What the numbers of a picture count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Name of the picture of them over time.
    pub picture: &'static str,
    /// Name of their axis.
    pub axis: &'static str,
    /// Name of the axis of differences.
    pub difference: &'static str,
    /// What it is to be ahead of the baseline.
    pub won: &'static str,
    /// How many of them make one in the axis of a distribution, which holds whole numbers.
    pub per: u32,
    /// Whether they never fall.
    pub grows: bool,
}

impl Counted {
    /// People who acted.
    pub const ACTED: Counted = Counted {
        picture: "reach",
        axis: "people who acted",
        difference: "people more or fewer",
        won: "the campaign reached more people than the baseline under the same luck, half of those in which both reached as many",
        per: 1,
        grows: true,
    };
    /// People who hold the opinion 1.
    pub const CONVINCED: Counted = Counted {
        picture: "opinion",
        axis: "people who hold 1",
        difference: "people more or fewer",
        won: "more people held 1 than with the baseline under the same luck, half of those in which as many did",
        per: 1,
        grows: false,
    };
    /// People who are active at the time.
    pub const ACTIVE: Counted =
        Counted { picture: "active", axis: "people who are active", grows: false, ..Counted::ACTED };
    /// The mean opinion, from 0 to 1; in a distribution in thousandths.
    pub const OPINION: Counted = Counted {
        picture: "opinion",
        axis: "mean opinion",
        difference: "higher or lower mean opinion",
        won: "the mean opinion was higher than with the baseline under the same luck, half of those in which it was the same",
        per: 1000,
        grows: false,
    };

    /// Whether they are those who are active at the time.
    fn is_active(&self) -> bool {
        self.picture == Counted::ACTIVE.picture
    }

    /// Whether they are whole numbers.
    fn whole(&self) -> bool {
        self.per == 1
    }
}

/// The unit to draw a span of time in, as (hours, rounds or units in one, name of the axis).
fn axis(unit: Unit, span: f64) -> (f64, &'static str) {
    match unit {
        Unit::Round => (1.0, "round"),
        Unit::Hour if span > 72.0 => (24.0, "days"),
        Unit::Hour => (1.0, "hours"),
        Unit::Unit => (1.0, "time"),
    }
}

#[cfg(test)]
mod tests {
    use super::style::{INK, Type, WIDTH};
    use super::*;

    /// A text with the box it fills: left, right, top, bottom.
    fn texts(svg: &str) -> Vec<(String, [f64; 4])> {
        let one = |element: &str| {
            let (head, rest) = element.split_once('>').unwrap();
            let text = rest.split_once("</text>").unwrap().0.trim().to_string();
            let attribute = |name: &str| head.split_once(&format!(" {name}=\"")).unwrap().1.split_once('"').unwrap().0;
            let number = |name: &str| attribute(name).parse::<f64>().unwrap() / 10.0;
            let look = Type { size: number("font-size"), bold: head.contains("font-weight"), colour: INK };
            let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
            let plain = marks.iter().fold(text.clone(), |plain, (mark, sign)| plain.replace(mark, sign));
            let (x, y, width) = (number("x"), number("y"), text::width(&plain, look));
            let left = match attribute("text-anchor") {
                "start" => x,
                "middle" => x - width / 2.0,
                _ => x - width,
            };
            (text, [left, left + width, y, y + 0.76 * look.size])
        };
        svg.split("<text").skip(1).map(one).collect()
    }

    /// What holds for every picture.
    pub fn check(draw: impl Fn() -> Picture) -> Picture {
        let picture = draw();
        assert_eq!(picture, draw(), "the same again is the same bytes");
        let Picture { svg, csv, .. } = &picture;
        // What is packed into letters may hold any.
        let (before, rest) = svg.split_once("<style>").unwrap();
        let svg = &format!("{before}{}", rest.split_once("</style>").unwrap().1);
        assert!(
            !svg.contains("NaN") && !svg.contains("inf\"") && !svg.contains("<script") && svg.ends_with("</svg>\n")
        );
        assert!(svg.len() < 2_000_000, "{} bytes", svg.len());
        let height = svg.split_once(" height=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap();
        let texts = texts(svg);
        for (i, (text, [left, right, top, bottom])) in texts.iter().enumerate() {
            let inside = *left >= 0.0 && *right <= WIDTH && *top >= 0.0 && *bottom <= height;
            assert!(inside, "{text} leaves the picture");
            for (other, [l, r, t, b]) in &texts[..i] {
                let apart = l >= right || r <= left || t >= bottom || b <= top;
                assert!(apart || picture.name == "cascade", "{text:?} lies on {other:?}");
            }
        }
        let mut table = csv::Reader::from_reader(csv.as_bytes());
        assert!(table.records().all(|row| row.is_ok()));
        #[cfg(feature = "png")]
        png::render(svg, 0.5).unwrap();
        picture
    }

    fn names() -> Vec<String> {
        let names = [
            "",
            "a",
            "Những người có nhiều bạn bè nhất ở Huế và các tỉnh lân cận miền Trung",
            "<script>alert(1)</script>",
        ];
        let more = ["=HYPERLINK(\"x\")", "two\nlines\u{0}\u{8}", "x & y's \"z\""].map(String::from);
        names.map(String::from).into_iter().chain(more).chain(["long ".repeat(2000), "W".repeat(10_000)]).collect()
    }

    /// A curve with the same value everywhere.
    pub fn flat(name: &str, points: usize, value: f64) -> Curve {
        let values = vec![value; points];
        let [mean, q05, q25, q50, q75, q95] = [(); 6].map(|()| values.clone());
        let time = (0..points).map(|i| i as f64).collect();
        Curve { name: name.into(), baseline: name == "a", time, mean, q05, q25, q50, q75, q95, ..Curve::default() }
    }

    #[test]
    fn reach_is_drawn_whatever_the_numbers() {
        let reach = |campaigns: Vec<Curve>, unit| {
            let [finding, subtitle] = [(); 2].map(|()| "<script> \"x\" ".repeat(1000));
            check(|| {
                ReachOverTime {
                    finding: finding.clone(),
                    subtitle: subtitle.clone(),
                    unit,
                    told: String::new(),
                    campaigns: campaigns.clone(),
                }
                .draw()
            })
        };
        for count in 0..=9 {
            for (points, value) in [(0, 0.0), (1, 1.0), (2, 0.0), (3, 2.5), (50, 1e9), (3, f64::NAN)] {
                reach(names()[..count].iter().map(|n| flat(n, points, value)).collect(), Unit::Round);
            }
        }
        let rising = |name: &str| Curve { q50: (0..800).map(f64::from).collect(), ..flat(name, 800, 799.0) };
        for count in [1, 2, 3, 4, 5, 6, 9, 10, 40] {
            reach((0..count).map(|i| rising(&format!("campaign {i} with a long name"))).collect(), Unit::Hour);
        }
    }

    #[test]
    fn theory_is_drawn_beside_any_number_of_campaigns() {
        let level = |i: usize| match i % 4 {
            0 => vec![3.0],
            1 => (0..50).map(f64::from).collect(),
            2 => vec![f64::NAN, 1e12],
            _ => vec![1e12],
        };
        for count in 1..=11 {
            let one = |i: usize| Curve { theory: Some(("<b>theory</b>".into(), level(i))), ..flat("c", 50, 9.0) };
            let [finding, subtitle] = ["f", "s"].map(String::from);
            let campaigns: Vec<Curve> = (0..count).map(one).collect();
            let picture = ReachOverTime { finding, subtitle, unit: Unit::Round, told: String::new(), campaigns };
            assert!(check(|| picture.draw()).svg.contains("Long dashes"));
        }
    }

    #[test]
    fn a_million_points_are_thinned_and_keep_their_ends() {
        let mut curve = flat("a", 1_000_000, 5.0);
        curve.q50[999_999] = 6.0;
        curve.time[999_999] = 9e9;
        let reach = ReachOverTime {
            finding: "".into(),
            subtitle: "".into(),
            unit: Unit::Unit,
            told: String::new(),
            campaigns: vec![curve],
        };
        let csv = check(|| reach.draw()).csv;
        let rows: Vec<&str> = csv.lines().collect();
        assert!(rows.len() < 1300 && rows[1].starts_with("a,0,"));
        assert!(rows[rows.len() - 2].starts_with("a,999998,") && rows[rows.len() - 1] == "a,9000000000,5,5,5,6,5,5");
    }

    #[test]
    fn distributions_are_drawn_whatever_the_numbers() {
        let heavy: Vec<u64> = (0..60).map(|i| 1 << (i / 2)).collect();
        let many: Vec<u64> = (0..200_000).map(|i| i * 7919 % 10_007).collect();
        for values in
            [vec![], vec![0], vec![6200], vec![8; 50], vec![1, 10_000], vec![0, 1, 1_000_000_000], heavy, many]
        {
            for (count, target) in [(1, None), (2, Some(0)), (9, Some(5000)), (9, Some(u64::MAX))] {
                let samples = names().into_iter().take(if values.len() > 1000 { 1 } else { count });
                let campaigns =
                    samples.map(|n| Sample { baseline: n == "a", name: n, values: values.clone() }).collect();
                let [finding, subtitle] = ["f", "s"].map(String::from);
                let picture = Distribution { finding, subtitle, people: 10_000, target, campaigns };
                check(|| picture.draw());
            }
        }
    }

    #[test]
    fn differences_are_drawn_whatever_the_numbers() {
        for scale in [0.0, 0.01, 1.0, 1e9, -1e5, f64::NAN, f64::INFINITY] {
            for (count, baseline) in [(0, "a"), (1, ""), (9, "<script>"), (9, &"long ".repeat(500))] {
                let row = |name: &String| {
                    let [mean, low, high, q05, q95] = [1.0, 0.5, 1.5, -2.0, 4.0].map(|v| v * scale);
                    DifferenceRow { name: name.clone(), place: Some(0), mean, low, high, q05, q95, wins: 0.7 }
                };
                let [finding, subtitle] = ["f", "s"].map(String::from);
                let rows = names()[..count].iter().map(row).collect();
                let picture = Difference { finding, subtitle, baseline: baseline.into(), rows };
                check(|| picture.draw());
            }
        }
    }

    #[test]
    fn many_campaigns_are_drawn_in_part_and_written_in_full() {
        let name = |i: usize| format!("campaign {i}");
        let [finding, subtitle, baseline] = ["f", "s", "b"].map(String::from);
        let sample = |i| Sample { name: name(i), baseline: false, values: vec![i as u64] };
        let campaigns = (0..300).map(sample).collect();
        let picture = Distribution { finding, subtitle, people: 300, target: None, campaigns };
        let Distribution { finding, subtitle, .. } = picture.clone();
        let numbers = check(|| picture.draw());
        assert!(numbers.csv.contains("campaign 299,") && numbers.svg.contains("the first 60 of 300 campaigns"));
        let row = |i| DifferenceRow {
            name: name(i),
            place: Some(i),
            mean: 1.0,
            low: 0.0,
            high: 2.0,
            q05: 0.0,
            q95: 3.0,
            wins: 0.5,
        };
        let picture = Difference { finding, subtitle, baseline, rows: (0..300).map(row).collect() };
        let numbers = check(|| picture.draw());
        assert!(numbers.csv.contains("campaign 299,") && numbers.svg.contains("the first 60 of 300 campaigns"));
        let Difference { finding, subtitle, .. } = picture;
        let campaigns = (0..300).map(|i| flat(&name(i), 2000, i as f64)).collect();
        let picture = ReachOverTime { finding, subtitle, unit: Unit::Hour, told: String::new(), campaigns };
        assert!(check(|| picture.draw()).csv.contains("campaign 299,"));
    }

    #[test]
    fn cascades_are_drawn_whatever_the_people() {
        let cascade = |people: Vec<Dot>, ties: Vec<(u32, u32)>| {
            let [finding, subtitle] = ["f", "s"].map(String::from);
            let picture =
                CascadePicture { finding, subtitle, unit: Unit::Hour, people, ties, network_people: 1_000_000 };
            check(|| picture.draw())
        };
        let dot = |name: &str, time, parent| Dot { name: name.into(), time, parent };
        cascade(vec![], vec![]);
        cascade(vec![], vec![(0, 1)]);
        // Parents that are missing, are oneself, form a circle, never acted; times that are none.
        let strange =
            [(0.0, Some(9)), (1.0, Some(1)), (2.0, Some(3)), (3.0, Some(2)), (f64::NAN, None), (5.0, Some(4))];
        let strange: Vec<Dot> = names().iter().zip(strange).map(|(n, (t, p))| dot(n, Some(t), p)).collect();
        let csv = cascade(strange.clone(), vec![]).csv;
        assert!(csv.contains(",3,,") || csv.contains(",2,,"), "a circle is cut:\n{csv}");
        cascade(strange, vec![(0, 1), (1, 1), (2, 77)]);
        let long = |_| dot(&"W".repeat(500), Some(1.0), None);
        cascade((0..9).map(long).collect(), (1..9).map(|i| (i - 1, i)).collect());
        assert!(cascade(vec![dot("=1+1", Some(0.0), None)], vec![]).csv.contains("\n'=1+1,0,,"));
        // A deep tree, a broad one, nothing but roots, and more people than can be drawn.
        for parent in [|i: u32| i.checked_sub(1), |i| (i > 0).then_some(0), |_| None, |i| (i > 0).then_some(i / 2)] {
            for people in [2, 30, 3000] {
                let people = (0..people).map(|i| dot(&i.to_string(), Some(f64::from(i)), parent(i)));
                let csv = cascade(people.collect(), vec![]).csv;
                assert!(csv.lines().count() <= 1501);
            }
        }
    }
}
