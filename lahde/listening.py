"""The port, and answering on it."""

import errno
import socket

import uvicorn
from starlette.applications import Starlette

from lahde.faults import Unusable

PORTS = 65_536


def bind(host: str, port: int, *, next_free: bool = False) -> socket.socket:
    """The listening socket; with `next_free` the first free port from `port` on."""
    for candidate in range(port, min(port + (50 if next_free else 1), PORTS)):
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it: an answer is two writes, and the second must not wait for an acknowledgement (40 ms).
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            listening.bind((host, candidate))
        except OSError as fault:
            listening.close()
            if fault.errno == errno.EADDRINUSE:
                continue
            why = (fault.strerror or str(fault)).lower()
            raise Unusable(f"{host}:{candidate}: {why}; name another with --host and --port") from None
        listening.listen(1024)
        return listening
    raise Unusable(f"port {port} on {host} is taken; name another with --port")


async def answer(application: Starlette, listening: socket.socket) -> None:
    config = uvicorn.Config(
        application,
        http="httptools",
        access_log=False,  # an access log would hold query strings
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    await uvicorn.Server(config).serve(sockets=[listening])
