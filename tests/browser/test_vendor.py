"""What others wrote is served unchanged."""

from __future__ import annotations

import hashlib

from disclosurelog.pages.theme import theme_folder

LUNR = theme_folder() / "assets/search/vendor/lunr-2.3.9"
SHA256 = "0c50d9002b85780a842afffb567bb54ede402dae7c6dc5997a018614d8044fc8"


def test_lunr_is_the_published_one() -> None:
    assert hashlib.sha256((LUNR / "lunr.min.js").read_bytes()).hexdigest() == SHA256
    assert SHA256 in (LUNR / "README.md").read_text()
    assert "Oliver Nightingale" in (LUNR / "LICENSE").read_text()
