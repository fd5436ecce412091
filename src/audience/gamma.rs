//! Numbers of a gamma law, from the sequence of one entity.

use crate::random::Sequence;
use crate::statistics::normal_quantile;

/// A number of the gamma law with this shape (above 0) and scale 1.
///
/// G. Marsaglia and W. W. Tsang, *A simple method for generating gamma variables*, ACM Transactions on Mathematical Software 26
/// (2000), 363-372, doi:10.1145/358407.358414; below shape 1, that of shape + 1 times u^(1 / shape). Exact, by rejection.
pub(super) fn gamma(sequence: &mut Sequence, shape: f64) -> f64 {
    if shape < 1.0 {
        let u = sequence.uniform();
        return gamma(sequence, shape + 1.0) * libm::pow(u, 1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal_quantile(sequence.uniform());
        let v = 1.0 + c * x;
        let v = v * v * v;
        if v > 0.0 && libm::log(sequence.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Replicate};

    /// Mean and variance are the shape: 200,000 numbers each, |z| < 5 for both (alpha about 1e-6 each; the variance of the
    /// sample variance is (2 k^2 + 6 k) / n). A shape off by 3 % would be noticed at every one of them.
    #[test]
    fn moments_are_those_of_the_law() {
        let stream = Replicate::new(3.into(), 0, 0).stream(Purpose::Interest);
        for (entity, shape) in [0.2, 0.9, 1.0, 1.2, 3.0, 20.0].into_iter().enumerate() {
            let n = 200_000;
            let mut sequence = stream.sequence(entity as u64);
            let numbers: Vec<f64> = (0..n).map(|_| gamma(&mut sequence, shape)).collect();
            let n = f64::from(n);
            let mean = numbers.iter().sum::<f64>() / n;
            let variance = numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
            assert!((mean - shape).abs() < 5.0 * (shape / n).sqrt(), "{shape}: mean {mean}");
            assert!(
                (variance - shape).abs() < 5.0 * ((2.0 * shape * shape + 6.0 * shape) / n).sqrt(),
                "{shape}: variance {variance}"
            );
        }
    }
}
