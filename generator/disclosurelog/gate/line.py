"""The line between the parent and the fork server: messages with descriptors, and endings.

Both ends trust each other: no document ever speaks on it. A child closes its copy of the line
before it reads.
"""

from __future__ import annotations

import dataclasses
import json
import socket
import struct
from typing import Any

from disclosurelog.files.limits import ReadLimits
from disclosurelog.gate.limits import Limits

_LENGTH = struct.Struct(">I")

#: How a child ended: its wait status, and its processor time in seconds.
ENDING = struct.Struct(">id")

#: Exit codes of a child. Anything but OK means that the file is not publishable.
OK, NO_WALLS, NO_MEMORY, FAILED = 0, 71, 72, 73


def send(door: socket.socket, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
    """Send one message. The descriptors travel with its first byte. Raises OSError."""
    data = json.dumps(message).encode("ascii")
    data = _LENGTH.pack(len(data)) + data
    sent = socket.send_fds(door, [data], list(descriptors)) if descriptors else 0
    door.sendall(data[sent:])


def receive(door: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Wait for one message. None where the other side is gone. Raises OSError."""
    head, descriptors, _, _ = socket.recv_fds(door, _LENGTH.size, 3)
    head += _exactly(door, _LENGTH.size - len(head)) if head else b""
    if len(head) < _LENGTH.size:
        return None
    body = _exactly(door, _LENGTH.unpack(head)[0])
    return (json.loads(body), descriptors) if body else None


def _exactly(door: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        more = door.recv(length - len(data))
        if not more:
            return b""
        data += more
    return data


def limits_values(limits: Limits) -> dict[str, Any]:
    """Limits as plain values, for `limits_from`."""
    return dataclasses.asdict(limits)


def limits_from(values: dict[str, Any]) -> Limits:
    """Limits from what `dataclasses.asdict` made of them."""
    return Limits(**{**values, "read": ReadLimits(**values["read"])})
