"""What one reading of one file may cost. Past any of these the file is refused, never shortened."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosurelog.files.limits import ReadLimits

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that the system enforces on a child, from outside it.

    Attributes:
        memory: Address space of a child, in bytes (RLIMIT_AS, setrlimit(2)). With every library
            loaded and before it reads anything a child has 135 MB of it (measured, CPython 3.11,
            pypdfium2 5.15, numpy 2.4), so that some 365 MB are left for the file.
        cpu_seconds: Processor time of a child (RLIMIT_CPU). Reading and checking 161 pages of 20
            released files took 16 s on one core of a busy machine, so this is good for some
            3,000 pages.
        wall_seconds: Time from the start of a child to the end of its answer. Twice the processor
            time, so that a busy machine does not refuse an honest file.
        open_files: Open files of a child (RLIMIT_NOFILE): the document, the answer, and the few
            that an import opens.
        output_bytes: Longest answer of a child. A full page of text has about 5 kB, so this is
            more than the text of `read.pages` pages.
        findings: Most findings told of one file. What is left out is said, and blocks.
        read: What the readers themselves look at before they give up.
    """

    memory: int = 500 * MB
    cpu_seconds: int = 300
    wall_seconds: float = 600.0
    open_files: int = 64
    output_bytes: int = 64 * MB
    findings: int = 2_000
    read: ReadLimits = field(default_factory=ReadLimits)
