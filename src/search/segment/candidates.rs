//! Which blocks may hold what a query needs: those that hold its literals, all, any, or near each other. They are looked
//! through afterwards; nothing here decides what is found.

use super::{Damaged, FIELDS, Segment, word};
use crate::search::need::Need;

/// A literal that stands so often for each block stands in nearly all: it chooses none.
const EVERYWHERE: usize = 2;

/// Chars of the whole text between which something may stand: the first, and the one after the last.
type Span = (u32, u32);

/// Whether anybody still waits.
type Go<'g> = &'g dyn Fn() -> bool;

/// Spans that are put together between two questions whether to go on.
const SOME: usize = 8_192;

impl Segment<'_> {
    /// The blocks that may hold what is needed, in order; None where all may. `go` is asked before each literal; where it says
    /// no there are none.
    pub(super) fn candidates(&self, need: &Need, go: Go) -> Result<Option<Vec<usize>>, Damaged> {
        match need {
            _ if !go() => Ok(Some(Vec::new())),
            Need::Anything => Ok(None),
            Need::Literal(literal) => {
                let chars: Vec<char> = literal.chars().collect();
                if self.positions.at_most(&chars)? > EVERYWHERE * self.block_count() {
                    return Ok(None);
                }
                Ok(Some(self.blocks_of(&self.literal(literal)?)?))
            }
            Need::Near { left, right, within } => {
                let Some(spans) = self.near(left, right, *within, go)? else {
                    return self.of_all([left.as_ref(), right.as_ref()], go);
                };
                Ok(Some(self.blocks_of(&spans)?))
            }
            Need::All(parts) => self.of_all(parts, go),
            Need::Any(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    let Some(found) = self.candidates(part, go)? else { return Ok(None) };
                    any.extend(found);
                }
                any.sort_unstable();
                any.dedup();
                Ok(Some(any))
            }
        }
    }

    /// The blocks that may hold all of these.
    fn of_all<'n>(&self, parts: impl IntoIterator<Item = &'n Need>, go: Go) -> Result<Option<Vec<usize>>, Damaged> {
        let mut all: Option<Vec<usize>> = None;
        for part in parts {
            if let Some(found) = self.candidates(part, go)? {
                all = Some(match all {
                    None => found,
                    Some(mut all) => {
                        all.retain(|block| found.binary_search(block).is_ok());
                        all
                    }
                });
            }
        }
        Ok(all)
    }

    /// Where a literal stands, overlapping places too.
    fn literal(&self, literal: &str) -> Result<Vec<Span>, Damaged> {
        let chars: Vec<char> = literal.chars().collect();
        let length = chars.len() as u32;
        let starts = self.positions.overlapping(&chars)?;
        Ok(starts.into_iter().map(|start| (start, start.saturating_add(length))).collect())
    }

    /// Where what is needed may stand, in order; None where that cannot be told.
    fn spans(&self, need: &Need, go: Go) -> Result<Option<Vec<Span>>, Damaged> {
        match need {
            _ if !go() => Ok(Some(Vec::new())),
            Need::Anything | Need::All(_) => Ok(None),
            Need::Literal(literal) => Ok(Some(self.literal(literal)?)),
            Need::Near { left, right, within } => self.near(left, right, *within, go),
            Need::Any(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    let Some(found) = self.spans(part, go)? else { return Ok(None) };
                    any.extend(found);
                }
                any.sort_unstable();
                Ok(Some(any))
            }
        }
    }

    /// Around each place of one side that has the other near it: all that they may reach over together.
    fn near(&self, left: &Need, right: &Need, within: usize, go: Go) -> Result<Option<Vec<Span>>, Damaged> {
        let Some((lefts, rights)) = self.spans(left, go)?.zip(self.spans(right, go)?) else { return Ok(None) };
        let within = u32::try_from(within).unwrap_or(u32::MAX);
        let longest = rights.iter().map(|(start, end)| end.saturating_sub(*start)).max().unwrap_or(0);
        // For each the farthest end of those up to it.
        let farthest = |far: &mut u32, right: &Span| {
            *far = right.1.max(*far);
            Some(*far)
        };
        let ends: Vec<u32> = rights.iter().scan(0, farthest).collect();
        let mut found = Vec::new();
        for (number, (start, end)) in lefts.into_iter().enumerate() {
            if number % SOME == SOME - 1 && !go() {
                break;
            }
            let reach = start.saturating_sub(within).saturating_sub(longest);
            let from = rights.partition_point(|right| right.0 < reach);
            let to = rights.partition_point(|right| right.0 <= end.saturating_add(within));
            if let (true, Some(first), Some(last)) = (from < to, rights.get(from), ends.get(to.wrapping_sub(1))) {
                found.push((start.min(first.0), end.max(*last)));
            }
        }
        found.sort_unstable();
        Ok(Some(found))
    }

    /// The blocks that spans lie in, in order.
    fn blocks_of(&self, spans: &[Span]) -> Result<Vec<usize>, Damaged> {
        let mut blocks: Vec<usize> = Vec::new();
        // Chars before this one lie in blocks that are in.
        let mut done = 0;
        for &(start, end) in spans {
            let (mut at, end) = ((start as usize).max(done), end as usize);
            while at < end {
                let block = self.block_at(2, at)?;
                done = word(self.blocks, (block + 1) * FIELDS + 2)?;
                if done <= at {
                    return Err(Damaged);
                }
                if blocks.last() != Some(&block) {
                    blocks.push(block);
                }
                at = done;
            }
        }
        Ok(blocks)
    }
}
