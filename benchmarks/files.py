"""`python -m benchmarks.files`: a large file through `lahde collect`, beside what the disk alone would take."""

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import sqlite_floor

HEAD = "session_id;series_id;person_id;role;start;duration_min;status;mode;programme;initiative;place\n"
GROUP = 500


def write(path: Path, rows: int) -> None:
    """Pairs in series, over two years; the same bytes every time."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for i in range(rows):
            day, month, year = i % 28 + 1, i // 28 % 12 + 1, 2024 + i % 2
            who, role = i * 7919 % 5000, ("mentee", "mentor")[i % 2]
            initiative, minutes = ("employee", "joint", "employer")[i % 3], (30, 45, 60, 90)[i % 4]
            file.write(
                f"S-{i // 2:06};R-{i // 12:05};p{who};{role};{day}.{month}.{year} {8 + i % 8}.{i % 60:02};"
                f"{minutes};held;pair;mentor-2024;{initiative};mentoring\n"
            )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.files")
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    print("| what | measured | beside it, same run |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        data, path = Path(folder) / "data", Path(folder) / "sessions.csv"
        write(path, rows)
        _lahde(data, "source", "add", "hr", "--agency", "KLV", "--purpose", "t", "--dpia", "d", "--cooperation", "c")
        floor = sqlite_floor.rate(b"x" * 1_100, groups=100, size=GROUP)
        first, said = _timed(data, path, rows)
        print(f"| {rows:,} sessions from CSV, into the ledger | {first:,.0f} rows/s | {_beside(first, floor)} |")
        print(f"| tincan's share of that time | {said} | |")
        again, _ = _timed(data, path, rows)
        print(f"| the same file again, nothing added | {again:,.0f} rows/s | |")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"| most memory of any of these commands | {used.ru_maxrss / 1024:.0f} MB | |")
    print(f"| processor time of all | {used.ru_utime + used.ru_stime:.0f} s | |")


def _beside(rate: float, floor: float) -> str:
    return f"bare SQLite group commit of {GROUP} {floor:,.0f}/s: ratio {rate / floor:.2f}"


def _timed(data: Path, path: Path, rows: int) -> tuple[float, str]:
    """(rows a second from start to end of the command, what it says of tincan)."""
    started = time.perf_counter()
    said = _lahde(data, "collect", "sessions", str(path))
    found = re.search(r"tincan (\S+ %)", said)
    return rows / (time.perf_counter() - started), found[1] if found else ""


def _lahde(data: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "lahde", *arguments, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


if __name__ == "__main__":
    main()
