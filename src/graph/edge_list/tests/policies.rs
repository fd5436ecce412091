//! What becomes of self ties and of ties given more than once, and what the three directions mean.

use super::*;

fn with(duplicates: Duplicates) -> Options {
    Options { duplicates, ..influence() }
}

fn strength(text: &str, options: &Options) -> f64 {
    accepted(text, options).graph.strengths().unwrap()[0]
}

#[test]
fn r22_self_ties() {
    let text = "1 2 0.5\n7 7 0.5\n8 8 0.1\n";
    assert_eq!(
        refused(text, &influence()),
        "f:2: a person is tied to itself\n  help: delete the 2 such lines, or set `self-ties = \"drop\"`"
    );
    let reading = accepted(text, &Options { self_ties: SelfTies::Drop, ..influence() });
    // The people stay.
    assert_eq!((reading.graph.people(), reading.graph.ties()), (4, 1));
    assert_eq!(reading.notes, ["2 ties of people to themselves were left out (`self-ties = \"drop\"`)"]);
}

#[test]
fn r23_duplicates() {
    let all = "or set `duplicates` to \"first\", \"max\", \"sum\" or \"combine\"";
    assert_eq!(
        refused("a b 0.5\nc d 0.1\na b 0.5\n", &influence()),
        format!("f:3: the tie `a` `b` was given before, on line 1\n  help: delete the line, {all}")
    );
    assert_eq!(
        refused("a b 0.5\n\nc d 0.1\nc d 0.2\na b 0.5\na b 0.5\n", &influence()),
        format!(
            "f:4: the tie `c` `d` was given before with another strength, on line 3\n  help: delete the 3 lines that repeat a tie, {all}"
        )
    );
    let text = "a b 0.5\na b 0.25\na b 0.125\n";
    assert_eq!(strength(text, &with(Duplicates::First)), 0.5);
    assert_eq!(strength(text, &with(Duplicates::Max)), 0.5);
    assert_eq!(strength(text, &with(Duplicates::Sum)), 0.875);
    assert_eq!(strength(text, &with(Duplicates::Combine)), 1.0 - 0.5 * 0.75 * 0.875);
    assert_eq!(accepted(text, &with(Duplicates::Max)).notes, ["2 lines repeated a tie (`duplicates = \"max\"`)"]);
    // Rounding is forgiven, more is not.
    let tenths: String = "a b 0.1\n".repeat(10);
    assert!((strength(&tenths, &with(Duplicates::Sum)) - 1.0).abs() < 1e-9);
    assert_eq!(
        refused("a b 0.75\na b 0.5\n", &with(Duplicates::Sum)),
        "f:2: the strengths of the tie `a` `b` add up to 1.25 (2 lines, the first on line 1)\n  help: a strength is at most \
         1; `duplicates = \"combine\"` stays below it"
    );
    let rates = Options { range: StrengthRange::Rate, ..with(Duplicates::Sum) };
    assert_eq!(strength("a b 7.5\na b 0.5\n", &rates), 8.0);
    // Without strengths there is nothing to fold.
    assert_eq!(accepted("a b\na b\n", &with(Duplicates::Sum)).graph.ties(), 1);
}

#[test]
fn r24_a_mutual_tie_given_both_ways() {
    assert_eq!(
        refused("a b\nb a\n", &mutual()),
        "f:2: the mutual tie `b` `a` was given before, the other way round, on line 1\n  help: if each line is one \
         way only, the file is directed; else delete the line, or set `duplicates`, for example to \"first\""
    );
    assert_eq!(accepted("a b\nb a\n", &Options { duplicates: Duplicates::First, ..mutual() }).graph.ties(), 2);
    assert_eq!(accepted("a b\nb a\n", &influence()).graph.ties(), 2);
}

#[test]
fn the_three_directions() {
    let pairs = |options: &Options| -> Vec<(String, String)> {
        ties(&accepted("anna ben\n", options).graph).into_iter().map(|(u, v, _)| (u, v)).collect()
    };
    let (a, b) = (|| "anna".to_owned(), || "ben".to_owned());
    assert_eq!(pairs(&influence()), [(a(), b())]);
    assert_eq!(pairs(&Options { direction: Some(Direction::Follows), ..Options::default() }), [(b(), a())]);
    assert_eq!(pairs(&mutual()), [(a(), b()), (b(), a())]);
    // The message speaks of the line as it stands in the file.
    let follows = Options { direction: Some(Direction::Follows), ..Options::default() };
    assert!(refused("u v\nu v\n", &follows).starts_with("f:2: the tie `u` `v` was given before, on line 1"));
}

#[test]
fn the_file_may_say_its_direction() {
    let direction = |text: &str| accepted(text, &Options::default()).direction;
    assert_eq!(direction("# directed: no\na b\n"), Direction::Mutual);
    assert_eq!(direction("# directed: yes\n# direction: follows\na b\n"), Direction::Follows);
    assert_eq!(direction("follower,followed\na,b\n"), Direction::Follows);
    assert_eq!(direction("# nodes: 3\n"), Direction::Influence);
    let reading = accepted("# directed: no\n# name: Club\n# source: a book\n# note: small\n0\t1\n", &mutual());
    assert_eq!(
        (reading.name.as_deref(), reading.source.as_deref(), reading.note.as_deref()),
        (Some("Club"), Some("a book"), Some("small"))
    );
    assert_eq!((reading.lines, reading.bytes, reading.separator), (5, 63, Some(Separator::Tab)));
}

#[test]
fn a_third_column_may_be_something_else() {
    let ignore = Options { third_column: ThirdColumn::Ignore, ..influence() };
    let reading = accepted("0 1 5\n0 2\n1 2 x\n", &ignore);
    assert_eq!((reading.graph.ties(), reading.graph.strengths()), (3, None));
    assert_eq!(reading.notes, ["the third column was not read (`third-column = \"ignore\"`)"]);
}
