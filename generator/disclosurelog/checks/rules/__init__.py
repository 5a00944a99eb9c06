"""The rules. A module here is a rule: its class's docstring is its public page."""
