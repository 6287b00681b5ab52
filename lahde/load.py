"""`lahde load`: the warehouse of a data folder from Kafka."""

import signal
import threading
from collections.abc import Callable

from lahde.faults import Unusable
from lahde.own_port import Standing, answering
from lahde.pipeline import WAREHOUSE, opened
from lahde.settings import Settings
from lahde.topics import ensure
from warehouse.loader import Expired, Loader
from warehouse.store import Store


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Until SIGTERM or SIGINT."""
    path = settings.folder / WAREHOUSE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    standing = Standing()
    with answering(settings.host, settings.port, standing):
        ensure(settings.kafka, say)
        store = opened(path, settings.memory)
        try:
            say(f"Lähde loads {path} from Kafka at {settings.kafka.servers}.")
            _load(settings, store, standing)
        except Expired as fault:
            raise Unusable(
                f"{path}: {fault}. Take a new kafka.prefix and a new file; the ledger has everything"
            ) from None
        finally:
            store.close()


def _load(settings: Settings, store: Store, standing: Standing) -> None:
    stop = threading.Event()
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, lambda *_: stop.set())
    loader = Loader(store, settings.kafka.servers, settings.kafka.prefix, settings.kafka.partitions)
    standing.ready = True
    while not stop.is_set():
        standing.figures = {
            "lahde_warehouse_position": ("Journal position of the warehouse", store.position()),
            "lahde_load_lag": ("Records on Kafka not yet loaded", loader.lag()),
        }
        loader.step()
    loader.close()
