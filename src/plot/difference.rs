//! Better than the baseline? Paired differences, replicate by replicate under the same luck.

use super::canvas::{Align, Canvas, height_for, picture, rows_drawn};
use super::scale::{Scale, percent, signed};
use super::style::{self, GRID, INK, MARGIN, MUTED, Type, WHITE, WIDTH, for_text};
use super::{Counted, Picture, table, text};
use plotters::style::RGBColor;

/// Each campaign's difference to the baseline.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The title: what the picture shows, in words.
    pub finding: String,
    /// What is plotted, from how many replicates.
    pub subtitle: String,
    /// Name of the campaign the others are compared with.
    pub baseline: String,
    /// Drawn from top to bottom in the order given.
    pub rows: Vec<DifferenceRow>,
}

/// One campaign against the baseline, in people; a number that does not exist (an interval from one replicate) is NaN.
#[derive(Clone, Debug)]
pub struct DifferenceRow {
    /// The campaign's name.
    pub name: String,
    /// Its place among the campaigns of the scenario that are not the baseline, by which it has its colour.
    pub place: Option<usize>,
    /// Mean of the paired differences.
    pub mean: f64,
    /// Lower end of the 95 % interval of the mean.
    pub low: f64,
    /// Upper end of the 95 % interval of the mean.
    pub high: f64,
    /// 5 % of the paired differences are lower.
    pub q05: f64,
    /// 5 % of the paired differences are higher.
    pub q95: f64,
    /// Share of the replicates, 0 to 1, in which the campaign reached more than the baseline; a tie counts half.
    pub wins: f64,
}

const NAMES: f64 = 180.0;
const NUMBERS: f64 = 180.0;

impl DifferenceRow {
    /// Whether the interval lies on one side of zero.
    fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

impl Difference {
    /// Draws the picture `difference`.
    pub fn draw(&self) -> Picture {
        self.draw_as(&Counted::ACTED)
    }

    /// Draws the picture `ranking`: the same, rows in the order of what they come to.
    pub fn draw_ranking(&self) -> Picture {
        let won = Counted::ACTED.won.replace("the baseline", "the first of the ranking");
        Picture { name: "ranking", ..self.draw_with(&Counted::ACTED, &won, "ranking.csv") }
    }

    /// Draws the same picture of something else that is counted.
    pub fn draw_as(&self, counted: &Counted) -> Picture {
        self.draw_with(counted, counted.won, "difference.csv")
    }

    /// Draws it; rows for which there is no room are said to be in a file.
    fn draw_with(&self, counted: &Counted, won: &str, file: &str) -> Picture {
        let values = self.rows.iter().flat_map(|r| [r.mean, r.low, r.high, r.q05, r.q95]).filter(|v| v.is_finite());
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = if low < high { (low, high) } else { (-1.0, 1.0) };
        let room = (high - low) * 0.03;
        let (rows, others) = rows_drawn(self.rows.len(), file);
        let rows = rows.max(1);
        let height = height_for(rows, 34.0).min(210.0 + 70.0 * rows as f64);
        let note = format!(
            "{others}Dot and line: mean difference and its 95 % interval, hollow where that holds zero or is unknown. \
             Pale strip: the middle 90 % of the paired differences. \
             Ahead in: share of the replicates in which {won}."
        );
        let svg = picture(height, &self.finding, &self.subtitle, &note, |canvas, top, bottom| {
            let (left, right) = (MARGIN + NAMES, WIDTH - MARGIN - NUMBERS);
            let x = Scale::linear(low - room, high + room, left, right);
            let (top, floor) = (top + 18.0, bottom - 34.0);
            for (value, label) in x.ticks(7, counted.whole()) {
                canvas.line(&[(x.at(value), top), (x.at(value), floor)], GRID, 1.0, 1.0);
                canvas.text(
                    (x.at(value), floor + 16.0),
                    &if value > 0.0 { format!("+{label}") } else { label },
                    Type::TICK,
                    Align::Middle,
                );
            }
            canvas.line(&[(x.at(0.0), top), (x.at(0.0), floor)], MUTED, 1.0, 1.2);
            canvas.text((right, floor + 31.0), counted.difference, Type::TICK, Align::Right);
            let same = text::ellipsize(&format!("same as “{}”", self.baseline), Type::TICK, right - left);
            let half = text::width(&same, Type::TICK) / 2.0;
            canvas.text(
                (x.at(0.0).clamp(left + half, (right - half).max(left + half)), top - 6.0),
                &same,
                Type::TICK,
                Align::Middle,
            );
            canvas.text((WIDTH - MARGIN - 62.0, top - 6.0), "mean difference", Type::TICK, Align::Right);
            canvas.text((WIDTH - MARGIN, top - 6.0), "ahead in", Type::TICK, Align::Right);

            let height = (floor - top) / rows as f64;
            for (i, row) in self.rows.iter().take(rows).enumerate() {
                draw_row(canvas, row, style::colour(row.place), &x, top + height * (i as f64 + 0.5), height);
            }
        });
        Picture::new("difference", svg, self.csv())
    }

    fn csv(&self) -> String {
        let header = ["campaign", "baseline", "mean", "low", "high", "q05", "q95", "wins"];
        let row = |r: &DifferenceRow| {
            let numbers = [r.mean, r.low, r.high, r.q05, r.q95, r.wins].map(table::number);
            [table::name(&r.name), table::name(&self.baseline)].into_iter().chain(numbers).collect()
        };
        table::table(&header, self.rows.iter().map(row))
    }
}

fn draw_row(canvas: &Canvas, row: &DifferenceRow, colour: RGBColor, x: &Scale, y: f64, height: f64) {
    let look = Type::NAME.colour(for_text(colour));
    let lines = (((height - 4.0) / look.line()) as usize).clamp(1, 3);
    let name: Vec<_> = text::wrap(&row.name, look, NAMES - 20.0, lines).into_iter().map(|line| (line, look)).collect();
    canvas.block((MARGIN, y), &name, Align::Left);
    let thick = (height * 0.22).min(9.0);
    if row.q05.is_finite() && row.q95.is_finite() {
        canvas.rect((x.at(row.q05), y - thick), (x.at(row.q95), y + thick), colour, 0.16);
    }
    if row.low.is_finite() && row.high.is_finite() {
        canvas.line(&[(x.at(row.low), y), (x.at(row.high), y)], colour, 1.0, 2.4);
    }
    if row.mean.is_finite() {
        canvas.disc((x.at(row.mean), y), 5.0, colour);
        if !row.is_clear() {
            canvas.disc((x.at(row.mean), y), 3.2, WHITE);
        }
        canvas.text(
            (WIDTH - MARGIN - 62.0, y + 4.0),
            &signed(row.mean),
            Type::NUMBER.colour(if row.is_clear() { INK } else { MUTED }),
            Align::Right,
        );
    }
    if row.wins.is_finite() {
        canvas.text((WIDTH - MARGIN, y + 4.0), &percent(row.wins), Type::NUMBER, Align::Right);
    }
}
