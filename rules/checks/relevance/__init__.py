"""The rule `relevance`."""
