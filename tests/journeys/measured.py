"""A command that tells of itself what it took: memory at its peak, and time of the processor, not of the clock."""

import re
import subprocess
import sys
from typing import NamedTuple

# Told by the process itself: what wait4 says of a child's memory counts its parent's too, as it was at the start.
COMMAND = """
import atexit, pathlib, re, sys, time
from lahde.cli import main
def measure():
    peak = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]
    sys.stderr.write(f"{peak} kB, {time.process_time():.2f} s\\n")
atexit.register(measure)
main()
"""


class Measured(NamedTuple):
    status: int
    said: str
    """On stdout and stderr."""
    kilobytes: int
    seconds: float


def measured(environment: dict[str, str], *arguments: str) -> Measured:
    """Whoever else runs on this machine makes a command late, but takes hardly more of the processor for it."""
    command = [sys.executable, "-c", COMMAND, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False)
    said, kilobytes, seconds = re.fullmatch(r"(.*?)(\d+) kB, (\S+) s\n", done.stderr, re.DOTALL).groups()
    return Measured(done.returncode, done.stdout + said, int(kilobytes), float(seconds))
