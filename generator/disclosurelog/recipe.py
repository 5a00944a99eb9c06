"""A name for the program itself: what one version made is of no use to another.

Whatever is kept from build to build is kept under a name, and this is a part of it.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Final
from unicodedata import unidata_version

_SKIPPED: Final = ("__pycache__",)


@cache
def recipe(packages: tuple[str, ...], libraries: tuple[str, ...] = ()) -> str:
    """Name all that decides what some packages make of the same input.

    Args:
        packages: Names of packages of this program; every file in their folders counts.
        libraries: Names of distributions whose version counts as well.

    Returns:
        64 hexadecimal digits: of the sources, the versions of the libraries, of Python, and of its
        Unicode tables.

    Raises:
        importlib.metadata.PackageNotFoundError: A library is not installed.
    """
    digest = hashlib.sha256(f"{sys.version} {unidata_version}\0".encode())
    for library in libraries:
        digest.update(f"{library}=={metadata.version(library)}\0".encode())
    for package in packages:
        _add(digest, resources.files("disclosurelog").joinpath(package), package)
    return digest.hexdigest()


def _add(digest: hashlib._Hash, folder: Traversable, shown: str) -> None:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{shown}/{one.name}"
        if one.name in _SKIPPED:
            continue
        if one.is_dir():
            _add(digest, one, name)
        else:
            # Git may have written the ends of lines in another way: the text is the same.
            data = one.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
