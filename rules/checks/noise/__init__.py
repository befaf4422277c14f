"""The rule `noise`."""
