//! The network of a scenario: read, drawn, put together of layers, or of contacts in time.

use crate::catalog::Fault;
use crate::engine::in_time::{Exposure, Exposures};
use crate::graph::contact_list::ContactList;
use crate::graph::layers::{self, combined};
use crate::graph::{Graph, Names, builder};
use crate::load::{Inputs, Refusal};
use crate::model::{Model, Strength};
use crate::random::{Chance, Purpose, Replicate, Stream};
use crate::scenario::{Layer, NetworkSource, Scenario};
use crate::text::shown;
use std::borrow::Cow;

/// Facts of people by name, a number each.
type Facts = Vec<(&'static str, Vec<f64>)>;

/// The luck of layer `layer` of network `index`: that of a network alone for the first.
fn luck(scenario: &Scenario, index: u64, layer: usize) -> Stream {
    Replicate::new(scenario.random_seed, index, layer as u32).stream(Purpose::Network)
}

/// The network with number `index`.
pub fn of<'a>(scenario: &Scenario, inputs: &'a Inputs, index: u64) -> Result<Cow<'a, Graph>, Refusal> {
    Ok(match (&scenario.network, &inputs.network, &inputs.contacts) {
        (NetworkSource::Made(_, generator), ..) => Cow::Owned(generator.generate(luck(scenario, index, 0))),
        (NetworkSource::File(_), Some(reading), _) => Cow::Borrowed(&reading.graph),
        (NetworkSource::Contacts(_), _, Some((_, network))) => Cow::Borrowed(network),
        (NetworkSource::Layers(layers, parallel), ..) => {
            let graphs = layers.iter().enumerate().map(|(i, layer)| match (&layer.source, inputs.layers.get(i)) {
                (NetworkSource::Made(_, generator), _) => Cow::Owned(generator.generate(luck(scenario, index, i))),
                (_, Some(Some(reading))) => Cow::Borrowed(&reading.graph),
                _ => unreachable!("the files of layers are read with the inputs"),
            });
            let graphs: Vec<Cow<Graph>> = graphs.collect();
            strengths(scenario, layers, &graphs)?;
            let parts =
                graphs.iter().zip(layers).map(|(graph, layer)| layers::Layer { graph, strength: layer.strength });
            let parts: Vec<layers::Layer> = parts.collect();
            Cow::Owned(combined(&parts, *parallel, scenario.model.strength() == Strength::Rate))
        }
        (NetworkSource::None(people), ..) => {
            Cow::Owned(builder::from_ties(Names::Numbered(*people), Vec::new(), Vec::new(), false))
        }
        _ => unreachable!("the file of a network is read with the inputs"),
    })
}

/// A refusal where some layers have strengths and others none.
fn strengths(scenario: &Scenario, layers: &[Layer], graphs: &[Cow<Graph>]) -> Result<(), Refusal> {
    let has = |(layer, graph): (&Layer, &Cow<Graph>)| layer.strength.is_some() || graph.strengths().is_some();
    let has: Vec<bool> = layers.iter().zip(graphs).map(has).collect();
    match has.iter().position(|has| !has).filter(|_| has.contains(&true)) {
        None => Ok(()),
        Some(i) => {
            let message =
                format!("the ties of layer {} have no strength, and those of others do", shown(&layers[i].name));
            let fault = Fault::at("", message, "write strength = 0.2 below its name, or give its file a third column");
            let problem = scenario.problem(&format!("network.layers.layer[{}]", i + 1), fault);
            Err(Refusal::Scenario(scenario.problems(vec![problem])))
        }
    }
}

/// What generators know of the people: of layers, those of the first layer that has a number for everybody of that name.
pub fn facts(scenario: &Scenario, graph: &Graph, index: u64) -> Facts {
    match &scenario.network {
        NetworkSource::Made(_, generator) => generator.facts(luck(scenario, index, 0)),
        NetworkSource::Layers(layers, _) => {
            let mut facts = Facts::new();
            for (i, layer) in layers.iter().enumerate() {
                let NetworkSource::Made(_, generator) = &layer.source else { continue };
                for (name, numbers) in generator.facts(luck(scenario, index, i)) {
                    // People are numbered alike where all names are numbers without a gap.
                    let fits = numbers.len() == graph.people() as usize && graph.names().find("0") == Some(0);
                    if fits && !facts.iter().any(|(known, _)| *known == name) {
                        facts.push((name, numbers));
                    }
                }
            }
            facts
        }
        _ => Facts::new(),
    }
}

/// What generators could not keep of what was asked for.
pub fn remarks(scenario: &Scenario, graph: &Graph, index: u64) -> Vec<String> {
    match &scenario.network {
        NetworkSource::Made(_, generator) => generator.remark(luck(scenario, index, 0), graph).into_iter().collect(),
        NetworkSource::Layers(layers, _) => {
            let of = |(i, layer): (usize, &Layer)| {
                let NetworkSource::Made(_, generator) = &layer.source else { return None };
                let luck = luck(scenario, index, i);
                let remark = generator.remark(luck, &generator.generate(luck))?;
                Some(format!("layer {}: {remark}", shown(&layer.name)))
            };
            layers.iter().enumerate().filter_map(of).collect()
        }
        _ => Vec::new(),
    }
}

/// How a model exposes in these contacts.
pub fn exposure(model: &dyn Model, contacts: Option<&ContactList>) -> Result<Exposure, Fault> {
    let Some(Ok(Exposures { chance, rate, life })) = model.in_time() else {
        unreachable!("whether the model can be played has been checked")
    };
    let lasting = contacts.is_some_and(ContactList::is_lasting);
    let moments = contacts.is_some_and(ContactList::has_moments);
    if lasting && rate.is_none() {
        let message = "some contacts last, and this model tries each contact once";
        let help = "use si or sir, which take a rate; or leave the column `duration` (or `end`) out of the file";
        return Err(Fault::at("", message, help));
    }
    if moments && chance.is_none() {
        let message = "some contacts are over in a moment, and work with the probability `transmission`";
        return Err(Fault::at("transmission", message, "write a number from 0 to 1, or give every contact a duration"));
    }
    Ok(Exposure { chance: Chance::of(chance.unwrap_or(0.0)), rate: rate.unwrap_or(0.0), life })
}
