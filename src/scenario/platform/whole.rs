//! The keys of a platform that belong to none of its surfaces and verbs.

use crate::catalog::{Fault, Key, Kind, Value};
use crate::platform::{Rhythm, Unfollow};

/// The keys, at the top of the file.
pub const WHOLE: &[Key] = &[
    Key::optional(
        "rhythm",
        Kind::List(&Kind::Number(0.0, 1e9)),
        "how much people come in each hour of the day, relative to one another: 24 numbers from midnight on, which is when a run \
         begins; at all hours alike where it is left out",
    ),
    Key::optional(
        "act-delay",
        Kind::Duration,
        "mean time from an exposure to the act that it moves to, exponential; at once where it is left out",
    )
    .larger("everything takes longer"),
    Key::optional(
        "unfollow",
        Kind::Either(&[Kind::Table(&[
            Key::with_default(
                "beyond",
                Kind::Number(0.0, 1e6),
                "1",
                "posts of one source that a person is shown in a day without thinking of leaving",
            )
            .unit("posts per day")
            .source("assumed"),
            Key::with_default(
                "brand",
                Kind::Probability,
                "0.002",
                "chance that a follower leaves the brand at each post shown beyond that",
            )
            .source("assumed"),
            Key::with_default(
                "friends",
                Kind::Probability,
                "0",
                "chance that a person hears another one no longer at each of that person's posts shown beyond that",
            )
            .source("assumed"),
        ])]),
        "who posts too much loses those who hear it; nobody does where it is left out",
    ),
    Key::optional(
        "churn",
        Kind::Rate,
        "share of the people who leave the platform for good and see nothing any more, such as \"0.02 per month\"; nobody does \
         where it is left out",
    )
    .larger("less reach late than early"),
    Key::optional(
        "negativity",
        Kind::Number(0.0, 1e3),
        "how many times more an exposure to bad news weighs than one to good news; 2 where it is left out",
    )
    .source("assumed; that bad news weighs more: Goldenberg et al. 2007, Chen et al. 2011"),
];

/// Who is left by those who hear them.
pub(super) fn unfollow(value: &Value) -> Option<Unfollow> {
    value.get("unfollow").map(|table| Unfollow {
        beyond: table.number("beyond"),
        brand: table.number("brand"),
        friends: table.number("friends"),
    })
}

/// When people come.
pub(super) fn rhythm(value: &Value) -> Result<Option<Rhythm>, Fault> {
    let Some(list) = value.get("rhythm").and_then(Value::as_list) else { return Ok(None) };
    let hours: Vec<f64> = list.iter().filter_map(Value::as_number).collect();
    let Ok(hours) = <[f64; 24]>::try_from(hours) else {
        let message = format!("a day has 24 hours, and {} are given", list.len());
        return Err(Fault::at("rhythm", message, "write 24 numbers, from midnight on"));
    };
    match Rhythm::new(hours) {
        Some(rhythm) => Ok(Some(rhythm)),
        None => Err(Fault::at("rhythm", "nobody ever comes", "write a number above 0 for some hour")),
    }
}
