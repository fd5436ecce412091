//! Names that pixels cannot show: what stands in their place.
//!
//! The built-in font has the letters of Latin, Greek and Cyrillic scripts. An SVG picture keeps a name in any other, for its
//! viewer has fonts of its own; a PNG would show a row of boxes, so it is made of a picture of its own in which such a
//! campaign is "campaign 2", as counted in the scenario, and says so. Signs that are no letters (a party popper) are left out.

use crate::answer::Material;
use crate::plot::has_letter;

/// What a picture says of names that are replaced.
pub const REMARK: &str = "; names in letters that this picture's font lacks are replaced by numbers";

/// The same material under names that can be drawn, and whether one of them is a number; `None` where all can be.
pub fn material(material: &Material) -> Option<(Material, bool)> {
    let names: Vec<&str> = material.answer.campaigns.iter().map(|campaign| &*campaign.name).collect();
    let people = material.cascade.iter().flat_map(|one| &one.people).map(|person| &*person.name);
    let rivals = material.answer.campaigns.iter().flat_map(|campaign| &campaign.rivals).map(|(name, _)| &**name);
    let beside = beside_names(material);
    let all = names.iter().copied().chain(people).chain(rivals).chain(beside.iter().flatten().copied());
    if all.into_iter().all(|name| name.chars().all(has_letter)) {
        return None;
    }
    let campaigns = stand_ins(&names, "campaign");
    let new_name = |name: &mut String| {
        let at = names.iter().position(|known| known == name);
        name.clone_from(at.map_or(&String::new(), |at| &campaigns[at].0));
    };
    let mut drawn = material.clone();
    drawn.answer.campaigns.iter_mut().for_each(|campaign| new_name(&mut campaign.name));
    for comparison in &mut drawn.answer.comparisons {
        new_name(&mut comparison.campaign);
        new_name(&mut comparison.baseline);
    }
    drawn.maps.iter_mut().for_each(|map| new_name(&mut map.campaign));
    drawn.course.campaigns().for_each(new_name);
    for overlap in &mut drawn.answer.overlaps {
        new_name(&mut overlap.campaign);
        new_name(&mut overlap.other);
    }
    for row in &mut drawn.answer.overtakings {
        new_name(&mut row.campaign);
        new_name(&mut row.other);
    }
    for row in &mut drawn.answer.accelerations {
        new_name(&mut row.campaign);
        new_name(&mut row.baseline);
    }
    drawn.answer.ranking.iter_mut().for_each(|rank| new_name(&mut rank.campaign));
    drawn.answer.theory.iter_mut().for_each(|theory| new_name(&mut theory.campaign));
    let mut numbered = campaigns.iter().any(|(_, is_number)| *is_number);
    for campaign in &mut drawn.answer.campaigns {
        let names: Vec<String> = campaign.rivals.iter().map(|(name, _)| name.clone()).collect();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        for ((rival, _), (name, is_number)) in campaign.rivals.iter_mut().zip(stand_ins(&names, "rival")) {
            *rival = name;
            numbered |= is_number;
        }
    }
    numbered |= rename_beside(&mut drawn, &beside);
    if let Some(one) = &mut drawn.cascade {
        new_name(&mut one.campaign);
        let names: Vec<String> = one.people.iter().map(|person| person.name.clone()).collect();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        for (person, (name, is_number)) in one.people.iter_mut().zip(stand_ins(&names, "person")) {
            person.name = name;
            numbered |= is_number;
        }
    }
    Some((drawn, numbered))
}

/// Names that stand beside measures, each once: of groups, and of people.
fn beside_names(material: &Material) -> [Vec<&str>; 2] {
    let campaigns = &material.answer.campaigns;
    let groups = campaigns.iter().flat_map(|campaign| campaign.groups.iter().map(|group| &*group.value));
    let of_campaigns = campaigns.iter().flat_map(|campaign| {
        let seeds = campaign.attribution.iter().map(|credit| &*credit.seed);
        seeds.chain(campaign.most_reached.iter().map(|person| &*person.person))
    });
    let people = of_campaigns.chain(material.people.iter().flatten().map(|person| &*person.person));
    [groups.collect(), people.collect()].map(|mut names: Vec<&str>| {
        names.sort_unstable();
        names.dedup();
        names
    })
}

/// Puts names that can be drawn in place of those; whether one of them is a number.
fn rename_beside(drawn: &mut Material, [groups, people]: &[Vec<&str>; 2]) -> bool {
    let new = [stand_ins(groups, "group"), stand_ins(people, "person")];
    let rename = |name: &mut String, old: &[&str], new: &[(String, bool)]| {
        if let Ok(at) = old.binary_search(&name.as_str()) {
            name.clone_from(&new[at].0);
        }
    };
    let person = |name: &mut String| rename(name, people, &new[1]);
    for campaign in &mut drawn.answer.campaigns {
        campaign.groups.iter_mut().for_each(|group| rename(&mut group.value, groups, &new[0]));
        campaign.attribution.iter_mut().for_each(|credit| person(&mut credit.seed));
        campaign.most_reached.iter_mut().for_each(|reached| person(&mut reached.person));
    }
    drawn.people.iter_mut().flatten().for_each(|reached| person(&mut reached.person));
    new.iter().flatten().any(|(_, is_number)| *is_number)
}

/// Each name without what is no letter, or the number of its place from 1; and whether it is that.
fn stand_ins(names: &[&str], what: &str) -> Vec<(String, bool)> {
    let known: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    let stand_in = |(i, name): (usize, &&str)| {
        if name.chars().all(has_letter) {
            return ((*name).to_owned(), false);
        }
        let rest: String = name.chars().filter(|&c| has_letter(c)).collect();
        let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        let loses_letters = name.chars().any(|c| c.is_alphanumeric() && !has_letter(c));
        let says_nothing = !rest.chars().any(char::is_alphanumeric) || known.contains(&*rest);
        if loses_letters || says_nothing { (format!("{what} {}", i + 1), true) } else { (rest, false) }
    };
    names.iter().enumerate().map(stand_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_cannot_be_drawn_is_a_number_and_signs_are_left_out() {
        let names = ["hubs", "社交网络", "🎉 party", "Huế → Đà Nẵng", "🎉", "✨hubs", "朋友 and friends", "Ελλάδα"];
        let drawn: Vec<String> = stand_ins(&names, "campaign").into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            drawn,
            ["hubs", "campaign 2", "party", "Huế → Đà Nẵng", "campaign 5", "campaign 6", "campaign 7", "Ελλάδα"]
        );
    }
}
