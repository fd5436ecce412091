//! The 97.5 % quantile of Student's t, which makes a 95 % interval out of a standard error.

/// 1 to 30 degrees of freedom; rounded to 7 decimals; a test holds them against a library.
const SMALL: [f64; 30] = [
    12.7062047, 4.3026527, 3.1824463, 2.7764451, 2.5705818, 2.4469119, 2.3646243, 2.3060041, 2.2621572, 2.2281389,
    2.2009852, 2.1788128, 2.1603687, 2.1447867, 2.1314495, 2.1199053, 2.1098156, 2.1009220, 2.0930241, 2.0859634,
    2.0796138, 2.0738731, 2.0686576, 2.0638986, 2.0595386, 2.0555294, 2.0518305, 2.0484071, 2.0452296, 2.0422725,
];

/// The 97.5 % quantile of Student's t with so many degrees of freedom (at least 1).
///
/// A table to 30 degrees, then the expansion in 1 / freedom of Abramowitz and Stegun 26.7.5:
/// plain arithmetic, so the same bytes on any machine.
pub fn t975(freedom: u64) -> f64 {
    debug_assert!(freedom > 0);
    if let Some(&t) = SMALL.get(freedom as usize - 1) {
        return t;
    }
    let z = super::interval::Z975;
    let (z2, v) = (z * z, freedom as f64);
    let g1 = (z2 + 1.0) * z / 4.0;
    let g2 = ((5.0 * z2 + 16.0) * z2 + 3.0) * z / 96.0;
    let g3 = (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) * z / 384.0;
    let g4 = ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) * z / 92160.0;
    z + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn the_quantile_agrees_with_a_library() {
        // The library itself falls below the normal limit from about a million degrees on: not asked there.
        for freedom in (1..200).chain([500, 999, 10_000]) {
            let library = StudentsT::new(0.0, 1.0, freedom as f64).unwrap().inverse_cdf(0.975);
            assert!((super::t975(freedom) - library).abs() < 2e-7 * library, "{freedom}: {library}");
        }
        assert!((super::t975(1_000_000) - 1.959_966_36).abs() < 1e-8);
    }
}
