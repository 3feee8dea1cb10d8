"""The one owner of a release's search index: an SQLite file beside the store, written once, then only read.

It finds names and sentences by any part of them. Chinese has no spaces between its words, so a text is indexed by its
pairs of neighbouring characters: a part of it is then a phrase of pairs, and a single character the beginning of one.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kg.errors import QueryError, ReleaseError
from kg.text import folded
from kg.vocabulary import DCTERMS, RDFS, SKOS, ukg

FILE = "search.sqlite"

NAMES, QUOTES = "names", "quotes"
# Property → the kind of text that it states.
KINDS: dict[str, str] = {
    RDFS + "label": NAMES,
    SKOS + "altLabel": NAMES,
    SKOS + "prefLabel": NAMES,
    DCTERMS + "title": NAMES,
    ukg("title").value: NAMES,
    ukg("kicker").value: NAMES,
    ukg("subtitle").value: NAMES,
    ukg("quote").value: QUOTES,
}
# Longer than nearly all sentences, and far below what SQLite's parser can take.
LONGEST = 256

# A text is indexed once however many nodes have it, under a number that is found by a digest of the text. What the
# tokens are of is not stored again (content='').
_SCHEMA = """
CREATE VIRTUAL TABLE {kind} USING fts5(pairs, content='', columnsize=0, tokenize='ascii');
CREATE TABLE {kind}_nodes (text INTEGER, node TEXT, PRIMARY KEY (text, node)) WITHOUT ROWID;
CREATE TABLE {kind}_texts (digest BLOB PRIMARY KEY, text INTEGER) WITHOUT ROWID;
"""
FIND = "SELECT DISTINCT node FROM {kind} CROSS JOIN {kind}_nodes ON text = {kind}.rowid WHERE {kind} MATCH ? LIMIT ?"

# 96 bits: texts of one index that share them are not to be expected.
_DIGEST_BYTES = 12

Entry = tuple[str, str, str]


def entries_of(quads: Iterable[ox.Quad]) -> list[Entry]:
    """What the index holds of a graph: kind, text as it is compared, and node, each once and in order."""
    return sorted({entry for quad in quads if (entry := entry_of(quad)) is not None})


def entry_of(fact: ox.Quad | ox.Triple) -> Entry | None:
    """What the index holds of one fact, if anything."""
    kind = KINDS.get(fact.predicate.value)
    if kind is None:
        return None
    assert isinstance(fact.subject, ox.NamedNode)
    assert isinstance(fact.object, ox.Literal)
    return kind, folded(fact.object.value), fact.subject.value


def create(path: Path, entries: Iterable[Entry]) -> None:
    """Makes the index in a new file; the same entries make the same rows."""
    try:
        with closing(sqlite3.connect(path)) as index:
            # What fails half-way is thrown away with its release, which is brought to the disk when it is whole.
            index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            for kind in (NAMES, QUOTES):
                index.executescript(_SCHEMA.format(kind=kind))
            with index:
                for entry in entries:
                    _insert(index, entry)
                for kind in (NAMES, QUOTES):
                    index.execute(f"INSERT INTO {kind} ({kind}) VALUES ('optimize')")
    except sqlite3.Error as error:
        raise ReleaseError(f"{path}: the search index cannot be written: {error}") from error


def change(path: Path, former: Path, lost: Iterable[Entry], won: Iterable[Entry]) -> None:
    """Makes the index in a new file from a former one, less some entries and with others."""
    shutil.copyfile(former, path)
    try:
        with closing(sqlite3.connect(path)) as index:
            index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            with index:
                for entry in lost:
                    _delete(index, entry)
                for entry in won:
                    _insert(index, entry)
    except sqlite3.Error as error:
        raise ReleaseError(f"{path}: the search index cannot be changed: {error}") from error


def _insert(index: sqlite3.Connection, entry: Entry) -> None:
    kind, text, node = entry
    number = _number(index, kind, text)
    if number is None:
        number = 1 + index.execute(f"SELECT COALESCE(MAX(text), 0) FROM {kind}_nodes").fetchone()[0]
        index.execute(f"INSERT INTO {kind} (rowid, pairs) VALUES (?, ?)", (number, _tokens(text)))
        index.execute(f"INSERT INTO {kind}_texts VALUES (?, ?)", (_digest(text), number))
    index.execute(f"INSERT INTO {kind}_nodes VALUES (?, ?)", (number, node))


def _delete(index: sqlite3.Connection, entry: Entry) -> None:
    kind, text, node = entry
    number = _number(index, kind, text)
    index.execute(f"DELETE FROM {kind}_nodes WHERE text = ? AND node = ?", (number, node))
    if index.execute(f"SELECT 1 FROM {kind}_nodes WHERE text = ? LIMIT 1", (number,)).fetchone() is None:
        # The tokens are stored nowhere else: SQLite has to be told what it is to forget.
        index.execute(f"INSERT INTO {kind} ({kind}, rowid, pairs) VALUES ('delete', ?, ?)", (number, _tokens(text)))
        index.execute(f"DELETE FROM {kind}_texts WHERE digest = ?", (_digest(text),))


def _number(index: sqlite3.Connection, kind: str, text: str) -> int | None:
    found = index.execute(f"SELECT text FROM {kind}_texts WHERE digest = ?", (_digest(text),)).fetchone()
    return found[0] if found else None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_DIGEST_BYTES]


def size(path: Path) -> int:
    """How many entries the index has."""
    try:
        with closing(_opened(path)) as index:
            counts = [index.execute(f"SELECT COUNT(*) FROM {kind}_nodes").fetchone()[0] for kind in (NAMES, QUOTES)]
            return sum(counts)
    except sqlite3.Error as error:
        raise ReleaseError(f"{path}: the search index cannot be read: {error}") from error


def find(path: Path, kind: str, words: str, most: int) -> list[str]:
    """The nodes that have a text of that kind in which all the words stand; no more than `most`."""
    if not path.is_file():
        raise QueryError("this release has no search index; build it anew with: kg build PAGES --out DIR")
    try:
        with closing(_opened(path)) as index:
            rows = index.execute(FIND.format(kind=kind), (expression(words), most)).fetchall()
    except sqlite3.Error as error:
        raise QueryError(f"the search index cannot be read: {error}") from error
    return sorted(node for (node,) in rows)


def expression(words: str) -> str:
    """What SQLite is asked for the words; a QueryError where there are none, or too many."""
    if len(words) > LONGEST:
        raise QueryError(f"a search may have {LONGEST} characters, this one has {len(words)}")
    wanted = [word for word in map(folded, words.split()) if word]
    if not wanted:
        raise QueryError("a search needs a word: its text is empty")
    # A token is made of digits and letters alone: nothing in a word can be read as an operator.
    return " AND ".join(f"{_token(word)}*" if len(word) == 1 else f'"{_phrase(word)}"' for word in wanted)


def _opened(path: Path) -> sqlite3.Connection:
    # A release never changes, so that SQLite need not look for another one who writes.
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)


def _token(characters: Sequence[str]) -> str:
    """One or two characters by their numbers: what SQLite takes for a letter, and its case, then play no part."""
    return "".join(f"{ord(character):06x}" for character in characters)


def _phrase(text: str) -> str:
    return " ".join(map(_token, pairwise(text)))


def _tokens(text: str) -> str:
    """A token for every character: with its neighbour, the last one alone."""
    return f"{_phrase(text)} {_token(text[-1:])}"
