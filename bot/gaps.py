"""What the policy leaves open, told at the start: categories it no longer knows, years it has to guess."""

import structlog

from services.holidays import guessed_years
from services.unknown_categories import unknown_categories
from services.work import Work

log = structlog.get_logger(__name__)


def tell_gaps(work: Work) -> None:
    """Log a warning for each gap; everything goes on, with defaults."""
    for code, (matters, running) in unknown_categories(work.session, work.house.policy).items():
        log.warning("category_unknown", category=code, matters=matters, open=running,
                    mend="put the category back with retired = true")
    for year in guessed_years(work):
        log.warning("holidays_guessed", year=year, mend="bring [holidays] of the policy up to date")
