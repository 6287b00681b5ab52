"""`lahde relay | stream | load`: the parts of a pipeline over Kafka, one process each."""

from lahde.cli.app import Data, app, say
from lahde.cli.run import Host, Port
from lahde.settings import load as settings_of


@app.command()
def relay(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Send the journal to Kafka.

    Reads the ledger of a data folder that a record store fills, and goes on from where it was.

    Example: `LAHDE_KAFKA_SERVERS=kafka:9092 lahde relay --data /var/lib/lahde`
    """
    from lahde import logs
    from lahde.relay import run

    settings = settings_of(data=data, host=host, port=port)
    logs.configure()
    run(settings, say)


@app.command()
def stream(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Fold the journal on Kafka (a worker).

    As many workers as there are partitions share the work. /readyz, /healthz and /metrics are on its own port.

    Example: `LAHDE_KAFKA_SERVERS=kafka:9092 lahde stream --port 8082`
    """
    from lahde import logs
    from lahde.stream import run

    settings = settings_of(data=data, host=host, port=port)
    logs.configure()
    run(settings, say)


@app.command()
def load(data: Data = None, host: Host = None, port: Port = None) -> None:
    """Load the warehouse from Kafka.

    Exactly once: rows and how far was read are one transaction. The file is the data folder's warehouse.

    Example: `LAHDE_KAFKA_SERVERS=kafka:9092 lahde load --data /var/lib/lahde`
    """
    from lahde import logs
    from lahde.load import run

    settings = settings_of(data=data, host=host, port=port)
    logs.configure()
    run(settings, say)
