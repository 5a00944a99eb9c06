"""Reads the files of the search, as the browser does."""
