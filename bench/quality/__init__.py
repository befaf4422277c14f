"""How good the verdicts are: `python -m bench.quality` (`make eval`)."""
