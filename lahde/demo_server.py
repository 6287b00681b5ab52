"""The demo's own `lahde serve`: started on a free port, ended with the demo, and heard when it has something to say."""

import contextlib
import http.client
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from lahde.faults import Unusable
from lahde.listening import bind
from lahde.settings import Settings, load

LOG = "server.log"
"""What the server says, in its data folder."""
HOST = "127.0.0.1"


class DemoServer:
    """A running server over a data folder of the demo's own."""

    def __init__(self, folder: str, port: int) -> None:
        self.settings: Settings = load(data=folder, host=HOST, port=port)
        self.address = f"http://{HOST}:{port}/"
        self._log = Path(folder) / LOG
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        command = [sys.executable, "-m", "lahde", "serve", "--data", folder, "--host", HOST, "--port", str(port)]
        with self._log.open("wb") as log:
            # A session of its own: Ctrl-C reaches the demo, which ends its server in order.
            environment = os.environ | {"LAHDE_DEMO": "true"}
            self._process = subprocess.Popen(command, stderr=log, start_new_session=True, env=environment)

    def wait_until_it_answers(self) -> None:
        """Unusable: it ended, or says nothing for half a minute."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            self.check()
            if self._answers():
                return
            time.sleep(0.05)
        raise Unusable(f"the demo's server does not answer at {self.address}; {self._last_words()}")

    def _answers(self) -> bool:
        """The port is open before the server is ready: only an answer counts."""
        connection = http.client.HTTPConnection(HOST, self.settings.port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def check(self) -> None:
        """Unusable if it has ended, with its last words."""
        if (status := self._process.poll()) is not None:
            how = f"was killed by signal {-status}" if status < 0 else "ended"
            raise Unusable(f"the demo's server {how}; its last words: {self._last_words()}")

    def serve_on(self) -> None:
        """Until it ends, which it should not."""
        self._process.wait()
        self.check()

    def close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(25)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _last_words(self) -> str:
        lines = self._log.read_text("utf-8", "replace").splitlines()
        return lines[-1] if lines else f"see {shlex.quote(str(self._log))}"


@contextlib.contextmanager
def demo_server(folder: str, port: int) -> Iterator[DemoServer]:
    """On `port`, or the next free one."""
    listening = bind(HOST, port, next_free=True)
    free = listening.getsockname()[1]
    listening.close()
    if port not in (0, free):
        print(f"Port {port} is taken, so {free} it is.", file=sys.stderr, flush=True)
    server = DemoServer(folder, free)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.close()
