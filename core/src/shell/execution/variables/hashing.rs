//! [`hash`]: the hash bash uses for names and keys (Fowler, Noll and Vo's, of 32 bits).
//!
//! It decides the order in which bash lists an associative array, so it must be this one; our own tables use it too.

use std::hash::{BuildHasher, Hasher};

const OFFSET: u32 = 2_166_136_261;
const PRIME: u32 = 16_777_619;

/// The hash of a text.
pub(in crate::shell) fn hash(text: &str) -> u32 {
    text.bytes().fold(OFFSET, |hash, byte| {
        // bash multiplies first, and takes characters for signed numbers.
        hash.wrapping_mul(PRIME) ^ i32::from(byte.cast_signed()).cast_unsigned()
    })
}

/// Makes hash tables that are the same in every run.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByHash;

/// What such a table counts with.
#[derive(Debug, Clone, Copy)]
pub struct NameHasher(u64);

impl BuildHasher for ByHash {
    type Hasher = NameHasher;

    fn build_hasher(&self) -> NameHasher {
        NameHasher(OFFSET.into())
    }
}

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        // The tables look at the highest bits too.
        self.0 ^ (self.0 << 32)
    }
}
