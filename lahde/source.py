"""`lahde source`: add, declare, list, revoke."""

import re
import sys
from datetime import date

import msgspec

from collectors.ledger.sources import About, Source, sources
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource, DeclareSource, RevokeSource
from collectors.lrs.auth import SCOPES, new_credentials
from lahde.connection import connect
from lahde.folder import existing
from lahde.screen import console, table
from lahde.settings import Settings
from schemas.statement.refusal import Refused

FEEDS = ("mentoring", "moments", "reflections", "courses", "pulse")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def add(settings: Settings, *, name: str, agency: str, as_json: bool, **declared: object) -> None:
    """Makes credentials, keeps the hash, prints the secret once."""
    scopes = _among(declared["scopes"], SCOPES, "scope") or ["statements/write", "statements/read/mine"]
    feeds = _among(declared["feeds"], FEEDS, "feeds") or list(FEEDS)
    if not NAME.fullmatch(name):
        raise Refused("name", "small letters, digits, dot, dash and underscore, at most 64; it shows in reports")
    key, secret, secret_hash = new_credentials()
    work = AddSource(
        name=name,
        agency="" if agency == "any" else agency,
        key=key,
        secret_hash=secret_hash,
        scopes=scopes,
        feeds=feeds,
        units=declared["units"] or [],  # type: ignore[arg-type]
        since=_day(declared["since"]),
        purpose=declared["purpose"],  # type: ignore[arg-type]
        dpia=declared["dpia"],  # type: ignore[arg-type]
        cooperation=declared["cooperation"],  # type: ignore[arg-type]
    )
    with connect(settings, begin=True) as connection:
        connection.do(work)
    if missing := msgspec.convert(work, About, from_attributes=True).missing:
        options = " ".join(f"--{option} …" for option in missing)
        print(f"{name} may bring nothing until: lahde source declare {name} {options}", file=sys.stderr)
    made = {"name": name, "key": key, "secret": secret, "scopes": scopes}
    if as_json:
        print(msgspec.json.encode(made).decode())
    else:
        print(f"{name}\n  key     {key}\n  secret  {secret}\n  scopes  {', '.join(scopes)}")
        print("The secret is shown this once.", file=sys.stderr)


def _among(given: object, allowed: tuple[str, ...], option: str) -> list[str]:
    values: list[str] = list(given or [])  # type: ignore[call-overload]
    if not set(values) <= set(allowed):
        raise Refused(f"--{option}", f"must be among {', '.join(allowed)}")
    return values


def _day(given: object) -> str | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise Refused("--since", "must be a day as YYYY-MM-DD") from None


def show(settings: Settings, *, as_json: bool) -> None:
    """All sources, without secrets."""
    found = sources(open_reader(existing(settings.folder)))
    if as_json:
        rows = [{"name": s.name, "agency": s.agency or "any", "key": s.key, "revoked": s.revoked} for s in found]
        rows = [
            row | {"declared": not s.about.missing} | msgspec.to_builtins(s.about)
            for row, s in zip(rows, found, strict=True)
        ]
        print(msgspec.json.encode(rows).decode())
        return
    if not found:
        print("No sources yet: lahde source add NAME --agency CODE", file=sys.stderr)
        return
    shown = table("source", "agency", "scopes", "feeds", "since", "declared")
    for s in found:
        scopes = "\n".join(scope.removeprefix("statements/") for scope in s.about.scopes)
        name = f"{s.name}\n(revoked)" if s.revoked else s.name
        shown.add_row(name, s.agency or "any", scopes, " ".join(s.about.feeds), s.about.since, _declared(s))
    console().print(shown)


def _declared(source: Source) -> str:
    missing = source.about.missing
    return f"no: {', '.join(missing)} missing" if missing else "yes"


def declare(settings: Settings, name: str, *, purpose: str | None, dpia: str | None, cooperation: str | None) -> None:
    """From now on it may bring what it is for."""
    with connect(settings) as connection:
        connection.do(DeclareSource(name=name, purpose=purpose, dpia=dpia, cooperation=cooperation))
    print(f"{name}: declared", file=sys.stderr)


def revoke(settings: Settings, name: str) -> None:
    """From now on its credentials open nothing."""
    with connect(settings) as connection:
        connection.do(RevokeSource(name=name))
    print(f"{name}: revoked", file=sys.stderr)
