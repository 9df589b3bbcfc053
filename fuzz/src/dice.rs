//! Random choices, the same for the same seed.

/// A xorshift generator.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u32) -> Self {
        // The state must not be 0, and seeds that are close must not begin alike.
        Dice((u64::from(seed) | 1 << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below another, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A number that readers find hard to believe.
    pub fn lie(&mut self) -> u32 {
        self.one_of(&[0, 1, 2, 0x7F, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, u32::MAX])
    }
}

/// Changes bytes in a way of its own; the targets give libFuzzer's.
pub type ByBytes<'a> = &'a mut dyn FnMut(&mut Vec<u8>);
