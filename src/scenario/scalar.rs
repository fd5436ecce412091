//! One value against its [`Kind`]: a number, a word, a text, a list of words.

use super::document::{Item, Node};
use super::kinds::{allowed, example};
use super::problem::Problem;
use super::{synonyms, units};
use crate::catalog::{Kind, Value};
use crate::quantity::{Probability, Rate};
use crate::text::{escaped, nearest, shown};

/// The value at a key called `name`, if it is legal. `usual` is the key's default, if it has one: what to write where
/// nothing better is known.
pub fn scalar(item: &Item, kind: &Kind, name: &str, usual: Option<&str>) -> Result<Value, Problem> {
    let wrong = |message: String| Problem::at(item.place.clone(), message);
    match (kind, &item.node) {
        (Kind::Whole(low, high), node) => whole(node, *low, *high, name, usual, wrong),
        (Kind::Probability | Kind::Number(..) | Kind::Positive, Node::Whole(_) | Node::Number(..)) => {
            fraction(number(&item.node), kind, name, usual, wrong)
        }
        (Kind::Rate | Kind::Duration, Node::Whole(_) | Node::Number(..)) => {
            let number = number(&item.node);
            match Rate::new(number) {
                Some(_) => Ok(Value::Number(number + 0.0)),
                None => Err(must_be(name, &item.node, kind, usual, wrong)),
            }
        }
        (Kind::Probability | Kind::Number(..) | Kind::Positive, Node::Text(text)) => Err(match number_in_text(text) {
            // A number that may not stand there either is the first thing to say.
            Some(number) if !text.contains('%') => match fraction(number, kind, name, usual, wrong) {
                Ok(_) => in_quotes(text, number, name, wrong),
                Err(problem) => problem,
            },
            Some(number) => in_quotes(text, number, name, wrong),
            None => must_be(name, &item.node, kind, usual, wrong),
        }),
        (Kind::Rate | Kind::Duration, Node::Text(text)) => timed(text, kind, name, wrong),
        (Kind::Flag, Node::Flag(flag)) => Ok(Value::Flag(*flag)),
        (Kind::Flag, Node::Text(text)) if ["true", "false"].contains(&text.to_lowercase().as_str()) => {
            Err(wrong(format!("`{name}` is text: true and false have no quotes"))
                .help(format!("write {name} = {}", text.to_lowercase())))
        }
        (Kind::Text | Kind::Path | Kind::Column, Node::Text(text)) => written(text, kind, name, wrong),
        (Kind::Words(words), Node::Text(text)) => word(text, words, name, wrong),
        (Kind::Percent, Node::Text(text)) => {
            let share = text.trim().strip_suffix('%').and_then(|text| text.trim().parse::<f64>().ok());
            match share.filter(|share| (0.0..=100.0).contains(share)) {
                Some(share) => Ok(Value::Written { number: share / 100.0, text: text.clone() }),
                None => {
                    let more = share.is_some_and(|share| share > 100.0);
                    let what = if more { "more than all of the people" } else { "no share of the people" };
                    let problem = wrong(format!("{} is {what}", shown(text)));
                    Err(problem.help(format!("write a percentage from 0 % to 100 %: {name} = \"5 %\"")))
                }
            }
        }
        (Kind::Percent, Node::Number(..) | Node::Whole(_)) => {
            let number = number(&item.node);
            let percent = match number {
                share if (0.0..1.0).contains(&share) => (share * 1e14).round() / 1e12,
                percent if (1.0..=100.0).contains(&percent) => percent,
                _ => 5.0,
            };
            Err(wrong(format!("`{name}` is a share of the people, and is written as text"))
                .help(format!("write {name} = \"{percent} %\"")))
        }
        (Kind::People, Node::List(items)) => people(items, name, wrong),
        (Kind::WordList(words), Node::List(items)) => {
            let mut found: Vec<Value> = Vec::new();
            for item in items {
                let value = match &item.node {
                    // Measures with a part of the user's own: of a surface, of a verb.
                    Node::Text(text) if name == "measures" && crate::measure::platform::titled(text).is_some() => {
                        Value::Text(text.clone())
                    }
                    _ => scalar(item, &Kind::Words(words), name, None)?,
                };
                if let Some(first) = found.iter().position(|other| *other == value) {
                    let problem = Problem::at(item.place.clone(), "this word stands there twice");
                    return Err(problem.also(items[first].place.clone(), "first here").help("name each once"));
                }
                found.push(value);
            }
            Ok(Value::List(found))
        }
        (Kind::Either(kinds), _) => (kinds.iter().find_map(|kind| scalar(item, kind, name, usual).ok()))
            .ok_or_else(|| must_be(name, &item.node, kind, usual, wrong)),
        (Kind::List(_), Node::List(items)) if items.is_empty() => {
            Err(wrong(format!("`{name}` is an empty list")).help(format!("write {name} = {}", example(kind))))
        }
        (Kind::List(kind), Node::List(items)) => {
            items.iter().map(|item| scalar(item, kind, name, usual)).collect::<Result<_, _>>().map(Value::List)
        }
        (Kind::WordList(_) | Kind::People, Node::Text(text)) => {
            let words: Vec<String> =
                text.split([',', ';']).map(|word| format!("\"{}\"", escaped(word.trim()))).collect();
            Err(wrong(format!("`{name}` is text, and must be a list"))
                .help(format!("write {name} = [{}]", words.join(", "))))
        }
        _ => Err(must_be(name, &item.node, kind, usual, wrong)),
    }
}

/// "`probability` is a list, and must be a number from 0 to 1", with an example.
pub fn must_be(
    name: &str,
    node: &Node,
    kind: &Kind,
    usual: Option<&str>,
    wrong: impl Fn(String) -> Problem,
) -> Problem {
    let problem = match node {
        Node::Whole(_) | Node::Number(..) if is_number(kind) => wrong(format!("`{name}` must be {}", allowed(kind))),
        _ => wrong(format!("`{name}` is {}, and must be {}", node.what(), allowed(kind))),
    };
    match node {
        Node::List(items) if is_number(kind) && items.len() > 1 => problem
            .help(format!("write one number: {name} = {}", items[0].node.typed().unwrap_or_default()))
            .help("several at once, a sweep, are to come; --set runs the scenario with another one"),
        _ => problem.help(format!("write {name} = {}", suggestion(kind, usual))),
    }
}

/// What to write there: the default, unless that does nothing; else an example.
fn suggestion(kind: &Kind, usual: Option<&str>) -> String {
    usual.filter(|usual| *usual != "0").map_or_else(|| example(kind), str::to_owned)
}

/// Whether numbers may stand there.
pub fn is_number(kind: &Kind) -> bool {
    match kind {
        Kind::Either(kinds) => kinds.iter().any(is_number),
        kind => matches!(
            kind,
            Kind::Probability | Kind::Number(..) | Kind::Positive | Kind::Rate | Kind::Duration | Kind::Whole(..)
        ),
    }
}

/// The number that a text holds in quotes, with or without a percent sign.
pub fn number_in_text(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    text.parse().ok().filter(|x: &f64| x.is_finite())
}

fn in_quotes(text: &str, number: f64, name: &str, wrong: impl Fn(String) -> Problem) -> Problem {
    if text.contains('%') {
        wrong(format!("`{name}` is text: a percent sign is for shares of people"))
            .help(format!("write {name} = {}", of_percent(number)))
    } else {
        wrong(format!("`{name}` is text: a number has no quotes")).help(format!("write {name} = {number}"))
    }
}

/// A percentage as a fraction, without the noise of the division.
fn of_percent(percent: f64) -> f64 {
    format!("{:.12}", percent / 100.0).parse().unwrap_or(percent / 100.0)
}

fn number(node: &Node) -> f64 {
    match node {
        Node::Whole(whole) => *whole as f64,
        Node::Number(number, _) => *number,
        _ => f64::NAN,
    }
}

fn fraction(
    number: f64,
    kind: &Kind,
    name: &str,
    usual: Option<&str>,
    wrong: impl Fn(String) -> Problem,
) -> Result<Value, Problem> {
    let legal = match kind {
        Kind::Probability => Probability::new(number).is_some(),
        Kind::Number(low, high) => (*low..=*high).contains(&number) && number.is_finite(),
        _ => number > 0.0 && number.is_finite(),
    };
    if legal {
        return Ok(Value::Number(number + 0.0));
    }
    if !matches!(kind, Kind::Probability) {
        let problem = wrong(format!("`{name}` must be {}", allowed(kind)));
        return Err(problem.help(format!("write {name} = {}", suggestion(kind, usual))));
    }
    let problem = wrong("a probability must lie between 0 and 1".to_owned());
    Err(if number > 1.0 && number < 2.0 {
        problem.help("write 1 for always, or less")
    } else if number > 1.0 && number <= 100.0 {
        problem.label(format!("{number} %?")).help(format!("{number} % is written {}", of_percent(number)))
    } else {
        problem.help("0 is never, 1 is always; 0.01 to 0.1 is typical of a tie")
    })
}

fn timed(text: &str, kind: &Kind, name: &str, wrong: impl Fn(String) -> Problem) -> Result<Value, Problem> {
    let is_rate = matches!(kind, Kind::Rate);
    let read = if is_rate { units::rate(text) } else { units::hours(text) };
    let why = match read {
        Ok(number) if number.is_finite() => return Ok(Value::Written { number, text: text.to_owned() }),
        Ok(_) => "the number is too large".to_owned(),
        Err(why) => why,
    };
    let problem = wrong(format!("{} is no {}: {why}", shown(text), if is_rate { "rate" } else { "duration" }));
    let meant = units::meant(text);
    let number = meant.number.map(|number| if text.contains('%') { of_percent(number) } else { number });
    Err(match (number, meant.unit) {
        (Some(number), Some(unit)) if is_rate => problem.help(format!(
            "write {name} = \"{number} per {unit}\", or {name} = {number} and every other time a plain number of {unit}s"
        )),
        (Some(number), Some(unit)) => problem.help(format!("write {name} = \"{number} {unit}s\"")),
        (Some(number), None) if ["round", "step", "iteration", "tick"].iter().any(|word| text.contains(word)) => {
            problem.help(format!("write {name} = {number}: a plain number counts rounds, or units of the rates"))
        }
        (_, None) if why.contains(" is no unit") => problem.help(units::KNOWN),
        (number, _) => {
            let number = number.unwrap_or(if is_rate { 0.5 } else { 20.0 });
            let with_unit = if is_rate { "per day" } else { "days" };
            problem.help(format!("write {name} = {number}, or with a unit, such as \"{number} {with_unit}\""))
        }
    })
}

fn written(text: &str, kind: &Kind, name: &str, wrong: impl Fn(String) -> Problem) -> Result<Value, Problem> {
    if matches!(kind, Kind::Path) && text.contains(['\t', '\n', '\r', '\u{8}', '\u{c}', '\u{1b}']) {
        // "C:\\temp" typed with one \\.
        let problem = wrong("in quotes, \\ begins a special character, and here it made one".to_owned());
        return Err(problem.help("write / between folders, or the path between '...'"));
    }
    if text.trim().is_empty() && !matches!(kind, Kind::Text) {
        return Err(wrong(format!("`{name}` is empty")).help(format!("write {}", allowed(kind))));
    }
    // A question may be written in several lines; nothing else has business in a text that is shown.
    let plain = text.replace("\r\n", " ").replace(['\n', '\t'], " ");
    if matches!(kind, Kind::Text) && escaped(&plain) != plain {
        let problem = wrong(format!("`{name}` holds characters that cannot be seen"));
        return Err(problem.help(format!("leave out what begins with \\ in {}", shown(text))));
    }
    Ok(Value::Text(text.to_owned()))
}

fn word(
    text: &str,
    words: &'static [(&'static str, &'static str)],
    name: &str,
    wrong: impl Fn(String) -> Problem,
) -> Result<Value, Problem> {
    if words.iter().any(|(word, _)| *word == text) {
        return Ok(Value::Text(text.to_owned()));
    }
    let problem = wrong(format!("`{name}` does not know {}", shown(text)));
    let all = words.iter().map(|(word, _)| *word);
    Err(match synonyms::word(name, text).or_else(|| nearest(text, all)) {
        Some(near) => problem.label(format!("did you mean \"{near}\"?")),
        None => problem.help(format!("write {}", allowed(&Kind::Words(words)))),
    })
}

fn people(items: &[Item], name: &str, wrong: impl Fn(String) -> Problem) -> Result<Value, Problem> {
    if items.is_empty() {
        return Err(wrong("the list names nobody".to_owned()).help(format!("write {name} = [\"anna\", \"7\"]")));
    }
    let names = items.iter().map(|item| match &item.node {
        Node::Text(name) if !name.is_empty() => Ok(Value::Text(name.clone())),
        Node::Text(_) => Err(Problem::at(item.place.clone(), "a name cannot be empty").help("leave it out")),
        Node::Whole(number) => Err(Problem::at(item.place.clone(), "a name is text, also where it is a number")
            .help(format!("write \"{number}\""))),
        node => Err(Problem::at(item.place.clone(), format!("a name is text, and this is {}", node.what()))
            .help("write the name in quotes")),
    });
    names.collect::<Result<_, _>>().map(Value::List)
}

fn whole(
    node: &Node,
    low: u64,
    high: u64,
    name: &str,
    usual: Option<&str>,
    wrong: impl Fn(String) -> Problem,
) -> Result<Value, Problem> {
    let kind = Kind::Whole(low, high);
    let range = || must_be(name, node, &kind, usual, &wrong);
    match node {
        Node::Whole(number) => match u64::try_from(*number) {
            Ok(number) if (low..=high).contains(&number) => Ok(Value::Whole(number)),
            _ => Err(range()),
        },
        Node::Number(number, text) => {
            let inside = (low as f64..=high as f64).contains(number);
            if inside && number.fract() == 0.0 && text.contains(['e', 'E']) {
                let (plain, grouped) = (*number as u64, crate::text::grouped(*number as u64).replace(',', "_"));
                let either = if plain < 1000 { plain.to_string() } else { format!("{plain} or {grouped}") };
                return Err(wrong(format!("`{name}` is a whole number, and is written without an exponent"))
                    .help(format!("write {either}")));
            }
            let in_thousands = text.split('.').skip(1).all(|group| group.len() == 3) && *number < 1000.0;
            if text.contains('.') && in_thousands && *number > 0.0 && number.fract() * 1000.0 % 1.0 == 0.0 {
                let whole = text.replace('.', "");
                return Err(wrong(format!("`{name}` is a whole number, and a point begins its decimals"))
                    .help(format!("write {name} = {whole} if a thousand was meant, else {}", number.floor())));
            }
            if inside && number.fract() != 0.0 {
                return Err(wrong(format!("`{name}` is a whole number, and {} is none", shown(text))).help(format!(
                    "write {} or {}",
                    number.floor(),
                    number.ceil()
                )));
            }
            Err(range())
        }
        Node::Text(text) => match text.trim().replace(['_', ' ', ','], "").parse::<u64>() {
            Ok(number) if (low..=high).contains(&number) => {
                Err(wrong(format!("`{name}` is text: a number has no quotes")).help(format!("write {name} = {number}")))
            }
            Ok(_) => Err(range()),
            Err(_) => Err(match number_in_text(text).filter(|_| text.contains('%')) {
                Some(percent) if (0.0..=100.0).contains(&percent) => {
                    let of_1000 = (percent * 10.0).round().max(low as f64);
                    wrong(format!("`{name}` is a whole number, and {} is a share", shown(text)))
                        .help(format!("write how many that are: of 1000 it would be {name} = {of_1000}"))
                }
                _ => must_be(name, node, &kind, usual, &wrong),
            }),
        },
        other => Err(must_be(name, other, &kind, usual, &wrong)),
    }
}
