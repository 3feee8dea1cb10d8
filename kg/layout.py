"""What a folder of releases, and a release's own folder, hold, by name."""

from __future__ import annotations

RELEASES = "releases"
CURRENT = "current"
CACHE = "cache"
DIFFS = "diffs"
HISTORY = "history.jsonl"
GOLD = "gold"
FORMER = "former.jsonl"

STORE = "store"
DUMPS_FOLDER = "dumps"
REPORT = "report.json"
MANIFEST = "manifest.json"
CANDIDATES = "candidates.json"
