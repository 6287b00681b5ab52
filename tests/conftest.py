"""For all rooms: the last lines of a run are pytest's summary."""

import atexit
import os


@atexit.register
def _quiet_finalization() -> None:
    """DuckDB 2.0 lists what hypothesis still holds when the interpreter ends: nothing anybody can mend."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
