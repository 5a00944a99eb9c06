"""For the day something got out: tombstone, hashes, search, and the list of what is left to do."""
