"""The HTTP service around the rules: what a newsroom runs."""
