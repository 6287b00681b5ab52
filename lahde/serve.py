"""`lahde serve`: one command, two processes. This one is the doors (LRS, pages); it starts and minds the pipeline."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import structlog
import uvloop
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from collectors.ledger.reader import Reader
from collectors.ledger.sources import sources
from collectors.ledger.work import AddSource, DeclareSource, Erase, RevokeSource, Work
from collectors.ledger.writer import Writer
from collectors.lrs.app import app as lrs
from collectors.lrs.auth import Gate
from collectors.lrs.readings import Readings
from collectors.spool.folder import Spool
from collectors.web import iris
from collectors.web.app import mounted as people
from collectors.web.hand_in.hand_ins import HandIns
from collectors.web.session import Sessions
from collectors.web.wiring import Keeping, Wiring
from dashboards.app import app as dashboards
from lahde import health
from lahde.control import Client, NoServer, Server, Tell
from lahde.denied import Denied
from lahde.faults import FAULT
from lahde.hand_in import in_child
from lahde.inbox.watch import Inbox
from lahde.link import address
from lahde.listening import answer
from lahde.lock import DOORS_SOCKET, PIPELINE_SOCKET, FolderLock
from lahde.pipeline import PUBLISHED
from lahde.pulse import end_due
from lahde.retention import retain_today
from lahde.schedule import Schedule
from lahde.settings import Settings
from lahde.signin.way import way
from lahde.snapshot import delete_expired
from lahde.visitors import Told, doors
from lahde.whose import reading
from schemas.statement.refusal import Refused
from warehouse.published import Unpublished, open_current

REFUSED_PAUSE = 15.0
"""Seconds before a pipeline that refused to start is tried again."""

log = structlog.get_logger()


def serve(settings: Settings, listening: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Says `ready` when nothing can be refused any more, and runs until SIGINT or SIGTERM.

    Then it finishes what was begun and leaves nothing running.
    """
    for sent in (signal.SIGTERM, signal.SIGINT):
        # uvicorn shuts down in order, then sends the signal again: it must lead through the `finally` below.
        signal.signal(sent, lambda *_: sys.exit(0))
    with FolderLock(settings.folder):
        writer = Writer(settings.folder)
        reader = Reader(settings.folder, f"{settings.base}/source")
        gate = Gate(lambda: sources(reader.connection), settings.undeclared)
        readings = Readings(writer)
        host, port = listening.getsockname()[:2]
        inbox = Inbox(settings, writer.do)
        hand_ins = HandIns(
            settings.folder, writer.do, reading(settings), settings.hand_in_bytes, perform=in_child(settings.data)
        )
        doors = _Doors(settings.folder, writer, gate, hand_ins, address(host, port))
        control = Server(settings.folder / DOORS_SOCKET, doors.handle)
        minder = _Minder(settings)
        try:
            application = _app(
                settings, writer, reader, hand_ins, lrs(writer, reader, gate, readings, beside=iris.BELOW)
            )
            ready()
            uvloop.run(answer(application, listening))
        finally:
            inbox.close()
            hand_ins.close()
            control.close()
            minder.close()
            readings.flush()
            writer.close()


def _app(settings: Settings, writer: Writer, reader: Reader, hand_ins: HandIns, store: Starlette) -> Starlette:
    demo = settings.demo or _shows_a_demo(settings.folder / PUBLISHED)
    schedule = Schedule(
        settings,
        {
            "pulse": lambda: end_due(settings.folder, writer.do),
            "snapshots": lambda: delete_expired(settings.folder, writer.do),
            "retention": lambda: retain_today(settings, writer.do),
        },
    )

    denied, status = Denied(settings.folder), Told(settings, reader)
    wiring = _wiring(settings, writer, reader, hand_ins, denied, demo)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        jobs = asyncio.create_task(schedule.run())
        yield
        jobs.cancel()
        denied.close()

    return Starlette(
        routes=[
            Mount("/xapi", store),
            iris.TOP,
            *(Route(path, endpoint) for path, endpoint in health.endpoints(settings.folder, reader, denied).items()),
            *people(wiring),
            Mount(
                "/", dashboards(settings.folder / PUBLISHED, demo=demo, doors=doors(settings, wiring, denied, status))
            ),
        ],
        lifespan=lifespan,
    )


def _wiring(
    settings: Settings, writer: Writer, reader: Reader, hand_ins: HandIns, denied: Denied, demo: bool
) -> Wiring:
    return Wiring(
        writer=writer,
        reader=reader,
        spool=Spool(settings.folder),
        sessions=Sessions(),
        sign_in=way(settings, reader),
        home_page=settings.home_page,
        hand_ins=hand_ins,
        denied=denied.add,
        undeclared=settings.undeclared,
        keeping=msgspec.convert(settings.retention, Keeping, from_attributes=True),
        demo=demo,
        secure=settings.signin.address.startswith("https:"),
    )


def _shows_a_demo(published: Path) -> bool:
    """A demo's folder that is served again still holds invented people."""
    try:
        return bool(open_current(published).release["demo"])
    except Unpublished:
        return False


class _Doors:
    """What other commands ask of this process: ledger work is done here, the rest is handed to the pipeline."""

    def __init__(self, folder: Path, writer: Writer, gate: Gate, hand_ins: HandIns, address: str) -> None:
        self._folder = folder
        self._address = address
        self._writer = writer
        self._gate = gate
        self._hand_ins = hand_ins

    def handle(self, request: dict[str, Any], tell: Tell) -> Any:
        if request["command"] == "address":
            return self._address
        if request["command"] != "work":
            return ask_pipeline(self._folder, request, tell)
        work: Work = msgspec.convert(request["work"], Work, strict=False)
        done = self._writer.do(work)
        if isinstance(work, AddSource | DeclareSource | RevokeSource):
            self._gate.forget()
        if isinstance(work, Erase):
            self._hand_ins.forget()
        return msgspec.to_builtins(done)


def ask_pipeline(folder: Path, request: dict[str, Any], tell: Tell) -> Any:
    """The pipeline's answer; it may just be starting again."""
    try:
        client = Client(folder / PIPELINE_SOCKET)
    except NoServer:
        raise Refused(
            "pipeline", "is starting; try again in a moment, or see why in the server's log", status=503
        ) from None
    try:
        return client.ask(request, tell)
    finally:
        client.close()


class _Minder:
    """Starts the pipeline's process and starts it again when it dies; it ends when our end of its stdin closes."""

    def __init__(self, settings: Settings) -> None:
        self._command = [sys.executable, "-m", "lahde.pipeline_process", settings.data, settings.memory]
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._mind, name="pipeline-minder", daemon=True)
        self._thread.start()

    def _mind(self) -> None:
        while not self._closing.is_set():
            # Its own session: Ctrl-C reaches us alone, and we end it in order.
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)
            code = self._process.wait()
            if not self._closing.wait(REFUSED_PAUSE if code == FAULT else 1.0):
                log.warning("pipeline ended, starting it again", code=code)

    def close(self) -> None:
        self._closing.set()
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._thread.join(5)
