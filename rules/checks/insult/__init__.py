"""The rule `insult`."""
