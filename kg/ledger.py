"""The ledger of judgements: what people decided about entities and facts, replayed on every build.

A tab-separated table that is only ever added to, so that git shows who decided what and two people's additions merge.
An undone judgement stays in it, with the line that undoes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from pathlib import Path

from kg.errors import LedgerError
from kg.ids import digest

LEDGER = "judgements.tsv"

# Verdicts on two entities, on one fact, on a fact or a doubt that is left as it is, and on a judgement.
SAME, DIFFERENT, UNDECIDED = "same", "different", "undecided"
CONFIRM, REJECT, CORRECT = "confirm", "reject", "correct"
NOTED = "noted"
UNDO = "undo"
PAIRS = frozenset({SAME, DIFFERENT, UNDECIDED})
FACTS = frozenset({CONFIRM, REJECT, CORRECT})
VERDICTS = (SAME, DIFFERENT, UNDECIDED, CONFIRM, REJECT, CORRECT, NOTED, UNDO)


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One line of the ledger; the fields are its columns.

    `article` is the hash of an article's IRI, `subject` a name there with its class (`Person:周明远`, `Event:…`,
    or `Article` for its byline). Two entities are `subject` in `article` and `object` in `other_article`. A fact is
    `subject`, `property` (a local name of the ontology), `object`; without the last two it is all that the article
    says of the subject. A post's object is `title@Class:name`, either part empty where the text lacks it. `value` is
    what a correction puts into the object's place. A doubt of the report is `Doubt`, its kind, its words. An undoing
    names the judgement by its id, as `object`.
    """

    when: str
    who: str
    verdict: str
    article: str = ""
    subject: str = ""
    property: str = ""
    object: str = ""
    other_article: str = ""
    value: str = ""
    why: str = ""


def id_of(judgement: Judgement) -> str:
    """The judgement's name: a hash of all that it says."""
    return digest("judgement", *astuple(judgement))


COLUMNS = tuple(field.name for field in fields(Judgement))
# The columns that each verdict needs and may have, besides when, who, verdict and why.
_NEEDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(PAIRS, (frozenset({"article", "subject", "object", "other_article"}), frozenset())),
    CONFIRM: (frozenset({"article", "subject", "property", "object"}), frozenset()),
    REJECT: (frozenset({"article", "subject"}), frozenset({"property", "object"})),
    CORRECT: (frozenset({"article", "subject", "property", "object", "value"}), frozenset()),
    NOTED: (frozenset({"article", "subject"}), frozenset({"property", "object"})),
    UNDO: (frozenset({"object"}), frozenset()),
}


def read_ledger(file: Path) -> tuple[Judgement, ...]:
    """The judgements of the file, in its order; a LedgerError names the line that cannot be read."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LedgerError(f"{file}, byte {error.start}: the ledger is not in UTF-8") from error
    except OSError as error:
        raise LedgerError(f"{file}: the ledger cannot be read: {error.strerror or error}") from error
    return parse(text, str(file))


def parse(text: str, where: str) -> tuple[Judgement, ...]:
    """The judgements of a ledger's text; `where` names it in errors."""
    header, *lines = text.splitlines() or [""]
    if tuple(header.split("\t")) != COLUMNS:
        raise LedgerError(f"{where}, line 1: the columns have to be {', '.join(COLUMNS)}")
    found: list[Judgement] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(COLUMNS):
            raise LedgerError(f"{where}, line {number}: {len(cells)} cells, but the header has {len(COLUMNS)}")
        judgement = Judgement(*cells)
        try:
            check(judgement)
        except LedgerError as error:
            raise LedgerError(f"{where}, line {number}: {error}") from error
        if judgement.verdict == UNDO and judgement.object not in seen:
            raise LedgerError(f"{where}, line {number}: there is no judgement {judgement.object!r} before this line")
        seen.add(id_of(judgement))
        found.append(judgement)
    return tuple(found)


def check(judgement: Judgement) -> None:
    """Makes sure that a judgement can be written and understood; a LedgerError says what is wrong with it."""
    cells = asdict(judgement)
    for name, cell in cells.items():
        if cell != " ".join(cell.split()):
            raise LedgerError(f"{name} {cell!r}: no tabs, line ends, or blanks at either end")
    if judgement.verdict not in VERDICTS:
        raise LedgerError(f"verdict {judgement.verdict!r}: there are {', '.join(VERDICTS)}")
    try:
        date.fromisoformat(judgement.when)
    except ValueError as error:
        raise LedgerError(f"when {judgement.when!r} is no date like 2022-11-18") from error
    if not judgement.who:
        raise LedgerError("who has to say who judged")
    needed, allowed = _NEEDS[judgement.verdict]
    free = {"when", "who", "verdict", "why"}
    for name, cell in cells.items():
        if name in needed and not cell:
            raise LedgerError(f"{judgement.verdict!r} needs a {name}")
        if name not in free | needed | allowed and cell:
            raise LedgerError(f"{judgement.verdict!r} has no {name}, but it says {cell!r}")
    if bool(judgement.property) != bool(judgement.object) and judgement.verdict in (REJECT, NOTED):
        raise LedgerError("a fact has both property and object")


def line_of(judgement: Judgement) -> str:
    """The judgement as a line of the ledger, without its line end."""
    return "\t".join(astuple(judgement))


def text_of(judgements: Iterable[Judgement]) -> str:
    """The whole ledger as its file holds it."""
    return "".join(line + "\n" for line in ("\t".join(COLUMNS), *map(line_of, judgements)))


def in_force(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """The judgements that no later line undoes, without the undoings; an undoing can be undone like any other."""
    undone: set[str] = set()
    kept: list[Judgement] = []
    for judgement in reversed(judgements):
        if id_of(judgement) in undone:
            undone.discard(id_of(judgement))  # the same decision may have been made, undone, and made again
        elif judgement.verdict == UNDO:
            undone.add(judgement.object)
        else:
            kept.append(judgement)
    return tuple(reversed(kept))
