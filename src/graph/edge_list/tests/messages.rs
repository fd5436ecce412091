//! What is refused, and in which words; the numbers are those of the list of bad inputs this reader is held to.

use super::*;

#[test]
fn r01_an_empty_file() {
    let message = "f: no ties found\n  help: write one tie per line, for example `alice bob 0.1`";
    for empty in ["", "\n\n", " \t\n", "\u{FEFF}"] {
        assert_eq!(refused(empty, &influence()), message);
    }
}

#[test]
fn r02_only_comments() {
    assert_eq!(
        refused("# a\n\n# b\n", &influence()),
        "f: no ties found in 2 lines of comments\n  help: write one tie per line, for example `alice bob 0.1`"
    );
}

#[test]
fn r03_one_name_on_a_line() {
    let message = "a tie needs two people; found one, `alice`\n  help: write for example `alice bob 0.1`";
    assert_eq!(refused(" alice\n", &influence()), format!("f:1:2: {message}"));
    assert_eq!(refused("a b\nalice\n", &influence()), format!("f:2:1: {message}"));
    assert_eq!(refused("a,\n", &influence()), "f:1:3: a name is empty\n  help: a tie needs two people");
}

#[test]
fn r04_too_many_or_too_few_columns() {
    assert_eq!(
        refused("a b 1 4 5\na b 1 4 5\n", &influence()),
        "f:1:7: found 5 fields, expected 2 or 3 (from, to, strength); the first extra one is `4`\n  help: leave them out, \
         or name the columns in the first line: from,to,strength,..."
    );
    assert_eq!(
        refused("a b\na c 1 4 5\n", &influence()),
        "f:2:7: found 5 fields, expected 2 (from, to); the first extra one is `4`\n  help: leave them out, or name the \
         columns in the first line: from,to,strength,..."
    );
    assert_eq!(
        refused("a b\na c 0.5\n", &influence()),
        "f:2:5: this line has a strength, line 1 has none\n  help: give every line a strength, or none"
    );
    assert_eq!(
        refused("a b 0.5\na c\n", &influence()),
        "f:2:4: this line has no strength, line 1 has one\n  help: give every line a strength, or none"
    );
    assert_eq!(
        refused("from,to,since\na,b,2020\na,c\n", &influence()),
        "f:3:3: found 2 fields, the header on line 1 names 3\n  help: give every line as many fields as there are columns"
    );
}

#[test]
fn r05_mixed_separators() {
    let mixed = |uses: &str, file: &str| {
        format!(
            "f:2: this line uses {uses}, the file uses {file} (line 1)\n  help: separate all fields in the same way"
        )
    };
    assert_eq!(refused("1\t2\n1,3\n", &influence()), mixed("commas", "tabs"));
    assert_eq!(refused("1\t2\n1 3\n", &influence()), mixed("spaces", "tabs"));
    assert_eq!(refused("1,2\n1;3\n", &influence()), mixed("semicolons", "commas"));
    assert_eq!(refused("1 2\n1\t3\n", &influence()), mixed("tabs", "spaces"));
    assert_eq!(refused("1 2\n1, 3\n", &influence()), mixed("commas", "spaces"));
    let long: String = (1..=10_000).map(|i| format!("0\t{i}\n")).chain(["0,10001\n".into()]).collect();
    assert_eq!(
        refused(long, &influence()),
        "f:10001: this line uses commas, the file uses tabs (line 1)\n  help: separate all fields in the same way"
    );
}

#[test]
fn r07_a_header_of_unknown_names() {
    assert_eq!(
        refused("a,b,c\nanna,ben,0.5\n", &influence()),
        "f:1:5: `c` is not a number\n  help: if line 1 is a header, name the columns from,to,strength or set `header = true`"
    );
    let named = Options { header: Some(true), ..influence() };
    assert_eq!(accepted("a,b,c\nanna,ben,0.5\n", &named).graph.ties(), 1);
    // A header denied is a tie.
    let denied = Options { header: Some(false), ..influence() };
    assert_eq!(accepted("source target\n", &denied).graph.people(), 2);
}

#[test]
fn r09_utf_16() {
    let message = "f: is UTF-16\n  help: save it as UTF-8";
    let le: Vec<u8> = "\u{FEFF}a b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = "\u{FEFF}a b\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [&le[..], &be, &le[2..], &be[2..]] {
        assert_eq!(refused(bytes, &influence()), message);
    }
}

#[test]
fn r11_latin1() {
    assert_eq!(
        refused(b"a b\nJos\xE9 b\n", &influence()),
        "f:2:4: not UTF-8 (byte E9)\n  help: save the file as UTF-8, or set `encoding = \"latin1\"`"
    );
    let latin1 = Options { encoding: Encoding::Latin1, ..influence() };
    assert_eq!(ties(&accepted(b"Jos\xE9 b\n", &latin1).graph), [("José".into(), "b".into(), None)]);
}

#[test]
fn a_mark_of_utf_8_contradicts_latin1() {
    let latin1 = Options { encoding: Encoding::Latin1, ..influence() };
    assert_eq!(
        refused("\u{FEFF}a b\n", &latin1),
        "f: begins with the mark of UTF-8, so it is not latin1\n  help: leave `encoding` out"
    );
}

#[test]
fn r12_r13_control_characters_in_a_name() {
    assert_eq!(
        refused("a b\nc a\0b\n", &influence()),
        "f:2:3: the name `a\\u{0}b` contains a control character (U+0000)\n  help: is this a text file?"
    );
    assert_eq!(
        refused("a \x1b[2Jb\n", &influence()),
        "f:1:3: the name `\\u{1B}[2Jb` contains a control character (U+001B)\n  help: leave it out"
    );
}

#[test]
fn r17_a_last_line_cut_off() {
    assert_eq!(
        refused("1 2 0.5\n12 34 0.", &influence()),
        "f:2:7: `0.` is an incomplete number\n  help: was the file cut off?"
    );
}

#[test]
fn r18_a_long_line() {
    let message = "f:2: line 2 is longer than 1 MiB; is this a text edge list?\n  help: one tie per line; `--allow line` \
                   lifts this limit";
    let endless = std::io::Read::chain(&b"a b\n"[..], std::io::repeat(b'x'));
    assert_eq!(in_lines(&read("f", endless, &influence()).unwrap_err()), message);
    let long = format!("a b\nc{}d\n", " ".repeat(1 << 20));
    assert_eq!(refused(&long, &influence()), message);
    let allowed = Options { allow: ["line".to_owned()].into(), ..influence() };
    assert_eq!(accepted(&long, &allowed).graph.people(), 4);
}

#[test]
fn r19_r20_r21_files_that_are_no_lists() {
    for (bytes, message) in [
        (&b"\x89PNG\r\n\x1a\n"[..], "looks like a PNG image"),
        (
            b"PK\x03\x04rest",
            "looks like a zip archive (or a spreadsheet)\n  help: unpack it, or export the sheet as CSV",
        ),
        (b"PAR1....", "looks like a Parquet table\n  help: export it as CSV"),
        (b"SQLite format 3\0", "looks like a SQLite database\n  help: export the table of ties as CSV"),
        (b"\x80\x04\x95", "looks like a Python pickle\n  help: write the ties as text, one a line"),
        (b"%PDF-1.7", "looks like a PDF document"),
        (b" <!DOCTYPE html><html>", "is a web page\n  help: the download probably failed: fetch the data file itself"),
        (b"version https://git-lfs.github.com/spec/v1\n", "looks like a Git LFS pointer\n  help: run `git lfs pull`"),
        (b"%%MatrixMarket matrix\n", "looks like a Matrix Market file\n  help: convert it to a list of ties first"),
        (
            b"\x28\xB5\x2F\xFD",
            "looks like it is compressed with zstd\n  help: unpack it first; only gzip is read as it is",
        ),
    ] {
        assert_eq!(refused(bytes, &influence()), format!("f: {message}"));
    }
}

/// Rows 25 to 33 are tested with the number itself; here, that the message has its place.
#[test]
fn r25_to_r33_strengths() {
    assert_eq!(
        refused("a b 0.5\nc  d  NaN\ne f 0,5\ng h 50%\n", &influence()),
        "f:2:7: a strength must be a number from 0 to 1, found `NaN`\n  help: write a decimal number such as 0.25, or leave \
         the line out\n\
         f:3:5: `0,5` has a decimal comma\n  help: write 0.5\n\
         f:4:5: percent signs are not accepted, found `50%`\n  help: write 0.5, or leave the signs out and set `scale = 0.01`"
    );
    assert_eq!(
        refused("a\tb\t50\n", &influence()),
        "f:1:5: a strength must be a number from 0 to 1, found `50`\n  help: did you mean a percentage or a count? Set \
         `scale = 0.01`, or `third-column = \"ignore\"` if it is no strength"
    );
    // In a file of commas a decimal comma is one field too many.
    assert_eq!(
        refused("a,b,0,5\n", &influence()),
        "f:1:7: found 4 fields, expected 2 or 3 (from, to, strength); the first extra one is `5`\n  help: leave them out, \
         or name the columns in the first line: from,to,strength,..."
    );
    assert_eq!(refused("a;b;0,5\n", &influence()), "f:1:5: `0,5` has a decimal comma\n  help: write 0.5");
}

#[test]
fn r38_declared_counts() {
    assert_eq!(
        refused("# nodes: 3\n0 1\n1 3\n", &influence()),
        "f:1: `# nodes: 3` means the people 0 to 2, but the file names 3\n  help: correct the number, or leave the line out"
    );
    assert_eq!(
        refused("# nodes: 3\nanna ben\n", &influence()),
        "f:1: `# nodes: 3` stands here, but the file names 2 people\n  help: correct the number; people without ties are \
         named by `# person: NAME`"
    );
    assert_eq!(
        refused("# edges: 3\n0 1\n1 3\n", &influence()),
        "f:1: `# edges: 3` stands here, but the file has 2 lines of ties\n  help: is the file complete? If it is, correct \
         the number"
    );
    assert_eq!(
        refused("# nodes: 1000000000000\n0 1\n", &influence()),
        "f:1: `# nodes: 1000000000000` is more than 4,294,967,294, the most people a network can have (limit `people`)\n  \
         help: is the number right?"
    );
    let many = "# nodes: 1000100\n0 1\n";
    assert_eq!(
        refused(many, &influence()),
        "f:1: `# nodes: 1000100` declares far more people than the 2 that the file names\n  help: is the number right? If \
         it is, `--allow people` lifts this limit"
    );
    let allowed = Options { allow: ["people".to_owned()].into(), ..influence() };
    assert_eq!(accepted(many, &allowed).graph.people(), 1_000_100);
    assert_eq!(
        refused("# weighted: yes\n0 1\n", &influence()),
        "f:1: `# weighted: yes` stands here, but the lines have no third column\n  help: correct the header, or leave the \
         line out"
    );
    assert_eq!(
        refused("# nodes: lots\n0 1\n", &influence()),
        "f:1: `# nodes:` is followed by a whole number, found `lots`\n  help: correct it, or drop the colon if the line is \
         a mere comment"
    );
}

#[test]
fn r47_more_than_a_network_can_have() {
    let limits = Limits { people: 3, ..Limits::of(&influence()) };
    let problems = read_within("f", &b"0 1\n0 2\n0 3\n"[..], &influence(), limits).unwrap_err();
    assert_eq!(
        in_lines(&problems),
        "f:3:3: holds more than 3 people, the most a network can have (limit `people`)\n  help: take a part of it"
    );
    let limits = Limits { ties: 2, ..Limits::of(&influence()) };
    let problems = read_within("f", &b"0 1\n0 2\n0 3\n"[..], &influence(), limits).unwrap_err();
    assert_eq!(
        in_lines(&problems),
        "f:3: holds more than 4,294,967,295 ties, the most a network can have (limit `ties`)\n  help: take a part of it"
    );
}

#[test]
fn names_have_a_longest() {
    let long = "x".repeat(1025);
    assert_eq!(
        refused(format!("a {long}\n"), &influence()),
        format!(
            "f:1:3: the name `{}…` is longer than 1 KiB\n  help: is the separator right? `--allow name` lifts this limit",
            "x".repeat(60)
        )
    );
    let allowed = Options { allow: ["name".to_owned()].into(), ..influence() };
    assert_eq!(accepted(format!("a {long}\n"), &allowed).graph.people(), 2);
}

#[test]
fn the_direction_must_be_said() {
    let help = "set `direction` to \"influence\" if `ben` hears `anna`, to \"follows\" if `anna` follows `ben` and so `anna` \
                hears `ben`";
    assert_eq!(
        refused("# friends\nanna\tben\n", &Options::default()),
        format!(
            "f: the file does not say what a line such as `anna ben` means\n  help: {help}, or \"mutual\" if each hears the \
             other"
        )
    );
    assert_eq!(
        refused("# directed: yes\nanna\tben\n", &Options::default()),
        format!("f: the file does not say what a line such as `anna ben` means\n  help: {help}")
    );
    let long = refused("source,target\n7,8\n", &Options::default());
    assert!(long.starts_with("f: the file does not say what a line such as `7 8` means"), "{long}");
}

#[test]
fn a_header_and_a_key_that_disagree() {
    let help = "\n  help: correct the one that is wrong, or leave it out";
    assert_eq!(
        refused("# directed: no\na b\n", &influence()),
        format!(
            "f: `direction = \"influence\"` disagrees with `# directed: no` on line 1, which means \"mutual\"{help}"
        )
    );
    assert_eq!(
        refused("# directed: yes\na b\n", &mutual()),
        format!("f: `direction = \"mutual\"` disagrees with `# directed: yes` on line 1{help}")
    );
    assert_eq!(
        refused("follower,followed\na,b\n", &influence()),
        format!(
            "f: `direction = \"influence\"` disagrees with the names of the columns on line 1, which mean \"follows\"{help}"
        )
    );
}

#[test]
fn quotes_must_be_closed() {
    assert_eq!(
        refused("a,\"b\n", &influence()),
        "f:1:3: this quote is never closed\n  help: close it on the same line; a quote inside a quoted name is written twice"
    );
    assert_eq!(
        refused("a,\"b\"c\n", &influence()),
        "f:1:6: something follows a closing quote\n  help: a quote inside a quoted name is written twice"
    );
}

#[test]
fn options_must_go_together() {
    let scaled = Options { scale: Some(0.0), ..influence() };
    assert_eq!(refused("a b 1\n", &scaled), "f: `scale = 0` is not above 0\n  help: write for example `scale = 0.01`");
    let both = Options { scale: Some(0.1), third_column: ThirdColumn::Ignore, ..influence() };
    assert_eq!(
        refused("a b 1\n", &both),
        "f: `scale` has nothing to scale with `third-column = \"ignore\"`\n  help: leave one of the two out"
    );
    let none = Options { scale: Some(0.1), ..influence() };
    assert_eq!(
        refused("a b\n", &none),
        "f: `scale` is set, but there is no third column to scale\n  help: leave it out"
    );
    let rates = Options { range: StrengthRange::Rate, duplicates: Duplicates::Combine, ..influence() };
    assert_eq!(
        refused("a b 3\n", &rates),
        "f: `duplicates = \"combine\"` is for strengths from 0 to 1, not for rates\n  help: rates add up: write \"sum\""
    );
}

#[test]
fn at_most_twenty_problems_are_listed() {
    let bad: String = (0..100).map(|i| format!("a b{i} x{i}\n")).collect();
    assert_eq!(read("f", bad.as_bytes(), &influence()).unwrap_err().len(), MOST_PROBLEMS);
}
