"""The rule `privacy`."""
