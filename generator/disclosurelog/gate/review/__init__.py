"""The review: a page for one officer that shows where each finding is, and hides what is there."""

from disclosurelog.gate.review.paths import refuse_published, write_private
from disclosurelog.gate.review.review import review

__all__ = ["refuse_published", "review", "write_private"]
