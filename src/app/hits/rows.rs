//! How a screen is shared by the parts of the results. What is drawn there is the screen's business.

/// Rows of the parts of the results on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The field, and below it what is said of it.
    pub head: u16,
    /// The hits.
    pub body: u16,
    /// The text around the selected hit.
    pub around: u16,
    /// What keys do.
    pub status: u16,
}

impl Rows {
    /// For a screen of this size (columns, rows).
    pub fn of(size: (u16, u16)) -> Self {
        let rows = size.1;
        let status = u16::from(rows >= 3);
        let head = if rows >= 6 { 2 } else { 1.min(rows) };
        let around = match rows {
            24.. => 6,
            18.. => 4,
            12.. if size.0 < 60 => 3,
            _ => 0,
        };
        Self { head, body: rows.saturating_sub(head + around + status), around, status }
    }
}
