"""The first moments of a bounded child: bounds itself, then becomes the tool, or runs one of the
scripts beside it and writes its answer.

Run by file: it imports nothing of the application. A programme between the server and the tool,
because code run between fork and exec is not safe in a process with threads.
"""

import contextlib
import ctypes
import json
import os
import resource
import runpy
import signal
import sys

PR_SET_PDEATHSIG = 1
NICEST = 19
OUR_FAULT = 3


def _die_with(parent: int) -> None:
    """The tool is killed when the thread that started it ends, so when its server dies. Only
    Linux has this; elsewhere the limit of time is what remains."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(1)


def _bound(bounds: dict[str, int]) -> None:
    asked = {
        resource.RLIMIT_AS: bounds["memory"],
        resource.RLIMIT_CPU: bounds["cpu_seconds"],
        resource.RLIMIT_FSIZE: bounds["file_size"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for what, bound in asked.items():
        # The signal that says « too much work » comes first, the one that says nothing later.
        hard = bound + (5 if what == resource.RLIMIT_CPU else 0)
        # Some systems refuse one of them; the others still hold.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (bound, hard))


def _answer(script: str, words: list[str]) -> None:
    try:
        verdict = runpy.run_path(script)["answer"](*words)
    except ImportError as error:
        sys.stderr.write(repr(error))
        raise SystemExit(OUR_FAULT) from error
    except MemoryError:
        verdict = {"failure": "too_big"}
    except OSError as error:
        # A full disk is not the fault of the file; a decoder that complains has no number.
        if error.errno is not None:
            raise
        verdict = {"failure": "damaged"}
    except Exception:
        verdict = {"failure": "damaged"}
    sys.stdout.write("\n" + json.dumps(verdict))


if __name__ == "__main__":
    bounds = json.loads(sys.argv[1])
    _die_with(bounds["parent"])
    # A file that would grow past its bound is an error to report, not a signal to die of.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _bound(bounds)
    os.nice(NICEST)
    tool, words = sys.argv[2], sys.argv[3:]
    if tool.endswith(".py"):
        _answer(tool, words)
    else:
        os.execv(tool, [tool, *words])  # noqa: S606 - the tool and the words are ours
