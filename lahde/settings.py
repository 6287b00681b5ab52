"""Settings: one TOML file and LAHDE_* environment variables of the same names; the environment wins."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from collectors.ledger.sources import Undeclared
from collectors.marks import Marks
from lahde.feeds.settings import CalendarSettings, PullSettings, marks


class SettingsFault(Exception):
    """A setting that cannot be: names it and says what it should be."""


WRITTEN = {"port": "must be a number from 0 to 65535", "memory": "must be a size such as 500MB or 2GB"}
"""Rules in words where a type alone would say too little."""


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How people come in to their own pages."""

    way: Literal["links"] = "links"
    address: str = ""
    """Where browsers find this server, e.g. https://lahde.agency.example; with https cookies never go without."""


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
    schedule: dict[str, str] = msgspec.field(default_factory=lambda: {"release": "daily 03:00"})
    """Job to time: `daily HH:MM`, local time in Helsinki."""

    signin: SignIn = SignIn()
    calendars: dict[str, CalendarSettings] = {}
    """Calendars in which mentoring sessions are booked: [calendars.NAME]."""
    pulls: dict[str, PullSettings] = {}
    """Other record stores to take statements from: [pulls.NAME]."""

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
    for field in msgspec.structs.fields(Settings):
        if (value := environment.get(f"LAHDE_{field.name.upper()}")) is not None:
            values[field.name] = value
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as fault:
        raise SettingsFault(f"settings: {_where(str(fault))}; `lahde settings` prints all of them") from None


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
    lines, tables = [], []
    for name, value in msgspec.to_builtins(settings).items():
        if isinstance(value, dict):
            tables += ["", f"[{name}]", *(f"{k} = {msgspec.json.encode(v).decode()}" for k, v in value.items())]
        else:
            lines.append(f"{name} = {msgspec.json.encode(value).decode()}")
    return "\n".join(lines + tables)
