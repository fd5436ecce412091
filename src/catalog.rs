//! How the mill is extended: a catalog is a list of files, and each file brings one [`Entry`].
//!
//! An entry states its keys as data: name, kind, default, meaning, unit. The scenario reader checks a file against them and
//! reports where it is wrong; `explain`, `list` and the schema print them; so a key is described, bounded and defaulted
//! once.

/// One key of a scenario file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key as typed, kebab-case.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// The value when the key is absent, as it would be typed; `None`: the key is required, or its absence means something.
    pub default: Option<&'static str>,
    /// Whether the file is refused without it.
    pub required: bool,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// The unit, or "".
    pub unit: &'static str,
    /// What a larger value does, or "".
    pub larger: &'static str,
    /// Where the default comes from, or "".
    pub source: &'static str,
}

impl Key {
    /// A key that must be given.
    pub const fn required(name: &'static str, kind: Kind, meaning: &'static str) -> Key {
        Key { name, kind, default: None, required: true, meaning, unit: "", larger: "", source: "" }
    }

    /// A key that may be left out, and then means what its description says.
    pub const fn optional(name: &'static str, kind: Kind, meaning: &'static str) -> Key {
        Key { required: false, ..Key::required(name, kind, meaning) }
    }

    /// A key with a default, written as it would be typed.
    pub const fn with_default(name: &'static str, kind: Kind, default: &'static str, meaning: &'static str) -> Key {
        Key { default: Some(default), ..Key::optional(name, kind, meaning) }
    }

    /// The number that is the default of this key, so that it is written once.
    ///
    /// # Panics
    /// If the default is none, or no plain decimal number; of a constant while it is compiled.
    pub const fn usual(&self) -> f64 {
        self.usual_at(0)
    }

    /// The number that stands at a place, counted from 0, of the list that is the default of this key.
    ///
    /// # Panics
    /// As [`Key::usual`].
    pub const fn usual_at(&self, place: usize) -> f64 {
        match self.default {
            Some(text) => decimal_at(text.as_bytes(), place),
            None => panic!("this key has no default"),
        }
    }

    /// The same key, with its unit.
    pub const fn unit(self, unit: &'static str) -> Key {
        Key { unit, ..self }
    }

    /// The same key, saying what a larger value does.
    pub const fn larger(self, larger: &'static str) -> Key {
        Key { larger, ..self }
    }

    /// The same key, with the source of its default or form.
    pub const fn source(self, source: &'static str) -> Key {
        Key { source, ..self }
    }
}

/// The decimal number at a place of a text: whole numbers divided once, and so the nearest there is.
const fn decimal_at(text: &[u8], place: usize) -> f64 {
    let (mut i, mut met) = (0, 0);
    while i < text.len() {
        if !text[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let (mut digits, mut below, mut dotted) = (0u64, 1.0, false);
        while i < text.len() && (text[i].is_ascii_digit() || matches!(text[i], b'.' | b'_')) {
            match text[i] {
                b'.' => dotted = true,
                b'_' => {}
                digit => {
                    digits = 10 * digits + (digit - b'0') as u64;
                    below = if dotted { 10.0 * below } else { below };
                }
            }
            i += 1;
        }
        if met == place {
            assert!(
                digits < 1 << 53 && (i == text.len() || !matches!(text[i], b'e' | b'E')),
                "no plain decimal number"
            );
            return digits as f64 / below;
        }
        met += 1;
    }
    panic!("there is no such number")
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A number in [0, 1].
    Probability,
    /// A number from the first to the second bound, both allowed.
    Number(f64, f64),
    /// A number above 0.
    Positive,
    /// A number of at least 0 per unit of time, or text with a unit: "0.5 per day".
    Rate,
    /// A number of at least 0 in rounds or units of time, or text with a unit: "30 days".
    Duration,
    /// A whole number from the first to the second bound.
    Whole(u64, u64),
    /// `true` or `false`.
    Flag,
    /// Any text that can be shown.
    Text,
    /// The path of a file, relative to the scenario.
    Path,
    /// The name of a column of the people's attributes.
    Column,
    /// One of these words, each with its meaning.
    Words(&'static [(&'static str, &'static str)]),
    /// A share of the people, written as text: "2 %".
    Percent,
    /// A list of names of people, at least one.
    People,
    /// A list of these words, each at most once.
    WordList(&'static [(&'static str, &'static str)]),
    /// A list of values of one kind, at least one.
    List(&'static Kind),
    /// A table with these keys.
    Table(&'static [Key]),
    /// A table with exactly one of these keys.
    OneOf(&'static [Key]),
    /// A table whose keys the user chooses, each with a value of this kind: `[verb.share]`, `[verb.like]`.
    Named(&'static Kind),
    /// Tables with these keys, one after the other: `[[campaign]]`.
    Tables(&'static [Key]),
    /// Whatever may stand at another key of a scenario, by its path: a table that holds its like.
    Like(&'static str),
    /// Any of these kinds; the first that fits is taken. Beside a table with one required key a plain value stands for that
    /// key.
    Either(&'static [Kind]),
}

/// A value that has passed its [`Kind`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A number that was written as text with a unit: a share of "2 %" is 0.02, a duration of "2 days" 48 hours, a rate of
    /// "1 per day" 1/24 an hour.
    Written {
        /// The number: a share, hours, or times an hour.
        number: f64,
        /// The text as typed.
        text: String,
    },
    /// A whole number.
    Whole(u64),
    /// `true` or `false`.
    Flag(bool),
    /// A word, a text, a path, a column.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A table, keys in the order of their declaration, defaults filled in.
    Table(Vec<(String, Value)>),
}

impl Value {
    /// The value at a key of a table.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Table(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at a key of a table, to be changed.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        match self {
            Value::Table(entries) => entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Puts a value at a key of a table with these keys, in place of the one that is there; the order of declaration stays.
    pub(crate) fn put(&mut self, keys: &[Key], key: &str, value: Value) {
        let Value::Table(entries) = self else { panic!("only a table has keys") };
        entries.retain(|(name, _)| name != key);
        entries.push((key.to_owned(), value));
        entries.sort_by_key(|(name, _)| keys.iter().position(|key| key.name == name));
    }

    /// The value at a key that the catalog promises: required or with a default.
    pub fn at(&self, key: &str) -> &Value {
        self.get(key).unwrap_or_else(|| panic!("the catalog promises the key `{key}`"))
    }

    /// As a number; whole numbers are numbers too.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(x) | Value::Written { number: x, .. } => Some(*x),
            Value::Whole(n) => Some(*n as f64),
            _ => None,
        }
    }

    /// As a whole number.
    pub fn as_whole(&self) -> Option<u64> {
        match self {
            Value::Whole(n) => Some(*n),
            _ => None,
        }
    }

    /// As a text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// As a list of texts.
    pub fn as_texts(&self) -> Option<Vec<&str>> {
        match self {
            Value::List(items) => items.iter().map(Value::as_text).collect(),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The number at a promised key.
    pub fn number(&self, key: &str) -> f64 {
        self.at(key).as_number().unwrap_or_else(|| panic!("the catalog promises a number at `{key}`"))
    }

    /// The whole number at a promised key.
    pub fn whole(&self, key: &str) -> u64 {
        self.at(key).as_whole().unwrap_or_else(|| panic!("the catalog promises a whole number at `{key}`"))
    }

    /// The text at a promised key.
    pub fn text(&self, key: &str) -> &str {
        self.at(key).as_text().unwrap_or_else(|| panic!("the catalog promises a text at `{key}`"))
    }

    /// The flag at a promised key.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.at(key), Value::Flag(true))
    }

    /// The one entry of a `OneOf`: its key and value.
    pub fn chosen(&self) -> (&str, &Value) {
        match self {
            Value::Table(entries) if entries.len() == 1 => (&entries[0].0, &entries[0].1),
            _ => panic!("the catalog promises a choice"),
        }
    }
}

/// What is wrong with values that are each legal but do not go together, or not with this network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key it is about, relative to the entry; "" for the entry itself. Dots between levels.
    pub key: String,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Another key that has to do with it, as `key`, and a few words beside it.
    pub also: Option<(String, String)>,
}

impl Fault {
    /// A fault at a key.
    pub fn at(key: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { key: key.into(), message: message.into(), help: help.into(), also: None }
    }

    /// The same fault, showing another key too.
    pub fn also(self, key: impl Into<String>, label: impl Into<String>) -> Fault {
        Fault { also: Some((key.into(), label.into())), ..self }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Fault { key, message, help, .. } = self;
        if !key.is_empty() {
            write!(f, "`{key}`: ")?;
        }
        write!(f, "{message}")?;
        if help.is_empty() { Ok(()) } else { write!(f, " ({help})") }
    }
}

impl std::error::Error for Fault {}

/// One thing of a catalog.
pub struct Entry<T> {
    /// Its name in files and lists, kebab-case; the file is named the same with `_`.
    pub name: &'static str,
    /// What it is, in one sentence a strategist understands, without a full stop.
    pub title: &'static str,
    /// What stands behind its name in a scenario file.
    pub kind: Kind,
    /// Author, title, year; "" where it has none.
    pub reference: &'static str,
    /// The exact case by which a test holds it.
    pub check: &'static str,
    /// Makes it from a value that has passed `kind`.
    pub build: fn(&Value) -> Result<T, Fault>,
}

impl<T> Entry<T> {
    /// The entry's keys, where it is a table.
    pub fn keys(&self) -> &'static [Key] {
        match self.kind {
            Kind::Table(keys) => keys,
            _ => &[],
        }
    }

    /// The key under which the entry stands in its section.
    pub const fn key(&self) -> Key {
        Key::optional(self.name, self.kind, self.title)
    }
}

/// Declares the files of a folder and lists their entries: `catalog! { Box<dyn Model>: path; cycle; }`.
#[macro_export]
macro_rules! catalog {
    ($type:ty: $($module:ident),+ $(,)?) => {
        $(pub mod $module;)+

        /// Every entry, in the order of `list`.
        pub static CATALOG: &[&$crate::catalog::Entry<$type>] = &[$(&$module::ENTRY),+];

        /// The entries as keys of their section of a scenario file.
        pub static KEYS: &[$crate::catalog::Key] = &[$($module::ENTRY.key()),+];
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Constants made of defaults are the numbers that stand there, to the last bit.
    #[test]
    fn a_default_is_read_as_it_is_written() {
        const KEY: Key = Key::with_default("k", Kind::Probability, "0.15", "a share");
        const SHARE: f64 = KEY.usual();
        assert_eq!(SHARE, 0.15);
        for text in ["0.90", "0.09", "64", "1_000.25", "0", "3.14159265358979"] {
            let key = Key { default: Some(text), ..KEY };
            assert_eq!(key.usual(), text.replace('_', "").parse::<f64>().unwrap(), "{text}");
        }
        let list = Key { default: Some("[0.01, 3, 64]"), ..KEY };
        assert_eq!([0, 1, 2].map(|place| list.usual_at(place)), [0.01, 3.0, 64.0]);
    }

    #[test]
    #[should_panic(expected = "there is no such number")]
    fn a_default_that_is_no_number_is_none() {
        let _ = Key::with_default("k", Kind::Text, "\"never\"", "a word").usual();
    }
}
