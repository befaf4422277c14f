"""How the shipped weights are made: `python -m rules.training.<model> …` reproduces a model file byte for byte.

Needs scipy (development only). Nothing here is imported by a verdict.
"""
