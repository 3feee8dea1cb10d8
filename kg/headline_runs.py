"""What the lines around headline-like lines tell of them: which are a list's, and which stand alone on the page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from kg.bylines import closing, trailing
from kg.lexicon import Lexicon
from kg.lines import Kind, Line, says
from kg.text import normalized

_SHORTEST_LIST = 3
# So many lines without a full stop under a byline are verses; a title, its kicker and its subtitle are three.
_FEWEST_VERSES = 4


def with_verses(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of poems as text: many headline-like ones in a row under a title and its byline."""
    told = list(lines)
    for number, line in enumerate(lines[1:], start=1):
        if line.kind is not Kind.CREDIT or not line.credits or lines[number - 1].kind is not Kind.HEADLINE:
            continue
        run = list(
            itertools.takewhile(lambda verse: verse.kind is Kind.HEADLINE and not verse.level, lines[number + 1 :])
        )
        following = lines[number + 1 + len(run) :][:1]
        if following and following[0].kind is Kind.BODY:  # over it stands the next headline
            while run and not run.pop().apart:
                pass
        if len(run) >= _FEWEST_VERSES:
            told[number + 1 : number + 1 + len(run)] = [replace(verse, kind=Kind.BODY, item=True) for verse in run]
    return told


def lone_headlines(lines: Sequence[Line], lexicon: Lexicon) -> frozenset[Line]:
    """The unmarked headlines that may be crossheads or not, and are the only such between two that open articles.

    Several headlines in a row open an article, and so does one with a byline or a lead under it, or with a credit over
    it. The page's beginning and its end are as good.
    """
    runs: list[list[Line]] = [[]]  # of unsure headlines, without a sure one between them
    for number, line in enumerate(lines):
        if line.kind is not Kind.HEADLINE or (number and lines[number - 1].kind is Kind.HEADLINE):
            continue
        before = lines[number - 1] if number else None
        following = lines[number + 1] if number + 1 < len(lines) else None
        ended = before is not None and (before.kind is not Kind.BODY or is_signed([before], lexicon))
        if ended or following is None or following.kind is not Kind.BODY or says("lead", following.text):
            runs.append([])
        else:
            runs[-1].append(line)
    return frozenset(run[0] for run in runs if len(run) == 1 and run[0].apart and not run[0].level)


def ending(before: Sequence[Line], pending: Sequence[Line]) -> int:
    """How many of the waiting lines are no headlines, but end the text `before` them: a list, a sentence, a signature.

    A list are blocks of lines that no blank line parts.
    """
    if len(pending) > 1 and not pending[0].level:
        sentence = not pending[0].apart and pending[0].text.endswith(("！", "？"))
        letter = any(says("salutation", line.text) for line in before)
        if sentence or (letter and pending[1].apart and says("unit", pending[0].text)):
            return 1
    blocks: list[list[Line]] = []
    for line in pending:
        if line.apart or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    size = 0
    for number, block in enumerate(blocks[:-1], 1):
        if len(block) >= _SHORTEST_LIST:
            size = sum(map(len, blocks[:number]))
    return size


def is_signed(lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether one of the lines up to the next headline is a credit, or ends with one."""
    for line in lines:
        if line.kind in (Kind.HEADLINE, Kind.MARK):
            return False
        flow = normalized(line.flow)
        if line.kind is Kind.CREDIT or closing(flow, lexicon)[0] < len(flow.text) or trailing(flow, lexicon)[1]:
            return True
    return False
