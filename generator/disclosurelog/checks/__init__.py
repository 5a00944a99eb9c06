"""Checks: one rule a file, over facts only."""
