"""The rule `accusation`."""
