//! What a text must hold for a query to be found in it at all: literals, all or any of them, or near each other. An index
//! names the places that may hold them; it never decides.

/// What is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A folded literal; never empty.
    Literal(String),
    /// All of these.
    All(Vec<Need>),
    /// One of these.
    Any(Vec<Need>),
    /// Both, with at most so many chars between the ends of one and of the other, in either order; both sides are literals,
    /// any of some, or near each other themselves.
    Near {
        /// One.
        left: Box<Need>,
        /// The other.
        right: Box<Need>,
        /// Chars between them.
        within: usize,
    },
    /// Nothing that could be named: every place must be looked at.
    Anything,
}

impl Need {
    /// One of some literals; of none, which nothing holds, too.
    pub(super) fn any_of(literals: Vec<String>) -> Self {
        let mut parts: Vec<Self> = literals.into_iter().map(Self::Literal).collect();
        match (parts.pop(), parts.is_empty()) {
            (Some(one), true) => one,
            (last, _) => Self::Any(parts.into_iter().chain(last).collect()),
        }
    }

    /// Both, so near.
    pub(super) fn near(self, right: Self, within: usize) -> Self {
        Self::Near { left: Box::new(self), right: Box::new(right), within }
    }

    /// Some literals of which one is held wherever this is, as long ones as there are; None where there are none.
    pub(super) fn literals(&self) -> Option<Vec<&str>> {
        let shortest = |literals: &Vec<&str>| literals.iter().map(|l| l.chars().count()).min();
        match self {
            Self::Literal(literal) => Some(vec![literal]),
            Self::All(parts) => parts.iter().filter_map(Self::literals).max_by_key(shortest),
            Self::Near { left, right, .. } => {
                [left, right].into_iter().filter_map(|side| side.literals()).max_by_key(shortest)
            }
            Self::Any(parts) => parts.iter().try_fold(Vec::new(), |mut all, part| {
                all.extend(part.literals()?);
                Some(all)
            }),
            Self::Anything => None,
        }
    }
}
