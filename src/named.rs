//! Names of values in files and output.

/// Gives an enum the method `as_str` and an implementation of `Display`, both
/// with the names given here, which are those of its JSON form.
macro_rules! named {
    ($type:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// All values.
            #[allow(dead_code)] // not every type's values are listed
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the name used in files and output.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use named;
