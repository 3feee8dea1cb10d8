"""The ledger as RDF: who judged what, when and why, and what was undone."""

from __future__ import annotations

from kg.ids import Names
from kg.ledger import REJECT, SAME, UNDO, Judgement, id_of
from kg.ledger_graph import judgement_iri, judgement_statements
from kg.model import Iri, Literal, Value
from kg.settings import DEFAULT_BASE
from kg.vocabulary import DCTERMS, PROV, RDFS, TYPE, XSD, ukg

NAMES = Names(DEFAULT_BASE)
REJECTED = Judgement("2026-11-21", "王敏", REJECT, "ab12", "Person:周明远", "holdsPost", "主席@", why="是副主席")
MERGED = Judgement("2026-11-22", "李静", SAME, "ab12", "Person:周明远", object="Person:周明远", other_article="cd34")
UNDONE = Judgement("2026-11-23", "李静", UNDO, object=id_of(REJECTED))


def said(judgement: Judgement, *ledger: Judgement) -> set[tuple[Iri, Value]]:
    """What the graph says of a judgement of the ledger."""
    node = judgement_iri(id_of(judgement), NAMES)
    statements = list(judgement_statements(ledger or (judgement,), NAMES))
    assert {s.graph for s in statements} == {NAMES.judgements_graph}
    return {(s.property, s.value) for s in statements if s.subject == node}


def test_a_judgement_says_who_decided_what_when_and_why() -> None:
    assert said(REJECTED) == {
        (TYPE, ukg("Judgement")),
        (ukg("verdict"), Literal("reject")),
        (ukg("judged"), Literal("Person:周明远 holdsPost 主席@")),
        (ukg("judgedBy"), Literal("王敏")),
        (Iri(DCTERMS + "date"), Literal("2026-11-21", XSD + "date")),
        (Iri(RDFS + "comment"), Literal("是副主席", language="zh")),
        (Iri(PROV + "used"), Iri(DEFAULT_BASE + "article/ab12")),
    }


def test_a_judgement_on_two_entities_names_both_articles() -> None:
    used = {value for name, value in said(MERGED) if name == Iri(PROV + "used")}
    assert used == {Iri(DEFAULT_BASE + "article/ab12"), Iri(DEFAULT_BASE + "article/cd34")}


def test_an_undone_judgement_says_what_undid_it() -> None:
    by = judgement_iri(id_of(UNDONE), NAMES)
    assert (Iri(PROV + "wasInvalidatedBy"), by) in said(REJECTED, REJECTED, UNDONE)
