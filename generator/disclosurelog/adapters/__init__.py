"""What lets other programs drive this one. `mkdocs.py` is the only importer of MkDocs."""
