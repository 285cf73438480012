"""A blob comes from the service once, however many people ask for it at the same moment."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from ecole.storage.blobs.nouns import StoreUnavailable

# Who waits holds a thread of the site. Most files come in less; for a big film a few may wait,
# and the others are told to come back, so that pages go on.
SHORT_SECONDS, LONG_SECONDS = 2.0, 60.0
LONG_WAITS = 2


@dataclass
class Fetch:
    """A blob on its way."""

    over: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None


class Fetches:
    """`fetch(key)` runs in a thread of its own, once for all who wait; its error is theirs."""

    def __init__(self, fetch: Callable[[str], None]) -> None:
        self._fetch = fetch
        self._turn = threading.Lock()
        self._coming: dict[str, Fetch] = {}
        self._long = threading.BoundedSemaphore(LONG_WAITS)

    def wait_for(self, key: str, *, is_patient: bool = False) -> None:
        """Return once it came. `is_patient`: a job has all its time. Raises Missing, NoSpace or
        StoreUnavailable; also when it is still coming and too many wait already."""
        fetch = self._begin(key)
        if is_patient:
            fetch.over.wait()
        elif not fetch.over.wait(SHORT_SECONDS):
            self._wait_longer(fetch)
        if fetch.error is not None:
            raise fetch.error

    def _wait_longer(self, fetch: Fetch) -> None:
        if not self._long.acquire(blocking=False):
            raise StoreUnavailable("still coming, too many wait")
        try:
            if not fetch.over.wait(LONG_SECONDS):
                raise StoreUnavailable("still coming")
        finally:
            self._long.release()

    def _begin(self, key: str) -> Fetch:
        with self._turn:
            fetch = self._coming.get(key)
            if fetch is None:
                fetch = self._coming[key] = Fetch()
                threading.Thread(target=self._run, args=(key, fetch), daemon=True).start()
            return fetch

    def _run(self, key: str, fetch: Fetch) -> None:
        try:
            self._fetch(key)
        except Exception as error:
            fetch.error = error
        finally:
            with self._turn:
                del self._coming[key]
            fetch.over.set()
