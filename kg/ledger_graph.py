"""The ledger as RDF: every judgement in a graph of its own, the undone ones with what undoes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ids import Names
from kg.ledger import UNDO, Judgement, id_of
from kg.model import Iri, Literal, Statement, Value
from kg.vocabulary import DCTERMS, PROV, RDFS, TYPE, XSD, ukg


def judgement_iri(name: str, names: Names) -> Iri:
    """The IRI of the judgement with that id."""
    return Iri(f"{names.base}judgement/{name}")


def judgement_statements(ledger: Iterable[Judgement], names: Names) -> Iterator[Statement]:
    """What the graph of judgements says of every line of the ledger."""
    for judgement in ledger:
        node = judgement_iri(id_of(judgement), names)
        cells = (judgement.subject, judgement.property, judgement.object, judgement.value)
        said: list[tuple[Iri, Value]] = [
            (TYPE, ukg("Judgement")),
            (ukg("verdict"), Literal(judgement.verdict)),
            (ukg("judged"), Literal(" ".join(cell for cell in cells if cell))),
            (ukg("judgedBy"), Literal(judgement.who)),
            (Iri(DCTERMS + "date"), Literal(judgement.when, XSD + "date")),
        ]
        if judgement.why:
            said.append((Iri(RDFS + "comment"), Literal(judgement.why, language="zh")))
        articles = filter(None, (judgement.article, judgement.other_article))
        said.extend((Iri(PROV + "used"), Iri(f"{names.base}article/{article}")) for article in articles)
        for property_, value in said:
            yield Statement(names.judgements_graph, node, property_, value)
        if judgement.verdict == UNDO:
            undone = judgement_iri(judgement.object, names)
            yield Statement(names.judgements_graph, undone, Iri(PROV + "wasInvalidatedBy"), node)
