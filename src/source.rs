//! Bytes into text: encodings, line index, offsets in other units.
