"""Settings: one TOML file and LAHDE_* environment variables of the same names; the environment wins."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from collectors.ledger.sources import Undeclared
from collectors.marks import Marks
from dashboards.contents.statement import Statement
from lahde.feeds.settings import CalendarSettings, PullSettings, marks
from lahde.signin.settings import SignIn
from schemas.viewer import Access


class SettingsFault(Exception):
    """A setting that cannot be: names it and says what it should be."""


WRITTEN = {
    "port": "must be a number from 0 to 65535",
    "memory": "must be a size such as 500MB or 2GB",
    "accessibility.assessed": "must be a day as YYYY-MM-DD",
    "accessibility.feedback": "must be an e-mail address, or an address that begins with https://",
}
"""Rules in words where a type alone would say too little."""


NIGHTLY = {
    "pulse": "daily 00:30",
    "snapshots": "daily 01:00",
    "calendars": "daily 01:15",
    "pull": "daily 01:30",
    "retention": "daily 02:00",
    "release": "daily 03:00",
    "backup": "daily 04:00",
}
"""When each job runs that has something to do, if nothing else is said: what came in, then what is made of it."""
NEVER = "never"


class InboxSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The watched folder DATA/inbox."""

    source: str | None = None
    """Whose files are dropped there; without it the only source that feeds the kind."""
    sources: dict[str, str] = {}
    """The same, kind by kind."""
    mappings: dict[str, str] = {}
    """Kind to mapping, a ready one's name or a file, where a system's own columns are to be read."""
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 14
    """Days after which files in done/ and failed/ are deleted."""


class Pulse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The pulse's items."""

    texts: str = ""
    """A TOML file with the items' texts that the agencies have the right to use; it goes before our own."""


class Retention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long data are kept; released figures are kept for ever."""

    events_months: Annotated[int, msgspec.Meta(ge=1, le=36)] = 36
    """Person-level events, by when they happened."""
    pulses_months: Annotated[int, msgspec.Meta(ge=1, le=12)] = 12
    """Answers to pulses; after that only their released figures stay."""
    identity_days: Annotated[int, msgspec.Meta(ge=0, le=30)] = 30
    """Other systems' identifiers of who has left, after the last assignment ended, unless kept statements name them."""
    quarantine_days: Annotated[int, msgspec.Meta(ge=1, le=14)] = 14
    """Rows that could not be taken (number, field and rule)."""


class Dashboards(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sees the dashboards."""

    access: Access = "everyone"
    """"signed_in": a person sees their own agency, `network` every agency as a whole, and `viewer:NODE` a part more."""


class Kafka(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For `lahde relay`, `lahde stream` and `lahde load`; without servers there is no Kafka."""

    servers: str = ""
    """Brokers as host:port, commas between."""
    prefix: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")] = "lahde"
    """What topics and the workers' group are called; another one begins anew from the ledger."""
    partitions: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 12
    """Of every topic; never changed once there are records. As many workers can share the work."""
    tables: Literal["memory", "rocksdb"] = "memory"
    """Where workers keep their tables; either way the broker has them too."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be set, with its default."""

    data: str = "lahde-data"
    """The data folder (LAHDE_DATA)."""
    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 8080
    base: str = "https://lc.example"
    """Home page under which this installation's own accounts live: sources, and agencies without a home page."""
    home_pages: dict[str, str] = {}
    """Agency code to home page; a person's own account is (home page, person id)."""
    memory: Annotated[str, msgspec.Meta(pattern=r"^[1-9][0-9]* ?[KMGT]i?B$")] = "1GB"
    """What the warehouse may take."""
    undeclared: Undeclared = "refuse"
    """A source without purpose, dpia and cooperation brings nothing, unless this is "allow" (for trials)."""
    language: Literal["fi", "sv", "en"] = "fi"
    """The house's, in which reports lie beside the files of the inbox. Pages speak each reader's own."""
    demo: bool = False
    """All data are invented, and every page says so."""
    snapshots: bool = False
    """Whether person-level snapshots may be made for accredited analysts."""
    backups: str = ""
    """A folder; with it a backup is made there every night, and those older than 30 days are deleted."""
    schedule: dict[str, str] = {}
    """Job to time: `daily HH:MM`, local time in Helsinki, or `never`. A job that is not named keeps its own time;
    calendars, pull and backup run once there is a calendar with an address, a pull, or a folder for backups."""

    signin: SignIn = SignIn()
    dashboards: Dashboards = Dashboards()
    kafka: Kafka = Kafka()
    calendars: dict[str, CalendarSettings] = {}
    """Calendars in which mentoring sessions are booked: [calendars.NAME]."""
    pulls: dict[str, PullSettings] = {}
    """Other record stores to take statements from: [pulls.NAME]."""
    inbox: InboxSettings = InboxSettings()
    hand_in_bytes: Annotated[int, msgspec.Meta(ge=1, le=2_000_000_000)] = 50_000_000
    """The largest file that /hand-in takes."""
    retention: Retention = Retention()
    pulse: Pulse = Pulse()
    accessibility: Statement = Statement()
    """What the accessibility statement says of this installation."""

    @property
    def folder(self) -> Path:
        return Path(self.data)

    def marks(self, source: str) -> Marks:
        """What tells mentoring sessions in a source's calendars."""
        return marks(self.calendars.values(), source)

    def home_page(self, agency: str) -> str:
        """The agency's home page."""
        return self.home_pages.get(agency, f"{self.base}/{agency.lower()}")


def load(environment: dict[str, str] | None = None, **given: Any) -> Settings:
    """From lahde.toml (or LAHDE_SETTINGS), the environment, and what the command line gave, each over the former."""
    environment = dict(os.environ) if environment is None else environment
    values = _file(Path(environment.get("LAHDE_SETTINGS", "lahde.toml")), "LAHDE_SETTINGS" in environment)
    _overlay(values, Settings, "LAHDE_", environment)
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as fault:
        raise SettingsFault(f"settings: {_where(str(fault))}; `lahde settings` prints all of them") from None
    if rule := settings.signin.fault:
        raise SettingsFault(f"settings: signin: {rule}; `lahde settings` prints all of them")
    return msgspec.structs.replace(settings, schedule=_nightly(settings) | settings.schedule)


def _nightly(settings: Settings) -> dict[str, str]:
    """The jobs that have something to do, each at its own time."""
    busy = {
        "calendars": any(calendar.url for calendar in settings.calendars.values()),
        "pull": bool(settings.pulls),
        "backup": bool(settings.backups),
    }
    return {job: when for job, when in NIGHTLY.items() if busy.get(job, True)}


def _overlay(values: dict[str, Any], table: type[msgspec.Struct], prefix: str, environment: dict[str, str]) -> None:
    """LAHDE_PORT for `port`, LAHDE_INBOX_SOURCE for `source` in the table [inbox]."""
    for field in msgspec.structs.fields(table):
        name = f"{prefix}{field.name.upper()}"
        if (value := environment.get(name)) is not None:
            values[field.name] = value
        elif isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            inner = values.get(field.name, {})
            if isinstance(inner, dict):
                _overlay(inner, field.type, f"{name}_", environment)
                values |= {field.name: inner} if inner else {}


def _where(fault: str) -> str:
    """`Expected …, got … - at `$.port`` with the setting's name first."""
    rule, at, place = fault.partition(" - at `$.")
    name = place.rstrip("`")
    return f"{name}: {WRITTEN.get(name, rule)}" if at else rule


def _file(path: Path, named: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if named:
            raise SettingsFault(f"{path}: the file named by LAHDE_SETTINGS is not there") from None
        return {}
    except IsADirectoryError:
        raise SettingsFault(f"{path}: LAHDE_SETTINGS names a folder; name the file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsFault(f"{path}: not valid TOML: {fault}") from None


def as_toml(settings: Settings) -> str:
    """The settings as the file that would give them."""
    return "\n".join(_table(msgspec.to_builtins(settings), ""))


def _table(values: dict[str, Any], path: str) -> list[str]:
    """What is not set is left out: TOML has no word for it."""
    plain = [
        f"{k} = {msgspec.json.encode(v).decode()}"
        for k, v in values.items()
        if v is not None and not isinstance(v, dict)
    ]
    tables = {f"{path}{k}": v for k, v in values.items() if isinstance(v, dict)}
    return plain + [line for name, inner in tables.items() for line in ("", f"[{name}]", *_table(inner, f"{name}."))]
