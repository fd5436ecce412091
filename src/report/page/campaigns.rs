//! What each campaign did, as the resolved scenario says it, and whom it asks first.

use super::Page;
use super::markup::text;
use std::fmt::Write;

impl Page<'_> {
    pub(super) fn campaigns(&self, page: &mut String) {
        let _ = writeln!(page, "<section>\n<h2>What each campaign did</h2>");
        let said = campaigns_of(self.resolved);
        for (i, campaign) in self.answer.campaigns.iter().enumerate() {
            let baseline = if campaign.baseline { " <span class=\"tag\">baseline</span>" } else { "" };
            let _ = writeln!(page, "<article>\n<h3>{}{baseline}</h3>", text(&campaign.name));
            if let Some(lines) = said.get(i).filter(|lines| !lines.is_empty()) {
                let _ = writeln!(page, "<pre>{}</pre>", text(&lines.join("\n")));
            }
            match &campaign.seeds {
                Some(seeds) if !seeds.is_empty() => {
                    const MOST: usize = 40;
                    let names: Vec<String> =
                        seeds.iter().take(MOST).map(|name| format!("<bdi>{}</bdi>", text(name))).collect();
                    let more = match seeds.len() {
                        0..=MOST => String::new(),
                        all => format!(" and {} more", all - MOST),
                    };
                    let _ = writeln!(page, "<p>Asked first: {}{more}.</p>", names.join(", "));
                }
                Some(_) => {
                    let _ = writeln!(page, "<p>Nobody is asked first.</p>");
                }
                None => {
                    let _ = writeln!(page, "<p>Whom it asks first differs from replicate to replicate.</p>");
                }
            }
            let _ = writeln!(page, "</article>");
        }
        let _ = writeln!(page, "</section>");
    }
}

/// The lines of each `[[campaign]]` of a resolved scenario but its name and what is left as it is by default.
fn campaigns_of(resolved: &str) -> Vec<Vec<String>> {
    let mut campaigns: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for line in resolved.lines() {
        if line.starts_with('[') {
            let own = line == "[[campaign]]";
            inside = own || line.starts_with("[campaign.") || line.starts_with("[[campaign.");
            if own {
                campaigns.push(Vec::new());
                continue;
            }
        }
        let told = !line.is_empty() && !line.starts_with("name = ") && line != "baseline = false";
        if let Some(last) = campaigns.last_mut().filter(|_| inside && told && line != "baseline = true") {
            last.push(line.to_owned());
        }
    }
    campaigns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_campaign_did_is_read_off_the_scenario() {
        let resolved = "format = 1\n\n[network.path]\npeople = 5\n\n[[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n\n\
                        [campaign.talk]\nreplies = 2\n\n[[campaign]]\nname = \"b\"\nbaseline = true\n\n[people]\nx = 1\n";
        let found = campaigns_of(resolved);
        assert_eq!(found, [vec!["seeds = { random = 1 }", "[campaign.talk]", "replies = 2"], vec![]]);
    }
}
