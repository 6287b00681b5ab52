"""`lahde stream`: one worker of the streams on Kafka."""

from collections.abc import Callable

from lahde.settings import Settings
from lahde.topics import ensure
from streams.engines.faust_worker import Worker


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Until SIGTERM or SIGINT."""
    kafka = settings.kafka
    ensure(kafka, say)
    folder = settings.folder / "stream"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    worker = Worker(
        servers=kafka.servers,
        prefix=kafka.prefix,
        partitions=kafka.partitions,
        store=f"{kafka.tables}://",
        folder=str(folder),
        listen=(settings.host, settings.port),
    )
    worker.run()
