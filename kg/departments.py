"""Departments that tell by their kind what sort of body they are a part of: a ward is a hospital's, a shop a firm's."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from kg.lexicon import rows

# Whose department is one of any firm's.
ANY_FIRM = "*"
#: What every works has several of: by itself no name of one (远山集团|车间|主任).
BARE_PARTS = frozenset({"车间", "班组", "工段"})
_COUNT = re.compile(r"第?[一二三四五六七八九十]+(?=[队号])")


@functools.cache
def _houses() -> Mapping[str, tuple[str, ...]]:
    return {department: tuple(bodies.split()) for department, bodies, _ in rows("department_houses", 3)}


@functools.cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(department) for department in _houses()}, reverse=True))


def house_of(department: str) -> tuple[str, ...] | None:
    """The endings of the bodies that have such a department; None where its kind tells nothing."""
    houses = _houses()
    department = _COUNT.sub("", department)
    return next((houses[department[-n:]] for n in _lengths() if department[-n:] in houses), None)
