"""`lahde load`: the warehouse of a data folder from Kafka."""

import signal
import threading
from collections.abc import Callable

from lahde.faults import Unusable
from lahde.own_port import Standing, answering
from lahde.pipeline import WAREHOUSE, opened
from lahde.settings import Settings
from lahde.topics import ensure
from warehouse.loader import Expired, Loader, Unreachable
from warehouse.store import Store

Say = Callable[[str], None]

POSITION = "Journal position of the warehouse"
PAUSE = 1.0
"""Seconds before a broker that is away is asked again."""


def run(settings: Settings, say: Say) -> None:
    """Until SIGTERM or SIGINT."""
    path = settings.folder / WAREHOUSE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    standing = Standing()
    with answering(settings.host, settings.port, standing):
        ensure(settings.kafka, say)
        store = opened(path, settings.memory)
        try:
            say(f"Lähde loads {path} from Kafka at {settings.kafka.servers}.")
            _load(settings, store, standing, say)
        except Expired as fault:
            raise Unusable(
                f"{path}: {fault}. Take a new kafka.prefix and a new file; the ledger has everything"
            ) from None
        finally:
            store.close()


def _load(settings: Settings, store: Store, standing: Standing, say: Say) -> None:
    stop = threading.Event()
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, lambda *_: stop.set())
    while not stop.is_set():
        try:
            _from_kafka(settings, store, standing, stop)
        except Unreachable:
            if standing.ready or not standing.figures:
                say("Kafka does not answer; trying again until it does. What is loaded stays as it is.")
            standing.ready = False
            standing.figures = {"lahde_warehouse_position": (POSITION, store.position())}
            stop.wait(PAUSE)


def _from_kafka(settings: Settings, store: Store, standing: Standing, stop: threading.Event) -> None:
    """Where the file stands, it says itself: a loader goes on from there, whatever became of the one before."""
    loader = Loader(store, settings.kafka.servers, settings.kafka.prefix, settings.kafka.partitions)
    standing.ready = True
    while not stop.is_set():
        standing.figures = {
            "lahde_warehouse_position": (POSITION, store.position()),
            "lahde_load_lag": ("Records on Kafka not yet loaded", loader.lag()),
        }
        loader.step()
    loader.close()
