"""The exit codes of the command line, which scripts rely on; argparse itself leaves with USAGE."""

from __future__ import annotations

DONE = 0
SOME_PAGES_UNREAD = 1
USAGE = 2
NOTHING_DONE = 3
INTERRUPTED = 130
