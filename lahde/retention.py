"""The job `retention`: what was kept long enough goes, by age and class of data (domain.md 5.3)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from collectors.ledger.expire import Ages, expired
from collectors.ledger.sqlite import open_reader
from collectors.ledger.stamps import microseconds
from collectors.ledger.work import Done, Expire, Work
from lahde.control import Tell
from lahde.settings import Retention, Settings

HELSINKI = ZoneInfo("Europe/Helsinki")
Do = Callable[[Work], Done]


def ages(kept: Retention, today: date) -> Ages:
    return Ages(
        events=today - relativedelta(months=kept.events_months),
        pulses=today - relativedelta(months=kept.pulses_months),
        quarantine=today - timedelta(days=kept.quarantine_days),
    )


def retain(folder: Path, kept: Retention, today: date, do: Do, tell: Tell = lambda _: None) -> Done:
    """Deletes what is older.

    `added` counts statements, `changed` rows of quarantine, `known` identifiers of people who left.
    """
    first, total = ages(kept, today), Done()
    before = _microseconds(first.quarantine)
    left_before = (today - timedelta(days=kept.identity_days)).isoformat()
    reader = open_reader(folder)
    batches = list(expired(reader, first))  # before the first is deleted
    reader.close()
    for number, seqs in enumerate([*batches, []], 1):
        done = do(
            Expire(
                seqs=seqs,
                quarantine_before=before,
                documents_before=_microseconds(first.events),
                left_before="" if seqs else left_before,
            )
        )
        total.added += done.added
        total.changed += done.changed
        total.known += done.known
        tell({"progress": number, "of": len(batches) + 1, "what": "retention"})
    return total


def _microseconds(day: date) -> int:
    return microseconds(datetime.combine(day, datetime.min.time(), HELSINKI).isoformat())


def retain_today(settings: Settings, do: Do, tell: Tell = lambda _: None) -> Done:
    """As the schedule does it."""
    return retain(settings.folder, settings.retention, datetime.now(HELSINKI).date(), do, tell)
