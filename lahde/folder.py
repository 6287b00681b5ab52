"""Is a folder a data folder of Lähde? Asked before anything is made in it."""

import shlex
from pathlib import Path

from collectors.ledger.sqlite import FILE
from lahde.faults import Unusable


def existing(folder: Path) -> Path:
    """The folder itself. Unusable: there is no ledger in it."""
    if folder.exists() and not folder.is_dir():
        raise Unusable(f"{folder}: is a file; --data names a folder")
    if not (folder / FILE).exists():
        raise Unusable(
            f"{folder}: no data of Lähde here; name its folder with --data, "
            f"or begin one: lahde source add NAME --agency CODE --data {shlex.quote(str(folder))}"
        )
    return folder
