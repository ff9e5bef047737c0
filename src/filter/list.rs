//! A list of row numbers, packed: each as its distance to the one before, in bytes of seven bits.

use super::bits::Bits;

/// A list of rows, packed.
#[derive(Clone, Default)]
pub struct List {
    last: u32,
    packed: Vec<u8>,
}

impl List {
    /// Adds a row that comes behind those that are in, or is the last of them.
    pub fn push(&mut self, row: u32) {
        // Rows are counted from 1, so that a distance is never 0 but for a row that stands there already.
        let mut distance = row + 1 - self.last;
        if distance == 0 {
            return;
        }
        self.last = row + 1;
        while distance >= 0x80 {
            self.packed.push(distance as u8 | 0x80);
            distance >>= 7;
        }
        self.packed.push(distance as u8);
    }

    /// Adds its rows to a set.
    pub fn add_to(&self, bits: &mut Bits) {
        let (mut row, mut distance, mut shift) = (0, 0, 0);
        for &byte in &self.packed {
            distance |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                row += distance;
                bits.set(row - 1);
                (distance, shift) = (0, 0);
            } else {
                shift += 7;
            }
        }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.packed.capacity() + size_of::<Self>()
    }

    /// Gives back memory that growing has set aside.
    pub fn settle(&mut self) {
        self.packed.shrink_to_fit();
    }
}
