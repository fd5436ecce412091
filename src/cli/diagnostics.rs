//! Refusals as people read them: the place, quoted, and what to write.

use super::console::{Failure, WIDTH, error};
use crate::load::Refusal;
use crate::scenario::{Document, Place, Problem, Problems, keys};
use crate::text::{escaped, folded, is_invisible};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::collections::BTreeSet;

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        match refusal {
            Refusal::Scenario(problems) => problems.into(),
            Refusal::File(problems) => {
                let all = problems.iter().map(|problem| {
                    let text = problem.to_string();
                    let (message, help) = text.split_once("\n  help: ").unwrap_or((&text, ""));
                    error(message, help)
                });
                Failure::laid_out(all.collect::<Vec<_>>().join("\n"))
            }
            Refusal::Limit { message, help } => Failure::refused(message, help),
        }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Failure {
        let shown = problems.problems.iter().take(Problems::MOST);
        let mut said = BTreeSet::new();
        let document = problems.sources.first().and_then(|file| Document::parse(&file.name, &file.text).ok());
        let render = |problem| render(problem, &problems, document.as_ref(), &mut said);
        let mut text = shown.map(render).collect::<Vec<_>>().join("\n\n");
        let more = problems.problems.len().saturating_sub(Problems::MOST);
        if more > 0 {
            text.push_str(&format!("\n\n{}", error(&format!("{more} more problems are not shown"), "")));
        }
        Failure::laid_out(text)
    }
}

/// Columns before the text of a help.
const HELP: usize = 13;
/// A help that is longer, a list of all there is, is not said twice.
const LONG: usize = 100;

/// A text as it may be quoted: what a terminal could obey, or what cannot be seen, gives way to as many bytes, so that places
/// stay where they are. (Control characters of ASCII are left to the renderer, which draws them.)
fn harmless(text: &str) -> String {
    let harmless = |c: char| match c {
        c if c.is_ascii() || !(c.is_control() || is_invisible(c)) => c.to_string(),
        c if c.len_utf8() == 2 => "¿".to_owned(),
        c => format!("\u{fffd}{}", "?".repeat(c.len_utf8() - 3)),
    };
    text.chars().map(harmless).collect()
}

/// The path of the key that a problem is about, or of the table in which it stands where there is no such key; nothing
/// where the quoted line shows as much.
fn path(problem: &Problem, problems: &Problems, document: &Document) -> Option<(&'static str, String)> {
    let Place { source: 0, span } = &problem.place else { return None };
    if span.is_empty() {
        return None;
    }
    let mut path = document.path(span)?;
    let mut what = "key";
    while keys::find(&path).is_none() {
        path.truncate(path.rfind('.')?);
        what = "in";
    }
    let text = &problems.sources[0].text;
    let line = text.get(..span.start)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[line..].lines().next().unwrap_or_default();
    // What stands in a list says no more than the list.
    let seen = path.trim_end_matches(|c: char| c == ']' || c == '[' || c.is_ascii_digit());
    (!line.contains(seen) && !problem.message.contains(seen)).then_some((what, path))
}

fn render<'a>(
    problem: &'a Problem,
    problems: &Problems,
    document: Option<&Document>,
    said: &mut BTreeSet<&'a str>,
) -> String {
    let source = &problems.sources[problem.place.source];
    let name = escaped(&source.name);
    // The end of the file is shown as the end of its last line.
    let inside = |span: &std::ops::Range<usize>, text: &str| {
        let start = span.start.min(text.trim_end().len());
        start..span.end.min(text.len()).max(start)
    };
    let mut primary = AnnotationKind::Primary.span(inside(&problem.place.span, &source.text));
    if !problem.label.is_empty() {
        primary = primary.label(problem.label.as_str());
    }
    let mut snippet = Snippet::source(harmless(&source.text)).path(name.as_str()).annotation(primary);
    let mut elsewhere = None;
    if let Some((place, label)) = problem.also.as_deref() {
        let span = inside(&place.span, &problems.sources[place.source].text);
        let context = AnnotationKind::Context.span(span).label(label.as_str());
        if place.source == problem.place.source {
            snippet = snippet.annotation(context);
        } else {
            let source = &problems.sources[place.source];
            let name = escaped(&source.name);
            elsewhere = Some(Snippet::source(harmless(&source.text)).path(name).annotation(context));
        }
    }
    let title = folded(&problem.message, WIDTH - 7, "");
    let mut group = Level::ERROR.primary_title(title.as_str()).element(snippet);
    if let Some(elsewhere) = elsewhere {
        group = group.element(elsewhere);
    }
    for help in problem.help.iter().filter(|help| help.len() < LONG || said.insert(help)) {
        group = group.element(Level::HELP.message(folded(help, WIDTH - HELP, "")));
    }
    if let Some((what, path)) = document.and_then(|document| path(problem, problems, document)) {
        group = group.element(Level::NOTE.with_name(Some(what)).message(escaped(&path)));
    }
    Renderer::styled().term_width(WIDTH).render(&[group])
}
