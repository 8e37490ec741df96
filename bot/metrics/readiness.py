"""What `/readyz` says: a sentence each about the database, Telegram and what waits."""

from bot.metrics.tables import Queue, Tables
from bot.storage.store import DatabaseDown, Store
from bot.wire.contact import Contact
from models.mail import Lane
from web.health import Part

CONTACT_SECONDS = 60.0
"""As long may calls fail before Telegram counts as out of reach."""
LAG_SECONDS = 30.0


class Readiness:
    """Looks at what the program stands on."""

    def __init__(self, store: Store, contact: Contact, tables: Tables) -> None:
        self._store, self._contact, self._tables = store, contact, tables

    async def database(self) -> Part:
        """Tell whether the database answers."""
        if await self._store.answers():
            return Part(True, "The database answers.")
        return Part(False, "The database does not answer: look at its server, its disk and HUYING_DATABASE_URL.")

    async def telegram(self) -> Part:
        """Tell when Telegram answered last; silence alone is no fault, nobody may have had anything to say."""
        return describe_contact(self._contact)

    async def lag(self) -> Part:
        """Tell how long updates and answers wait."""
        try:
            waiting = await self._tables.waiting()
        except DatabaseDown:
            return Part(False, "What waits cannot be counted while the database does not answer.")
        return describe_lag(waiting.inbox, waiting.lanes[Lane.INTERACTIVE])


def describe_contact(contact: Contact) -> Part:
    """Say when Telegram answered last, and what became of the calls since."""
    age, failed = contact.age(), contact.unanswered_since
    if age is None:
        return Part(False, f"Telegram never answered; {failed} calls failed.")
    if failed and age > CONTACT_SECONDS:
        return Part(False, f"Telegram last answered {age:.0f} s ago, and {failed} calls failed since: look at the "
                           "network and HUYING_PROXY.")
    return Part(True, f"Telegram last answered {age:.0f} s ago.")


def describe_lag(inbox: Queue, answers: Queue) -> Part:
    """Say how many updates and answers wait, and for how long."""
    is_well = max(inbox.lag, answers.lag) <= LAG_SECONDS
    return Part(is_well, f"{inbox.depth} updates wait, the oldest for {inbox.lag:.0f} s; "
                         f"{answers.depth} answers wait, the oldest for {answers.lag:.0f} s.")
