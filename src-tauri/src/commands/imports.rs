//! Files of other programs, read in.
