"""What the build kept out, as a reader of the report sees it: names instead of IRIs, the reason in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.graph import Node, Reader, local_name
from api.words import CLASSES, UNKNOWN, UNNAMED, class_words, property_words
from kg.vocabulary import ALT_LABEL, LABEL, TYPE

# Facts that are no relation: how a reader calls them.
_WORDS = {TYPE.value: "类别", LABEL.value: "名称", ALT_LABEL.value: "别名"}


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A fact that the graph lacks: both ends (a node, or a text), the reason, and the sentence it is from."""

    subject: Node
    property: str
    node: Node | None
    text: str
    is_class: bool
    reason: str
    reason_en: str
    sentence: str
    page: str


def kept_out(reader: Reader, entries: Sequence[Mapping[str, str]]) -> tuple[KeptOut, ...]:
    """The entries of the report's quarantine; what is no longer in the graph goes by the name that was kept out."""
    names = {e["subject"]: e["value"] for e in reversed(entries) if e["property"] in (ALT_LABEL.value, LABEL.value)}
    iris = {iri for e in entries for iri in (e["subject"], e["value"]) if reader.path_of(iri)}
    nodes = reader.nodes(iris)
    gone = {iri for iri in iris if nodes[iri].cls == UNKNOWN.name}
    for iri in gone:
        kind = reader.path_of(iri).partition("/")[0]
        cls = next((name for name in CLASSES if name.lower() == kind), UNKNOWN.name)
        # Without a path it is no link: there is no page of what is not in the graph.
        nodes[iri] = Node("", names.get(iri, UNNAMED), cls, "")
    return tuple(_kept_out(entry, nodes) for entry in entries)


def _kept_out(entry: Mapping[str, str], nodes: Mapping[str, Node]) -> KeptOut:
    property_, value = entry["property"], entry["value"]
    chinese, _, english = entry["message"].partition(" / ")
    return KeptOut(
        subject=nodes[entry["subject"]],
        property=_WORDS.get(property_) or property_words(local_name(property_)).edge,
        node=nodes.get(value),
        text=class_words(local_name(value)).label if property_ == TYPE.value else value,
        is_class=property_ == TYPE.value,
        reason=chinese,
        reason_en=english or chinese,
        sentence=entry["sentence"],
        page=entry["page"],
    )
