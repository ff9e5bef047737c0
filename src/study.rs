//! Floor 3: echo (the same or nearly the same formulation), keywords. Answers about words across documents.
