//! The look: sizes, colours, letters.

use plotters::style::RGBColor;

/// Width of every picture, in points.
pub const WIDTH: f64 = 820.0;
/// Usual height, in points; pictures with many rows are taller.
pub const HEIGHT: f64 = 460.0;
/// Free space at the left and the right edge.
pub const MARGIN: f64 = 24.0;

pub const INK: RGBColor = RGBColor(0x26, 0x2B, 0x33);
pub const MUTED: RGBColor = RGBColor(0x6E, 0x76, 0x81);
pub const GRID: RGBColor = RGBColor(0xE4, 0xE7, 0xEB);
pub const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// The baseline, and whatever stays in the background.
pub const GREY: RGBColor = RGBColor(0x8C, 0x95, 0x9F);
/// People who never acted.
pub const NEVER: RGBColor = RGBColor(0xC9, 0xCE, 0xD4);

/// What is hoped for.
pub const TARGET: RGBColor = RGBColor(0xB0, 0x3A, 0x5B);

/// Okabe and Ito's colours, told apart by the colour-blind too.
const CAMPAIGNS: [RGBColor; 6] = [
    RGBColor(0x00, 0x72, 0xB2),
    RGBColor(0xD5, 0x5E, 0x00),
    RGBColor(0x00, 0x9E, 0x73),
    RGBColor(0xCC, 0x79, 0xA7),
    RGBColor(0xE6, 0x9F, 0x00),
    RGBColor(0x56, 0xB4, 0xE9),
];

/// Viridis at 0, 0.1 ... 1.
const VIRIDIS: [RGBColor; 11] = [
    RGBColor(0x44, 0x01, 0x54),
    RGBColor(0x48, 0x24, 0x75),
    RGBColor(0x41, 0x44, 0x87),
    RGBColor(0x35, 0x5F, 0x8D),
    RGBColor(0x2A, 0x78, 0x8E),
    RGBColor(0x21, 0x91, 0x8C),
    RGBColor(0x22, 0xA8, 0x84),
    RGBColor(0x44, 0xBF, 0x70),
    RGBColor(0x7A, 0xD1, 0x51),
    RGBColor(0xBD, 0xDF, 0x26),
    RGBColor(0xFD, 0xE7, 0x25),
];

/// How letters look.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Height of the em square, in points.
    pub size: f64,
    pub bold: bool,
    pub colour: RGBColor,
}

impl Type {
    // Sizes that survive plotters' times and divided by 1.24 without a tail of digits.
    pub const TITLE: Type = Type::new(17.0, true, INK);
    pub const SUBTITLE: Type = Type::new(12.5, false, MUTED);
    pub const NAME: Type = Type::new(12.1, true, INK);
    pub const NUMBER: Type = Type::new(11.0, false, INK);
    pub const TICK: Type = Type::new(11.0, false, MUTED);
    pub const NOTE: Type = Type::new(10.0, false, MUTED);

    const fn new(size: f64, bold: bool, colour: RGBColor) -> Type {
        Type { size, bold, colour }
    }

    /// Distance from one line of text to the next, in points.
    pub fn line(self) -> f64 {
        1.25 * self.size
    }

    pub fn size(self, size: f64) -> Type {
        Type { size, ..self }
    }

    pub fn colour(self, colour: RGBColor) -> Type {
        Type { colour, ..self }
    }
}

/// The colour of a campaign by its place among those of the scenario that are not the baseline, which is grey; so it has the
/// same colour in every picture of a run. After the palette come its colours again, darker, and then paler.
pub fn colour(place: Option<usize>) -> RGBColor {
    let Some(place) = place else { return GREY };
    let own = CAMPAIGNS[place % CAMPAIGNS.len()];
    match place / CAMPAIGNS.len() % 3 {
        0 => own,
        1 => mix(own, INK, 0.5),
        _ => mix(own, WHITE, 0.45),
    }
}

/// The place of each campaign among those that are not the baseline; none is the baseline's.
pub fn places(baselines: impl Iterator<Item = bool>) -> impl Iterator<Item = Option<usize>> {
    baselines.scan(0, |taken, baseline| {
        *taken += usize::from(!baseline);
        Some((!baseline).then(|| *taken - 1))
    })
}

/// The colour of each campaign, all in the order of the scenario.
pub fn colours(baselines: impl Iterator<Item = bool>) -> Vec<RGBColor> {
    places(baselines).map(colour).collect()
}

/// The same colour, dark enough for letters on white.
pub fn for_text(colour: RGBColor) -> RGBColor {
    mix(colour, INK, 0.35)
}

/// Reversed viridis: 0 (early) is bright, 1 (late) is dark. The brightest end is left out, it is lost on white.
pub fn time_colour(share: f64) -> RGBColor {
    let place = (1.0 - share.clamp(0.0, 1.0)) * 9.5;
    let below = (place as usize).min(VIRIDIS.len() - 2);
    mix(VIRIDIS[below], VIRIDIS[below + 1], place - below as f64)
}

/// `share` 0 is all `a`, 1 is all `b`.
pub fn mix(a: RGBColor, b: RGBColor, share: f64) -> RGBColor {
    let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    RGBColor(part(a.0, b.0), part(a.1, b.1), part(a.2, b.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_keeps_its_colour_whether_or_not_the_baseline_is_drawn() {
        let with = colours([false, true, false].into_iter());
        let without = colours([false, false].into_iter());
        assert_eq!([with[0], with[2]], [without[0], without[1]]);
        assert_eq!(with[1], GREY);
    }

    #[test]
    fn many_campaigns_have_colours_of_their_own() {
        let mut colours = colours([false; 18].into_iter()).into_iter().map(|c| (c.0, c.1, c.2)).collect::<Vec<_>>();
        colours.sort_unstable();
        colours.dedup();
        assert_eq!(colours.len(), 18);
    }

    #[test]
    fn the_colours_of_time_run_from_bright_to_dark() {
        let brightness = |c: RGBColor| u32::from(c.0) + u32::from(c.1) + u32::from(c.2);
        assert!(brightness(time_colour(0.0)) > brightness(time_colour(1.0)));
        assert_eq!(time_colour(1.0), VIRIDIS[0]);
        assert_eq!(time_colour(f64::NAN), time_colour(f64::NAN));
    }
}
