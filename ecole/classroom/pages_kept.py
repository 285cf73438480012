"""Pages of families kept ready in memory, under a key that any change moves."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from ecole.web.compression import Packed

PAGES_MAX = 400  # about 25 KB each, compressed form included


class KeptPages:
    """A bounded store of finished pages; the least recently asked for goes first.

    Right in several processes without a word between them: the versions of the classes and the
    pupils are part of the key, so a page out of date is simply never asked for again.
    """

    def __init__(self, most: int = PAGES_MAX) -> None:
        self.most = most
        self.pages: OrderedDict[Hashable, Packed] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, key: Hashable) -> Packed | None:
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: Packed) -> None:
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)
