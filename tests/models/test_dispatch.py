"""The rules of a dispatch: one send-back, a reason, another body."""

from datetime import UTC, datetime, timedelta

import pytest

from models.dispatch import Dispatch, DispatchState, Extension, ExtensionState
from models.refusals import WordsNeeded
from models.refusals_of_bodies import SameBody, SendBackOnce
from models.refusals_of_office import WhyNeeded

NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)


def sent(*, final: bool = False) -> Dispatch:
    return Dispatch(matter_id=1, body_code="cgj", state=DispatchState.SENT, final=final, due_at=NOW + timedelta(days=2),
                    sent_at=NOW, reason="", reply="")


def test_a_body_names_why_and_whose_job_it_is() -> None:
    dispatch = sent()

    dispatch.send_back(" 水务设施 ", "swj", NOW)

    assert (dispatch.state, dispatch.reason, dispatch.proposed_body) == (DispatchState.SENT_BACK, "水务设施", "swj")
    assert not dispatch.is_at_body


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_nothing_is_sent_back(reason: str) -> None:
    dispatch = sent()

    with pytest.raises(WhyNeeded):
        dispatch.send_back(reason, "swj", NOW)

    assert dispatch.state == DispatchState.SENT


def test_a_body_cannot_propose_itself() -> None:
    with pytest.raises(SameBody):
        sent().send_back("不归我们管", "cgj", NOW)


def test_what_the_office_decided_cannot_be_sent_back_again() -> None:
    dispatch = sent(final=True)

    assert not dispatch.may_send_back
    with pytest.raises(SendBackOnce):
        dispatch.send_back("不归我们管", "swj", NOW)


def test_what_was_signed_for_cannot_be_sent_back() -> None:
    dispatch = sent()

    dispatch.sign(NOW)

    assert dispatch.is_at_body
    assert not dispatch.may_send_back


def test_who_replies_without_signing_has_signed_by_that() -> None:
    dispatch = sent()

    dispatch.answer("修好了", NOW)

    assert (dispatch.state, dispatch.signed_at, dispatch.reply) == (DispatchState.REPLIED, NOW, "修好了")


def test_pictures_alone_are_no_reply() -> None:
    with pytest.raises(WordsNeeded):
        sent().answer("  ", NOW)


def test_a_later_report_leaves_when_it_replied() -> None:
    dispatch = sent()
    dispatch.answer("已订货", NOW)

    dispatch.report(" 装好了 ")

    assert (dispatch.state, dispatch.replied_at, dispatch.reply) == (DispatchState.REPLIED, NOW, "装好了")
    with pytest.raises(WordsNeeded):
        dispatch.report("  ")


def test_more_time_is_refused_with_a_reason_only() -> None:
    extension = Extension(dispatch_id=1, matter_id=1, until=NOW, reason="订货", state=ExtensionState.WAITING,
                          asked_at=NOW, refusal="")

    with pytest.raises(WhyNeeded):
        extension.refuse(7, " ", NOW)
    assert extension.is_waiting
    extension.refuse(7, "已经延过", NOW)

    assert (extension.state, extension.refusal, extension.decided_by) == (ExtensionState.REFUSED, "已经延过", 7)
