//! Hints about memory: what will be read soon.

/// Bytes of a line of the cache.
const LINE: usize = 64;

/// Asks for the line of `slice[place]`, to be there when it is read. Without effect where there is no such place.
#[inline]
pub fn prefetch<T>(slice: &[T], place: usize) {
    #[cfg(target_arch = "x86_64")]
    if place < slice.len() {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the address lies within the slice, and a hint reads nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(slice.as_ptr().add(place).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, place);
}

/// Asks for the first lines (4 at most: the machine looks ahead by itself from there) of `slice[first..first + len]`.
#[inline]
pub fn prefetch_row<T>(slice: &[T], first: usize, len: usize) {
    let step = (LINE / size_of::<T>()).max(1);
    for line in 0..len.div_ceil(step).min(4) {
        prefetch(slice, first + line * step);
    }
}
