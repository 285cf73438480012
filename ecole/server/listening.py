"""The listening socket: ours, so that its options and a refusal in plain French are ours too."""

from __future__ import annotations

import errno
import socket

from ecole.config import BadSetting

# One turn of waitress reads one send buffer's worth of a file, and reads again what a slow
# viewer did not take: with the system's buffer, 188 MB/s read for 8 MB/s sent.
SEND_BUFFER = 64 * 1024
BACKLOG = 1024


def listen(host: str, port: int) -> socket.socket:
    """A socket bound and listening; port 0 takes a free one. Raises BadSetting, in French."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadSetting(f"ECOLE_HOST = « {host} » : adresse inconnue de cette machine.") from error
    try:
        # A restart must not wait for the last connections of the former process to be forgotten.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Accepted sockets inherit it.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        sock.bind(address)
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise BadSetting(_refusal(host, port, error)) from error
    return sock


def _refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"ECOLE_PORT = « {port} » : ce port est déjà pris, peut-être par ecole lui-même. "
            "Choisissez-en un autre."
        )
    if error.errno == errno.EACCES:
        return f"ECOLE_PORT = « {port} » : ce port est réservé à l’administrateur (essayez 8000)."
    return f"ECOLE_HOST = « {host} » : impossible d’y ouvrir un service ({error.strerror})."
