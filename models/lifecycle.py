"""The matter's life as data: which move leads from which state to which."""

from enum import StrEnum


class Status(StrEnum):
    """Where a matter stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CLAIMED = "claimed"
    FORWARDED = "forwarded"
    SIGNED = "signed"
    REPLIED = "replied"
    ANSWERED = "answered"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    UNANSWERED = "unanswered"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    MERGED = "merged"


class Move(StrEnum):
    """What can happen to a matter and may change its state."""

    SUBMIT = "submit"
    CLAIM = "claim"
    ASSIGN = "assign"
    RELEASE = "release"
    RESPOND = "respond"
    FORWARD = "forward"
    SIGN = "sign"
    SEND_BACK = "send_back"
    REPLY = "reply"
    ANSWER = "answer"
    CLOSE = "close"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    REJECT = "reject"
    MERGE = "merge"
    UNMERGE = "unmerge"
    """Back to the state the matter was merged in."""

    UPHOLD = "uphold"
    """After the second dispute the office leaves the matter closed as it was."""


S, M = Status, Move
OPEN = (S.SUBMITTED, S.CLAIMED, S.FORWARDED, S.SIGNED, S.REPLIED, S.ANSWERED)
"""States in which somebody still owes something."""
OWNED = OPEN[1:]

LIFECYCLE: dict[tuple[Status, Move], Status] = {
    (S.DRAFT, M.SUBMIT): S.SUBMITTED,
    (S.SUBMITTED, M.CLAIM): S.CLAIMED,
    (S.SUBMITTED, M.ASSIGN): S.CLAIMED,
    **{(state, M.ASSIGN): state for state in OWNED},  # to another deputy: the work goes on where it stands
    (S.CLAIMED, M.RELEASE): S.SUBMITTED,
    (S.CLAIMED, M.RESPOND): S.CLAIMED,
    (S.FORWARDED, M.RESPOND): S.FORWARDED,
    (S.SIGNED, M.RESPOND): S.SIGNED,
    (S.REPLIED, M.RESPOND): S.REPLIED,
    (S.CLAIMED, M.FORWARD): S.FORWARDED,
    (S.REPLIED, M.FORWARD): S.FORWARDED,
    (S.FORWARDED, M.SIGN): S.SIGNED,
    (S.FORWARDED, M.SEND_BACK): S.CLAIMED,
    (S.FORWARDED, M.REPLY): S.REPLIED,
    (S.SIGNED, M.REPLY): S.REPLIED,
    (S.CLAIMED, M.ANSWER): S.ANSWERED,
    (S.REPLIED, M.ANSWER): S.ANSWERED,
    (S.ANSWERED, M.ANSWER): S.ANSWERED,
    (S.ANSWERED, M.CLOSE): S.CLOSED,
    (S.CLOSED, M.CONFIRM): S.CONFIRMED,
    (S.CLOSED, M.DISPUTE): S.CLAIMED,
    (S.CONFIRMED, M.DISPUTE): S.CLAIMED,
    (S.UNANSWERED, M.DISPUTE): S.CLAIMED,  # silence is no consent: the days to dispute still run
    (S.CLAIMED, M.UPHOLD): S.CONFIRMED,
    (S.CLOSED, M.LAPSE): S.UNANSWERED,
    **{(state, M.WITHDRAW): S.WITHDRAWN for state in OPEN},
    (S.SUBMITTED, M.REJECT): S.REJECTED,
    (S.CLAIMED, M.REJECT): S.REJECTED,
    **{(state, M.MERGE): S.MERGED for state in OPEN},
}
RETURNS: dict[tuple[Status, Move], tuple[Status, ...]] = {(S.MERGED, M.UNMERGE): OPEN}
"""Moves that lead back to the state a matter left, which it remembers itself: one of these."""
