"""Publishes Freedom of Information responses, and proves first that nothing unredacted gets out."""

__version__ = "0.1.0"
