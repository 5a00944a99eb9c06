"""The gate's own folder on the server: its settings, mkdocs.yml, lists, and what it remembers.

It is laid out like any log's folder, so `content/` in it can be built where it stands. Nothing
that is pushed is ever read as a setting.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from disclosurelog.errors import CannotRun
from disclosurelog.files.limits import ReadLimits
from disclosurelog.gate.withheldkey import FILE_VARIABLE
from disclosurelog.publish.push.known import locked
from disclosurelog.records import Settings

SETTINGS = "gate.toml"
MKDOCS = "mkdocs.yml"
ALLOWED = "allowed.txt"
_DRAFT = "push-"


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What an administrator decides, in `gate.toml`.

    Attributes:
        branch: The branch that is published.
        allow_rewind: Whether the published branch may be pushed with force.
        allow_delete: Whether it may be deleted.
        seconds: Longest time for looking at one push.
        file_mb: Largest file, in MB; no more than a check reads.
        key_file: The file of the key of what is withheld; "" for the environment's.
        site: The folder of the releases; "" where nothing is deployed.
        keep: Releases kept besides the live one.
        keep_hours: How long search files of older releases stay.
        build_user: Who builds, where that is not who receives; "" for the same.
        mirror: Where accepted branches and tags are pushed onwards; "" for nowhere.
    """

    branch: str = "main"
    allow_rewind: bool = False
    allow_delete: bool = False
    seconds: int = 600
    file_mb: int = ReadLimits().file_bytes // 1_000_000
    key_file: str = ""
    site: str = ""
    keep: int = 5
    keep_hours: int = 24
    build_user: str = ""
    mirror: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The gate's folder.

    Attributes:
        path: Where it is.
        settings: What `gate.toml` says.
    """

    path: Path
    settings: GateSettings

    @property
    def content(self) -> Path:
        """Where the content of the commit that is built lies."""
        return self.path / "content"

    @property
    def cache(self) -> Path:
        """The answers of checks, where a build in this folder keeps them too."""
        return self.path / ".cache" / "disclosurelog" / "checks"

    @property
    def published(self) -> str:
        """The whole name of the published branch."""
        return f"refs/heads/{self.settings.branch}"

    def allowed(self) -> frozenset[str]:
        """The SHA-256 of each file that the administrator vouches for. Raises CannotRun."""
        path = self.path / ALLOWED
        try:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        except (OSError, UnicodeDecodeError):
            raise CannotRun(f"{ALLOWED} cannot be read", "mend it") from None
        named = (line.split("#")[0].strip() for line in lines)
        return frozenset(line.split()[0].lower() for line in named if line)

    def use_key(self) -> None:
        """Have the key that `gate.toml` names used from here on."""
        if self.settings.key_file:
            os.environ[FILE_VARIABLE] = self.settings.key_file

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """A folder for the files of one push, gone when the context ends.

        What a killed hook left behind goes with the next.
        """
        folder = self.path / "drafts"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            # Locked, so that nobody takes the new folder for an abandoned one.
            with locked(self.path, "drafts.lock"):
                remove_abandoned(folder)
                path = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=folder))
                lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise no_room(error) from None
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def open_home(path: Path) -> Home:
    """Read the gate's settings.

    Raises:
        CannotRun: There is no such folder, or a setting is not as it should be.
    """
    try:
        values = tomllib.loads((path / SETTINGS).read_text(encoding="utf-8"))
    except OSError:
        raise CannotRun(
            f"the gate's {SETTINGS} cannot be read", "run `disclosurelog hook install` again"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CannotRun(f"{SETTINGS} is not TOML", "mend it, or install the gate again") from None
    return Home(path.resolve(), settings_from(values))


def settings_from(values: dict[str, Any]) -> GateSettings:
    """Make the settings of what a file says. Raises CannotRun."""
    known = {one.name: type(getattr(GateSettings(), one.name)) for one in fields(GateSettings)}
    for name, value in values.items():
        if name not in known:
            raise CannotRun(f"{SETTINGS} has no setting {name}", f"known: {', '.join(known)}")
        if type(value) is not known[name]:
            raise CannotRun(f"{name} in {SETTINGS} is of the wrong kind", "see docs/push.md")
        if isinstance(value, int) and not isinstance(value, bool) and value < 0:
            raise CannotRun(f"{name} in {SETTINGS} is below 0", "see docs/push.md")
    return GateSettings(**values)


def whole_settings(settings: Settings | None, above: Path) -> Settings | None:
    """The settings with the path of the list of names written out: content may lie elsewhere.

    Args:
        settings: What mkdocs.yml says.
        above: The folder that it lies in.
    """
    if settings is None or settings.personal_data.names_file is None:
        return settings
    names = str(above / settings.personal_data.names_file)
    personal = settings.personal_data.model_copy(update={"names_file": names})
    return settings.model_copy(update={"personal_data": personal})


def to_toml(settings: GateSettings) -> str:
    """What `gate.toml` holds, each setting with a word on it."""
    lines = ["# The settings of the gate. docs/push.md describes each."]
    for one in fields(settings):
        value = getattr(settings, one.name)
        shown = str(value).lower() if isinstance(value, (bool, int)) else _quoted(value)
        lines.append(f"{one.name} = {shown}")
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if not escaped.isprintable():
        raise CannotRun("a setting holds characters that cannot be shown", "retype it")
    return f'"{escaped}"'


def remove_abandoned(folder: Path) -> None:
    """Remove what hooks that were killed left in a folder. Raises OSError."""
    for path in sorted(folder.iterdir()):
        try:
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(lock)


def no_room(error: OSError) -> CannotRun:
    """What is said where the server's disk fails."""
    return CannotRun(
        f"the server cannot write what it has to: {error.strerror}",
        "nothing was taken in; whoever looks after the server has to make room on its disk",
    )
