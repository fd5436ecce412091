//! What a picture of reach over time draws of each campaign: the points that can be seen, and the part of the axis on which
//! something happens.

use super::canvas::Canvas;
use super::reach::Curve;
use super::scale::{self, Scale};
use super::style::{self, INK, WHITE};
use crate::quantity::Unit;
use plotters::style::RGBColor;

/// One point of time of one campaign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub time: f64,
    pub mean: f64,
    /// 5, 25, 50, 75 and 95 % of the replicates reached fewer.
    pub quantiles: [f64; 5],
}

impl Point {
    pub fn median(&self) -> f64 {
        self.quantiles[2]
    }

    /// The mean and the quantiles.
    fn values(&self) -> [f64; 6] {
        let [a, b, c, d, e] = self.quantiles;
        [self.mean, a, b, c, d, e]
    }

    /// On the straight line from this point to another, at a time between them.
    fn towards(&self, other: &Point, time: f64) -> Point {
        let share = (time - self.time) / (other.time - self.time);
        let between = |from: f64, to: f64| from + (to - from) * share;
        let quantiles = std::array::from_fn(|i| between(self.quantiles[i], other.quantiles[i]));
        Point { time, mean: between(self.mean, other.mean), quantiles }
    }
}

/// The points of a curve that are numbers.
pub fn points(curve: &Curve) -> Vec<Point> {
    let quantiles = [&curve.q05, &curve.q25, &curve.q50, &curve.q75, &curve.q95];
    let length = quantiles.iter().map(|q| q.len()).min().unwrap_or(0).min(curve.time.len()).min(curve.mean.len());
    let point = |i: usize| Point { time: curve.time[i], mean: curve.mean[i], quantiles: quantiles.map(|q| q[i]) };
    (0..length).map(point).filter(|p| p.time.is_finite() && p.values().iter().all(|v| v.is_finite())).collect()
}

/// Of more points than `most`, the first and the last in each of many equal spans of time. Reach never falls, so nothing
/// between those two can be seen; of what may fall, nothing longer than a span is lost.
pub fn thin(points: Vec<Point>, most: usize) -> Vec<Point> {
    if points.len() <= most {
        return points;
    }
    let first = points[0].time;
    let width = (points[points.len() - 1].time - first) / (most / 2) as f64;
    let span = |p: &Point| ((p.time - first) / width) as u64;
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        match kept.len() {
            n if n > 1 && span(&kept[n - 2]) == span(&point) => kept[n - 1] = point,
            _ => kept.push(point),
        }
    }
    kept
}

/// The axis of time.
pub struct Time {
    /// Where it begins and ends, in its own unit; never the same.
    pub first: f64,
    pub end: f64,
    /// Its name, and what of the curves' unit makes one of its own.
    pub name: &'static str,
    per_unit: f64,
    /// If it ends before the curves do: what to say of that.
    pub cut: String,
}

/// A campaign has settled when its mean, its median and the edges of its bands are never again farther than this from where
/// they end, as shares of the highest such end of all campaigns. Edges are whole people at the rim of what happened: held to
/// 1 % of a few dozen, one late replicate would keep the axis.
const SETTLED: [f64; 6] = [0.01, 0.02, 0.02, 0.01, 0.02, 0.02];
/// What the axis goes on after that, as a share of what it is until then.
const ROOM: f64 = 0.05;

impl Time {
    /// From the first point to the last one or, if that saves a third or more, to a round number a little after all
    /// campaigns have settled: one slow replicate would else press everything that happens to the left.
    pub fn of(curves: &[Vec<Point>], unit: Unit) -> Time {
        let ends = |end: fn(&Vec<Point>) -> Option<&Point>| curves.iter().filter_map(end).map(|p| p.time);
        let first = ends(|c| c.first()).fold(f64::INFINITY, f64::min);
        let last = ends(|c| c.last()).fold(f64::NEG_INFINITY, f64::max);
        let settled = settled(curves);
        if settled > first {
            let wanted = settled + ROOM * (settled - first);
            let (per_unit, name) = super::axis(unit, wanted);
            let [first, last, wanted] = [first, last, wanted].map(|t| t / per_unit);
            let step = scale::step(wanted - first, 9, unit == Unit::Round);
            let end = (wanted / step - 1e-9).ceil() * step;
            if 3.0 * (last - end) >= last - first {
                let [cut, all] = [end, last].map(|t| scale::tick_label(t, step, last));
                let one = name.trim_end_matches('s');
                let cut = format!(
                    " The axis ends at {one} {cut} of {all}; later, nothing here rises by more than 2 % of the picture's height."
                );
                return Time { first, end, name, per_unit, cut };
            }
        }
        let (per_unit, name) = super::axis(unit, last);
        let (first, end) = match (first / per_unit, last / per_unit) {
            (first, last) if first < last => (first, last),
            (first, last) if first == last => (first - 0.5, first + 0.5),
            _ => (0.0, 1.0),
        };
        Time { first, end, name, per_unit, cut: String::new() }
    }

    /// The points on the axis, in its unit; a line that leaves it ends at its end.
    pub fn on_axis(&self, points: &[Point], most: usize) -> Vec<Point> {
        let mut points: Vec<Point> = points.iter().map(|p| Point { time: p.time / self.per_unit, ..*p }).collect();
        let inside = points.partition_point(|p| p.time <= self.end);
        if inside > 0 && inside < points.len() {
            points[inside] = points[inside - 1].towards(&points[inside], self.end);
            points.truncate(inside + 1);
        }
        thin(points, most)
    }
}

impl Time {
    /// What a theory says of these times, on the axis, thinned; of one number, a level.
    pub fn theory(&self, times: &[f64], people: &[f64]) -> Vec<(f64, f64)> {
        if let [level] = people {
            let ends = [self.first, self.end].into_iter().filter(|_| level.is_finite());
            return ends.map(|time| (time, *level)).collect();
        }
        let on_axis = times.iter().map(|time| time / self.per_unit).zip(people.iter().copied());
        let inside: Vec<(f64, f64)> =
            on_axis.filter(|(time, people)| *time <= self.end && people.is_finite()).collect();
        let every = inside.len().div_ceil(THEORY).max(1);
        let last = inside.last().copied();
        let mut thinned: Vec<(f64, f64)> = inside.into_iter().step_by(every).collect();
        thinned.extend(last.filter(|last| thinned.last() != Some(last)));
        thinned
    }
}

/// A theory may make the picture at most so much higher than what was seen.
const PRESSED: f64 = 2.5;

/// Points of a theory's curve, at most.
const THEORY: usize = 300;

/// The time since which every curve is near where it ends.
fn settled(curves: &[Vec<Point>]) -> f64 {
    let ends = || curves.iter().filter_map(|c| c.last()).map(Point::values);
    let near: [f64; 6] = std::array::from_fn(|i| SETTLED[i] * ends().map(|end| end[i]).fold(0.0, f64::max));
    let one = |(points, end): (&Vec<Point>, [f64; 6])| {
        let is_near =
            |p: &&Point| p.values().iter().zip(end).zip(near).all(|((value, end), near)| (end - value).abs() <= near);
        points.iter().rev().take_while(is_near).last().map_or(f64::NEG_INFINITY, |p| p.time)
    };
    let some = curves.iter().filter(|c| !c.is_empty());
    some.zip(ends()).map(one).fold(f64::NEG_INFINITY, f64::max)
}

/// A campaign as it is drawn.
pub struct Drawn<'a> {
    pub name: &'a str,
    pub baseline: bool,
    /// Those on the axis.
    pub points: Vec<Point>,
    /// The last of all, on the axis or not.
    pub last: Option<Point>,
    /// What theory says: times on the axis, and people.
    pub theory: Vec<(f64, f64)>,
    /// Whether that goes on above the picture.
    pub leaves: bool,
    pub colour: RGBColor,
    pub named: bool,
}

impl Drawn<'_> {
    /// The final median.
    pub fn end(&self) -> f64 {
        self.last.map_or(0.0, |p| p.median())
    }

    /// Whether one replicate differs from another.
    pub fn has_luck(&self) -> bool {
        let varies = |p: &Point| p.values().iter().any(|&value| value != p.mean);
        self.points.iter().chain(&self.last).any(varies)
    }

    /// What is written of the end: the median, and the mean if asked for.
    pub fn numbers(&self, with_mean: bool) -> String {
        match self.last {
            Some(p) if with_mean => format!("median {}, mean {}", scale::short(p.median()), scale::short(p.mean)),
            _ => scale::short(self.end()),
        }
    }

    /// Whether another's curves lie on its own.
    pub fn same(&self, other: &Drawn) -> bool {
        !self.points.is_empty() && self.points == other.points && self.last == other.last
    }

    /// The median, as a path.
    pub fn median(&self, x: &Scale, y: &Scale) -> Vec<(f64, f64)> {
        self.points.iter().map(|p| (x.at(p.time), y.at(p.median()))).collect()
    }

    /// The space between two quantiles.
    pub fn band(&self, canvas: &Canvas, (low, high): (usize, usize), alpha: f64, x: &Scale, y: &Scale) {
        if let [only] = self.points[..] {
            let middle = x.at(only.time);
            let corners = [(middle - 6.0, y.at(only.quantiles[low])), (middle + 6.0, y.at(only.quantiles[high]))];
            canvas.rect(corners[0], corners[1], self.colour, 1.4 * alpha);
            return;
        }
        let edge = |which: usize| self.points.iter().map(move |p| (x.at(p.time), y.at(p.quantiles[which])));
        let outline: Vec<_> = edge(high).chain(edge(low).rev()).collect();
        canvas.shape(&outline, self.colour, alpha);
    }

    /// The median.
    pub fn line(&self, canvas: &Canvas, x: &Scale, y: &Scale) {
        let points = self.median(x, y);
        if points.len() > 1 {
            canvas.line(&points, self.colour, 1.0, if self.named { 2.2 } else { 1.0 });
        }
    }

    /// The mean.
    pub fn mean(&self, canvas: &Canvas, x: &Scale, y: &Scale) {
        let means: Vec<_> = self.points.iter().map(|p| (x.at(p.time), y.at(p.mean))).collect();
        canvas.dashes(&means, self.colour, 1.2, 4.0);
    }

    /// Lets a theory leave the picture that would press to the floor what was seen, at most so many people.
    pub fn leave_room(&mut self, seen: f64) {
        self.leaves = self.theory.iter().any(|&(_, people)| people > PRESSED * seen.max(1.0));
        if self.leaves && self.theory.first().is_some_and(|&(_, people)| people > seen) {
            (self.theory, self.leaves) = (Vec::new(), false);
        }
    }

    /// How high the picture must be for what theory says.
    pub fn highest_of_theory(&self) -> f64 {
        self.theory.iter().filter(|_| !self.leaves).map(|p| p.1).fold(0.0, f64::max)
    }

    /// What theory says, until it leaves the picture.
    pub fn theory(&self, canvas: &Canvas, x: &Scale, y: &Scale) {
        let top = y.high();
        let inside = self.theory.iter().take_while(|(_, people)| *people <= top).count();
        let mut path: Vec<_> =
            self.theory[..inside].iter().map(|(time, people)| (x.at(*time), y.at(*people))).collect();
        if let (Some(last), Some(next)) = (path.last().copied(), self.theory.get(inside)) {
            let (time, people) = (x.at(next.0), y.at(next.1));
            let share = (y.at(top) - last.1) / (people - last.1);
            path.push((last.0 + share * (time - last.0), y.at(top)));
        }
        canvas.dashes(&path, style::mix(self.colour, INK, 0.6), 1.4, 9.0);
    }

    /// The end of the median.
    pub fn dot(&self, canvas: &Canvas, x: &Scale, y: &Scale) {
        if let Some(&end) = self.median(x, y).last() {
            canvas.disc(end, 4.2, WHITE);
            canvas.disc(end, 3.2, self.colour);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A curve that takes the given values at times 0, 1, 2 ...
    fn curve(values: impl IntoIterator<Item = f64>) -> Vec<Point> {
        let point = |(i, v): (usize, f64)| Point { time: i as f64, mean: v, quantiles: [v; 5] };
        values.into_iter().enumerate().map(point).collect()
    }

    /// Rises to 1,000 by time `by`, and by one more person at time 100.
    fn rising(by: usize) -> Vec<Point> {
        curve((0..=100).map(|i| (1000.0 * i as f64 / by as f64).min(1000.0) + f64::from(u8::from(i == 100))))
    }

    #[test]
    fn the_axis_ends_at_a_tick_after_the_last_curve_has_settled() {
        let time = Time::of(&[rising(20), rising(42)], Unit::Round);
        assert_eq!((time.first, time.end), (0.0, 45.0));
        let said =
            " The axis ends at round 45 of 100; later, nothing here rises by more than 2 % of the picture's height.";
        assert_eq!(time.cut, said);
        let time = Time::of(&[rising(20), curve((0..=100).map(f64::from))], Unit::Round);
        assert_eq!((time.end, &*time.cut), (100.0, ""));
    }

    #[test]
    fn one_quantile_that_still_rises_keeps_the_axis() {
        let mut late = rising(20);
        late[90..].iter_mut().for_each(|p| p.quantiles[4] = 1500.0);
        assert_eq!(Time::of(&[rising(20), late], Unit::Round).end, 100.0);
        // But not one that rises by what cannot be seen beside the highest.
        let mut late: Vec<Point> = rising(20);
        late[90..].iter_mut().for_each(|p| p.quantiles[4] += 15.0);
        assert_eq!(Time::of(&[rising(20), late], Unit::Round).end, 25.0);
    }

    #[test]
    fn a_cut_that_saves_less_than_a_third_is_not_made() {
        assert_eq!(Time::of(&[rising(62)], Unit::Round).end, 100.0, "70 of 100 would save too little");
        assert_eq!(Time::of(&[rising(55)], Unit::Round).end, 60.0);
        for flat in [curve([7.0; 100]), curve([7.0]), vec![]] {
            assert!(Time::of(&[flat], Unit::Round).cut.is_empty(), "nothing happens, nothing is cut");
        }
    }

    #[test]
    fn the_unit_is_that_of_what_is_drawn() {
        let time = Time::of(&[rising(40)], Unit::Hour);
        assert_eq!((time.name, time.end), ("hours", 45.0));
        assert!(time.cut.contains("at hour 45 of 100;"));
        let mut slow = rising(40);
        slow.iter_mut().for_each(|p| p.time *= 24.0);
        let time = Time::of(&[slow], Unit::Hour);
        assert_eq!((time.name, time.end), ("days", 45.0));
        assert!(time.cut.contains("at day 45 of 100;"));
    }

    #[test]
    fn a_line_that_leaves_the_axis_ends_at_its_end() {
        let mut points = curve([0.0, 10.0, 100.0, 100.0, 100.0, 100.0, 101.0]);
        points.iter_mut().for_each(|p| p.time *= 3.0);
        let time = Time { first: 0.0, end: 5.0, name: "time", per_unit: 1.0, cut: String::new() };
        let drawn = time.on_axis(&points, 100);
        assert_eq!(drawn.iter().map(|p| (p.time, p.mean)).collect::<Vec<_>>(), [(0.0, 0.0), (3.0, 10.0), (5.0, 70.0)]);
        let early = time.on_axis(&points[..2], 100);
        assert_eq!(early.len(), 2, "what ends before the axis is not drawn on");
    }
}
