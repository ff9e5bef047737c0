//! Dates as a text gives them: as precise as it says, and honest about what was inferred.

use serde::{Deserialize, Serialize};

/// A day, a month or a year, with how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// `2023-11-30`, `2023-11` or `2023`: as long as the precision.
    pub value: String,
    /// How much of it the text gives.
    pub precision: Precision,
    /// 上午 or 下午, where the text says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of_day: Option<PartOfDay>,
    /// Whether some of it does not stand with it in the text.
    pub inferred: bool,
    /// A rule's or a human's word.
    pub by: By,
    /// The words that show it, or that it was inferred from.
    pub evidence: String,
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// `YYYY-MM-DD`
    Day,
    /// `YYYY-MM`
    Month,
    /// `YYYY`
    Year,
}

/// Days of a month of the Gregorian calendar; of a month that there is not as many as any has.
pub fn days_of(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartOfDay {
    /// 上午
    Morning,
    /// 下午
    Afternoon,
    /// 晚
    Evening,
}

/// Whose word a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A rule of the import.
    Rule,
    /// A human.
    Annotation,
}
