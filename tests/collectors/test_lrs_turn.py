"""Requests of one turn of the event loop share a piece of work; each gets its own answer."""

import asyncio
import json

import pytest

from collectors.door import prepare
from collectors.ledger.work import Accept
from collectors.lrs.turn import Turn
from schemas.statement.refusal import Refused


def accept(statement):
    return Accept(source="moodle", statements=[prepare(json.dumps(statement).encode())])


def test_each_is_answered_for_itself(ledger, course, on_a_loop):
    taken = course()
    ledger.accept(taken)
    conflict = taken | {"timestamp": "2026-03-09T10:00:00Z"}

    async def together():
        turn = Turn(ledger.writer)
        asked = [turn.do(accept(s)) for s in (course(), conflict, course())]
        return await asyncio.gather(*asked, return_exceptions=True)

    first, refused, last = on_a_loop(together())
    assert (first.added, last.added) == (1, 1)
    assert isinstance(refused, Refused)
    assert refused.status == 409


def test_a_client_that_went_away_does_not_disturb_the_others(ledger, course, on_a_loop):
    async def together():
        turn = Turn(ledger.writer)
        gone = asyncio.ensure_future(turn.do(accept(course())))
        stays = asyncio.ensure_future(turn.do(accept(course())))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        return await stays

    assert on_a_loop(together()).added == 1
