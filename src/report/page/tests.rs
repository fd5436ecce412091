//! Names are never markup, and the same run is the same page.

use super::*;
use crate::answer::Material;
use crate::load::Inputs;
use crate::report::pictures;
use crate::scenario::{Scenario, to_toml};

const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<!-- -->&lt;b&gt;&#60;",
    "</pre></details><iframe src=//evil.example>",
    "]]><style>*{display:none}</style>",
];

fn page_of(name: &str) -> String {
    let typed = format!(
        "format = 1\nreplicates = 9\ntitle = {name:?}\nquestion = {name:?}\n[network.path]\npeople = 50 # assumed: {name}\n\
         [spread.independent-cascade]\nprobability = 0.5\n[theory]\nshow = true\n\
         [[campaign]]\nname = {name:?}\nseeds = {{ people = [\"7\"] }}\n[[campaign]]\nname = \"b\"\nseeds = {{ random = 2 }}\n"
    );
    let scenario = Scenario::read("p", &typed, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let played = crate::run::run(&scenario, &Inputs::default(), || ()).unwrap_or_else(|refusal| panic!("{refusal}"));
    let mut material = Material::of(&scenario, &played);
    let theories = crate::run::theories(&scenario, &Inputs::default(), played.chosen(0), &[]).unwrap_or_default();
    crate::answer::theory(&mut material.answer, theories, &material.outcomes, &scenario);
    let drawn = pictures::draw(&material, None);
    let resolved = to_toml(&scenario.value, &str::to_owned);
    let files = [(name.to_owned(), "0".repeat(64))];
    let (typed, resolved) = (&typed, &resolved);
    Page { answer: &material.answer, pictures: &drawn, typed, resolved, platform: None, id: "0", files: &files }.html()
}

/// Names are text: whatever they are, the page has the same elements, none of them one that acts or fetches.
#[test]
fn names_are_never_markup() {
    let tags = |page: &str| -> Vec<String> {
        let names = page.split('<').skip(1).map(|rest| rest.split([' ', '>', '\n']).next().unwrap().to_owned());
        names.collect()
    };
    let plain = page_of("plain");
    let styles = plain.split("</style>").next().unwrap().len();
    for name in HOSTILE {
        let page = page_of(name);
        assert_eq!(tags(&page), tags(&plain), "{name}");
        assert!(page.contains(&text(name)) && !page.contains(name) || text(name) == name, "{name}");
        assert!(page.split("</style>").next().unwrap().len() < styles + 200);
    }
    for forbidden in
        ["<script", "<iframe", "<object", "<embed", "<link", "<form", "http://", "https://", "//evil", "url("]
    {
        let outside = plain.split("base64,").map(|part| part.split_once('"').map_or(part, |(_, rest)| rest));
        assert!(!outside.collect::<String>().contains(forbidden), "{forbidden}");
    }
    // Attributes of images alone hold what comes from files, and there quotes are escaped.
    let page = page_of(HOSTILE[1]);
    for image in page.split("<img ").skip(1) {
        let (inside, _) = image.split_once('>').unwrap();
        assert_eq!(inside.matches('"').count(), 8, "{}", &inside[..200]);
    }
}

#[test]
fn the_same_run_is_the_same_page() {
    assert_eq!(page_of("a"), page_of("a"));
    let page = page_of("a");
    assert!(page.contains("default-src 'none'") && page.contains("data:image/svg+xml;base64,"));
    assert!(page.contains("people = 50 # assumed: a") && page.contains("Theory beside the simulation"));
}
