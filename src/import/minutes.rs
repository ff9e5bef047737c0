//! Minutes: the Hansard of a parliament, a gazette's record of a sitting, the minutes of any meeting. `page` sets running
//! heads, page numbers and footnotes aside, `wrap` knows which lines go on and `layout` makes paragraphs with roles of
//! them, `moment` reads days and hours (also of the Republic's calendar), `present` the lists of those present and their
//! counts, `division` holds the counts of votes against the names, `narration` tells what the clerk wrote and nobody said,
//! `sitting` who chairs and who speaks. Labels are read by `dialogue`.

pub mod chair;
pub mod division;
pub mod head;
pub mod layout;
pub mod moment;
pub mod narration;
pub mod page;
pub mod present;
pub mod sitting;
pub mod wrap;
