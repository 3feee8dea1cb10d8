"""Rosters that set the name before its unit and title: 边志明　国网某县供电公司输电班班长　石磊　某医院护士长."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.linking import Spot
from kg.offices import Office, Phrases

_SPACES = re.compile(r"(?:[（(][^（()）]{1,16}[）)])?[ \u3000]+")
# One name with spaces behind it may be chance; a roster has more.
_SHORTEST = 2


def name_first(phrases: Phrases) -> Mapping[int, list[Office]]:
    """The offices behind each name of such a roster, by where the name starts; the last name's may be none."""
    found: dict[int, list[Office]] = {}
    run: list[tuple[Spot, list[Office]]] = []
    for person, following in zip(phrases.people, [*phrases.people[1:], None], strict=True):
        offices = _behind(phrases, person, following)
        if offices is not None and (run or not phrases.before(person.start)):
            run.append((person, offices))
            if following is not None:
                continue
        elif run:
            run.append((person, _trailing(phrases, person)))
        if len(run) > _SHORTEST:
            found.update({entry.start: behind for entry, behind in run})
        run = []
    return found


def _behind(phrases: Phrases, person: Spot, following: Spot | None) -> list[Office] | None:
    """The offices that fill the text between two names but for the spaces behind the first; None where they don't."""
    spaces = _SPACES.match(phrases.text, person.end)
    if spaces is None or following is None:
        return None
    offices = phrases.before(following.start)
    return offices if offices and min(office.start for office in offices) <= spaces.end() else None


def _trailing(phrases: Phrases, person: Spot) -> list[Office]:
    """The offices behind a roster's last name."""
    spaces = _SPACES.match(phrases.text, person.end)
    _, end = phrases.scan.sentence(person.start)
    return phrases.after(spaces.end(), end) if spaces else []
