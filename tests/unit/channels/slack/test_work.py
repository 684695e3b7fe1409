"""Work after the acknowledgement."""

from __future__ import annotations

from functools import partial
from threading import Event

from sslhelp.channels.slack.work import Workers


def test_a_full_queue_refuses_at_once() -> None:
    workers, go_on = Workers(threads=1, waiting=1), Event()
    taken = [workers.submit(lambda: go_on.wait(10)) for _ in range(3)]
    go_on.set()
    workers.close()
    assert taken == [True, True, False]


def test_a_finished_job_makes_room() -> None:
    workers = Workers(threads=1, waiting=0)
    started, done = Event(), Event()
    assert workers.submit(started.set)
    assert started.wait(10)
    while not workers.submit(done.set):  # the place is given back just after the job has ended
        pass
    workers.close()
    assert done.is_set()


def test_closing_finishes_what_was_taken_on() -> None:
    workers = Workers(threads=1)
    done: list[int] = []
    for number in range(5):
        workers.submit(partial(done.append, number))
    workers.close()
    assert done == [0, 1, 2, 3, 4]
