//! An analysis as text for people and for programs, one file a format.
