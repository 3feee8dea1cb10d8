"""A release's store and search index, made from those of the former release where few pages have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import hashes, search, store
from kg.blocks import Block, nquads
from kg.errors import ReleaseError
from kg.ids import Names
from kg.layout import MANIFEST, STORE
from kg.manifest import Manifest, changed_pages

# Of a release's pages, the share up to which changing the former store is faster than making a new one, by far; beyond
# it the change would have to be held in memory as text.
_SHARE = 0.1


def follow(folder: Path, former: Path, after: Manifest, blocks: Iterable[Block], names: Names) -> bool:
    """Makes store and index in `folder` from those of the release in the folder `former`.

    False where new ones are to be made in the place of whatever stands there: too much has changed, or the former ones
    are not what their manifest says.
    """
    try:
        return _follow(folder, former, after, blocks, names)
    except (ReleaseError, *store.DAMAGES):
        return False  # the former one is damaged; if it is the new one that cannot be written, that is told next


def _follow(folder: Path, former: Path, after: Manifest, blocks: Iterable[Block], names: Names) -> bool:
    before = Manifest.read(former / MANIFEST)
    changed = changed_pages(before, after)
    if before.base != after.base or len(changed) > max(1.0, _SHARE * len(before.sources)):
        return False
    if hashes.damaged(former) is not None:
        return False
    was = store.Store(former / STORE)
    lost = [q for page in sorted(changed) for q in was.of_page(page)]
    lost += [q for name in (names.inferred_graph, names.judgements_graph) for q in was.graph(name)]
    won = [q for block in blocks for q in _quads(block, block.page in changed, names)]
    done = store.change(folder / STORE, former / STORE, before.quads + before.triples, lost, won)
    if done.size != after.quads + after.triples:
        return False
    still = store.Store(folder / STORE)
    gone = {e for e in map(search.entry_of, done.lost) if e is not None and not _has(still, e)}
    come = {e for e in map(search.entry_of, done.won) if e is not None and not _has(was, e)}
    search.change(folder / search.FILE, former / search.FILE, sorted(gone), sorted(come))
    hashes.write(folder, hashes.of(folder, hashes.read(former)))
    return True


def _quads(block: Block, read: bool, names: Names) -> Iterator[ox.Quad]:
    """What the block infers and judges, and all that it was read from where that is wanted."""
    texts = [nquads(block.inferred, names.inferred_graph.value.encode())]
    texts.append(nquads(block.judgements, names.judgements_graph.value.encode()))
    if read:
        texts += [article.nquads for article in block.articles]
        texts.append(nquads(block.evidence, names.evidence_graph.value.encode()))
    return ox.parse(b"".join(texts), format=ox.RdfFormat.N_QUADS)


def _has(kept: store.Store, entry: search.Entry) -> bool:
    """Whether the store's graph makes that entry of the index."""
    _, _, node = entry
    told = kept.texts(ox.NamedNode(node), search.KINDS)
    return any(search.entry_of(quad.triple) == entry for quad in told)
