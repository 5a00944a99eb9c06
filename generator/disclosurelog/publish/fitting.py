"""Looks twice whether the host takes the site: before it is drawn, and before it is swapped in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from disclosurelog.gate import CheckedLog
from disclosurelog.publish.forecast import PICTURE_MOST, forecast
from disclosurelog.publish.limits import measured, refuse_too_large
from disclosurelog.publish.manifest import MANIFEST, Listing
from disclosurelog.publish.savers import pictures_in
from disclosurelog.publish.sizes import in_mb


def foresee(
    checked: CheckedLog,
    written: Listing,
    site_url: str,
    *,
    images: bool,
    say: Callable[[str], None],
) -> None:
    """Refuse what the host is sure not to take, before hours are spent on it.

    Args:
        checked: The log that passed the gate. Its settings name the host; without one nothing is
            looked at.
        written: The files that are there already, the data among them.
        site_url: The site's own address.
        images: Whether pages of documents will be drawn.
        say: Told how much of the limits the site takes at least.

    Raises:
        Refused: The host would not take the site.
    """
    host = checked.log.settings.host
    if host is None:
        return
    files = {**forecast(checked, site_url, images=images), **_sizes(written)}
    refuse_too_large(host, files, checked, least=True)
    words = f"{host.name} takes the site as far as it is known: at least {measured(host, files)}"
    pictures = len(pictures_in(files))
    if pictures and host.total_mb is not None:
        most = in_mb(pictures * PICTURE_MOST)
        words += f"; pictures of pages come on top, {most} at most as far as can be estimated"
    say(words)


def look_again(checked: CheckedLog, written: Listing, tree: Path) -> None:
    """Refuse what the host does not take, now that every file is there.

    Args:
        checked: The log.
        written: The files of the site but for the manifest.
        tree: Where they lie.

    Raises:
        Refused: The host would not take the site.
    """
    host = checked.log.settings.host
    if host is not None:
        files = {**_sizes(written), MANIFEST: (tree / MANIFEST).stat().st_size}
        refuse_too_large(host, files, checked, least=False)


def _sizes(written: Listing) -> dict[str, int]:
    return {uri: one.size for uri, one in written.items()}
