//! Text as it reads, taken out of a markup, and where each run of it stands in the source that it was taken from.
//! A plain text is its own flow and needs none. What no run covers is markup: it reads as nothing and is accounted for.

use crate::text::Span;

use super::lines::is_blank;

/// A text and the places of its runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// The text as it reads.
    pub text: String,
    runs: Vec<Run>,
}

/// A run of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// First byte in the text.
    at: usize,
    /// Bytes in the text.
    len: usize,
    /// Bytes of the source.
    from: Span,
    /// How they stand there.
    spelled: Spelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelled {
    /// As in the text.
    Same,
    /// In another way: `&amp;`, `\n`.
    Otherwise,
}

impl Flow {
    /// Appends text that stands at `from` of the source as it is.
    pub fn push(&mut self, text: &str, from: usize) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.spelled == Spelled::Same
            && last.from.end == from
            && last.at + last.len == at
        {
            last.len += text.len();
            last.from.end += text.len();
            return;
        }
        let from = Span::new(from, from + text.len());
        self.runs.push(Run { at, len: text.len(), from, spelled: Spelled::Same });
    }

    /// Appends text that the source spells otherwise.
    pub fn push_as(&mut self, text: &str, from: Span) {
        if !text.is_empty() {
            self.runs.push(Run { at: self.text.len(), len: text.len(), from, spelled: Spelled::Otherwise });
            self.text.push_str(text);
        }
    }

    /// Ends the line, if one is open.
    pub fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Ends the line and leaves a blank one.
    pub fn end_block(&mut self) {
        self.end_line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Where a span of the text stands in the source, in order; runs that touch are one.
    pub fn spans(&self, span: Span) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        let first = self.runs.partition_point(|run| run.at + run.len <= span.start);
        for run in self.runs.iter().skip(first).take_while(|run| run.at < span.end) {
            let piece = match run.spelled {
                Spelled::Otherwise => run.from,
                Spelled::Same => {
                    let start = span.start.max(run.at) - run.at;
                    let end = span.end.min(run.at + run.len) - run.at;
                    Span::new(run.from.start + start, run.from.start + end)
                }
            };
            match out.last_mut() {
                Some(last) if last.end == piece.start => last.end = piece.end,
                _ => out.push(piece),
            }
        }
        out
    }
}

/// The runs of non-blank characters of a source that no span covers. Runs with nothing but blanks between them are one.
pub fn uncovered(source: &str, mut covered: Vec<Span>) -> Vec<Span> {
    covered.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    let (mut next, mut end, mut open) = (0, 0, false);
    for (at, c) in source.char_indices() {
        while let Some(span) = covered.get(next).filter(|span| span.start <= at) {
            end = end.max(span.end);
            next += 1;
        }
        if at < end {
            open = false;
        } else if !is_blank(c) {
            match out.last_mut() {
                Some(last) if open => last.end = at + c.len_utf8(),
                _ => out.push(Span::new(at, at + c.len_utf8())),
            }
            open = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_lead_back() {
        let source = "# 题 & 目\n**林晓岚：**好&amp;行";
        let mut flow = Flow::default();
        flow.push("题 & 目", 2);
        flow.end_block();
        flow.push("林晓岚：", source.find("林").unwrap());
        flow.push("好", source.find("好").unwrap());
        let entity = source.find("&amp;").unwrap();
        flow.push_as("&", Span::new(entity, entity + 5));
        flow.push("行", entity + 5);
        assert_eq!(flow.text, "题 & 目\n\n林晓岚：好&行");
        let back = |part: &str| {
            let at = flow.text.find(part).unwrap();
            let spans = flow.spans(Span::new(at, at + part.len()));
            spans.iter().map(|s| source.get(s.start..s.end).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(back("题 & 目"), ["题 & 目"]);
        assert_eq!(back("岚：好"), ["岚：", "好"]);
        assert_eq!(back("好&行"), ["好&amp;行"]);
        let covered = flow.spans(Span::new(0, flow.text.len()));
        let rest: Vec<&str> = uncovered(source, covered).iter().map(|s| source.get(s.start..s.end).unwrap()).collect();
        assert_eq!(rest, ["#", "**", "**"]);
    }
}
