"""The twelve promises of domain.md 5.7 in plain words. docs/privacy.md says the same and names the tests of each."""

import msgspec

from look.messages import message

PROMISES = (
    ("promise.few", "promise.few.means", "promise.few.tested"),
    ("promise.text", "promise.text.means", "promise.text.tested"),
    ("promise.one", "promise.one.means", "promise.one.tested"),
    ("promise.row", "promise.row.means", "promise.row.tested"),
    ("promise.pulse", "promise.pulse.means", "promise.pulse.tested"),
    ("promise.own", "promise.own.means", "promise.own.tested"),
    ("promise.erasure", "promise.erasure.means", "promise.erasure.tested"),
    ("promise.withdraw", "promise.withdraw.means", "promise.withdraw.tested"),
    ("promise.ranking", "promise.ranking.means", "promise.ranking.tested"),
    ("promise.same", "promise.same.means", "promise.same.tested"),
    ("promise.explained", "promise.explained.means", "promise.explained.tested"),
    ("promise.declared", "promise.declared.means", "promise.declared.tested"),
)


class Promise(msgspec.Struct, frozen=True):
    title: str
    means: str
    tested: str


def promises(lang: str) -> list[Promise]:
    """In their order, which is their number."""
    return [Promise(*(message(lang, key) for key in keys)) for keys in PROMISES]
