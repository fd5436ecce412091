//! A column of numbers that everybody must have.

use super::Attributes;
use crate::catalog::Fault;
use crate::graph::Names;
use crate::text::shown;

/// The number that a cell like `50%` or `0,5` means, as it is to be written.
pub(crate) fn as_number(cell: &str) -> Option<String> {
    let text = cell.trim();
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    let digits = plain.split('.').collect::<Vec<_>>();
    // 1,234,567 is no decimal; and of 1,234 nobody knows.
    if digits.len() > 2 || (text.contains(',') && digits.get(1).is_some_and(|rest| rest.len() == 3)) {
        return None;
    }
    let number: f64 = plain.parse().ok().filter(|x: &f64| x.is_finite())?;
    let share = if text.ends_with('%') { format!("{:.12}", number / 100.0).parse().ok()? } else { number };
    (text != plain).then(|| share.to_string())
}

/// A column of the people's attributes that holds a fitting number for everybody; `help` says what fits.
///
/// # Errors
///
/// A fault at `key` where there is no such column, or somebody has no fitting number in it.
pub(crate) fn column_of(
    attributes: &Attributes,
    names: &Names,
    key: &str,
    column: &str,
    fits: impl Fn(f64) -> bool,
    help: &str,
) -> Result<Vec<f64>, Fault> {
    if attributes.kind(column).is_none() {
        let help = match (attributes.nearest_column(column), attributes.columns().next()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(_)) => format!("the columns are {}", attributes.columns().collect::<Vec<_>>().join(", ")),
            (None, None) => "name the file of facts about people in [people] attributes = \"people.csv\"".to_owned(),
        };
        return Err(Fault::at(key, format!("the people have no column `{column}`"), help));
    }
    let of = |person| {
        let number = attributes.number(column, person);
        number.filter(|&x| fits(x)).ok_or_else(|| match attributes.no_number(column) {
            Some((line, text)) => {
                let message =
                    format!("column `{column}` of the people's file holds text ({} in line {line})", shown(text));
                Fault::at(key, message, as_number(text).map_or(help.to_owned(), |x| format!("write {x} there: {help}")))
            }
            None => {
                let found = number.map_or("nothing".to_owned(), |x| x.to_string());
                Fault::at(key, format!("`{}` has {found} in column `{column}`", names.get(person)), help)
            }
        })
    };
    (0..names.len() as u32).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::as_number;

    #[test]
    fn cells_of_spreadsheets_are_told_as_numbers() {
        let told = ["50%", "2,5 %", "0,5", "1,234", "1,234,567", "many", "7"].map(as_number);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(told, [some("0.5"), some("0.025"), some("0.5"), None, None, None, None]);
    }
}
