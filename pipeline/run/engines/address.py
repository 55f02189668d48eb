"""Whether anybody listens where a cluster should be: the libraries of engines find out after minutes, or never."""

import re
import socket

from pipeline.errors import EngineError

PLACE = re.compile(r"(?:[a-z]+://)?\[?(?P<host>[^/\[\]]+?)\]?:(?P<port>\d{1,5})/?")
"""`10.0.0.1:6379`, `ray://head:10001`, `spark://head:7077`. What is none, such as `yarn`, is for the library."""
SECONDS = 10.0


def check_address(address: str | None) -> None:
    """Raises EngineError where the address is a host and a port, and nobody listens there."""
    place = PLACE.fullmatch(address or "")
    if place is None:
        return
    try:
        socket.create_connection((place["host"], int(place["port"])), SECONDS).close()
    except (OSError, OverflowError) as error:
        raise EngineError(f"no cluster answers at {address!r}: {error}; nothing was done") from error
