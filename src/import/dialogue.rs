//! Texts in which labels say who speaks: `问：`, `记者：`, `陳茂波議員：`, `林委員滄敏：`, `財政司司長：`.
//! `name` reads names with the offices around and inside them, `label` the label of a paragraph, `script` the labels of a
//! whole article (what recurs, or names someone; `standing` tells where a name stands besides), `interview` who asks and
//! who answers. Minutes build on the same labels.
//! Only labels live here: clauses of attribution (X说，…) are the business of `voices`.

pub mod byline;
pub mod conference;
pub mod interview;
pub mod label;
pub mod lead;
pub mod name;
pub mod nickname;
pub mod roster;
pub mod script;
pub mod standing;
pub mod voiced;
pub mod words;
