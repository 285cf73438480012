"""Floor 8: waitress made ready for a bad morning. Knows no school noun."""

from ecole.server.listening import listen
from ecole.server.serving import serve

__all__ = ["listen", "serve"]
