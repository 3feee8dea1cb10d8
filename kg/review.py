"""Judging from the terminal: one judgement given as options, or one question after another answered by keys."""

from __future__ import annotations

import argparse
import getpass
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.desk import Comparison, Desk, Line, Quote
from kg.errors import KgError
from kg.exits import DONE
from kg.ledger import COLUMNS, CORRECT, LEDGER, REJECT, VERDICTS, Judgement, id_of
from kg.ledger_file import add, judgements_in
from kg.questions import (
    FACT,
    KEPT_OUT,
    PAIR,
    Question,
    answer,
    following,
    last_of,
    offered,
    question_id,
    unanswered,
    undoing,
)
from kg.release import open_release

SKIP, BACK, QUIT = "s", "z", "q"
_WORDS = {SKIP: "skip", BACK: "undo the last", QUIT: "quit"}
# What a judgement says that stands in none of the other options.
_CELLS = tuple(name for name in COLUMNS if name not in ("when", "who", "verdict"))


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `kg judge`, one for each column of the ledger."""
    parser.add_argument("directory", type=Path, metavar="DIR", help="the folder that kg build wrote into")
    parser.add_argument("verdict", choices=VERDICTS, metavar="VERDICT", help=", ".join(VERDICTS))
    for name in _CELLS:
        parser.add_argument(f"--{name.replace('_', '-')}", default="", metavar="TEXT", help=f"the ledger's {name}")
    add_who(parser)


def add_who(parser: argparse.ArgumentParser) -> None:
    """The option that says who judges."""
    parser.add_argument("--who", default=getpass.getuser(), metavar="NAME", help="who judges (default: your login)")


def judge(options: argparse.Namespace) -> int:
    """Adds the judgement that the options tell."""
    cells = {name: getattr(options, name) for name in _CELLS}
    judgement = Judgement(when=_today(), who=options.who, verdict=options.verdict, **cells)
    open_release(options.directory)  # a ledger stands beside releases, or nobody follows it
    add(options.directory / LEDGER, judgement)
    print(f"{id_of(judgement)}  {judgement.verdict}; undo it with: kg judge DIR undo --object {id_of(judgement)}")
    return DONE


def review(options: argparse.Namespace) -> int:
    """Asks on the terminal until there is nothing left to ask, or somebody quits."""
    if not sys.stdin.isatty():
        raise KgError("kg review asks somebody at a terminal, and there is none here; a script uses kg judge")
    desk, ledger = Desk(open_release(options.directory)), options.directory / LEDGER
    Review(desk, ledger, options.who, Terminal(_key, input, print)).run()
    print(f"written to {ledger}; follow it with: kg apply {options.directory}")
    return DONE


def _today() -> str:
    return date.today().isoformat()


def _key() -> str:
    """One key, without waiting for the line's end."""
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        return sys.stdin.read(1)
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a review needs of a terminal: a key (empty at the end of input), a line, and a place to print."""

    key: Callable[[], str]
    line: Callable[[str], str]
    tell: Callable[[str], None]


class Review:
    """One person's way through the questions."""

    def __init__(self, desk: Desk, ledger: Path, who: str, terminal: Terminal) -> None:
        self._desk = desk
        self._ledger = ledger
        self._who = who
        self._terminal = terminal

    def run(self) -> None:
        """Asks until all is answered or skipped, or somebody quits."""
        questions, tell = self._desk.questions(), self._terminal.tell
        skipped: set[str] = set()
        last = ""
        while True:
            left = unanswered(questions, judgements_in(self._ledger))
            question = following(questions, tuple(q for q in left if question_id(q) not in skipped), last)
            if question is None:
                tell(f"nothing is left to ask ({len(skipped)} skipped)  [{BACK}] {_WORDS[BACK]}, any other key ends")
                if self._terminal.key() != BACK:
                    return
                self._undo()
                continue
            tell(f"\n{len(questions) - len(left)} of {len(questions)} answered")
            tell("\n".join(map(_shown, self._told(question))))
            choices = offered(question) | _WORDS
            tell("  ".join(f"[{key}] {word}" for key, word in choices.items()))
            key = self._terminal.key()
            if key in ("", QUIT):
                return
            if key == SKIP:
                skipped.add(question_id(question))
            elif key == BACK:
                self._undo()
            elif key in choices:
                self._answer(question, choices[key])
            else:
                tell(f"{key!r} is none of the keys")
                continue
            last = question_id(question) if key != BACK else ""

    def _answer(self, question: Question, verdict: str) -> None:
        line = self._terminal.line
        value = line("the right value, as the ledger calls it: ") if verdict == CORRECT else ""
        why = line("why (may be empty): ") if verdict in (CORRECT, REJECT) else ""
        try:
            add(self._ledger, answer(question, verdict, self._who, _today(), why, value))
        except KgError as error:
            self._terminal.tell(f"not written: {error}")
        else:
            self._terminal.tell(f"written: {verdict}")

    def _undo(self) -> None:
        last = last_of(judgements_in(self._ledger), self._who)
        if last is None:
            self._terminal.tell("you have judged nothing that could be undone")
        else:
            add(self._ledger, undoing(last, self._who, _today()))
            self._terminal.tell(f"undone: {last.verdict} {last.subject} {last.property} {last.object}")

    def _told(self, question: Question) -> Iterator[str]:
        if question.kind == PAIR:
            yield f"Are these one? ({question.why}; both come with {question.shared} others)"
            yield from _pair(self._desk.compare(question))
        elif question.kind == FACT:
            yield f"Is this right? (confidence {question.confidence:.2f})"
            yield f"  {question.subject}  {question.property}  {question.object}"
        elif question.kind == KEPT_OUT:
            yield f"Kept out of the graph: {question.why} ({question.page})"
            yield f"  {question.object}"
        else:
            yield f"A doubt of the build: {question.why} ({question.page}, {question.start} to {question.end})"
        if question.kind != PAIR:
            yield from map(_quote, self._desk.quotes(question))


def _pair(found: Comparison) -> Iterator[str]:
    for side, face in (("A", found.left), ("B", found.right)):
        yield f"{side}  {face.type} {' / '.join((face.label, *face.aliases))}"
        for line in face.lines:
            yield from _line(line)
        if not face.lines:
            yield from map(_quote, face.named)
    for left, right in found.shared:
        yield f"both  {_fact(left)}"
        yield from map(_quote, (*left.quotes, *right.quotes))


def _line(line: Line) -> Iterator[str]:
    yield f"   {_fact(line)}"
    yield from map(_quote, line.quotes)


def _shown(line: str) -> str:
    """The line without what would move a terminal's cursor or change its colours: a page's text is never trusted."""
    return "".join(character for character in line if character.isprintable())


def _fact(line: Line) -> str:
    return f"{line.end}  {line.property}" if line.back else f"{line.property}  {line.end}"


def _quote(quote: Quote) -> str:
    text = f"{quote.before}【{quote.text}】{quote.after}" if quote.before or quote.after else quote.text
    return f"      “{' '.join(text.split())}” ({quote.title})"
