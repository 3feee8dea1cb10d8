"""Says that an answer ends at the limit of rows: in a header, and in the answer itself where its format has a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from api.negotiate import Format

HEADER = "Union-KG-Truncated"

_PART = 1 << 16
# Format → what stands between two rows, or before each. In a literal it may stand, too: then too many rows are counted,
# and an answer that is whole is told to end at the limit; never the other way round.
_ROW: dict[str, bytes] = {"json": b"},{", "xml": b"<result>", "csv": b"\r\n", "spreadsheet": b"\r\n", "tsv": b"\n"}
# Format → how many more or less of them than rows: a JSON array has none before its first row, CSV and TSV a header.
_MORE: dict[str, int] = {"json": -1, "xml": 0, "csv": 1, "spreadsheet": 1, "tsv": 1}
# Format → what the note stands before, and the note. CSV and TSV have no place for one.
_NOTES: dict[str, tuple[bytes, bytes]] = {
    "json": (b"]}", b'],"link":["%s"]}'),
    "xml": (b"</head>", b'<link href="%s"/></head>'),
}


def reached(content: BinaryIO, size: int, format_: str, rows: int) -> bool:
    """Whether the table has as many rows as it may have, so that there may be more; leaves the content at its start.

    It is read no further than there may be as many in all of its `size` bytes.
    """
    mark = _ROW[format_]
    missing, left, tail = rows + _MORE[format_], size, b""
    while 0 < missing * len(mark) <= left + len(tail) and (part := content.read(_PART)):
        text = tail + part
        missing -= text.count(mark)
        left -= len(part)
        tail = text[-(len(mark) - 1) :] if len(mark) > 1 else b""
    content.seek(0)
    return missing <= 0


def header(rows: int) -> tuple[str, str]:
    """The header of an answer that ends at the limit."""
    return HEADER, f"rows={rows}"


@dataclass(frozen=True, slots=True)
class Note:
    """What an answer that ends at the limit says of it; `endpoint` is the service's address."""

    endpoint: str
    rows: int

    def put_into(self, start: bytes, chosen: Format) -> bytes:
        """The first part of the answer with the note in it: a link in the head, which the W3C's formats have for it."""
        if chosen.name not in _NOTES:
            return start
        place, note = _NOTES[chosen.name]
        address = f"{self.endpoint.removesuffix('/sparql')}/limits#rows".encode()
        return start.replace(place, note % address, 1)
