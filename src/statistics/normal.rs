//! The normal law: its distribution function, and its quantile without a function that differs from machine to machine.
//!
//! M. J. Wichura, *Algorithm AS 241: the percentage points of the normal distribution*, Applied Statistics 37 (1988), 477-484,
//! doi:10.2307/2347330.

/// The number that a standard normal one does not exceed with probability p, in (0, 1): Wichura's PPND16.
pub fn normal_quantile(p: f64) -> f64 {
    let ratio = |r: f64, above: [f64; 8], below: [f64; 8]| {
        let value = |c: [f64; 8]| c.into_iter().rev().fold(0.0, |sum, c| sum * r + c);
        value(above) / value(below)
    };
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(0.180625 - q * q, A, B);
    }
    let r = (-libm::log(if q < 0.0 { p } else { 1.0 - p })).sqrt();
    let x = if r <= 5.0 { ratio(r - 1.6, C, D) } else { ratio(r - 5.0, E, F) };
    if q < 0.0 { -x } else { x }
}

/// The probability with which a standard normal number does not exceed z.
pub fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

#[rustfmt::skip]
const A: [f64; 8] = [
    3.387_132_872_796_366_5, 133.141_667_891_784_38, 1_971.590_950_306_551_3, 13_731.693_765_509_46,
    45_921.953_931_549_87, 67_265.770_927_008_7, 33_430.575_583_588_13, 2_509.080_928_730_122_7,
];
#[rustfmt::skip]
const B: [f64; 8] = [
    1.0, 42.313_330_701_600_91, 687.187_007_492_057_9, 5_394.196_021_424_751,
    21_213.794_301_586_597, 39_307.895_800_092_71, 28_729.085_735_721_943, 5_226.495_278_852_854,
];
#[rustfmt::skip]
const C: [f64; 8] = [
    1.423_437_110_749_683_5, 4.630_337_846_156_546, 5.769_497_221_460_691, 3.647_848_324_763_204_5,
    1.270_458_252_452_368_4, 0.241_780_725_177_450_6, 0.022_723_844_989_269_184, 7.745_450_142_783_414e-4,
];
#[rustfmt::skip]
const D: [f64; 8] = [
    1.0, 2.053_191_626_637_759, 1.676_384_830_183_803_8, 0.689_767_334_985_1,
    0.148_103_976_427_480_08, 0.015_198_666_563_616_457, 5.475_938_084_995_345e-4, 1.050_750_071_644_416_9e-9,
];
#[rustfmt::skip]
const E: [f64; 8] = [
    6.657_904_643_501_103, 5.463_784_911_164_114, 1.784_826_539_917_291_3, 0.296_560_571_828_504_87,
    0.026_532_189_526_576_124, 1.242_660_947_388_078_4e-3, 2.711_555_568_743_487_6e-5, 2.010_334_399_292_288e-7,
];
#[rustfmt::skip]
const F: [f64; 8] = [
    1.0, 0.599_832_206_555_888, 0.136_929_880_922_735_8, 0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4, 1.846_318_317_510_054_8e-5, 1.421_511_758_316_445_8e-7, 2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Through the error function of `libm`, both ends and the middle. Some 15 roundings leave x an error of 4e-15 |x| at most,
    /// which the slope of the logarithm of the law, at most |x| + 1, hands on to p.
    #[test]
    fn the_normal_quantile_turns_the_normal_law_round() {
        for i in 1..20_000 {
            for p in [f64::from(i) / 20_000.0, libm::exp(-f64::from(i) / 500.0) / 2.0] {
                let x = normal_quantile(p);
                let back = libm::erfc(-x / std::f64::consts::SQRT_2) / 2.0;
                assert!((back - p).abs() < 4e-15 * (x * x + x.abs() + 1.0) * p, "{p}: {x}, back {back}");
            }
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
    }
}
