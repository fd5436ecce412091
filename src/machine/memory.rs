//! Hints about memory: what will be read soon, and what should lie in large pages.
//!
//! A page of 2 MiB instead of 4 KiB spares the processor the search for the page that a random place lies on. Linux gives
//! such pages to memory that asks for them before it is first written to; elsewhere, or where the system is told not to,
//! nothing changes but the time.

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

/// Bytes of a large page.
const LARGE: usize = 2 << 20;

/// An empty vector with room for so many, in large pages where it fills some and the system grants them.
pub fn room<T>(places: usize) -> Vec<T> {
    let mut room = Vec::with_capacity(places);
    in_large_pages(&mut room);
    room
}

/// Makes a column at least so long; new places hold `value`.
pub fn grow<T: Copy>(column: &mut Vec<T>, places: usize, value: T) {
    if let Some(more) = places.checked_sub(column.len()).filter(|&more| more > 0) {
        column.reserve_exact(more);
        in_large_pages(column);
        column.resize(places, value);
    }
}

/// Asks for large pages for what is not used yet of a vector's memory: whole ones, within its bounds.
fn in_large_pages<T>(room: &mut Vec<T>) {
    let free = room.spare_capacity_mut();
    let first = free.as_mut_ptr().cast::<u8>();
    let skipped = first.align_offset(LARGE);
    let bytes = size_of_val(free).saturating_sub(skipped) / LARGE * LARGE;
    #[cfg(all(target_os = "linux", not(miri)))]
    if bytes > 0 {
        // SAFETY: the bytes lie within memory of the vector's own, and begin with a page; the advice changes no content. If
        // it is not taken, nothing is lost, so the answer does not matter.
        unsafe { libc::madvise(first.add(skipped).cast(), bytes, libc::MADV_HUGEPAGE) };
    }
    #[cfg(not(all(target_os = "linux", not(miri))))]
    let _ = bytes;
}
