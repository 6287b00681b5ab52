"""A Kafka broker for tests: the one that LAHDE_TEST_KAFKA=host:port names, else Apache Kafka from its published
artifacts where Maven and Java are there and reach them, else the small broker in the PyPI package noida-db.

One broker serves a whole run, also where tests run side by side; each test takes topics of its own.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VERSION = "4.4.0"
APACHE, NOIDA = f"Apache Kafka {VERSION}", "noida-db"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "lahde" / f"kafka-{VERSION}"
JAVA = ("java", "-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{CACHE}/*")
CLUSTER = "AAAAAAAAAAAAAAAAAAAAAA"
POM = f"""
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lahde</groupId><artifactId>broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{VERSION}</version></dependency>
  </dependencies>
</project>
"""
PROPERTIES = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs={folder}/log
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
log.cleaner.backoff.ms=500
log.retention.check.interval.ms=1000
log.initial.task.delay.ms=1000
"""
# Ends when whoever runs the tests is gone, however they went.
WATCHED = 'runner=$0; "$@" & broker=$!; trap "kill $broker" TERM; ' + (
    "while kill -0 $runner && kill -0 $broker; do sleep 0.2; done 2>/dev/null; kill $broker 2>/dev/null; wait"
)


class NoBroker(Exception):
    """Says what is missing."""


class Broker:
    """A broker on a free port, its data in a folder. It may be ended and started again."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind = kind
        self.port, self._controller = free_port(), free_port()
        self.address = f"127.0.0.1:{self.port}"
        self._folder = folder
        self._command = self._apache() if kind == APACHE else self._noida()
        self.process: subprocess.Popen[bytes] | None = None

    def _apache(self) -> list[str]:
        properties = self._folder / "server.properties"
        ports = {"port": self.port, "controller": self._controller}
        properties.write_text(PROPERTIES.format(folder=self._folder, **ports))
        format_it = [*JAVA, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", str(properties)]
        subprocess.run(format_it, check=True, capture_output=True, timeout=60)
        return [*JAVA, "kafka.Kafka", str(properties)]

    def _noida(self) -> list[str]:
        program = shutil.which("noida-db", path=str(Path(sys.executable).parent))
        if program is None:
            raise NoBroker("no Apache Kafka (Maven, Java 17), no noida-db: install either, or name LAHDE_TEST_KAFKA")
        data = str(self._folder / "data")
        return [program, "start", "--only", "kafka", "--kafka-port", str(self.port), "--data-dir", data]

    def start(self, runner: int) -> None:
        """Until it answers; it ends with the process `runner`."""
        with (self._folder / "broker.log").open("ab") as log:
            watched = ["sh", "-c", WATCHED, str(runner), *self._command]
            self.process = subprocess.Popen(watched, stdout=log, stderr=log, start_new_session=True)
        _wait_for(lambda: _answers(self.port), 60)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """The broker and what watches it."""
        if self.process:
            os.killpg(self.process.pid, how)
            self.process.wait(30)


def ended(folder: Path) -> Callable[[], None]:
    """What ends the broker that was started in a folder, if one was."""

    def end() -> None:
        if (pid := folder / "pid").exists():
            with suppress(ProcessLookupError):
                os.killpg(int(pid.read_text()), signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)

    return end


def shared(folder: Path, runner: int) -> tuple[str, str]:
    """(address, kind) of the run's broker; who asks first starts it."""
    if given := os.environ.get("LAHDE_TEST_KAFKA"):
        _said(folder, given, "LAHDE_TEST_KAFKA")
    with _locked(folder / "lock"):
        if not (folder / "said").exists():
            broker = Broker(folder, kind())
            broker.start(runner)
            (folder / "pid").write_text(str(broker.process.pid if broker.process else ""))
            _said(folder, broker.address, broker.kind)
    address, _, found = (folder / "said").read_text().partition(" ")
    return address, found


def told(folder: Path) -> str | None:
    """What the run's summary says; None where no test asked for a broker."""
    if not (folder / "said").exists():
        return None
    address, _, found = (folder / "said").read_text().partition(" ")
    return f"Kafka's tests ran on {found} at {address}"


def kind() -> str:
    """Apache Kafka where it can be had; fetching it may take half a minute, once."""
    if not (shutil.which("mvn") and shutil.which("java")):
        return NOIDA
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with _locked(_beside_cache("lock")):
        return APACHE if CACHE.exists() or _fetched() else NOIDA


def _fetched() -> bool:
    unfinished = _beside_cache("part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    (unfinished / "pom.xml").write_text(POM)
    copy = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=."]
    done = subprocess.run(copy, cwd=unfinished, capture_output=True, timeout=600, check=False)
    if done.returncode == 0:
        unfinished.rename(CACHE)
    return done.returncode == 0


def _said(folder: Path, address: str, found: str) -> None:
    unfinished = folder / f"said.{os.getpid()}"
    unfinished.write_text(f"{address} {found}")
    unfinished.rename(folder / "said")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(there: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not there():
        if time.monotonic() > deadline:
            raise NoBroker("the broker did not start; see its broker.log")
        time.sleep(0.1)


def _beside_cache(ending: str) -> Path:
    return CACHE.with_name(f"{CACHE.name}.{ending}")
