//! The practices on a platform: a null setting leaves every value, and each mechanism keeps its closed form.

use rumormill::load::Inputs;
use rumormill::run::{Played, run};
use rumormill::scenario::Scenario;

/// A small platform of friends, with what stands behind it in a campaign or at the top.
fn played(replicates: u64, top: &str, campaign: &str) -> (Scenario, Played) {
    played_for("60 days", replicates, top, campaign)
}

/// The same for so long.
fn played_for(horizon: &str, replicates: u64, top: &str, campaign: &str) -> (Scenario, Played) {
    let text = format!(
        "format = 1\nreplicates = {replicates}\nrandom-seed = 3\nplatform = \"facebook\"\nhorizon = \"{horizon}\"\n{top}\n\
         [network.configuration]\npeople = 1_000\ndegree = {{ poisson = 20 }}\nmutual = true\n\
         [[campaign]]\nname = \"one\"\nseeds = {{ random = 10 }}\n{campaign}\n"
    );
    let scenario = Scenario::read("practice", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let played = run(&scenario, &Inputs::default(), || {}).unwrap_or_else(|refusal| panic!("{refusal}"));
    (scenario, played)
}

/// A measure by replicate; undefined ones are left out.
fn values(played: &(Scenario, Played), name: &str) -> Vec<f64> {
    let place = played.0.measures.iter().position(|measure| *measure == name);
    let place = place.unwrap_or_else(|| panic!("{name} is not among {:?}", played.0.measures));
    played.1.records[0].iter().filter_map(|record| record.values[place]).collect()
}

/// How far a mean lies from what it should be, in standard errors.
fn z(values: &[f64], exact: f64) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean - exact) / (variance / n).sqrt()
}

#[test]
fn a_null_setting_leaves_every_value() {
    let plain = played(5, "", "");
    for null in [
        "[campaign.listen]\ncoverage = 0",
        "[campaign.talk]\nreplies-per-day = 0",
        "[campaign.trust]\nadvocates = 0",
        "[campaign.support]\nhelpers = 0",
        "[campaign.embrace]\ncalls-per-week = 0",
        "[campaign.traffic]\nbuttons = 1",
        "[campaign.broadcast]\nexposures-per-day = 0\ndays = 3",
    ] {
        let with = played(5, "", null);
        assert_eq!(plain.0.measures, with.0.measures, "{null}");
        assert_eq!(plain.1.records, with.1.records, "{null}");
    }
}

/// What levers spend stays within the budget, rewards and profiles too; with more money they spend more.
#[test]
fn budgets_hold() {
    let bought = "[product]\ncustomers = 0.1\n[verb.convert]\nprobability = 0.5";
    for (top, lever) in [
        (bought, "[campaign.trust]\nadvocates = 50\nincentive = 1\nreward = 20"),
        ("", "[campaign.listen]\ncoverage = 1\nprofile-cost = 1\nfee = 5"),
    ] {
        let most = |budget: u32| {
            let found = played(12, top, &format!("budget = {budget}\n{lever}"));
            values(&found, "cost").into_iter().fold(0.0, f64::max)
        };
        let (little, much) = (most(60), most(400));
        assert!(little <= 60.0 && much <= 400.0 && much > 60.0, "{lever}: {little} and {much}");
    }
}

/// Days are paid as they come: ten of them ten times, half a day half of it. A broadcast runs for its days from when the first item
/// is posted, and no longer than the run.
#[test]
fn a_day_is_paid_once() {
    let listen = "[campaign.listen]\ncoverage = 1\nfee = 5\nprofile-cost = 0";
    let traffic = "[campaign.traffic]\nlanding = 1.2\ncost-per-day = 3";
    let ads = |days: &str| format!("[campaign.broadcast]\nexposures-per-day = 1000\ncost-per-thousand = 4\n{days}");
    for (horizon, at, lever, cost) in [
        ("10 days", "0 h", listen, 50.0),
        ("36 h", "0 h", listen, 7.5),
        ("10 days", "0 h", traffic, 30.0),
        ("12 h", "0 h", traffic, 1.5),
        ("10 days", "0 h", &ads("days = 3"), 12.0),
        ("10 days", "30 h", &ads("days = 3"), 12.0),
        ("10 days", "9 days", &ads("days = 3"), 4.0),
        ("10 days", "6 h", &ads(""), 39.0),
        ("10 days", "0 h", &ads("days = 1.5"), 6.0),
    ] {
        let item = format!("[[campaign.item]]\nat = \"{at}\"\ncost = 0\n{lever}");
        let found = played_for(horizon, 3, "", &item);
        assert!(
            values(&found, "cost").iter().all(|&x| (x - cost).abs() < 1e-9),
            "{horizon}, {at}, {lever}: not {cost}"
        );
    }
}

/// What customers post is not advertised: the exposures that are bought are the same whether they post or not.
#[test]
fn praise_and_complaints_are_not_advertised() {
    let ads = "[campaign.broadcast]\nexposures-per-day = 200\ndays = 20";
    let bought =
        |product: &str| values(&played(8, &format!("measures = [\"exposures-ads\"]\n{product}"), ads), "exposures-ads");
    let without = bought("");
    assert!(without.iter().all(|&x| x > 3000.0));
    assert_eq!(without, bought("[product]\ncustomers = 0.5\nuse-every = \"5 days\"\nquality = 0.5"));
}

/// Everybody is profiled and activity does not count: those with most ties are asked.
#[test]
fn listening_to_all_finds_most_ties() {
    let listened = played(5, "", "[campaign.listen]\ncoverage = 1\nactivity = 0\nfee = 0\nprofile-cost = 0");
    assert!(values(&listened, "precision").iter().all(|&x| x == 1.0));
    let text = listened.0.sources[0].text.replace("random = 10", "most-ties = 10");
    let text = text.split("[campaign.listen]").next().unwrap_or_default();
    let scenario = Scenario::read("hubs", text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let hubs = (run(&scenario, &Inputs::default(), || {}).unwrap_or_else(|refusal| panic!("{refusal}")), scenario);
    assert_eq!(values(&listened, "reach"), values(&(hubs.1, hubs.0), "reach"));
}

/// Coverage thins people, so precision rises with it; and with half of those asked accepting, half act. Of 10 asked in 200
/// replicates the standard error is 0.11 people.
#[test]
fn listening_is_better_the_more_is_heard() {
    let precision = |coverage: f64| {
        let found = played(40, "", &format!("[campaign.listen]\ncoverage = {coverage}"));
        values(&found, "precision").iter().sum::<f64>() / 40.0
    };
    let found = [0.05, 0.3, 1.0].map(precision);
    assert!(found[0] < found[1] && found[1] < found[2], "{found:?}");
    let accepted = played(200, "", "[campaign.listen]\ncoverage = 0\nacceptance = 0.5");
    let seeds: Vec<f64> = values(&accepted, "reach")
        .iter()
        .zip(values(&accepted, "earned-reach"))
        .map(|(all, earned)| all - earned)
        .collect();
    let mean = seeds.iter().sum::<f64>() / 200.0;
    // The ten are drawn from all, so on average the mean person is asked: half act, give or take what few people tell.
    assert!((mean - 5.0).abs() < 4.5 * (2.5f64 / 200.0).sqrt() + 0.5, "{mean}");
}

/// min(0.9, 0.3 (1 + 0.3 ln(1 + m))) at m = e - 1 is 0.39.
#[test]
fn advocates_share_as_the_incentive_says() {
    let found = played(150, "", "[campaign.trust]\nadvocates = 40\nincentive = 1.718281828459045");
    let shares = values(&found, "advocate-shares");
    assert!(z(&shares, 15.6).abs() < 4.5, "{}", z(&shares, 15.6));
    // They cost what they cost, content apart.
    let cost = values(&found, "cost");
    for (cost, shares) in cost.iter().zip(&shares) {
        assert!((cost - 20.0 - 1.718_281_828_459_045 * shares).abs() < 1e-9);
    }
}

/// Nobody talks: who was a customer at the start is one after two months with (1 - leave)^2, and no money is lost or found.
#[test]
fn customers_leave_at_their_rate() {
    let top = "[product]\ncustomers = 0.5\npraise = 0\nquality = 1\nleave = 0.2\n[verb.convert]\nprobability = 0";
    let found = played(40, top, "");
    let left = values(&found, "customers");
    let lost = values(&found, "customers-lost");
    let first = left[0] + lost[0];
    assert_eq!(first, 500.0);
    assert!(left.iter().zip(&lost).all(|(left, lost)| left + lost == first));
    assert!(z(&left, first * 0.64).abs() < 4.5, "{}", z(&left, first * 0.64));
    assert!(values(&found, "complaints").iter().all(|&x| x == 0.0));
}

/// Every use fails, and patience never ends: the share of complaints answered tends to 1 - exp(-A / delta), those apart that
/// are still open when the run ends; fading is fast, so these are few.
#[test]
fn helpers_answer_as_their_visits_allow() {
    let top = "[participation]\nvisits = \"1 per day\"\n[product]\ncustomers = 0.1\nquality = 0\npraise = 0\nleave = 0\n\
               [verb.convert]\nprobability = 0";
    let support =
        "[campaign.support]\nhelpers = 0.5\nanswer = 0.5\nfading = \"1 per hour\"\npatience = \"100000 days\"";
    let found = played(30, top, support);
    // Half of the customers, once a day, who answer every other question: A = their number / 48 an hour.
    let answered = values(&found, "answered");
    let helpers = (0.5 * values(&found, "customers")[0]).ceil();
    let exact = 1.0 - (-helpers / 48.0).exp();
    assert!(z(&answered, exact).abs() < 4.5, "{}", z(&answered, exact));
}

/// n ideas bring 1 - 0.95^n of what they can: exactly, replicate by replicate.
#[test]
fn ideas_add_up_as_the_rule_says() {
    let found =
        played(20, "", "[campaign.embrace]\ncalls-per-week = 7\ncontribute = 1\naccepted = 2\ndelay = \"1 day\"");
    for (built, appeal) in values(&found, "contributions").into_iter().zip(values(&found, "appeal")) {
        assert!((appeal - (1.0 + (1.0 - 0.95f64.powf(built)))).abs() < 1e-9, "{built} {appeal}");
        assert!(built > 0.0);
    }
}

/// A factor of 2 on a chance of 0.1 makes it 1 - 0.9^2.
#[test]
fn buttons_multiply_doses() {
    let rate = |factor: u32| {
        let found = played(300, "", &format!("[campaign.traffic]\nbuttons = {factor}\ncost-per-day = 1"));
        let clicks: f64 = values(&found, "acts-click").iter().sum();
        (values(&found, "acts-follow").iter().sum::<f64>() / clicks, clicks)
    };
    for (factor, exact) in [(1, 0.1), (2, 0.19)] {
        let (share, n) = rate(factor);
        let se = (exact * (1.0 - exact) / n).sqrt();
        assert!(((share - exact) / se).abs() < 4.5, "{factor}: {share} of {n}");
    }
}

/// Staff speak to as many as they can pay: one in three answers or so, and ties to the brand grow.
#[test]
fn dialogues_follow_the_chance_of_an_answer() {
    let found = played(60, "", "[campaign.talk]\nreplies-per-day = 5");
    let plain = played(60, "", "[campaign.talk]\nreplies-per-day = 1\nanswer = 0");
    let (replies, dialogues) = (values(&found, "replies"), values(&found, "dialogues"));
    // 5 a day for 60 days.
    assert!(replies.iter().all(|&replies| replies == 300.0), "{replies:?}");
    // Comments, which are always dialogues, are few here; of the rest three tenths answer.
    let mean = dialogues.iter().sum::<f64>() / 60.0;
    assert!((85.0..110.0).contains(&mean), "{mean}");
    let strength = |found: &(Scenario, Played)| values(found, "brand-strength").iter().sum::<f64>() / 60.0;
    assert!(strength(&found) > strength(&plain) + 0.05);
}

/// Where a person stands for two, twice as much bought, answered, asked and paid is the same run told of twice as many people:
/// every count the same, all money twice. A power of two, so to the last bit.
#[test]
fn a_person_who_stands_for_two_is_another_unit() {
    let run = |scale: u32| {
        let top = format!(
            "{}[product]\ncustomers = 0.1\n[verb.click]\ncost = 0.5\nvalue = 0.25",
            if scale == 1 { String::new() } else { format!("stands-for = {scale}\n") }
        );
        let levers = format!(
            "budget = {}\nfollowers = 0.2\n[[campaign.item]]\nfrom = \"both\"\nappeal = 2\ncost = {}\n\
             [campaign.listen]\ncoverage = 0.3\nfee = {}\n[campaign.talk]\nreplies-per-day = {}\n\
             [campaign.trust]\nadvocates = {}\nincentive = 1.5\nreward = 3\n\
             [campaign.support]\nhelpers = 0.1\nincentive = 2\nstaff = true\n\
             [campaign.broadcast]\nexposures-per-day = {}\ndays = 20\ntrust = 0.5",
            900 * scale,
            20 * scale,
            scale,
            3 * scale,
            20 * scale,
            500 * scale
        );
        played(12, &top, &levers)
    };
    let (one, two) = (run(1), run(2));
    assert_eq!(one.0.measures, two.0.measures);
    let mut money = 0;
    for (place, &name) in one.0.measures.iter().enumerate() {
        let is_money = ["cost", "income", "margin", "npv"].contains(&name);
        for (a, b) in one.1.records[0].iter().zip(&two.1.records[0]) {
            let (a, b) = (a.values[place], b.values[place]);
            assert_eq!(if is_money { a.map(|a| 2.0 * a) } else { a }, b, "{name}");
            money += u32::from(is_money && a.is_some_and(|a| a != 0.0));
        }
    }
    assert!(money > 40, "money is spent and earned in nearly every replicate");
    assert!(
        values(&one, "advocate-shares").iter().sum::<f64>() > 0.0 && values(&one, "replies").iter().sum::<f64>() > 0.0
    );
    let answer = |(scenario, played): &(Scenario, Played)| rumormill::answer::Material::of(scenario, played).answer;
    let (one, two) = (answer(&one), answer(&two));
    assert_eq!((one.stands_for, two.stands_for, one.campaigns[0].real.len()), (1.0, 2.0, 0));
    let real = &two.campaigns[0].real;
    for name in ["reach", "seen", "acts_click", "exposures_feed", "customers"] {
        let raw = &two.campaigns[0].measures[name];
        assert_eq!((real[name].mean, real[name].low), (2.0 * raw.mean, raw.low.map(|low| 2.0 * low)), "{name}");
    }
    assert!(["frequency", "cost", "k_factor", "half_life"].iter().all(|name| !real.contains_key(*name)));
}

/// Where the platform's pools describe so many people, a simulated one stands for its part of them, unless the scenario says
/// otherwise.
#[test]
fn people_described_are_the_default_scale() {
    let stands_for = |top: &str| {
        let text = format!(
            "format = 1\nreplicates = 1\nplatform = \"digg\"\nhorizon = \"1 days\"\n{top}\n[network.configuration]\n\
             people = 1_000\ndegree = {{ poisson = 5 }}\n[[campaign]]\nname = \"one\"\nseeds = {{ random = 1 }}\n"
        );
        let scenario = Scenario::read("scale", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
        run(&scenario, &Inputs::default(), || {}).unwrap_or_else(|refusal| panic!("{refusal}")).stands_for
    };
    assert_eq!(
        (stands_for(""), stands_for("stands-for = 7"), stands_for("people-described = 2_000")),
        (70.0, 7.0, 2.0)
    );
}

/// Who thinks the world of the brand thinks less of it when let down, as who nearly does.
#[test]
fn the_best_opinion_can_fall() {
    let opinion = |of_a_reply: &str| {
        let top = "[product]\ncustomers = 0.2\nquality = 0\nuse-every = \"2 days\"\nleave = 0";
        let talk = format!("[campaign.talk]\nreplies-per-day = 5\ncost = 0\nopinion = {of_a_reply}");
        let found = values(&played_for("20 days", 6, top, &talk), "brand-opinion");
        found.iter().sum::<f64>() / found.len() as f64
    };
    let (nearly, wholly) = (opinion("0.99"), opinion("1"));
    assert!((nearly - wholly).abs() < 0.05, "{nearly} {wholly}");
}

/// Without money for it the page is as it was: nobody visits one that keeps nobody, and when it is gone people do.
#[test]
fn the_page_comes_back_when_the_money_is_gone() {
    let visits = |budget: u32| {
        let lever = format!(
            "budget = {budget}\n[[campaign.item]]\ncost = 0\nappeal = 20\n[campaign.traffic]\nlanding = 0\ncost-per-day = 1"
        );
        values(&played_for("30 days", 6, "", &lever), "acts-visit").iter().sum::<f64>()
    };
    assert_eq!(visits(30), 0.0);
    assert!(visits(1) > 0.0);
}

/// Advocates are asked: where nobody else acts nothing is earned.
#[test]
fn who_is_paid_to_share_is_no_gain() {
    let nobody = "[verb.share]\nprobability = 0";
    let found = played(8, nobody, "followers = 0.05\n[campaign.trust]\nadvocates = 10\nincentive = 5");
    assert!(values(&found, "reach").iter().any(|&x| x > 10.0));
    assert!(values(&found, "earned-reach").iter().all(|&x| x == 0.0));
    assert!(values(&found, "cost-per-adopter").is_empty());
}

/// Followers are the share of the people that was asked for, and those of a larger share are the same and more.
#[test]
fn followers_are_a_share_of_the_people() {
    let top = "[verb.follow]\nprobability = 0";
    for (share, people) in [("0.05", 50.0), ("0.0007", 1.0), ("1", 1000.0)] {
        let found = played_for("1 days", 2, top, &format!("followers = {share}\n[[campaign.item]]\nfrom = \"both\""));
        assert!(values(&found, "followers").iter().all(|&x| x == people), "{share}");
    }
}

/// A customer of neutral opinion who leaves at rate h has brought margin x (1 - exp(-h T)) / h, however rarely the product is used.
#[test]
fn who_has_left_brings_no_money() {
    let top = "[product]\ncustomers = 1\nuse-every = \"3650 days\"\nleave = 0.5\nmargin = 30\npraise = 0\nquality = 1\ndiscount = 0";
    let found = values(&played_for("120 days", 10, top, ""), "margin");
    let hazard = 2.0f64.ln() / 30.0;
    assert!(z(&found, 1000.0 * (1.0 - (-120.0 * hazard).exp()) / hazard).abs() < 4.5, "{found:?}");
}

/// Money later is worth less: the same by rate h + d, d the discount.
#[test]
fn what_comes_later_is_worth_less() {
    let top = "[product]\ncustomers = 1\nuse-every = \"3650 days\"\nleave = 0.5\nmargin = 30\npraise = 0\nquality = 1\ndiscount = 0.9";
    let found = values(&played_for("120 days", 10, top, "[[campaign.item]]\ncost = 0"), "npv");
    let rate = 2.0f64.ln() / 30.0 + 10.0f64.ln() / 365.0;
    assert!(z(&found, 1000.0 * (1.0 - (-120.0 * rate).exp()) / rate).abs() < 4.5, "{found:?}");
}

/// Customers who bring more customers than they are grow by themselves, and this is said; not of others, nor where they never leave.
#[test]
fn it_is_said_where_customers_grow_by_themselves() {
    let said = |product: &str| {
        let found = played_for("1 days", 1, &format!("[product]\n{product}"), "");
        found.1.remarks.iter().any(|remark| remark.starts_with("[product]"))
    };
    assert!(said("use-every = \"1 day\"") && !said("") && !said("use-every = \"1 day\"\nleave = 0"));
}

/// A price per head leaves out replicates without anybody, and says how many.
#[test]
fn a_price_says_whom_it_leaves_out() {
    let found = played(12, "[verb.share]\nprobability = 0.0003", "[[campaign.item]]\ncost = 100");
    let prices = values(&found, "cost-per-adopter").len();
    assert!((1..12).contains(&prices), "{prices}");
    let notes = rumormill::answer::Material::of(&found.0, &found.1).answer.notes;
    let wanted = format!(
        "cost-per-adopter leaves out the replicates without anybody to divide by: {} of 12 of `one`",
        12 - prices
    );
    assert!(notes.contains(&wanted), "{notes:?}");
}

/// Of two verbs of which a person does one, each is done by half of those whom an exposure moves to both.
#[test]
fn lots_decide_between_verbs_of_one_group() {
    let verb = |name: &str| format!("[verb.{name}]\nprobability = 1\npublic = false\ngroup = \"one\"\n");
    let top = format!("[participation]\npropensity = \"equal\"\n{}{}", verb("yes"), verb("no"));
    let found = played_for("20 days", 40, &top, "");
    let (yes, no) = (values(&found, "acts-yes"), values(&found, "acts-no"));
    let difference: Vec<f64> = yes.iter().zip(&no).map(|(yes, no)| yes - no).collect();
    assert!(yes.iter().chain(&no).all(|&x| x > 0.0) && z(&difference, 0.0).abs() < 4.5, "{yes:?} {no:?}");
}

/// Two items shared by the same people are links by the same people: no more authority than one.
#[test]
fn a_link_counts_once_a_person() {
    let all = "[verb.share]\nprobability = 1\n[participation]\npropensity = \"equal\"\n[relationship]\ntrust = { weak = 1, strong = 1 }";
    let item = "[[campaign.item]]\nlink = true\ncost = 0\nappeal = 1000\n";
    let most = |items: usize| {
        let found = played_for("10 days", 4, all, &item.repeat(items));
        values(&found, "authority").into_iter().zip(values(&found, "acts-share")).collect::<Vec<_>>()
    };
    for (once, twice) in most(1).into_iter().zip(most(2)) {
        assert!(twice.1 > 1.9 * once.1 && twice.0 < 1.2 * once.0, "{once:?} {twice:?}");
    }
}

/// A reply that cannot be paid is none, and the comment waits on.
#[test]
fn what_is_not_paid_is_not_answered() {
    let top = "[verb.comment]\nprobability = 0.5";
    let found = played_for(
        "20 days",
        4,
        top,
        "budget = 0\n[[campaign.item]]\ncost = 0\nappeal = 5\n[campaign.talk]\nreplies-per-day = 5\ncost = 1",
    );
    assert!(values(&found, "reply-rate").iter().all(|&x| x == 0.0) && !values(&found, "reply-rate").is_empty());
    assert_eq!(values(&found, "backlog"), values(&found, "acts-comment"));
}

/// Who leaves the platform sees nothing any more: of exposures that come at a time t the share exp(-c t) is left.
#[test]
fn who_leaves_the_platform_sees_nothing() {
    let seen = |churn: &str| values(&played_for("30 days", 12, churn, ""), "exposures").iter().sum::<f64>();
    let (all, none) = (seen(""), seen("churn = \"1000 per hour\""));
    let some = seen("churn = \"1 per day\"");
    assert!(all > 0.0 && none == 0.0 && some > 0.0 && some < all, "{all} {some} {none}");
}

/// Money by purpose adds up to the cost.
#[test]
fn purposes_add_up_to_the_cost() {
    let purposes = ["acts", "content", "broadcast", "listen", "talk", "trust", "support", "embrace", "traffic"];
    let measures: Vec<String> = purposes.iter().map(|purpose| format!("\"cost-{purpose}\"")).collect();
    let top = format!("measures = [\"cost\", {}]\n[verb.click]\ncost = 0.1", measures.join(", "));
    let levers = "[[campaign.item]]\ncost = 7\n[campaign.broadcast]\n[campaign.listen]\ncoverage = 0.1\n[campaign.talk]\n[campaign.trust]\nincentive = 2\n[campaign.traffic]\ncost-per-day = 1\nlanding = 1.1";
    let found = played(3, &top, levers);
    let parts: Vec<Vec<f64>> = purposes.iter().map(|purpose| values(&found, &format!("cost-{purpose}"))).collect();
    for (r, cost) in values(&found, "cost").into_iter().enumerate() {
        assert!(cost > 100.0 && (parts.iter().map(|part| part[r]).sum::<f64>() - cost).abs() < 1e-6);
        assert!(parts[1][r] == 7.0 && parts[2][r] > 0.0);
    }
}
