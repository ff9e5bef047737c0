//! Numbers that look random and are the same in every run (xorshift): what benchmarks and tests are put together with. It
//! is shared by path; nothing here knows what is thrown for.

/// Numbers that look random and are the same in every run (xorshift).
pub struct Dice(pub u64);

impl Dice {
    /// The next number below a bound.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}
