"""Benchmarks that print ratios: ours against what else could be had, in one run on one machine.

`python -m bench all` (or `verdict`, `posting`, `reading`); docs/performance.md says how to read the figures.
Nothing here is a test: no figure of time is asserted, because machines are busy in different ways.
"""
