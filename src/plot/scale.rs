//! From numbers to places: axes, their round numbers, and how numbers are written.

/// An axis: values from `low` to `high` fall on places from `start` to `end`, in points.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
    logarithmic: bool,
}

impl Scale {
    /// Equal steps for equal differences; a span without length is widened to 1.
    pub fn linear(low: f64, high: f64, start: f64, end: f64) -> Scale {
        let high = if high > low { high } else { low + 1.0 };
        Scale { low, high, start, end, logarithmic: false }
    }

    /// Equal steps for equal ratios; `low` must be positive, values below it are drawn at it.
    pub fn logarithmic(low: f64, high: f64, start: f64, end: f64) -> Scale {
        let high = if high > low { high } else { low * 10.0 };
        Scale { low, high, start, end, logarithmic: true }
    }

    /// The least value.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The largest value.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// The place of the least value, in points.
    pub fn start(&self) -> f64 {
        self.start
    }

    /// The place of the largest value, in points.
    pub fn end(&self) -> f64 {
        self.end
    }

    /// Whether equal steps are equal ratios.
    pub fn is_logarithmic(&self) -> bool {
        self.logarithmic
    }

    /// The same axis in other units, of which one is so many.
    pub fn per(self, units: f64) -> Scale {
        Scale { low: self.low / units, high: self.high / units, ..self }
    }

    /// The place of a value, in points.
    pub fn at(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            libm::log(value.max(self.low) / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.start + share * (self.end - self.start)
    }

    /// Values to write at the axis, with their labels: about `most` of them, whole numbers only if `whole`.
    pub fn ticks(&self, most: usize, whole: bool) -> Vec<(f64, String)> {
        if self.logarithmic {
            return self.decades(most);
        }
        let step = step(self.high - self.low, most, whole);
        let first = (self.low / step - 1e-9).ceil() as i64;
        let last = (self.high / step + 1e-9).floor() as i64;
        (first..=last).map(|i| i as f64 * step).map(|value| (value, tick_label(value, step, self.high))).collect()
    }

    /// Powers of ten; where few of them fit, also their doubles and fives.
    fn decades(&self, most: usize) -> Vec<(f64, String)> {
        let exponents = (libm::log10(self.low) - 1e-9).ceil() as i32..=(libm::log10(self.high) + 1e-9).floor() as i32;
        let count = exponents.clone().count();
        let every = count.div_ceil(most.max(1)).max(1);
        let between = [2.0, 5.0].into_iter().filter(|_| 3 * count <= most);
        let mut values: Vec<f64> = exponents.clone().step_by(every).map(ten_to).collect();
        for factor in between {
            values.extend((exponents.start() - 1..=*exponents.end()).map(|k| factor * ten_to(k)));
        }
        values.retain(|&value| value >= self.low * (1.0 - 1e-9) && value <= self.high * (1.0 + 1e-9));
        values.sort_by(f64::total_cmp);
        // In full as long as all of them are short.
        let label = |value| {
            if value >= 1e3 && self.high >= 3e5 { power(value) } else { short(value) }
        };
        values.into_iter().map(|value| (value, label(value))).collect()
    }
}

/// The smallest end of an axis from 0 that covers `value` and falls on a tick.
pub fn round_up(value: f64, most: usize, whole: bool) -> f64 {
    if value > 0.0 {
        let step = step(value, most, whole);
        (value / step - 1e-9).ceil() * step
    } else {
        1.0
    }
}

/// 1, 2 or 5 times a power of ten, such that at most `most` steps cover `span`.
pub fn step(span: f64, most: usize, whole: bool) -> f64 {
    let least = span / most.max(1) as f64;
    let power = ten_to(libm::log10(least).floor() as i32);
    let step =
        [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|&step| step >= least * (1.0 - 1e-9));
    let step = step.unwrap_or(10.0 * power);
    if whole { step.max(1.0) } else { step }
}

fn ten_to(exponent: i32) -> f64 {
    libm::pow(10.0, f64::from(exponent))
}

/// A number at an axis whose ticks are `step` apart and end at `high`.
pub fn tick_label(value: f64, step: f64, high: f64) -> String {
    let (size, word) = large(high);
    let decimals = (-libm::log10(step / size * (1.0 + 1e-9)).floor()).max(0.0) as usize;
    if value == 0.0 { "0".into() } else { format!("{}{word}", grouped(value / size, decimals)) }
}

/// A number as people write it: 0.25, 12.5, 1,234, 1.23 M, 2 × 10¹⁵.
pub fn short(value: f64) -> String {
    if value >= 1e15 {
        return power(value);
    }
    let (size, word) = large(value);
    let value = value / size;
    let decimals = match value.abs() {
        _ if word.is_empty() && value == value.round() => 0,
        v if v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    format!("{}{word}", grouped(value, decimals))
}

/// As [`short`], with its sign.
pub fn signed(value: f64) -> String {
    let text = short(value);
    if value > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { format!("+{text}") } else { text }
}

/// A share from 0 to 1 in percent: whole ones, finer at the ends; never 0 or 100 unless it is.
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    match percent {
        p if p > 0.0 && p < 0.1 => "<0.1 %".into(),
        p if p < 100.0 && p > 99.9 => ">99.9 %".into(),
        p if p == 0.0 || p == 100.0 || (1.0..=99.0).contains(&p) => format!("{} %", grouped(p, 0)),
        p => format!("{} %", grouped(p, 1)),
    }
}

fn large(value: f64) -> (f64, &'static str) {
    match value.abs() {
        v if v >= 1e12 => (1e12, " tn"),
        v if v >= 1e9 => (1e9, " bn"),
        v if v >= 1e6 => (1e6, " M"),
        _ => (1.0, ""),
    }
}

/// A count in full: 1,234,567.
pub fn count(value: u64) -> String {
    group(&value.to_string())
}

/// A number with so many decimals, as one of a column; a large one as [`short`] has it.
pub fn with_decimals(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e6 { short(value) } else { grouped(value, decimals) }
}

fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let zero = text.bytes().all(|b| b == b'0' || b == b'.');
    format!("{}{}{rest}", if value < 0.0 && !zero { "−" } else { "" }, group(whole))
}

/// Digits with a comma before every third from the right.
fn group(digits: &str) -> String {
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// 10ⁿ, or 2 × 10ⁿ.
fn power(value: f64) -> String {
    let exponent = (libm::log10(value) + 1e-9).floor() as i32;
    let raised: String = exponent
        .to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            d => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][d as usize - 48],
        })
        .collect();
    let factor = (value / ten_to(exponent)).round();
    if factor == 1.0 { format!("10{raised}") } else { format!("{factor} × 10{raised}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: Scale, most: usize, whole: bool) -> Vec<String> {
        scale.ticks(most, whole).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(labels(Scale::linear(0.0, 1000.0, 0.0, 1.0), 5, true), ["0", "200", "400", "600", "800", "1,000"]);
        assert_eq!(labels(Scale::linear(0.0, 2.0, 0.0, 1.0), 5, true), ["0", "1", "2"]);
        assert_eq!(labels(Scale::linear(0.0, 1.0, 0.0, 1.0), 5, false), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(Scale::linear(-3.0, 4.0, 0.0, 1.0), 4, true), ["−2", "0", "2", "4"]);
        assert_eq!(
            labels(Scale::linear(0.0, 1e9, 0.0, 1.0), 5, true).join(" "),
            "0 0.2 bn 0.4 bn 0.6 bn 0.8 bn 1.0 bn"
        );
        assert_eq!(labels(Scale::linear(3.0, 3.0, 0.0, 1.0), 5, true), ["3", "4"]);
        assert_eq!(labels(Scale::logarithmic(1.0, 1e6, 0.0, 1.0), 8, true).join(" "), "1 10 100 10³ 10⁴ 10⁵ 10⁶");
        assert_eq!(labels(Scale::logarithmic(1.0, 60.0, 0.0, 1.0), 8, true).join(" "), "1 2 5 10 20 50");
        assert_eq!(round_up(0.0, 5, true), 1.0);
        assert_eq!(round_up(101.0, 5, true), 150.0);
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let written = [0.0, 0.25, 3.0, 12.46, 1234.4, 999_999.0, 1_230_000.0, 1e9, -0.001, -1234.0].map(short);
        assert_eq!(written.join(" | "), "0 | 0.25 | 3 | 12.5 | 1,234 | 999,999 | 1.23 M | 1.00 bn | 0.00 | −1,234");
        assert_eq!([2.5, 0.0, -2.0].map(signed), ["+2.50", "0", "−2"]);
        let shares = [0.0, 0.0004, 0.005, 0.345, 0.994, 0.995, 0.9996, 1.0].map(percent);
        assert_eq!(shares.join(" | "), "0 % | <0.1 % | 0.5 % | 34 % | 99.4 % | 99.5 % | >99.9 % | 100 %");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn places_follow_the_values() {
        let scale = Scale::linear(0.0, 10.0, 100.0, 0.0);
        assert_eq!([scale.at(0.0), scale.at(5.0), scale.at(10.0)], [100.0, 50.0, 0.0]);
        let scale = Scale::logarithmic(1.0, 100.0, 0.0, 10.0);
        assert_eq!([scale.at(0.0), scale.at(1.0), scale.at(10.0), scale.at(100.0)], [0.0, 0.0, 5.0, 10.0]);
    }
}
