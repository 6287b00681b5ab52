"""The Unix socket over which a command hands its work to the running server: a JSON line each way, progress between.

A request is {"command": …, …}. Answers are any number of {"tell": …} lines, then {"result": …} or {"refused": …}.
"""

import socket
import socketserver
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog

from lahde.faults import place
from schemas.statement.refusal import Refused

Tell = Callable[[dict[str, Any]], None]
Handle = Callable[[dict[str, Any], Tell], Any]

log = structlog.get_logger()


class NoServer(Exception):
    """Nobody listens on the socket."""


class Server:
    """Answers requests on a socket of mode 0600, each connection in a thread of its own."""

    def __init__(self, path: Path, handle: Handle) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._server = _Threading(str(path), _handler(handle))
        path.chmod(0o600)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="control", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._path.unlink(missing_ok=True)


class _Threading(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64


def _handler(handle: Handle) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                self._answer(msgspec.json.decode(line))

        def _answer(self, request: dict[str, Any]) -> None:
            try:
                self._send({"result": handle(request, lambda told: self._send({"tell": told}))})
            except Refused as refusal:
                self._send({"refused": {"path": refusal.path, "rule": refusal.rule, "status": refusal.status}})
            except Exception as fault:  # its words could hold values: only its type crosses
                log.error("command failed", command=request["command"], fault=type(fault).__name__, where=place(fault))
                rule = f"failed: {type(fault).__name__}; the server's log says where"
                self._send({"refused": {"path": request["command"], "rule": rule, "status": 500}})

        def _send(self, answer: dict[str, Any]) -> None:
            self.wfile.write(msgspec.json.encode(answer) + b"\n")

    return Handler


class Client:
    """One connection to a running server."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise NoServer(path.name) from None
        self._file = self._socket.makefile("rwb")

    def ask(self, request: dict[str, Any], tell: Tell = lambda _: None) -> Any:
        """The result; Refused if it was refused; NoServer if the server went away before it answered."""
        try:
            self._file.write(msgspec.json.encode(request) + b"\n")
            self._file.flush()
            for line in self._file:
                answer = msgspec.json.decode(line)
                if "tell" in answer:
                    tell(answer["tell"])
                elif "refused" in answer:
                    raise Refused(**answer["refused"])
                else:
                    return answer["result"]
        except OSError:
            pass
        raise NoServer("the server went away before it answered; what it acknowledged stays, so repeat the command")

    def close(self) -> None:
        self._file.close()
        self._socket.close()


def ask(path: Path, request: dict[str, Any], tell: Tell = lambda _: None) -> Any:
    """One request on a connection of its own."""
    client = Client(path)
    try:
        return client.ask(request, tell)
    finally:
        client.close()
