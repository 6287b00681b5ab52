"""The schedule of `lahde serve`: jobs at a time of day in Helsinki. Each job is also a command."""

import asyncio
import contextlib
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from starlette.concurrency import run_in_threadpool

from lahde.control import NoServer, ask
from lahde.faults import FAULT
from lahde.lock import PIPELINE_SOCKET
from lahde.settings import NEVER, Settings, SettingsFault
from schemas.statement.refusal import Refused

HELSINKI = ZoneInfo("Europe/Helsinki")
PIPELINE_JOBS = ("release",)
"""Done by the pipeline's process."""
COMMANDS = ("calendars", "pull", "backup")
"""Done by the command of their name in a short-lived process of its own; the others here."""
DAILY = re.compile(r"daily ([01]\d|2[0-3]):([0-5]\d)")

log = structlog.get_logger()


def next_run(when: str, now: datetime) -> datetime:
    """The next time `daily HH:MM` comes after `now` (aware)."""
    found = DAILY.fullmatch(when)
    if found is None:
        raise SettingsFault("schedule: a job's time is written as `daily HH:MM`, or `never`")
    local = now.astimezone(HELSINKI)
    run = local.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return run if run > local else run + timedelta(days=1)


def planned(settings: Settings) -> dict[str, str]:
    """Job to time, without those that never run."""
    return {job: when for job, when in settings.schedule.items() if when != NEVER}


class Schedule:
    """Runs the jobs of the settings; `here` are those that this process does itself."""

    def __init__(self, settings: Settings, here: Mapping[str, Callable[[], object]]) -> None:
        known = (*PIPELINE_JOBS, *COMMANDS, *here)
        if set(settings.schedule) - set(known):
            raise SettingsFault(f"schedule: unknown job; known are {', '.join(known)}")
        self._settings = settings
        self._here = here
        self._jobs = planned(settings)
        if "backup" in self._jobs and not settings.backups:
            raise SettingsFault("schedule: a backup needs a folder; name it as `backups`")
        for when in self._jobs.values():
            next_run(when, datetime.now(HELSINKI))

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.gather(*(self._repeat(job, when) for job, when in self._jobs.items()))

    async def _repeat(self, job: str, when: str) -> None:
        while True:
            now = datetime.now(HELSINKI)
            await asyncio.sleep((next_run(when, now) - now).total_seconds())
            try:
                await (self._command(job) if job in COMMANDS else run_in_threadpool(self._do, job))
            except (Refused, NoServer) as refusal:
                log.warning("scheduled job not done", job=job, why=str(refusal))
            except Exception as fault:  # its words could hold values; the job's next time comes all the same
                log.error("scheduled job failed", job=job, fault=type(fault).__name__)

    def _do(self, job: str) -> None:
        if job in self._here:
            self._here[job]()
        else:
            request = {"command": job, "as_of": datetime.now(HELSINKI).date().isoformat()}
            ask(self._settings.folder / PIPELINE_SOCKET, request)

    async def _command(self, job: str) -> None:
        """Its own words go where the log goes; what failed of calendars and pulls is shown by `lahde status` too."""
        command = [sys.executable, "-m", "lahde", job, "--data", self._settings.data]
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            raise
        if code == FAULT:
            log.warning("scheduled job failed, at least in part; it said why just before", job=job)
