//! How it spreads on a stage, as a choice of seeds asks.

use super::Rule;
use crate::graph::contact_list::ContactList;
use crate::model::Network;
use crate::platform::{Plan, Site};
use crate::seeding::best::spread::{InContacts, OfLaw, OnPlatform, Spread};

/// Of a rule on a network, with what a campaign does beside asking; `None` where people change their minds.
pub fn of<'a>(
    rule: &'a Rule,
    network: &Network<'a>,
    contacts: Option<&'a ContactList>,
    horizon: f64,
    plan: &'a Plan,
) -> Option<Box<dyn Spread + 'a>> {
    let Network { graph, audience, .. } = *network;
    match rule {
        Rule::Law(law) => Some(Box::new(OfLaw { law, graph, horizon })),
        Rule::InTime(exposure) => Some(Box::new(InContacts { exposure: *exposure, contacts: contacts?, horizon })),
        Rule::Platform(rule) => {
            let site = Site { platform: &rule.0, graph, audience, ready: &rule.1 };
            Some(Box::new(OnPlatform { site, plan, horizon }))
        }
        Rule::Opinions(_) => None,
    }
}
