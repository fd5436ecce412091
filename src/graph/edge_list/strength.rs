//! The third column: a strength, read strictly, each wrong form with its own sentence.

use super::words::StrengthRange;
use crate::text::shown;

/// Why a field is no strength: what is wrong, and what to write.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::graph) struct Refusal {
    pub message: String,
    pub help: String,
    /// Whether the field is text rather than a number gone wrong, so that its line may be a header.
    pub text: bool,
}

/// A legal strength.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::graph) struct Strength {
    pub value: f64,
    /// Above zero as written, but below 2^-64, so that it never comes to an act.
    pub never: bool,
}

/// Probabilities below 2^-64 never come to an act.
const NEVER: f64 = 1.0 / 18_446_744_073_709_551_616.0;

/// Whether a decimal number that was rounded to zero has a digit above zero.
fn written_above_zero(field: &str) -> bool {
    field.split(['e', 'E']).next().is_some_and(|digits| digits.contains(|c| ('1'..='9').contains(&c)))
}

/// How a strength is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::graph) struct Scale {
    pub range: StrengthRange,
    pub scale: Option<f64>,
}

impl Scale {
    /// Reads one field.
    pub fn read(self, field: &str) -> Result<Strength, Refusal> {
        let form = form(field);
        if form != Form::Decimal {
            return Err(self.wrong_form(field, form));
        }
        let written: f64 = field.parse().map_err(|_| self.wrong_form(field, Form::Text))?;
        let value = self.scaled(written) + 0.0;
        let legal = match self.range {
            StrengthRange::Unit => (0.0..=1.0).contains(&value),
            StrengthRange::Rate => (0.0..=f64::MAX).contains(&value),
        };
        if !legal {
            return Err(self.out_of_range(field, written));
        }
        let never = self.range == StrengthRange::Unit && value < NEVER && (value > 0.0 || written_above_zero(field));
        Ok(Strength { value, never })
    }

    /// A scale that is one over a whole number divides, so that 7 at 0.01 is 0.07 to the last bit.
    fn scaled(self, written: f64) -> f64 {
        match self.scale {
            None => written,
            Some(scale) if (1.0 / scale).fract() == 0.0 => written / (1.0 / scale),
            Some(scale) => written * scale,
        }
    }

    fn must_be(self) -> &'static str {
        match self.range {
            StrengthRange::Unit => "a strength must be a number from 0 to 1",
            StrengthRange::Rate => "a rate must be a number of at least 0",
        }
    }

    fn out_of_range(self, field: &str, written: f64) -> Refusal {
        let found = shown(field);
        let help = match (self.range, self.scale) {
            _ if written.is_infinite() => "write a decimal number such as 0.25".to_owned(),
            _ if written < 0.0 => {
                "ties that hold people back are not part of the model; leave such lines out".to_owned()
            }
            (StrengthRange::Rate, _) => "write a decimal number such as 2.5".to_owned(),
            (StrengthRange::Unit, None) => "did you mean a percentage or a count? Set `scale = 0.01`, or \
                 `third-column = \"ignore\"` if it is no strength"
                .to_owned(),
            (StrengthRange::Unit, Some(scale)) => format!("with `scale = {scale}` it becomes {}", self.scaled(written)),
        };
        Refusal { message: format!("{}, found {found}", self.must_be()), help, text: false }
    }

    fn wrong_form(self, field: &str, form: Form) -> Refusal {
        let found = shown(field);
        let must = self.must_be();
        let (message, help) = match form {
            Form::Empty => {
                ("the strength is empty".to_owned(), "write a number, or leave the column out of every line".to_owned())
            }
            Form::Cut => (format!("{found} is an incomplete number"), "was the file cut off?".to_owned()),
            Form::Percent => {
                let number = field.trim_end_matches(['%', ' ']).replace(',', ".");
                let fraction = number.parse::<f64>().ok().filter(|x| x.is_finite()).map(|x| x / 100.0);
                let help = match fraction {
                    Some(fraction) => format!("write {fraction}, or leave the signs out and set `scale = 0.01`"),
                    None => "write a decimal number such as 0.5".to_owned(),
                };
                (format!("percent signs are not accepted, found {found}"), help)
            }
            Form::Comma => (format!("{found} has a decimal comma"), format!("write {}", field.replace(',', "."))),
            Form::Underscore => (format!("{found} has underscores"), format!("write {}", field.replace('_', ""))),
            Form::Hexadecimal => (format!("{found} is hexadecimal"), "write a decimal number such as 0.125".to_owned()),
            Form::OtherDigits => {
                (format!("{found} is not written in the digits 0 to 9"), "write a number such as 0.12".to_owned())
            }
            Form::NotFinite => (
                format!("{must}, found {found}"),
                "write a decimal number such as 0.25, or leave the line out".to_owned(),
            ),
            Form::Text | Form::Decimal => (format!("{found} is not a number"), format!("{must}, such as 0.25")),
        };
        Refusal { message, help, text: form == Form::Text }
    }
}

/// The value of a finite decimal number, written as strengths are.
pub(crate) fn decimal(field: &str) -> Option<f64> {
    (form(field) == Form::Decimal).then(|| field.parse().ok()).flatten().filter(|value: &f64| value.is_finite())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Decimal,
    Empty,
    Cut,
    Percent,
    Comma,
    Underscore,
    Hexadecimal,
    OtherDigits,
    NotFinite,
    Text,
}

/// A decimal number: sign, digits with at most one point, a digit after the point, an exponent with digits.
fn form(field: &str) -> Form {
    let bytes = field.as_bytes();
    let digits_from = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let whole = digits_from(at);
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits_from(at + 1);
        at += 1 + fraction;
        if fraction == 0 {
            return if at == bytes.len() { Form::Cut } else { odd_form(field) };
        }
    } else if whole == 0 {
        return odd_form(field);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits_from(at);
        at += exponent;
        if exponent == 0 {
            return if at == bytes.len() { Form::Cut } else { odd_form(field) };
        }
    }
    if at == bytes.len() { Form::Decimal } else { odd_form(field) }
}

fn odd_form(field: &str) -> Form {
    let bare = field.trim_start_matches(['+', '-']).to_ascii_lowercase();
    let only = |allowed: &str| !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || allowed.contains(c));
    if field.is_empty() {
        Form::Empty
    } else if bare.is_empty() {
        Form::Cut
    } else if matches!(bare.as_str(), "nan" | "inf" | "infinity") {
        Form::NotFinite
    } else if bare.ends_with('%') && bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        Form::Percent
    } else if only(",") && bare.matches(',').count() == 1 && !bare.ends_with(',') {
        Form::Comma
    } else if only("_.") && bare.contains('_') && bare.contains(|c: char| c.is_ascii_digit()) {
        Form::Underscore
    } else if bare.starts_with("0x") {
        Form::Hexadecimal
    } else if bare.chars().any(|c| c.is_numeric() && !c.is_ascii()) && !bare.contains(char::is_alphabetic) {
        Form::OtherDigits
    } else {
        Form::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Scale = Scale { range: StrengthRange::Unit, scale: None };

    fn refused(field: &str) -> String {
        let refusal = UNIT.read(field).unwrap_err();
        format!("{}; {}", refusal.message, refusal.help)
    }

    #[test]
    fn decimal_numbers_are_read() {
        for (field, value) in
            [("0", 0.0), ("1", 1.0), ("0.25", 0.25), (".5", 0.5), ("+1e-3", 0.001), ("5E-1", 0.5), ("-0", 0.0)]
        {
            assert_eq!(UNIT.read(field), Ok(Strength { value, never: false }), "{field}");
        }
        assert!(UNIT.read("-0.0").unwrap().value.is_sign_positive());
        for (field, value) in [("1e-400", 0.0), ("5e-324", 5e-324), ("1e-20", 1e-20)] {
            assert_eq!(UNIT.read(field), Ok(Strength { value, never: true }), "{field}");
        }
        assert!(!UNIT.read("0e5").unwrap().never);
        assert!(!UNIT.read(&NEVER.to_string()).unwrap().never);
    }

    #[test]
    fn every_wrong_form_has_its_sentence() {
        let number = "write a decimal number such as 0.25, or leave the line out";
        for nan in ["NaN", "nan", "NAN", "inf", "-inf", "Infinity"] {
            assert_eq!(refused(nan), format!("a strength must be a number from 0 to 1, found `{nan}`; {number}"));
        }
        assert_eq!(
            refused("1e999"),
            "a strength must be a number from 0 to 1, found `1e999`; write a decimal number such as 0.25"
        );
        for high in ["1e308", "1.0000001", "50"] {
            assert_eq!(
                refused(high),
                format!(
                    "a strength must be a number from 0 to 1, found `{high}`; did you mean a percentage or a count? \
                     Set `scale = 0.01`, or `third-column = \"ignore\"` if it is no strength"
                )
            );
        }
        assert_eq!(
            refused("-0.1"),
            "a strength must be a number from 0 to 1, found `-0.1`; ties that hold people back are not part of the model; \
             leave such lines out"
        );
        assert_eq!(
            refused("50%"),
            "percent signs are not accepted, found `50%`; write 0.5, or leave the signs out and set `scale = 0.01`"
        );
        assert_eq!(refused("0,5"), "`0,5` has a decimal comma; write 0.5");
        assert_eq!(refused("0x1p-3"), "`0x1p-3` is hexadecimal; write a decimal number such as 0.125");
        assert_eq!(refused("1_000"), "`1_000` has underscores; write 1000");
        assert_eq!(refused("١٢"), "`١٢` is not written in the digits 0 to 9; write a number such as 0.12");
        for cut in ["0.", "1e", "1e-", "-", "."] {
            assert_eq!(refused(cut), format!("`{cut}` is an incomplete number; was the file cut off?"));
        }
        assert_eq!(refused(""), "the strength is empty; write a number, or leave the column out of every line");
        for text in ["strong", "1.2.3", "0.5x", "1 2", "--1", "e5"] {
            assert_eq!(
                refused(text),
                format!("`{text}` is not a number; a strength must be a number from 0 to 1, such as 0.25")
            );
        }
    }

    #[test]
    fn a_scale_makes_percentages_strengths() {
        let percent = Scale { range: StrengthRange::Unit, scale: Some(0.01) };
        for (field, value) in [("7", 0.07), ("29", 0.29), ("100", 1.0)] {
            assert_eq!(percent.read(field).unwrap().value, value);
        }
        assert_eq!(percent.read("101").unwrap_err().help, "with `scale = 0.01` it becomes 1.01");
        let rate = Scale { range: StrengthRange::Rate, scale: None };
        assert_eq!(rate.read("12.5").unwrap().value, 12.5);
        assert_eq!(rate.read("-1").unwrap_err().message, "a rate must be a number of at least 0, found `-1`");
    }
}
