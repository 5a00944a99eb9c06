"""How much of a file a reader looks at before it gives up and refuses the file.

A reader that stops half way would pass what it did not see, so every limit ends in
`Unreadable`, never in a shorter list.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds of one reading. All are far above any honest release and far below a bomb.

    The numbers are choices: 20 real releases that were measured have at most 16 pages, 0.9 MB,
    3,400 characters and 530 drawn objects a page.

    Attributes:
        file_bytes: Largest file, in bytes.
        pages: Most pages.
        objects: Most indirect objects that a walk may visit, in one revision.
        depth: Deepest nesting of form XObjects, outlines, name trees or attached files. ISO
            32000-2 sets none; Annex C of ISO 32000-1 gives 28 for nested graphics states.
        revisions: Most earlier revisions.
        characters: Most characters on one page.
        page_objects: Most drawn objects on one page.
        picture_pixels: Most pixels of one picture. A0, the largest sheet in use, has 387 million
            at 500 dots an inch.
        pixels: Most pixels of one drawing of a page.
        overlaps: Most texts laid over one another at one spot that are told apart.
    """

    file_bytes: int = 256 * 1024 * 1024
    pages: int = 5_000
    objects: int = 500_000
    depth: int = 12
    revisions: int = 50
    characters: int = 200_000
    page_objects: int = 200_000
    picture_pixels: int = 400_000_000
    pixels: int = 6_000_000
    overlaps: int = 12
