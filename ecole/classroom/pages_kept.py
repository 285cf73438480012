"""Pages of families kept ready in memory, under a key that any change moves."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime

from ecole.storage.columns import utc_now
from ecole.web.compression import Packed

PAGES_MAX = 400  # about 25 KB each, compressed form included


class KeptPages:
    """A bounded store of finished pages; the least recently asked for goes first.

    Right in several processes without a word between them: the versions of the classes and the
    pupils are part of the key, so a page out of date is simply never asked for again. What changes
    by itself, at a moment, is said with the page: it is kept `until` then.
    """

    def __init__(self, most: int = PAGES_MAX) -> None:
        self.most = most
        self.pages: OrderedDict[Hashable, tuple[Packed, datetime | None]] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, key: Hashable) -> Packed | None:
        with self.lock:
            page, until = self.pages.get(key, (None, None))
            if until is not None and until <= utc_now():
                del self.pages[key]
                return None
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: Packed, until: datetime | None = None) -> None:
        with self.lock:
            self.pages[key] = page, until
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)
