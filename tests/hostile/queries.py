"""Queries that mean no good, each with the statuses that are right for it; `TRAP` stands for a server that listens."""

from __future__ import annotations

# The test's server listens at another port each time; its address comes here.
TRAP = "http://trap.invalid/"

DONE, WRONG, FORBIDDEN, LONG, LIMIT = {200}, {400}, {403}, {413}, {503}
# A machine that is fast enough may answer it.
DONE_OR_LIMIT = DONE | LIMIT

_ALL = "?s ?p ?o"
_PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
_ANY = "(<urn:x>|!<urn:x>|^!<urn:x>)"
_DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(60))
_NUMBERS = " ".join(map(str, range(2_000)))


def _nested(inner: str, depth: int, opening: str, closing: str) -> str:
    return opening * depth + inner + closing * depth


# Queries that take all the time, memory or space they can get.
HEAVY: dict[str, tuple[str, set[int]]] = {
    "endless product": (f"SELECT (COUNT(*) AS ?x) {{ {_PRODUCT} }}", LIMIT),
    "endless product of values": (
        f"SELECT (COUNT(*) AS ?x) {{ {' '.join(f'VALUES ?v{n} {{ {_NUMBERS} }}' for n in range(5))} }}",
        LIMIT,
    ),
    "product without an end": (f"SELECT * {{ {_PRODUCT} }}", DONE),  # cut at the limit of rows, and says so
    "product as one number": (f"SELECT (SUM(STRLEN(STR(?c)) * STRLEN(STR(?o))) AS ?x) {{ {_PRODUCT} }}", LIMIT),
    "product under LIMIT and OFFSET": (f"SELECT * {{ {_PRODUCT} }} LIMIT 1 OFFSET 9999999999", LIMIT),
    "product in a subquery": (f"SELECT ?a {{ {{ SELECT DISTINCT ?a ?o {{ {_PRODUCT} }} }} }} LIMIT 1", DONE_OR_LIMIT),
    "product that finds nothing": (f"ASK {{ {_PRODUCT} FILTER(STRLEN(CONCAT(STR(?a), STR(?o))) < 1) }}", LIMIT),
    "product under NOT EXISTS": (
        f"SELECT * {{ {_ALL} FILTER NOT EXISTS {{ {_PRODUCT.replace('?o', '?z')} FILTER(?a = ?none) }} }}",
        LIMIT,
    ),
    "ORDER BY over everything": (f"SELECT * {{ {_PRODUCT} }} ORDER BY ?o ?a DESC(?h) LIMIT 1", LIMIT),
    "ORDER BY a random number": (f"SELECT * {{ {_PRODUCT} }} ORDER BY RAND()", LIMIT),
    "DISTINCT over everything": (f"SELECT (COUNT(DISTINCT *) AS ?x) {{ {_PRODUCT} }}", LIMIT),
    "GROUP BY everything": (f"SELECT ?a ?d ?g ?j ?m (COUNT(*) AS ?x) {{ {_PRODUCT} }} GROUP BY ?a ?d ?g ?j ?m", LIMIT),
    "GROUP_CONCAT of everything": (f"SELECT (GROUP_CONCAT(STR(?c)) AS ?x) {{ {_PRODUCT} }}", LIMIT),
    "MINUS of products": (f"SELECT * {{ {_PRODUCT} MINUS {{ {_PRODUCT} }} }}", LIMIT),
    "OPTIONAL products": (
        f"SELECT (COUNT(*) AS ?x) {{ {' '.join(f'OPTIONAL {{ ?a{n} ?b{n} ?c{n} }}' for n in range(9))} }}",
        LIMIT,
    ),
    "CONSTRUCT of a product": (f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?l }} {{ {_PRODUCT} }}", LIMIT),
    "DESCRIBE of everything": (f"DESCRIBE * {{ {_PRODUCT} }}", DONE_OR_LIMIT),
    "path with both ends open": (f"SELECT (COUNT(*) AS ?x) {{ ?a {_ANY}* ?b . ?c {_ANY}* ?d . ?e {_ANY}+ ?f }}", LIMIT),
    "path of paths": (
        f"SELECT (COUNT(*) AS ?x) {{ ?a {_nested(_ANY, 9, '(', ')*')} ?b . ?c {_ANY}+ ?d . ?b {_ANY}* ?c }}",
        LIMIT,
    ),
    "path of a hundred steps": (f"SELECT (COUNT(*) AS ?x) {{ ?a {'/'.join([_ANY] * 100)} ?b }}", LIMIT),
    "path of ten thousand steps": (f"ASK {{ ?a {'/'.join(['<p>'] * 10_000)} ?b }}", WRONG),
    "regex with backtracking": (
        f'SELECT * {{ {_ALL} FILTER REGEX(CONCAT(STR(?o), "{"a" * 5_000}"), "^(a+)+$|(a*)*b|(x+x+)+y") }}',
        DONE,  # the engine's expressions take time by the text's length alone
    ),
    "regex that grows": (
        f'SELECT * {{ {_ALL} FILTER REGEX(STR(?o), "((a{{1000}}){{1000}}){{1000}}") }}',
        DONE_OR_LIMIT,
    ),
    "regex over a product": (
        f'SELECT (COUNT(*) AS ?x) {{ {_PRODUCT} FILTER REGEX(CONCAT(STR(?c), STR(?o)), "(.*x){{20}}") }}',
        LIMIT,
    ),
    "REPLACE that grows": (
        'SELECT (STRLEN(?z) AS ?x) { BIND("aaaaaaaaaa" AS ?a) '
        + " ".join(
            f'BIND(REPLACE(?{a}, ".", "$0$0$0$0$0$0$0$0$0$0") AS ?{b})'
            for a, b in zip("abcdefgh", "bcdefghz", strict=True)
        )
        + " }",
        LIMIT,
    ),
    "string that doubles": (f'SELECT (STRLEN(?x60) AS ?x) {{ BIND("工会" AS ?x0) {_DOUBLED} }}', LIMIT),
    "answer larger than its limit": (
        f'CONSTRUCT {{ ?s <urn:p> ?x }} {{ {_ALL} . ?q ?r ?t BIND(CONCAT("{"工" * 9_000}", STR(?q), STR(?t)) AS ?x) }}',
        LIMIT,
    ),
    "ten thousand UNIONs": (f"SELECT * {{ {' UNION '.join(['{ ?s ?p ?o }'] * 10_000)} }}", WRONG),
    "ten thousand OPTIONALs": ("SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 10_000 + "}", WRONG),
    "ten thousand FILTERs": ("SELECT * { ?s ?p ?o " + "FILTER(?s != ?o) " * 10_000 + "}", WRONG),
    "ten thousand GRAPHs": (_nested("?s ?p ?o", 10_000, "GRAPH ?g { ", " }").join(("SELECT * { ", " }")), WRONG),
    "groups in groups": ("SELECT * " + _nested("", 50_000, "{", "}"), WRONG),
    "brackets in brackets": ("ASK { FILTER" + _nested("1", 50_000, "(", ")") + " }", WRONG),
    "blank nodes in blank nodes": ("ASK { ?s ?p " + _nested("1", 40_000, "[<p> ", "]") + " }", WRONG),
    "lists in lists": ("ASK { ?s ?p " + _nested("1", 50_000, "(", ")") + " }", WRONG),
    "NOT of NOT": ("ASK { FILTER(" + "!" * 100_000 + "true) }", WRONG),
    "NOT EXISTS of NOT EXISTS": (
        "ASK " + _nested("", 10_000, "{ FILTER NOT EXISTS ", "}")[:-1] + "{} }",
        WRONG | LIMIT,
    ),
    "a sum of a hundred thousand": ("SELECT (" + "1+" * 100_000 + "1 AS ?x) {}", WRONG),
    "a number of a hundred thousand digits": (f"SELECT ({'9' * 100_000} * {'9' * 100_000} AS ?x) {{}}", DONE),
    "a LIMIT of ten thousand digits": (f"SELECT * {{ {_ALL} }} LIMIT {'9' * 10_000}", DONE),
    "a hundred thousand values": (f"SELECT * {{ VALUES ?x {{ {'1 ' * 100_000} }} }}", DONE),
    "ten thousand prefixes": ("".join(f"PREFIX p{n}: <urn:{n}:>\n" for n in range(10_000)) + "ASK {}", DONE),
    "ten thousand variables": (f"SELECT {' '.join(f'?v{n}' for n in range(10_000))} {{ ?v1 ?v2 ?v3 }}", DONE_OR_LIMIT),
    "ten thousand aggregates": (
        f"SELECT {' '.join(f'(COUNT(?s) AS ?v{n})' for n in range(10_000))} {{ {_ALL} }}",
        WRONG | LIMIT,
    ),
}

# Queries that would read or write elsewhere. None of them opens a connection.
FETCHING: dict[str, tuple[str, set[int]]] = {
    name: (query.replace("HERE", f"<{TRAP}>"), statuses)
    for name, (query, statuses) in {
        "SERVICE": ("SELECT * { SERVICE HERE { ?s ?p ?o } }", FORBIDDEN),
        "service in small letters": ("SELECT * { service HERE { ?s ?p ?o } }", FORBIDDEN),
        "SERVICE SILENT": ("SELECT * { SERVICE SILENT HERE { ?s ?p ?o } }", FORBIDDEN),
        "SERVICE of a variable": ("SELECT * { BIND(HERE AS ?g) SERVICE ?g { ?s ?p ?o } }", FORBIDDEN),
        "SERVICE of values": ("SELECT * { VALUES ?g { HERE } SERVICE SILENT ?g { ?s ?p ?o } }", FORBIDDEN),
        "SERVICE under a prefix": (f"PREFIX t: <{TRAP}> SELECT * {{ SERVICE t: {{ ?s ?p ?o }} }}", FORBIDDEN),
        "SERVICE under a base": (f"BASE <{TRAP}> SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}", FORBIDDEN),
        "SERVICE after a number": ("SELECT * { ?a ?b 1SERVICE HERE { ?s ?p ?o } }", FORBIDDEN),
        "SERVICE after a comparison": ("SELECT * { FILTER(?a<1)SERVICE HERE{ ?s ?p ?o }#>\n}", FORBIDDEN),
        "SERVICE after a comment": ("SELECT * { # '''\n SERVICE HERE { ?s ?p ?o } # '''\n}", FORBIDDEN),
        "SERVICE between strings": (
            """SELECT * { BIND("\\"" AS ?q) SERVICE HERE { ?s ?p ?o } BIND('"' AS ?r) }""",
            FORBIDDEN,
        ),
        "SERVICE in a subquery": ("SELECT * { { SELECT * { SERVICE HERE { ?s ?p ?o } } } }", FORBIDDEN),
        "SERVICE in EXISTS": ("ASK { FILTER EXISTS { SERVICE HERE { ?s ?p ?o } } }", FORBIDDEN),
        "SERVICE in OPTIONAL and MINUS": ("ASK { OPTIONAL { SERVICE HERE {} } MINUS { SERVICE HERE {} } }", FORBIDDEN),
        "SERVICE in CONSTRUCT": ("CONSTRUCT { ?s ?p ?o } { SERVICE HERE { ?s ?p ?o } }", FORBIDDEN),
        "SERVICE with escaped letters": ("SELECT * { \\u0053ERVICE HERE { ?s ?p ?o } }", WRONG),
        "SERVICE with long escapes": ("SELECT * { SERV\\U00000049CE HERE { ?s ?p ?o } }", WRONG),
        "FROM": ("SELECT * FROM HERE { ?s ?p ?o }", DONE),
        "FROM NAMED": ("SELECT * FROM NAMED HERE { GRAPH ?g { ?s ?p ?o } }", DONE),
        "GRAPH": ("SELECT * { GRAPH HERE { ?s ?p ?o } }", DONE),
        "DESCRIBE of an address": ("DESCRIBE HERE", DONE),
        "LOAD": ("LOAD HERE", FORBIDDEN),
        "LOAD SILENT INTO": ("LOAD SILENT HERE INTO GRAPH <urn:g>", FORBIDDEN),
        "LOAD with escaped letters": ("\\u004cOAD HERE", WRONG),
        "LOAD after a prologue": (f"# x\nBASE <{TRAP}>\nPREFIX a: <b>\nlOaD <c>", FORBIDDEN),
        "an update after a query": ("SELECT * {} ; LOAD HERE", WRONG),
        "a query, then an update": ("ASK {}\nINSERT DATA { HERE <p> 1 }", WRONG),
        "DROP ALL": ("DROP ALL", FORBIDDEN),
        "COPY from an address": ("COPY HERE TO DEFAULT", FORBIDDEN),
        "a file's address": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", DONE),
        "SERVICE at a file": ("SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }", FORBIDDEN),
    }.items()
}
