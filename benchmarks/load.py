"""A load of prepared requests over keep-alive connections, from a process of its own, bounded in count and time."""

import asyncio
import multiprocessing
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop


@dataclass(frozen=True)
class Result:
    requests: int
    seconds: float
    failed: int
    latencies_ms: list[float]

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Connection(asyncio.Protocol):
    """Sends a request as soon as the answer to the last one is whole."""

    def __init__(self, todo: deque[bytes], latencies: list[float], done: asyncio.Future[None]) -> None:
        self._todo, self._latencies, self._done = todo, latencies, done
        self._buffer = b""
        self.failed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def _next(self) -> None:
        if not self._todo:
            self._transport.close()
            if not self._done.done():
                self._done.set_result(None)
            return
        self._sent = time.perf_counter()
        self._transport.write(self._todo.popleft())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, separator, rest = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        self._latencies.append((time.perf_counter() - self._sent) * 1000)
        self.failed += head[9:12] not in (b"200", b"204")
        self._next()

    def connection_lost(self, _: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)


async def _run(host: str, ports: Sequence[int], requests: list[bytes], connections: int) -> Result:
    todo, latencies = deque(requests), []
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    done, protocols = [], []
    for number in range(connections):
        future, port = loop.create_future(), ports[number % len(ports)]
        _, protocol = await loop.create_connection(lambda f=future: _Connection(todo, latencies, f), host, port)
        done.append(future)
        protocols.append(protocol)
    await asyncio.wait_for(asyncio.gather(*done), 300)
    return Result(len(latencies), time.perf_counter() - started, sum(p.failed for p in protocols), latencies)


def _child(queue, host: str, ports: Sequence[int], requests: list[bytes], connections: int) -> None:
    queue.put(uvloop.run(_run(host, ports, requests, connections)))


def load(requests: list[bytes], connections: int, *ports: int) -> Result:
    """Sends all requests over so many connections to loopback, shared by the ports; waits for all answers."""
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()
    process = context.Process(target=_child, args=(queue, "127.0.0.1", ports, requests, connections))
    process.start()
    result: Result = queue.get()
    process.join()
    return result


def http(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
