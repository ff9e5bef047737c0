//! Floor 1: plain data, in the very shape of the JSON contract, and laying an annotation onto it (a pure function).
//! Nothing here reads a file or knows a rule. Ids are newtypes over strings and stable: the same source and article give
//! the same id.

pub mod anchor;
pub mod annotation;
pub mod book;
pub mod date;
pub mod document;
pub mod finding;
pub mod lay;
pub mod locator;
pub mod meeting;
pub mod note;
pub mod notes;
pub mod person;
pub mod speech;

pub use anchor::{Anchor, Mark};
pub use annotation::Annotations;
pub use book::Book;
pub use date::{By, Date, PartOfDay, Precision};
pub use document::{Document, Format, Kind, Paragraph, Role, Source};
pub use finding::{Code, Finding};
pub use lay::{annotate, annotated, unfit};
pub use locator::Locator;
pub use meeting::{Evidence, Meeting, Next, Part, Participant};
pub use note::{Deed, Kept, Left, Note, Origin};
pub use notes::Notes;
pub use person::{Office, Person};
pub use speech::{AttributedBy, Form, Piece, Speech, Voice};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// Names a document: from the SHA-256 of its source and the article's place in it.
    DocumentId
);
id!(
    /// Names a meeting: the same event in two documents has one id.
    MeetingId
);
id!(
    /// Names a speech within the library.
    SpeechId
);
id!(
    /// Names a person within the library.
    PersonId
);
