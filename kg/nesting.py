"""Names inside names: the owner, the union's body and the districts that a body's full name states."""

from __future__ import annotations

from kg.draft import Draft, clean
from kg.model import ORGANIZATIONS, EntityType
from kg.places import Places, is_public
from kg.short_forms import is_short_form
from kg.structure import UNION_ENDS, analyze

_INSIDE = 0.9
_OWNERS = (*sorted(ORGANIZATIONS), EntityType.PLACE)
_NESTING = (*_OWNERS, EntityType.DISTRICT)


def nest(draft: Draft, places: Places) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Make entities of the names inside the names; who belongs to whom, who is whose union, who sits where, by keys."""
    owners: dict[str, str] = {}
    unions: dict[str, str] = {}
    seats: dict[str, str] = {}
    queue = [key for key, _ in draft.live(*_NESTING)]
    done: set[str] = set()
    while queue:
        key = queue.pop(0)
        if key in done or key in draft.alias_of:
            continue
        done.add(key)
        node = draft.nodes[key]
        structure = analyze(node.full, draft.lexicon, draft.towns_in(node.full))
        owner = None
        is_union = structure.is_union
        name = draft.owner_names.get(node.full)
        if name is not None and not _owned_inside(structure.owner, name, draft):
            owner = draft.called(name, *_OWNERS)
            is_union = node.full[len(name) :] in UNION_ENDS
        elif node.type is not EntityType.DISTRICT and structure.owner is not None:
            kind, name = structure.owner
            owner = _inner(draft, key, kind, name, name)
        if owner is not None:
            (unions if is_union else owners)[key] = owner
            queue.append(draft.resolve(owner))
        for seat in _seats(draft, places, key, structure.districts):
            seats.setdefault(key, seat)
            queue.append(seat)
    return owners, unions, seats


def _owned_inside(owner: tuple[EntityType, str] | None, above: str, draft: Draft) -> bool:
    """Whether a name of a reference's owner and more (某局|工会|女工部) holds one that is nearer than that owner."""
    if owner is None or not owner[1].startswith(above):
        return False
    own = owner[1][len(above) :]
    # 第二中学 is a name; 车间 in 某厂|车间|班组 names none.
    return own in UNION_ENDS or own.startswith("第") or (bool(own) and own not in draft.lexicon.heads)


def _seats(draft: Draft, places: Places, key: str, districts: tuple[str, ...]) -> list[str]:
    """The districts in a body's name, the closest first."""
    found = []
    public = is_public(draft.nodes[key].full)
    for written in reversed(districts):
        full = places.full(written, inside=True, public=public)
        if full is not None and places.is_common(written, full, draft.nodes[key].full):
            continue
        if full is not None and full != draft.nodes[key].full:
            found.append(_inner(draft, key, EntityType.DISTRICT, full, written))
    if not found and draft.nodes[key].type is not EntityType.DISTRICT:
        local = places.at_front(draft.nodes[key].full)
        if local is not None:
            found.append(draft.add(EntityType.DISTRICT, local, ""))
    return found


def _inner(draft: Draft, key: str, kind: EntityType, full: str, written: str) -> str:
    """The entity of a name inside another one's names, with a mention at each place where it stands."""
    outer = draft.nodes[key].full
    rest = outer[len(full) :] if outer.startswith(full) else ""
    spots = []
    for spot in draft.spots_of(key):
        text = draft.scans[spot.flow].text[spot.start : spot.end]
        at = text.find(written)
        if at >= 0:
            spots.append((spot.flow, spot.start + at, spot.start + at + len(written)))
        elif rest and text.endswith(rest) and len(text) - len(rest) >= 2 and kind is not EntityType.DISTRICT:
            spots.append((spot.flow, spot.start, spot.end - len(rest)))
    target = _known(draft, kind, full)
    for place in sorted(set(spots)):
        surface = clean(draft.scans[place[0]].text[place[1] : place[2]])
        node = draft.name(kind, draft.nodes[target].full, place, "name-inside-name", _INSIDE)
        draft.nodes[node].names.setdefault(surface)
    return target


def _known(draft: Draft, kind: EntityType, full: str) -> str:
    """The entity of that name, or the one of which it is a short form; else a new one."""
    key = f"{kind.value}:{full}"
    if key not in draft.nodes and kind is not EntityType.DISTRICT:
        longer = [k for k, n in draft.live(kind) if is_short_form(full, n.full, draft.lexicon)]
        if longer:
            return max(longer, key=lambda k: (len(k), k))
    return draft.resolve(draft.add(kind, full, ""))
