"""Matters whose category was taken out of the policy."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.lifecycle import OPEN, Status
from models.matter import Matter
from models.policy import Policy


def unknown_categories(session: Session, policy: Policy) -> dict[str, tuple[int, int]]:
    """Return for each category that the policy does not know: its matters, and how many of them are open."""
    query = select(Matter.category, func.count(), func.count().filter(Matter.status.in_(OPEN))).where(
        Matter.category.is_not(None), Matter.status != Status.DRAFT).group_by(Matter.category).order_by(Matter.category)
    found = ((code or "", count, running) for code, count, running in session.execute(query))
    return {code: (count, running) for code, count, running in found if not policy.knows(code)}
