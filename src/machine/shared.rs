//! Columns of numbers that stand in memory of their own, or in a file that is mapped and shared with other processes.

use super::memory::room;
use memmap2::Mmap;
use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Numbers of which every pattern of bits is one.
pub trait Plain: Copy + private::Sealed {
    /// From little-endian bytes, as many as it has.
    fn of(bytes: &[u8]) -> Self;

    /// Adds its little-endian bytes.
    fn put(self, bytes: &mut Vec<u8>);
}

/// The little-endian bytes of numbers: those that stand in memory where the machine keeps numbers so, else a copy.
pub fn bytes_of<T: Plain>(numbers: &[T]) -> Cow<'_, [u8]> {
    if cfg!(target_endian = "little") {
        // SAFETY: a plain number has no bytes that stand for nothing, and bytes can be read at any address.
        return Cow::Borrowed(unsafe { std::slice::from_raw_parts(numbers.as_ptr().cast(), size_of_val(numbers)) });
    }
    let mut bytes = Vec::with_capacity(size_of_val(numbers));
    numbers.iter().for_each(|number| number.put(&mut bytes));
    Cow::Owned(bytes)
}

mod private {
    pub trait Sealed {}
    impl Sealed for u32 {}
    impl Sealed for f64 {}
}

impl Plain for u32 {
    fn of(bytes: &[u8]) -> u32 {
        u32::from_le_bytes(bytes.try_into().expect("as many bytes as it has"))
    }

    fn put(self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to_le_bytes());
    }
}

impl Plain for f64 {
    fn of(bytes: &[u8]) -> f64 {
        f64::from_le_bytes(bytes.try_into().expect("as many bytes as it has"))
    }

    fn put(self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to_le_bytes());
    }
}

/// A file in memory, as the system keeps it.
#[derive(Clone, Debug)]
pub struct Mapped(Arc<Mmap>);

impl Mapped {
    /// Maps a file. Nobody may write to it as long as it is mapped: what is read then is anything (but only numbers are read
    /// from it, and each is held against the length of what it points into).
    ///
    /// # Errors
    /// Those of the system.
    pub fn of(file: &File) -> io::Result<Mapped> {
        // SAFETY: the file is opened for reading alone and mapped privately; see above for who else writes to it.
        Ok(Mapped(Arc::new(unsafe { Mmap::map(file)? })))
    }
}

impl Deref for Mapped {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// A column of numbers.
#[derive(Clone, Debug)]
pub struct Shared<T>(Owner<T>);

#[derive(Clone, Debug)]
enum Owner<T> {
    Own(Vec<T>),
    /// Within the file and aligned for a T.
    File(Mapped, Range<usize>),
}

impl<T: Plain> Shared<T> {
    /// The little-endian numbers that stand in these bytes of a file: where they are if the machine can read them there, else
    /// copied.
    ///
    /// # Panics
    /// If the file has no such bytes, or they are no whole numbers.
    pub fn mapped(file: &Mapped, bytes: Range<usize>) -> Shared<T> {
        let part = &file[bytes.clone()];
        assert!(part.len().is_multiple_of(size_of::<T>()));
        if cfg!(target_endian = "little") && part.as_ptr().cast::<T>().is_aligned() {
            return Shared(Owner::File(file.clone(), bytes));
        }
        Shared::copied(part)
    }

    /// Whether they stand in a file.
    pub fn is_mapped(&self) -> bool {
        matches!(self.0, Owner::File(..))
    }

    /// A copy of little-endian numbers.
    pub fn copied(bytes: &[u8]) -> Shared<T> {
        Shared(Owner::Own(bytes.chunks_exact(size_of::<T>()).map(T::of).collect()))
    }
}

/// From how many bytes on a column is read at random places that lie too far apart for small pages.
const LARGE: usize = 16 << 20;

impl<T: Copy> From<Vec<T>> for Shared<T> {
    /// A large column moves to large pages: whoever made it did so in the order of its places, but it is read in any.
    fn from(own: Vec<T>) -> Self {
        if size_of_val(&*own) < LARGE {
            return Shared(Owner::Own(own));
        }
        Shared(Owner::Own(moved(own)))
    }
}

/// How many bytes move at once.
const PIECE: usize = 64 << 20;

/// The same numbers in large pages: piece by piece from the back, and what has moved is given back, so that they never stand
/// in memory twice.
fn moved<T: Copy>(mut own: Vec<T>) -> Vec<T> {
    let len = own.len();
    let mut moved: Vec<T> = room(len);
    let places = &mut moved.spare_capacity_mut()[..len];
    let step = PIECE / size_of::<T>().max(1);
    while !own.is_empty() {
        let first = (own.len() - 1) / step * step;
        for (place, &number) in places[first..].iter_mut().zip(&own[first..]) {
            place.write(number);
        }
        own.truncate(first);
        own.shrink_to_fit();
    }
    // SAFETY: there is room for so many, and each place from the last to the first has been written.
    unsafe { moved.set_len(len) };
    moved
}

impl<T> Deref for Shared<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Owner::Own(own) => own,
            Owner::File(file, bytes) => {
                let part = &file[bytes.clone()];
                // SAFETY: made by `mapped`, so T is a plain number of which every pattern of bits is one, the bytes are
                // aligned for it and lie in the file, which lives as long as `self`.
                unsafe { std::slice::from_raw_parts(part.as_ptr().cast(), part.len() / size_of::<T>()) }
            }
        }
    }
}
