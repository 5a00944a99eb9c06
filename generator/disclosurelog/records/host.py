"""The limits of the host that a site is put on: how many files, how large, how much in all."""

from __future__ import annotations

from types import MappingProxyType
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, model_validator

from disclosurelog.records.base import Line, Part

MB: Final = 1_000_000
"""Bytes. Hosts that count in MiB (1,048,576 bytes) are written down as what that makes in MB."""


class Host(Part):
    """What a host takes. A limit that is not given is none."""

    name: Line = "the host"
    """What messages call it."""
    files: int | None = Field(default=None, ge=1)
    """Files in the site."""
    file_mb: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """The largest file, in MB of 1,000,000 bytes."""
    total_mb: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """All files together, in the same."""
    folder_files: int | None = Field(default=None, ge=1)
    """Files in any one folder, those in folders below it not counted."""
    count_folders: bool = False
    """Whether folders count as files of the site."""

    @model_validator(mode="after")
    def _limits_something(self) -> Host:
        if self.files is self.file_mb is self.total_mb is self.folder_files is None:
            raise ValueError("gives no limit; write files, file_mb or total_mb below it")
        return self


KNOWN: Final = MappingProxyType(
    {
        # https://developers.cloudflare.com/pages/platform/limits/: "up to 20,000 files on the
        # Free plan"; "maximum file size for a single … site asset is 25 MiB".
        "cloudflare-pages": Host(name="Cloudflare Pages (free)", files=20_000, file_mb=26.2144),
        # https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits:
        # "Published … sites may be no larger than 1 GB". Of a file in git, also of a branch that
        # a site is published from, …/managing-large-files/about-large-files-on-github: 100 MiB.
        "github-pages": Host(name="GitHub Pages", file_mb=104.8576, total_mb=1_000),
        # https://docs.gitlab.com/user/gitlab_com/: "Maximum site size: 1 GB".
        # https://docs.gitlab.com/administration/instance_limits/: "file entries (including
        # directories and symlinks) is limited to 200,000".
        "gitlab-pages": Host(
            name="GitLab Pages (GitLab.com)", files=200_000, total_mb=1_000, count_folders=True
        ),
        # https://docs.netlify.com/site-deploys/overview/, "Files per directory limit": no limit on
        # the number of files in all; "54,000 files per directory".
        "netlify": Host(name="Netlify", folder_files=54_000),
    }
)
"""Hosts by the name they have in mkdocs.yml, with what they published in November 2026."""


def _known(value: object) -> object:
    if isinstance(value, str) and value in KNOWN:
        return KNOWN[value]
    if value is None or isinstance(value, dict | Host):
        return value
    names = ", ".join(KNOWN)
    raise ValueError(
        f"is no host whose limits are known; write {names}, or its limits below it: "
        "files, file_mb, total_mb"
    )


KnownHost = Annotated[Host | None, BeforeValidator(_known)]
"""A host's limits, or the name of a known one."""
