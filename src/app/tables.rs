//! The tables of a flow: paragraphs one after the other that are lines of one table. Found where they are asked for, and
//! remembered. What had better be set as text is no table.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::layout::columns::{Overflow, Parts, Table, line_rows, table};
use crate::layout::{Row, Strictness};
use crate::text::columns;
use crate::text::width::Mode;

use super::flow::{Flow, Kind, cells};

/// A line of a table: its rows, and what stands in each.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The rows; each begins behind the begin of the one before.
    pub rows: Rc<[Row]>,
    /// What stands in each row: bytes of the line, and the cells from the table's left to where they stand.
    pub parts: Vec<Parts>,
}

/// How tables are set.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Cells of a row of text.
    pub cells: u16,
    /// Where cells may stand that do not fit.
    pub overflow: Overflow,
    /// How ambiguous characters are set.
    pub mode: Mode,
    /// The rules of row starts and ends.
    pub strictness: Strictness,
}

/// The tables of a flow at one measure.
#[derive(Debug, Default)]
pub struct Tables {
    of_block: RefCell<HashMap<usize, Option<Rc<Table>>>>,
    lines: RefCell<HashMap<usize, Rc<Line>>>,
}

impl Tables {
    /// Forgets what was found: the measure is another.
    pub fn clear(&mut self) {
        self.of_block.get_mut().clear();
        self.lines.get_mut().clear();
    }

    /// The block as a line of a table; None where it is none.
    pub fn line(&self, flow: &Flow, block: usize, measure: Measure) -> Option<Rc<Line>> {
        let table = self.table(flow, block, measure)?;
        if let Some(line) = self.lines.borrow().get(&block) {
            return Some(Rc::clone(line));
        }
        let text = flow.text(block);
        let (_, cells) = columns::cells(text)?;
        let parts = line_rows((text, &cells), &table, measure.cells, (measure.mode, measure.strictness));
        let rows = parts.iter().enumerate().map(|(at, parts)| row(at, parts, (text, &table, measure))).collect();
        let line = Rc::new(Line { rows, parts });
        self.lines.borrow_mut().insert(block, Rc::clone(&line));
        Some(line)
    }

    /// The table that a block is a line of.
    fn table(&self, flow: &Flow, block: usize, measure: Measure) -> Option<Rc<Table>> {
        let line = |at: usize| match flow.blocks().get(at)?.kind {
            Kind::Paragraph(role) => cells(role, flow.text(at)),
            _ => None,
        };
        if let Some(known) = self.of_block.borrow().get(&block) {
            return known.clone();
        }
        let Some((parted, cells)) = line(block) else {
            // A long paragraph is not looked through again for each of its rows.
            self.of_block.borrow_mut().insert(block, None);
            return None;
        };
        let alike = |at: usize| line(at).filter(|(how, other)| *how == parted && other.len() == cells.len());
        let first = (0..block).rev().take_while(|at| alike(*at).is_some()).last().unwrap_or(block);
        let lines: Vec<_> = (first..).map_while(alike).map(|(_, cells)| cells).collect();
        let rows: Vec<_> = lines.iter().zip(first..).map(|(cells, at)| (flow.text(at), cells.as_slice())).collect();
        let found =
            if rows.len() > 1 { table(&rows, parted, (measure.cells, measure.overflow), measure.mode) } else { None };
        let found = found.map(Rc::new);
        self.of_block.borrow_mut().extend((first..first + rows.len()).map(|at| (at, found.clone())));
        found
    }
}

/// A row of a line. The first of cells that stand beside one another holds what goes on in those below it, too: only
/// their begins tell rows apart.
fn row(at: usize, parts: &Parts, (text, table, measure): (&str, &Table, Measure)) -> Row {
    let cells = table.cells(measure.cells);
    if at == 0 && !matches!(table, Table::Below) {
        return Row { range: 0..text.len(), indent: 0, cells };
    }
    // Bars stand in every row again.
    let own = || parts.iter().map(|(range, _)| range.clone()).filter(|range| text.get(range.clone()) != Some("|"));
    let start = own().map(|range| range.start).min().unwrap_or(0);
    Row { range: start..own().map(|range| range.end).max().unwrap_or(start), indent: 0, cells }
}
