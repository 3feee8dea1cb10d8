"""What people are asked about a graph, and how an answer becomes a judgement; pure values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import LedgerError
from kg.ids import digest
from kg.ledger import (
    CONFIRM,
    CORRECT,
    DIFFERENT,
    NOTED,
    REJECT,
    SAME,
    UNDECIDED,
    UNDO,
    Judgement,
    check,
    id_of,
    in_force,
)

# Kinds of questions: may two entities be one, is a fact right, what is to be made of a fact that was kept out, or
# of a doubt of the report.
PAIR, FACT, KEPT_OUT, DOUBT = "pair", "fact", "kept-out", "doubt"

# Kind → key → verdict. The keys are the same in the terminal and in the browser.
VERDICTS: dict[str, dict[str, str]] = {
    PAIR: {"y": SAME, "n": DIFFERENT, "u": UNDECIDED},
    FACT: {"y": CONFIRM, "n": REJECT, "c": CORRECT, "u": NOTED},
    KEPT_OUT: {"u": NOTED},
    DOUBT: {"u": NOTED},
}
# How a judgement calls a doubt: this is its subject, the kind its property, the words its object.
DOUBTED = "Doubt"
# How it calls a fact that was kept out: this, the shape that it breaks, the fact in words.
BROKEN = "KeptOut"
# Why a fact is asked about.
UNSURE, CHOSEN = "unsure", "chosen"


@dataclass(frozen=True, slots=True)
class Question:
    """One question in the words of a judgement; `nodes` are the IRIs of a pair, or the evidence and subject of a fact.

    `shared` counts what both of a pair come with, `confidence` is that of a fact's surest evidence; `page`, `start`,
    `end` and `quote` are a doubt's, or those of a fact that was kept out.
    """

    kind: str
    why: str
    article: str
    subject: str
    property: str = ""
    object: str = ""
    other_article: str = ""
    nodes: tuple[str, ...] = ()
    shared: int = 0
    confidence: float = 1.0
    page: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


def question_id(question: Question) -> str:
    """The question's name: the same for every order of a pair."""
    return _id(question.article, question.subject, question.property, question.object, question.other_article)


def offered(question: Question) -> dict[str, str]:
    """What can be answered, by key; of a whole name or event only that it is none."""
    verdicts = VERDICTS[question.kind]
    if question.kind == FACT and not question.property:
        return {key: verdict for key, verdict in verdicts.items() if verdict in (REJECT, NOTED)}
    return verdicts


def _id(article: str, subject: str, property_: str, object_: str, other_article: str) -> str:
    if other_article:
        one, other = sorted([(article, subject), (other_article, object_)])
        return digest("question", *one, *other)
    return digest("question", article, subject, property_, object_)


def answer(question: Question, verdict: str, who: str, when: str, why: str = "", value: str = "") -> Judgement:
    """The judgement that answers the question; a LedgerError says why there is none."""
    if verdict not in offered(question).values():
        raise LedgerError(f"verdict {verdict!r}: there are {', '.join(offered(question).values())}")
    judgement = Judgement(
        when=when,
        who=" ".join(who.split()),
        verdict=verdict,
        article=question.article,
        subject=question.subject,
        property=question.property,
        object=question.object,
        other_article=question.other_article,
        value=" ".join(value.split()) if verdict == CORRECT else "",
        why=" ".join(why.split()),
    )
    check(judgement)
    return judgement


def undoing(judgement: Judgement, who: str, when: str) -> Judgement:
    """The judgement that undoes another one."""
    return Judgement(when, " ".join(who.split()), UNDO, object=id_of(judgement))


def last_of(ledger: tuple[Judgement, ...], who: str) -> Judgement | None:
    """The latest judgement of that person that is in force."""
    own = [judgement for judgement in in_force(ledger) if judgement.who == " ".join(who.split())]
    return own[-1] if own else None


def unanswered(questions: Iterable[Question], ledger: tuple[Judgement, ...]) -> tuple[Question, ...]:
    """The questions that no judgement in force answers."""
    answered = {_id(j.article, j.subject, j.property, j.object, j.other_article) for j in in_force(ledger)}
    return tuple(question for question in questions if question_id(question) not in answered)


def following(questions: tuple[Question, ...], asked: tuple[Question, ...], after: str) -> Question | None:
    """The first of the questions still `asked` that stands behind the one with the id `after`, then from the start."""
    order = [question_id(question) for question in questions]
    start = order.index(after) + 1 if after in order else 0
    still = {question_id(question): question for question in asked}
    return next((still[name] for name in (*order[start:], *order[:start]) if name in still), None)
