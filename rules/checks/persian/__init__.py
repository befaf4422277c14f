"""The rule `persian`."""
