//! `[network.NAME]`: ties from a file or a generator, in layers, or contacts in time.

use super::keys::FILE;
use super::reader::Reader;
use crate::catalog::{Fault, Key, Kind, Value};
use crate::engine::in_time::Exposures;
use crate::graph::edge_list::Direction;
use crate::graph::generate::{self, Generator};
use crate::graph::layers::Parallel;
use crate::model::Strength;
use crate::scenario::Spread;
use crate::text::shown;
use std::sync::OnceLock;

/// Where the network comes from.
pub enum NetworkSource {
    /// From a text file, with the values of `[network.file]`.
    File(Value),
    /// From a generator: its catalog name and the generator.
    Made(String, Box<dyn Generator>),
    /// From a file of contacts in time, with the values of `[network.contacts]`.
    Contacts(Value),
    /// Several kinds of ties among the same people.
    Layers(Vec<Layer>, Parallel),
    /// There is none: the model knows only how many people there can be.
    None(u32),
}

/// One kind of ties.
pub struct Layer {
    /// What it is called.
    pub name: String,
    /// The strength of all its ties; `None`: as its source says.
    pub strength: Option<f64>,
    /// A file or a generator.
    pub source: NetworkSource,
}

impl NetworkSource {
    /// Whether chance has no part in it.
    pub fn is_fixed(&self) -> bool {
        match self {
            NetworkSource::File(_) | NetworkSource::Contacts(_) | NetworkSource::None(_) => true,
            NetworkSource::Made(_, generator) => generator.is_fixed(),
            NetworkSource::Layers(layers, _) => layers.iter().all(|layer| layer.source.is_fixed()),
        }
    }

    /// People, and about how many ties, where no file has to be read for it.
    pub fn size(&self) -> (u64, f64) {
        match self {
            NetworkSource::File(_) | NetworkSource::Contacts(_) => (0, 0.0),
            NetworkSource::Made(_, generator) => generator.size(),
            NetworkSource::None(people) => ((*people).into(), 0.0),
            NetworkSource::Layers(layers, _) => {
                let sizes = layers.iter().map(|layer| layer.source.size());
                sizes.fold((0, 0.0), |(people, ties), (more, others)| (people.max(more), ties + others))
            }
        }
    }
}

/// `[network.contacts]`.
const CONTACTS: Key = Key::optional(
    "contacts",
    Kind::Table(CONTACTS_KEYS),
    "contacts in time from a file: who met whom, when, and how long; played by independent-cascade, si and sir",
);

/// The keys of `[network.contacts]`.
pub const CONTACTS_KEYS: &[Key] = &[
    Key::required(
        "path",
        Kind::Path,
        "the file, relative to the scenario, plain or gzip; its first line names the columns: from,to,time and if it likes duration or end",
    ),
    Key::optional("direction", Kind::Words(Direction::WORDS), "what a contact of u and v means; it must be said"),
    Key::optional(
        "start",
        Kind::Number(0.0, f64::INFINITY),
        "the time in the file at which campaigns start, from which time is counted; that of the first contact where it is left out",
    )
    .unit("as the times of the file"),
];

/// `[network.layers]`.
const LAYERS_MEANING: &str = "several kinds of ties among the same people, each with a strength of its own";

/// Files and generators.
fn plain() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| std::iter::once(FILE).chain(generate::KEYS.iter().copied()).collect())
}

/// What may stand at `network`.
pub fn keys() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let layer = vec![
            Key::required("name", Kind::Text, "what this kind of ties is called"),
            Key::optional("strength", Kind::Probability, "the strength of all its ties, in place of a third column")
                .larger("ties that carry more, where a model reads \"strength\""),
            Key::required("network", Kind::OneOf(plain()), "who is tied to whom in it: a file or a generator"),
        ];
        let layers = vec![
            Key::with_default(
                "parallel",
                Kind::Words(Parallel::WORDS),
                "\"tries\"",
                "what becomes of the strengths where two people are tied in several layers",
            ),
            Key::required(
                "layer",
                Kind::Tables(layer.leak()),
                "a table for each kind of ties; people are matched by name",
            ),
        ];
        let layers = Key::optional("layers", Kind::Table(layers.leak()), LAYERS_MEANING);
        plain().iter().copied().chain([CONTACTS, layers]).collect()
    })
}

impl Reader {
    /// The source of the network, if the section is whole.
    pub(super) fn network(&mut self, value: Option<&Value>) -> Option<NetworkSource> {
        let chosen = value.filter(|_| self.is_whole("network"))?;
        match chosen.chosen() {
            ("contacts", contacts) => Some(NetworkSource::Contacts(contacts.clone())),
            ("layers", layers) => self.layers(layers),
            _ => self.plain("network", chosen),
        }
    }

    fn plain(&mut self, path: &str, value: &Value) -> Option<NetworkSource> {
        match value.chosen() {
            ("file", file) => Some(NetworkSource::File(file.clone())),
            _ => self
                .build(path, Some(value), generate::CATALOG)
                .map(|(name, generator)| NetworkSource::Made(name, generator)),
        }
    }

    fn layers(&mut self, value: &Value) -> Option<NetworkSource> {
        let parallel = Parallel::of(value.text("parallel")).unwrap_or(Parallel::Tries);
        let mut layers: Vec<Layer> = Vec::new();
        if value.at("layer").as_list()?.is_empty() {
            let help = "write [[network.layers.layer]] and below it name = \"...\" and a network";
            self.fault("network.layers", Fault::at("layer", "there is no layer, so nobody is tied to anybody", help));
        }
        for (i, table) in value.at("layer").as_list()?.iter().enumerate() {
            let path = format!("network.layers.layer[{}]", i + 1);
            let name = table.text("name").to_owned();
            if layers.iter().any(|layer| layer.name == name) {
                let fault =
                    Fault::at("name", format!("two layers are called {}", shown(&name)), "give each its own name");
                self.fault(&path, fault);
            }
            let source = self.plain(&format!("{path}.network"), table.at("network"))?;
            layers.push(Layer { name, strength: table.get("strength").and_then(Value::as_number), source });
        }
        Some(NetworkSource::Layers(layers, parallel))
    }

    /// Whether the model can be played on such a network, and reads what is said of it.
    pub(super) fn playable(&mut self, network: &NetworkSource, name: &str, model: &Spread) {
        let path = match model {
            Spread::Platform(_) => "platform".to_owned(),
            _ => format!("spread.{name}"),
        };
        match network {
            NetworkSource::Layers(layers, _)
                if model.strength() == Strength::Unused && !matches!(model, Spread::Platform(_)) =>
            {
                if let Some(i) = layers.iter().position(|layer| layer.strength.is_some()) {
                    let message = format!(
                        "nothing in this scenario reads how strong ties are, and layer {} says it",
                        shown(&layers[i].name)
                    );
                    let help = super::factors::read_strengths(name);
                    self.fault(&format!("network.layers.layer[{}]", i + 1), Fault::at("strength", message, help));
                }
            }
            NetworkSource::Contacts(_) => {
                let played: Result<Exposures, Fault> = match model {
                    Spread::Adoption(model) => model.in_time().unwrap_or_else(|| Err(no_contacts(name))),
                    Spread::Opinion(_) | Spread::Platform(_) => Err(no_contacts(name)),
                };
                if let Err(fault) = played {
                    self.fault(&path, fault);
                }
            }
            _ => {}
        }
    }
}

fn no_contacts(name: &str) -> Fault {
    let message = format!("`{name}` cannot be played on contacts in time");
    Fault::at("", message, "use independent-cascade, si or sir; or give ties without times by [network.file]")
}
