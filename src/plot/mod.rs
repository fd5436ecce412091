//! Pictures: the only layer that knows plotters.
