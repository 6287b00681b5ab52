"""Work of one turn of the event loop goes to the writer together, and its answers come back together.

One by one, the event loop's thread and the writer's would take the interpreter from each other at every request.
"""

import asyncio

from collectors.ledger.work import Done, Work
from collectors.ledger.writer import Answer, Writer

Waiting = list[tuple[Work, "asyncio.Future[Done]"]]


class Turn:
    """For one event loop."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: Waiting = []

    async def do(self, work: Work) -> Done:
        """What came of it, once it is on disk."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Done] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._hand_over, loop)
        self._waiting.append((work, future))
        return await future

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        waiting, self._waiting = self._waiting, []

        def told(answers: list[Answer]) -> None:
            loop.call_soon_threadsafe(_answer, waiting, answers)

        self._writer.submit_all([work for work, _ in waiting], told)


def _answer(waiting: Waiting, answers: list[Answer]) -> None:
    for (_, future), answer in zip(waiting, answers, strict=True):
        if future.done():  # its client went away while it waited
            continue
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
