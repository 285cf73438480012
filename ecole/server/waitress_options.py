"""What waitress is told, each value with its reason; its defaults suit a smaller day."""

from __future__ import annotations

import socket
import warnings
from typing import Any

from waitress import create_server

from ecole.config import HEAVIEST, Settings
from ecole.server.listening import BACKLOG
from ecole.server.refused import answer_in_french

PROXY_HEADERS = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}


def make_server(app: Any, settings: Settings, sock: socket.socket) -> Any:
    """waitress around `app` on a listening socket, its threads started, its loop not yet."""
    with warnings.catch_warnings():
        # `send_bytes` is said to go one day: drop it the day waitress does.
        warnings.simplefilter("ignore", DeprecationWarning)
        return answer_in_french(create_server(app, sockets=[sock], **options(settings)))


def options(settings: Settings) -> dict[str, Any]:
    """The keyword arguments of `waitress.create_server`."""
    return {
        "threads": settings.threads,
        "backlog": BACKLOG,
        # Head and body in one system call: a third less work for a small answer.
        "send_bytes": 65_536,
        # A browser opens up to six connections: the default of 100 is one class.
        "connection_limit": 1000,
        "asyncore_use_poll": True,
        # Below this a body stays in memory: a chunk of an upload is written once, not twice.
        "inbuf_overflow": 8 * 1024 * 1024,
        # Heavier than the application takes, for it to give the text of the form back.
        "max_request_body_size": HEAVIEST * settings.body_limit,
        "max_request_header_size": 16 * 1024,
        "channel_timeout": 60,
        "cleanup_interval": 2,
        "ident": None,
        "clear_untrusted_proxy_headers": True,
        **_behind(settings.trusted_proxy),
    }


def _behind(proxy: str) -> dict[str, Any]:
    return {"trusted_proxy": proxy, "trusted_proxy_headers": PROXY_HEADERS} if proxy else {}
