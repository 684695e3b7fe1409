"""Work after the acknowledgement: Slack waits three seconds for an answer and sends the event again without one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Workers:
    """A few threads and a queue with an end: what does not fit is refused at once instead of answered much later."""

    def __init__(self, *, threads: int = 4, waiting: int = 64) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="slack")
        self._places = BoundedSemaphore(threads + waiting)

    def submit(self, job: Callable[[], object]) -> bool:
        """Take on a job that raises nothing, or return False when the queue is full."""
        if not self._places.acquire(blocking=False):
            return False
        self._pool.submit(job).add_done_callback(lambda _: self._places.release())
        return True

    def close(self) -> None:
        """Finish what was taken on; nothing more is."""
        self._pool.shutdown(wait=True)
