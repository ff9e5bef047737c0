//! The tables of a flow: paragraphs one after the other that are lines of one table. Found where they are asked for, and
//! remembered. A table that is wider than the text is none: its lines are set as paragraphs are.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::layout::columns::stops;
use crate::model::Role;
use crate::text::columns;
use crate::text::width::Mode;

use super::flow::{Flow, Kind};

/// Where the columns of a table stand.
#[derive(Debug, PartialEq, Eq)]
pub struct Columns {
    /// Cells from the left of the text to each column.
    pub stops: Vec<u16>,
    /// Width of the table in cells.
    pub cells: u16,
}

/// The tables of a flow at one measure, in one width mode.
#[derive(Debug, Default)]
pub struct Tables(RefCell<HashMap<usize, Option<Rc<Columns>>>>);

impl Tables {
    /// Forgets what was found: the measure or the mode is another.
    pub fn clear(&mut self) {
        self.0.get_mut().clear();
    }

    /// The columns of the table that a block is a line of, `most` cells wide at most.
    pub fn columns(&self, flow: &Flow, block: usize, most: u16, mode: Mode) -> Option<Rc<Columns>> {
        let line = |at: usize| match flow.blocks().get(at)?.kind {
            Kind::Paragraph(Role::Body | Role::List | Role::Caption | Role::Byline) => columns::cells(flow.text(at)),
            _ => None,
        };
        if let Some(known) = self.0.borrow().get(&block) {
            return known.clone();
        }
        let Some((parted, cells)) = line(block) else {
            // A long paragraph is not looked through again for each of its rows.
            self.0.borrow_mut().insert(block, None);
            return None;
        };
        let alike = |at: usize| line(at).filter(|(how, other)| *how == parted && other.len() == cells.len());
        let first = (0..block).rev().take_while(|at| alike(*at).is_some()).last().unwrap_or(block);
        let lines: Vec<_> = (first..).map_while(alike).map(|(_, cells)| cells).collect();
        let rows = lines.iter().zip(first..).map(|(cells, at)| (flow.text(at), cells.as_slice()));
        let found = stops(rows, (parted, usize::from(most)), mode).filter(|_| lines.len() > 1);
        let found = found.map(|(stops, cells)| Rc::new(Columns { stops, cells }));
        self.0.borrow_mut().extend((first..first + lines.len()).map(|at| (at, found.clone())));
        found
    }
}
