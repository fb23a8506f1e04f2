//! Elements of HTML, and how they divide text.

/// Declares the elements that the reader tells apart, each with its kind.
macro_rules! tags {
    ($($name:ident $text:literal $kind:ident,)*) => {
        /// An element that the reader tells apart from others.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Tag {
            $($name,)*
            /// An element of no meaning here, which does not divide text.
            Other,
            /// A custom element (`<x-story>`), which does not divide text either.
            Custom,
        }

        impl Tag {
            /// How many there are.
            pub(crate) const COUNT: usize = Self::Custom as usize + 1;

            /// Reads a name in lower case.
            pub(crate) fn new(name: &[u8]) -> Self {
                match name {
                    $(name if name == $text => Self::$name,)*
                    name if name.contains(&b'-') => Self::Custom,
                    _ => Self::Other,
                }
            }

            const fn kind(self) -> Kind {
                match self {
                    $(Self::$name => Kind::$kind,)*
                    Self::Other | Self::Custom => Kind::Inline,
                }
            }
        }
    };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Stands in a line of text.
    Inline,
    /// Has no content and stands in a line.
    VoidInline,
    /// Has no content and divides text.
    VoidBlock,
    /// Divides text.
    Block,
    /// Its text is not shown.
    Unseen,
    /// Its text is neither shown nor markup.
    Raw,
}

tags! {
    A b"a" Inline, Abbr b"abbr" Inline, B b"b" Inline, Cite b"cite" Inline, Code b"code" Inline, Del b"del" Inline,
    Em b"em" Inline, Font b"font" Inline, I b"i" Inline, Ins b"ins" Inline, Label b"label" Inline, Mark b"mark" Inline,
    Q b"q" Inline, S b"s" Inline, Small b"small" Inline, Span b"span" Inline, Strong b"strong" Inline,
    Sub b"sub" Inline, Sup b"sup" Inline, Time b"time" Inline, U b"u" Inline,
    Area b"area" VoidInline, Base b"base" VoidInline, Br b"br" VoidInline, Col b"col" VoidInline,
    Embed b"embed" VoidInline, Img b"img" VoidInline, Input b"input" VoidInline, Link b"link" VoidInline,
    Meta b"meta" VoidInline, Param b"param" VoidInline, Source b"source" VoidInline, Track b"track" VoidInline,
    Wbr b"wbr" VoidInline, Hr b"hr" VoidBlock,
    Address b"address" Block, Article b"article" Block, Aside b"aside" Block, Blockquote b"blockquote" Block,
    Body b"body" Block, Button b"button" Block, Caption b"caption" Block, Center b"center" Block, Dd b"dd" Block,
    Details b"details" Block, Dialog b"dialog" Block, Dir b"dir" Block, Div b"div" Block, Dl b"dl" Block,
    Dt b"dt" Block, Fieldset b"fieldset" Block, Figcaption b"figcaption" Block, Figure b"figure" Block,
    Footer b"footer" Block, Form b"form" Block, H1 b"h1" Block, H2 b"h2" Block, H3 b"h3" Block, H4 b"h4" Block,
    H5 b"h5" Block, H6 b"h6" Block, Head b"head" Block, Header b"header" Block, Hgroup b"hgroup" Block,
    Html b"html" Block, Legend b"legend" Block, Li b"li" Block, Main b"main" Block, Menu b"menu" Block,
    Nav b"nav" Block, Ol b"ol" Block, P b"p" Block, Picture b"picture" Inline, Pre b"pre" Block,
    Section b"section" Block, Summary b"summary" Block, Table b"table" Block, Tbody b"tbody" Block, Td b"td" Block,
    Tfoot b"tfoot" Block, Th b"th" Block, Thead b"thead" Block, Tr b"tr" Block, Ul b"ul" Block,
    Audio b"audio" Unseen, Canvas b"canvas" Unseen, Datalist b"datalist" Unseen, Map b"map" Unseen,
    Object b"object" Unseen, Select b"select" Unseen, Svg b"svg" Unseen, Template b"template" Unseen,
    Video b"video" Unseen,
    Iframe b"iframe" Raw, Noembed b"noembed" Raw, Noframes b"noframes" Raw, Noscript b"noscript" Raw,
    Script b"script" Raw, Style b"style" Raw, Textarea b"textarea" Raw, Title b"title" Raw, Xmp b"xmp" Raw,
}

impl Tag {
    /// Whether the element divides the text before it, in it and after it.
    pub(crate) const fn is_block(self) -> bool {
        matches!(self.kind(), Kind::Block | Kind::VoidBlock)
    }

    /// Whether the element has no content.
    pub(crate) const fn is_void(self) -> bool {
        matches!(self.kind(), Kind::VoidInline | Kind::VoidBlock)
    }

    /// Whether the text in it is never part of an article.
    pub(crate) const fn is_unseen(self) -> bool {
        matches!(self.kind(), Kind::Unseen | Kind::Raw)
    }

    /// Whether there is no markup in it.
    pub(crate) const fn is_raw(self) -> bool {
        matches!(self.kind(), Kind::Raw)
    }

    /// The level of a heading, from 1.
    pub(crate) const fn heading(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Whether a start tag closes an open paragraph.
    pub(crate) const fn closes_paragraph(self) -> bool {
        self.is_block() && !matches!(self, Self::Td | Self::Th | Self::Tr | Self::Caption | Self::Button)
    }

    /// Whether end tags within it do not reach the elements around it.
    pub(crate) const fn is_barrier(self) -> bool {
        matches!(self, Self::Td | Self::Th | Self::Caption | Self::Table | Self::Html | Self::Body)
    }

    /// Whether a start tag ends an open element `open` of the same list or
    /// table, where nothing but elements that it also ends are between them.
    pub(crate) const fn ends(self, open: Self) -> bool {
        match self {
            Self::Li => matches!(open, Self::Li),
            Self::Dt | Self::Dd => matches!(open, Self::Dt | Self::Dd),
            Self::Td | Self::Th => matches!(open, Self::Td | Self::Th),
            Self::Tr => matches!(open, Self::Tr | Self::Td | Self::Th),
            Self::Tbody | Self::Thead | Self::Tfoot => {
                matches!(open, Self::Tbody | Self::Thead | Self::Tfoot | Self::Tr | Self::Td | Self::Th)
            }
            _ => false,
        }
    }

    /// Whether the search for an element that a start tag [ends](Self::ends)
    /// stops at this one.
    pub(crate) const fn holds_items(self) -> bool {
        matches!(self, Self::Ul | Self::Ol | Self::Menu | Self::Dir | Self::Dl | Self::Table | Self::Html | Self::Body)
    }
}
