//! How it spreads on a stage, as a choice of seeds asks.

use super::stage::Rule;
use crate::catalog::Fault;
use crate::graph::contact_list::ContactList;
use crate::model::Network;
use crate::platform::{Plan, Site};
use crate::scenario::{Campaign, Rival};
use crate::seeding::best::rivals::{AgainstRivals, Asks};
use crate::seeding::best::spread::{InContacts, OfLaw, OnPlatform, Spread};

/// Of a rule on a network; `campaign` says what is posted on a platform (`usual`, where there is none) and who the rivals are.
/// `None` where people change their minds.
///
/// # Errors
/// Rivals who ask later, or on a platform.
pub fn of<'a>(
    rule: &'a Rule,
    network: &Network<'a>,
    contacts: Option<&'a ContactList>,
    horizon: f64,
    campaign: Option<&'a Campaign>,
    usual: &'a Plan,
) -> Result<Option<Box<dyn Spread + 'a>>, Fault> {
    let Network { graph, audience, .. } = *network;
    let rivals = campaign.map_or(&[][..], |campaign| &campaign.rivals);
    if rivals.iter().any(|rival| rival.wave.at > 0.0) {
        return Err(later());
    }
    Ok(match rule {
        Rule::Law(law) => {
            let of = OfLaw { law, graph, horizon };
            match campaign.filter(|_| !rivals.is_empty()) {
                None => Some(Box::new(of)),
                Some(campaign) => {
                    let rivals = rivals.iter().map(|rival| asks(rival, network)).collect();
                    let network = Network { graph, audience, luck: network.luck };
                    Some(Box::new(AgainstRivals::new(of, network, rivals, campaign.tie_break)))
                }
            }
        }
        Rule::InTime(exposure) => {
            contacts.map(|contacts| Box::new(InContacts { exposure: *exposure, contacts, horizon }) as _)
        }
        Rule::Platform(_) if !rivals.is_empty() => return Err(against()),
        Rule::Platform(rule) => {
            let site = Site { platform: &rule.0, graph, audience, ready: &rule.1 };
            let plan = campaign.map_or(usual, |campaign| &campaign.plan);
            Some(Box::new(OnPlatform { site, plan, horizon }))
        }
        Rule::Opinions(_) => None,
    })
}

/// Says that the best cannot be found against rivals on a platform.
fn against() -> Fault {
    let help = "leave out [[campaign.rival]] while you search, or use another seeding, such as most-ties";
    Fault::at("", "on a platform who is best is found where no rival is there", help)
}

/// Says that the best cannot be found where somebody is asked later.
pub fn later() -> Fault {
    let help = "write at = 0 and leave out [[campaign.wave]], or use another seeding, such as most-ties";
    Fault::at("", "who is best is found where everybody is asked at the beginning", help)
}

/// Whom a rival asks.
fn asks<'a>(rival: &'a Rival, network: &Network) -> Asks<'a> {
    let seeding = &*rival.wave.seeding;
    match seeding.varies() {
        // That the best cannot be a rival's is said elsewhere.
        _ if seeding.asks_for_spread() => Asks::Known(Vec::new()),
        true => Asks::Drawn(seeding),
        false => Asks::Known(seeding.seeds(network, &network.luck)),
    }
}
