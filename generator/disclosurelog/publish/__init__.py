"""Writes the tree, verifies it against its manifest, and swaps it in."""

from disclosurelog.publish.manifest import MANIFEST, verify_site
from disclosurelog.publish.site import publish_site
from disclosurelog.publish.staging import Staging

__all__ = ["MANIFEST", "Staging", "publish_site", "verify_site"]
