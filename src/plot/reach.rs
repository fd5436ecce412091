//! How fast and how far: people who acted, by time, one curve per campaign.
//!
//! The more campaigns, the less is drawn of each, or their bands turn to mud: one has its 50 % and 90 % bands, two their
//! 90 % bands or, where these lie on each other, those of 50 %, three their 50 % bands. Up to nine, and already two or three
//! whose 50 % bands lie on each other, have a panel each; more have only medians, of which the best and the baseline are
//! named.

use super::canvas::{Align, picture};
use super::labels::{self, Label};
use super::reach_curves::{self, Drawn, Point, Time};
use super::scale::{Scale, round_up};
use super::style::{self, GREY, GRID, HEIGHT, INK, MARGIN, MUTED, Type, WIDTH, for_text};
use super::{Counted, Picture, reach_panels, table, text};
use crate::quantity::Unit;
use plotters::style::RGBColor;

/// People who acted by time, for each campaign.
#[derive(Clone, Debug)]
pub struct ReachOverTime {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// The unit of [`Curve::time`].
    pub unit: Unit,
    /// The campaign that the title tells of, which is always named; or "".
    pub told: String,
    /// In the order of the scenario.
    pub campaigns: Vec<Curve>,
}

/// One campaign's reach; all vectors have one entry per point of time.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    /// The campaign's name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Whether it is another brand of a campaign, and no campaign itself.
    pub rival: bool,
    /// Ascending.
    pub time: Vec<f64>,
    /// Mean over replicates of the people who acted so far.
    pub mean: Vec<f64>,
    /// 5 % of the replicates reached fewer.
    pub q05: Vec<f64>,
    /// A quarter of the replicates reached fewer.
    pub q25: Vec<f64>,
    /// The median.
    pub q50: Vec<f64>,
    /// A quarter of the replicates reached more.
    pub q75: Vec<f64>,
    /// 5 % of the replicates reached more.
    pub q95: Vec<f64>,
    /// What a theory says, if one does: its name, and people by time, or one number of people at all times.
    pub theory: Option<(String, Vec<f64>)>,
}

/// More points of time than this are never drawn or written, for one campaign and for all of them.
const POINTS: (usize, usize) = (1200, 24_000);
/// With more campaigns than this only the best are named.
const NAMED: usize = 9;
/// How many of them, beside the baseline and the one of the title.
const BEST: usize = 5;
/// What the title of `active` tells.
const PEAKS: &str = " The title's number is the mean of the peaks of the replicates, which come at different times.";

impl ReachOverTime {
    /// Draws the picture `reach`.
    pub fn draw(&self) -> Picture {
        self.draw_as(&Counted::ACTED)
    }

    /// Draws the same picture of something else that is counted.
    pub fn draw_as(&self, counted: &Counted) -> Picture {
        let curves: Vec<Vec<Point>> = self.campaigns.iter().map(reach_curves::points).collect();
        let in_panels = match curves.len() {
            2 => curves[0] != curves[1] && overlap(&curves, (1, 3)),
            3 => overlap(&curves, (1, 3)),
            count => (4..=NAMED).contains(&count),
        };
        let mut time = Time::of(&curves, self.unit);
        if !counted.grows {
            time.cut = time.cut.replace("rises", "changes");
        }
        let mut drawn = self.drawn(&curves, &time, counted);
        // A theory that would press all that happened to the floor is drawn until it leaves the picture, a level not at all.
        let seen = drawn.iter().flat_map(|d| &d.points).map(|p| p.median().max(p.mean)).fold(0.0, f64::max);
        drawn.iter_mut().for_each(|curve| curve.leave_room(seen));
        let bands: &[(usize, usize)] = match drawn.len() {
            0 | 1 => &[(0, 4), (1, 3)],
            2 if !overlap(&curves, (0, 4)) => &[(0, 4)],
            2 | 3 => &[(1, 3)],
            _ => &[],
        };
        let said = theory_note(&drawn, &self.campaigns);
        time.cut = said
            + &time.cut
            + if counted.is_active() && !self.told.is_empty() && drawn.iter().any(Drawn::has_luck) {
                PEAKS
            } else {
                ""
            };
        let svg = match in_panels {
            true => self.panels(&drawn, &time, counted),
            false => self.together(&drawn, bands, &time, counted),
        };
        Picture::new(counted.picture, svg, self.csv(curves))
    }

    fn panels(&self, drawn: &[Drawn], time: &Time, counted: &Counted) -> String {
        let bands = reach_panels::Bands::of(drawn);
        let note =
            bands.note(drawn.iter().any(|d| d.baseline)).replace("reach.csv", &format!("{}.csv", counted.picture))
                + &time.cut;
        let height = reach_panels::height(drawn.len());
        picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            reach_panels::draw(canvas, drawn, &bands, (time, self.unit == Unit::Round), counted, top, bottom);
        })
    }

    /// All campaigns on one ground.
    fn together(&self, drawn: &[Drawn], bands: &[(usize, usize)], time: &Time, counted: &Counted) -> String {
        let luck = drawn.iter().any(Drawn::has_luck);
        let mean = luck && drawn.len() <= 2;
        let share = if bands == [(0, 4)] { "90 %" } else { "50 %" };
        let note = match drawn.len() {
            0 | 1 if !luck => "All replicates lie on the line.".into(),
            2 | 3 if !luck => "All replicates lie on the lines.".into(),
            0 | 1 => "Line: median. Dashes: mean. Bands: the middle 50 % and 90 % of the replicates.".into(),
            2 => format!("Lines: medians. Dashes: means. Bands: the middle {share} of the replicates."),
            3 => "Lines: medians. Bands: the middle 50 % of the replicates.".into(),
            all => {
                let (most, title) = match counted.grows {
                    true => ("that reach most", " The title compares means."),
                    false => ("that are highest at their peak", ""),
                };
                format!(
                    "Lines and numbers: the medians of {all} campaigns. Named are the {BEST} {most}, the title's and the baseline; the others are pale, their numbers are in {}.csv.{title}",
                    counted.picture
                )
            }
        };
        picture(HEIGHT, &self.finding, &self.subtitle, &(note + &time.cut), |canvas, top, bottom| {
            let named: Vec<&Drawn> = drawn.iter().filter(|d| d.named && !d.points.is_empty()).collect();
            // Lines that lie on each other have one label.
            let first_same = |i: usize| (0..i).find(|&j| named[j].same(named[i])).unwrap_or(i);
            let leaders: Vec<usize> = (0..named.len()).filter(|&i| first_same(i) == i).collect();
            let lines = (bottom - top) / named.len().max(1) as f64 - Type::NUMBER.line() - 6.0;
            let lines = ((lines / Type::NAME.line()) as usize).clamp(1, 3);
            let members = |leader| (0..named.len()).filter(move |&i| first_same(i) == leader).map(|i| named[i]);
            let labels: Vec<Label> =
                leaders.iter().map(|&i| label(&members(i).collect::<Vec<_>>(), lines, mean)).collect();
            let names = WIDTH - MARGIN - labels::width(&labels);

            let band = |p: &Point| bands.iter().map(|&(_, high)| p.quantiles[high]).fold(p.median(), f64::max);
            let highest = |p: &Point| if mean { p.mean.max(band(p)) } else { band(p) };
            let most = drawn.iter().flat_map(|d| &d.points).map(highest).fold(0.0, f64::max);
            let most = drawn.iter().filter(|d| d.named).map(Drawn::highest_of_theory).fold(most, f64::max);
            let y = Scale::linear(0.0, round_up(most, 7, counted.whole()), bottom - 34.0, top + 20.0);
            let widest =
                y.ticks(7, counted.whole()).iter().map(|(_, label)| text::width(label, Type::TICK)).fold(0.0, f64::max);
            let (left, right) = (MARGIN + 8.0 + widest, names - 16.0);
            let x = Scale::linear(time.first, time.end, left + 4.0, right);

            canvas.text((MARGIN, top + 6.0), counted.axis, Type::TICK, Align::Left);
            for (value, label) in y.ticks(7, counted.whole()) {
                let colour = if value == 0.0 { MUTED } else { GRID };
                canvas.line(&[(left, y.at(value)), (right, y.at(value))], colour, 1.0, 1.0);
                canvas.text((left - 8.0, y.at(value) + 4.0), &label, Type::TICK, Align::Right);
            }
            for (value, label) in x.ticks(9, self.unit == Unit::Round) {
                canvas.line(&[(x.at(value), bottom - 34.0), (x.at(value), bottom - 30.0)], MUTED, 1.0, 1.0);
                canvas.text((x.at(value), bottom - 17.0), &label, Type::TICK, Align::Middle);
            }
            canvas.text((right, bottom - 2.0), time.name, Type::TICK, Align::Right);

            // What matters most is drawn last: bands, the unnamed, the named.
            for curve in drawn {
                bands.iter().for_each(|&band| curve.band(canvas, band, 0.14, &x, &y));
            }
            drawn.iter().filter(|d| !d.named).for_each(|curve| curve.line(canvas, &x, &y));
            named.iter().for_each(|curve| curve.theory(canvas, &x, &y));
            for curve in leaders.iter().rev().map(|&i| named[i]) {
                if mean {
                    curve.mean(canvas, &x, &y);
                }
                curve.line(canvas, &x, &y);
            }
            // The others of those that lie on each other, in ever shorter dashes.
            for &leader in &leaders {
                for (i, curve) in members(leader).enumerate().skip(1) {
                    canvas.dashes(&curve.median(&x, &y), curve.colour, 2.2, 12.0 / i as f64);
                }
                named[leader].dot(canvas, &x, &y);
            }
            let end = |d: &Drawn| ((x.at(d.points[d.points.len() - 1].time), y.at(d.end())), d.colour);
            let ends: Vec<_> = leaders.iter().map(|&i| end(named[i])).collect();
            labels::draw(canvas, &labels, &ends, names, top + 8.0, bottom - 20.0);
        })
    }

    /// Points of time that are drawn of each campaign.
    fn most_points(&self) -> usize {
        (POINTS.1 / self.campaigns.len().max(1)).clamp(20, POINTS.0)
    }

    fn drawn(&self, curves: &[Vec<Point>], time: &Time, counted: &Counted) -> Vec<Drawn<'_>> {
        let colours = self.colours();
        let drawn = self.campaigns.iter().zip(curves).zip(colours).map(|((campaign, points), colour)| Drawn {
            name: &campaign.name,
            baseline: campaign.baseline,
            points: time.on_axis(points, self.most_points()),
            last: points.last().copied(),
            theory: campaign.theory.as_ref().map(|(_, people)| time.theory(&campaign.time, people)).unwrap_or_default(),
            leaves: false,
            colour,
            named: true,
        });
        let mut drawn: Vec<Drawn> = drawn.collect();
        if drawn.len() > NAMED {
            let mut order: Vec<usize> = (0..drawn.len()).filter(|&i| !drawn[i].baseline).collect();
            // What grows is as high as it ends; the rest as it ever is.
            let high = |d: &Drawn| match counted.grows {
                true => d.end(),
                false => d.points.iter().map(Point::median).fold(0.0, f64::max),
            };
            order.sort_by(|&a, &b| high(&drawn[b]).total_cmp(&high(&drawn[a])).then(a.cmp(&b)));
            for &i in order.iter().skip(BEST).filter(|&&i| self.campaigns[i].name != self.told) {
                drawn[i].named = false;
                drawn[i].colour = style::NEVER;
            }
        }
        drawn
    }

    /// Those of campaigns are what they are in every picture; rivals take those that are left.
    fn colours(&self) -> Vec<RGBColor> {
        let mut of_campaigns = style::places(self.campaigns.iter().filter(|c| !c.rival).map(|c| c.baseline));
        let mut of_rivals = self.campaigns.iter().filter(|c| !c.rival && !c.baseline).count()..;
        let mut place = |curve: &Curve| if curve.rival { of_rivals.next() } else { of_campaigns.next().flatten() };
        self.campaigns.iter().map(|curve| style::colour(place(curve))).collect()
    }

    fn csv(&self, curves: Vec<Vec<Point>>) -> String {
        let header = ["campaign", "time", "mean", "q05", "q25", "median", "q75", "q95"];
        let row = |name: &str, p: &Point| {
            let numbers = [p.time, p.mean].into_iter().chain(p.quantiles).map(table::number);
            std::iter::once(table::name(name)).chain(numbers).collect()
        };
        let curves = curves.into_iter().map(|points| reach_curves::thin(points, self.most_points()));
        let named = self.campaigns.iter().zip(curves);
        table::table(&header, named.flat_map(|(c, points)| points.iter().map(|p| row(&c.name, p)).collect::<Vec<_>>()))
    }
}

/// What is said of the theories that are drawn, and of those that do not fit.
fn theory_note(drawn: &[Drawn], campaigns: &[Curve]) -> String {
    let told =
        || drawn.iter().zip(campaigns).filter_map(|(curve, campaign)| Some((curve, &*campaign.theory.as_ref()?.0)));
    let names = |is_drawn: bool| {
        let mut names: Vec<&str> =
            told().filter(|(curve, _)| curve.theory.is_empty() != is_drawn).map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        names.join("; ")
    };
    // Where means are not drawn, what goes through them lies beside the lines.
    let medians =
        if drawn.len() > 2 && drawn.iter().any(Drawn::has_luck) { "; it tells of means, not of medians" } else { "" };
    let fits = match told().any(|(curve, _)| curve.leaves || curve.theory.is_empty()) {
        true => ", as far as it fits into the picture",
        false => "",
    };
    match (&*names(true), &*names(false)) {
        ("", "") => String::new(),
        ("", above) => format!(" Theory ({above}) lies far above the picture and is not drawn."),
        (drawn, _) => format!(" Long dashes: theory ({drawn}){medians}{fits}."),
    }
}

/// Whether the final bands of all curves, between two quantiles, have half of the narrowest of them in common.
fn overlap(curves: &[Vec<Point>], (low, high): (usize, usize)) -> bool {
    let ends = || curves.iter().filter_map(|c| c.last()).map(|p| (p.quantiles[low], p.quantiles[high]));
    let common = ends().map(|e| e.1).fold(f64::INFINITY, f64::min) - ends().map(|e| e.0).fold(0.0, f64::max);
    let narrowest = ends().map(|(low, high)| high - low).fold(f64::INFINITY, f64::min);
    common > 0.0 && 2.0 * common >= narrowest
}

/// The names of curves that lie on each other, and their final numbers.
fn label(curves: &[&Drawn], lines: usize, with_mean: bool) -> Label {
    let mut label = Label::new();
    for (i, curve) in curves.iter().enumerate() {
        let look = Type::NAME.colour(for_text(curve.colour));
        let name = if i == 0 { curve.name.to_string() } else { format!("= {}", curve.name) };
        label.extend(text::wrap(&name, look, 185.0, lines).into_iter().map(|line| (line, look)));
    }
    let numbers = curves[0].numbers(with_mean);
    let grey = curves.iter().all(|curve| curve.colour == GREY);
    label.push((numbers, Type::NUMBER.colour(if grey { MUTED } else { INK })));
    label
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, flat};
    use super::*;

    /// A curve that rises to `end` by time 10 of 100, its bands a fifth of that apart.
    fn rising(name: &str, end: f64) -> Curve {
        let at = |share: f64| (0..=100).map(|t| end * share * f64::from(t.min(10)) / 10.0).collect();
        let [mean, q05, q25, q50, q75, q95] = [1.1, 0.6, 0.8, 1.0, 1.2, 1.4].map(at);
        Curve { mean, q05, q25, q50, q75, q95, ..flat(name, 101, 0.0) }
    }

    fn draw(campaigns: Vec<Curve>) -> Picture {
        let [finding, subtitle] = ["f", "s"].map(String::from);
        let reach = ReachOverTime { finding, subtitle, unit: Unit::Round, told: "c7".into(), campaigns };
        check(|| reach.draw())
    }

    /// Panels have their own small print.
    fn in_panels(picture: &Picture) -> bool {
        picture.svg.contains("with their final numbers")
    }

    #[test]
    fn the_campaign_of_the_title_is_named_however_little_it_reaches() {
        let of_many = |told: &str| {
            let names = ["low", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
            let campaigns = names.iter().zip(1..).map(|(name, i)| rising(name, 100.0 * f64::from(i))).collect();
            let [finding, subtitle] = ["", ""].map(String::from);
            let reach = ReachOverTime { finding, subtitle, unit: Unit::Round, told: told.into(), campaigns };
            check(|| reach.draw()).svg
        };
        assert!(of_many("low").contains("low") && !of_many("").contains("low"));
    }

    #[test]
    fn rivals_leave_campaigns_their_colours() {
        let rival = Curve { rival: true, ..rising("a: other", 50.0) };
        let campaigns = |with: bool| {
            let [a, b] = ["a", "b"].map(|name| rising(name, 100.0));
            if with { vec![a, rival.clone(), b] } else { vec![a, b] }
        };
        let colours = |with| {
            let [finding, subtitle, told] = ["", "", ""].map(String::from);
            ReachOverTime { finding, subtitle, unit: Unit::Round, told, campaigns: campaigns(with) }.colours()
        };
        let (with, without) = (colours(true), colours(false));
        assert_eq!(vec![with[0], with[2]], without);
        assert!(with[1] != with[2] && with[1] != with[0]);
    }

    #[test]
    fn four_to_nine_campaigns_have_a_panel_each_and_fewer_if_their_bands_lie_on_each_other() {
        let many = |n: usize| draw((0..n).map(|i| rising(&format!("c{i}"), 100.0 * (i + 1) as f64)).collect());
        assert_eq!((1..=11).filter(|&n| in_panels(&many(n))).collect::<Vec<_>>(), [4, 5, 6, 7, 8, 9]);
        let two = |end: f64| in_panels(&draw(vec![rising("a", 100.0), rising("b", end)]));
        assert!(two(105.0) && !two(100.0) && !two(130.0), "the same are drawn on each other");
        let three = |ends: [f64; 3]| in_panels(&draw(ends.map(|end| rising("c", end)).into()));
        assert!(three([100.0, 105.0, 110.0]) && !three([100.0, 105.0, 300.0]) && !three([100.0, 130.0, 140.0]));
    }

    #[test]
    fn curves_that_lie_on_each_other_are_said_to() {
        let two = draw(vec![rising("a", 100.0), rising("b", 100.0)]).svg;
        assert!(two.contains("= b") && two.matches("median 100, mean 110").count() == 1);
        assert!(!draw(vec![rising("a", 100.0), rising("b", 101.0)]).svg.contains("= b"));
        let four = ["a", "b", "c", "d"].map(|name| rising(name, if name == "c" { 100.0 } else { 120.0 }));
        assert_eq!(draw(four.into()).svg.matches("120, as the baseline").count(), 2);
    }

    #[test]
    fn where_luck_has_no_part_no_band_and_no_mean_is_spoken_of() {
        for count in 1..=6 {
            let curve = |i: usize| flat(&format!("c{i}"), 5, 10.0 + i as f64);
            let svg = draw((0..count).map(curve).collect()).svg;
            assert!(svg.contains("ll replicates lie on ") && !svg.contains("mean") && !svg.contains("Band"), "{count}");
        }
    }

    #[test]
    fn a_theory_too_high_is_drawn_until_it_leaves_the_picture_and_a_level_not_at_all() {
        let with =
            |people: Vec<f64>| draw(vec![Curve { theory: Some(("T".into(), people)), ..rising("a", 100.0) }]).svg;
        let without = draw(vec![rising("a", 100.0)]).svg;
        let strokes = |svg: &str| svg.matches("<line").count() + svg.matches("<polyline").count();
        let steep = with((0..101).map(|t| 30.0 * f64::from(t)).collect());
        assert!(steep.contains("theory (T), as far as it fits into the picture."));
        assert!(strokes(&steep) > strokes(&without), "some dashes of it are there");
        let level = with(vec![1000.0]);
        assert!(level.contains("Theory (T) lies far above the picture and is not drawn."));
        assert_eq!(strokes(&level), strokes(&without));
        assert!(with(vec![120.0]).contains("Long dashes: theory (T)."));
    }

    #[test]
    fn a_cut_axis_is_said_and_the_table_keeps_everything() {
        for campaigns in [1, 2, 3, 6, 12] {
            let Picture { svg, csv, .. } = draw((0..campaigns).map(|_| rising("c", 50.0)).collect());
            assert!(svg.contains("axis ends"), "{campaigns}");
            assert_eq!(csv.lines().count(), 1 + 101 * campaigns);
        }
    }

    #[test]
    fn bands_that_would_dwarf_the_rest_are_left_out_of_panels() {
        let heavy = |q95: f64| {
            let curve = |i: usize| Curve { q95: vec![q95; 101], ..rising("c", (i + 1) as f64) };
            draw((0..4).map(curve).collect()).svg
        };
        assert!(heavy(1000.0).contains("reach too far to be drawn") && !heavy(20.0).contains("too far"));
    }
}
