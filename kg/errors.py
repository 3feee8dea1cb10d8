"""The one error tree: whatever goes wrong says where it happened and with which value."""


class KgError(Exception):
    """Any failure that Union KG names itself; the command line prints it without a traceback."""


class SettingsError(KgError):
    """An option or a setting has a value that cannot be used."""


class TableError(KgError):
    """A table of linguistic knowledge has a line that cannot be read."""


class PageError(KgError):
    """A page file cannot be read as text.

    `page` is the file, `place` says where in it (a byte or a code-point offset), `problem` what is wrong there.
    """

    def __init__(self, page: str, place: str, problem: str) -> None:
        super().__init__(f"{page}, {place}: {problem}")
        self.page = page
        self.place = place
        self.problem = problem


class LedgerError(KgError):
    """A judgement or the ledger of judgements cannot be read, understood or written."""


class GoldError(KgError):
    """A gold file cannot be read or does not fit its page."""


class EngineError(KgError):
    """What works on the pages, processes of this machine or others, cannot go on."""


class ReleaseError(KgError):
    """A release cannot be written, found or opened."""


class QueryError(KgError):
    """A SPARQL query cannot be parsed or answered."""


class Federated(QueryError):
    """A query is well formed, and asks another server."""


class Update(QueryError):
    """What was to be a query is an update, well formed."""


class TooManyFound(QueryError):
    """The searches of a query find more nodes than it may hold."""


class ValidationError(KgError):
    """The graph breaks the shapes in a way that quarantine cannot mend."""


class RemoteError(KgError):
    """Another server cannot be reached, or does not do what it was asked.

    `url` is the address that was asked, `status` that of the answer (None where there was none).
    """

    def __init__(self, url: str, problem: str, status: int | None = None) -> None:
        super().__init__(f"{url}: {problem}")
        self.url = url
        self.problem = problem
        self.status = status


class RemoteTimeout(RemoteError):
    """Another server does not answer in time."""
