"""`python -m benchmarks.files`: a large file through `lahde collect`, beside what the disk alone would take."""

import argparse
import csv
import re
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

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
        first = _collect(data, path, rows)
        print(f"| {rows:,} sessions from CSV, into the ledger | {first} | {_beside(first, floor)} |")
        print(f"| tincan's share of that time | {first.tincan} | |")
        print(f"| the same file again, nothing added | {_collect(data, path, rows)} | |")
        sheet = _spreadsheet(path, rows // 5)
        print(f"| {rows // 5:,} of them as XLSX, nothing added | {_collect(data, sheet, rows // 5)} | |")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"| most memory of any of these commands | {most:.0f} MB | |")


class Collected(NamedTuple):
    """Rows a second from start to end of the command: by the clock, and by the processor's time alone."""

    rate: float
    of_processor: float
    tincan: str

    def __str__(self) -> str:
        return f"{self.rate:,.0f} rows/s ({self.of_processor:,.0f} by processor time)"


def _beside(first: Collected, floor: float) -> str:
    return f"bare SQLite group commit of {GROUP} {floor:,.0f}/s: ratio {first.rate / floor:.2f}"


def _collect(data: Path, path: Path, rows: int) -> Collected:
    started, before = time.perf_counter(), _processor()
    said = _lahde(data, "collect", "sessions", str(path))
    found = re.search(r"tincan (\S+ %)", said)
    elapsed, used = time.perf_counter() - started, _processor() - before
    return Collected(rows / elapsed, rows / used, found[1] if found else "")


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _spreadsheet(path: Path, rows: int) -> Path:
    """The first rows as a spreadsheet of texts and numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    with path.open(encoding="utf-8") as file:
        for line in islice(csv.reader(file, delimiter=";"), rows + 1):
            sheet.append([int(cell) if cell.isdecimal() else cell for cell in line])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def _lahde(data: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "lahde", *arguments, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


if __name__ == "__main__":
    main()
