//! Refusals as people read them: the place, quoted, and what to write.

use super::console::{Failure, error};
use crate::load::Refusal;
use crate::report::table::wrap;
use crate::scenario::{Problem, Problems};
use crate::text::escaped;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

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
        let mut text = shown.map(|problem| render(problem, &problems)).collect::<Vec<_>>().join("\n\n");
        let more = problems.problems.len().saturating_sub(Problems::MOST);
        if more > 0 {
            text.push_str(&format!("\n\n{}", error(&format!("{more} more problems are not shown"), "")));
        }
        Failure::laid_out(text)
    }
}

/// Columns of the terminals that are written for.
const WIDTH: usize = 80;
/// Columns before the text of a help.
const HELP: usize = 13;

fn render(problem: &Problem, problems: &Problems) -> String {
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
    let mut snippet = Snippet::source(source.text.as_str()).path(name.as_str()).annotation(primary);
    let mut elsewhere = None;
    if let Some((place, label)) = problem.also.as_deref() {
        let span = inside(&place.span, &problems.sources[place.source].text);
        let context = AnnotationKind::Context.span(span).label(label.as_str());
        if place.source == problem.place.source {
            snippet = snippet.annotation(context);
        } else {
            let source = &problems.sources[place.source];
            let name = escaped(&source.name);
            elsewhere = Some(Snippet::source(source.text.as_str()).path(name).annotation(context));
        }
    }
    let mut group = Level::ERROR.primary_title(problem.message.as_str()).element(snippet);
    if let Some(elsewhere) = elsewhere {
        group = group.element(elsewhere);
    }
    for help in &problem.help {
        group = group.element(Level::HELP.message(wrap(help, WIDTH - HELP, "")));
    }
    Renderer::styled().term_width(WIDTH).render(&[group])
}
