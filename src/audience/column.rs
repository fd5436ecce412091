//! A column of numbers that everybody must have.

use super::Attributes;
use crate::catalog::Fault;
use crate::graph::Names;

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
        number.filter(|&x| fits(x)).ok_or_else(|| {
            let found = match attributes.no_number(column) {
                Some((line, text)) => format!("column `{column}` holds text (`{text}` in line {line})"),
                None => {
                    let found = number.map_or("nothing".to_owned(), |x| x.to_string());
                    format!("`{}` has {found} in column `{column}`", names.get(person))
                }
            };
            Fault::at(key, found, help)
        })
    };
    (0..names.len() as u32).map(of).collect()
}
