"""The rules a matter holds itself."""

from datetime import UTC, datetime, timedelta

import pytest

from models.kinds import ResultClass
from models.lifecycle import Status
from models.matter import Matter
from models.organisation import Seat
from models.refusals import (
    AlreadyClaimed,
    AnswerNeeded,
    DateNeeded,
    ImpossibleMove,
    KeptPrivate,
    NotYourConstituency,
    NotYours,
    OfficeUpheld,
    OwnMatter,
    OwnSnapStays,
    PhotoNeeded,
    ReasonNeeded,
    RoleNeeded,
    WindowPassed,
    WordsNeeded,
)

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
LI_MEI, ZHANG_WEI, CHEN_JING = 1, 2, 3


def seat(person: int, *, role: str = "deputy", scope: str = "xixiang-2") -> Seat:
    return Seat(id=person * 10, key=str(person), name="某某", role=role, scope=scope, person_id=person)


def submitted(**fields: object) -> Matter:
    matter = Matter(number="BA-261118-0001", status=Status.SUBMITTED, author_id=LI_MEI, constituency_code="xixiang-2",
                    unpublished=False, published=False, disputes=0, upheld=False)
    for name, value in fields.items():
        setattr(matter, name, value)
    return matter


def owned() -> tuple[Matter, Seat]:
    matter, zhang = submitted(), seat(ZHANG_WEI)
    matter.claim(zhang, NOW)
    return matter, zhang


def answered(result: ResultClass = ResultClass.A) -> tuple[Matter, Seat]:
    matter, zhang = owned()
    matter.answer(zhang, result, "修好了", NOW, promise_on=LATER, reason="权属不清")
    return matter, zhang


def test_a_deputy_of_the_constituency_claims() -> None:
    matter, zhang = owned()

    assert (matter.status, matter.claimed_by, matter.claimed_at) == (Status.CLAIMED, zhang.id, NOW)


@pytest.mark.parametrize(("by", "refusal"), [
    (seat(LI_MEI), OwnMatter),
    (seat(ZHANG_WEI, scope="xixiang-1"), NotYourConstituency),
    (seat(ZHANG_WEI, role="officer"), RoleNeeded),
])
def test_nobody_else_claims(by: Seat, refusal: type[Exception]) -> None:
    matter = submitted()

    with pytest.raises(refusal):
        matter.claim(by, NOW)

    assert matter.claimed_by is None


def test_a_claimed_matter_is_not_claimed_again() -> None:
    matter, _ = owned()

    with pytest.raises(AlreadyClaimed):
        matter.claim(seat(CHEN_JING), NOW)


def test_a_closed_matter_is_not_claimable() -> None:
    matter = submitted(status=Status.CLOSED)

    with pytest.raises(ImpossibleMove):
        matter.claim(seat(CHEN_JING), NOW)


def test_only_the_owner_acts() -> None:
    matter, _ = owned()
    chen = seat(CHEN_JING)

    for act in (lambda: matter.release(chen), lambda: matter.respond(chen, "好", LATER, NOW),
                lambda: matter.answer(chen, ResultClass.A, "好", NOW), lambda: matter.close(chen, NOW),
                lambda: matter.publish(chen)):
        with pytest.raises(NotYours):
            act()


def test_an_assigned_deputy_may_be_of_any_constituency_but_not_the_author() -> None:
    matter, far = submitted(constituency_code=None), seat(ZHANG_WEI, scope="shiyan-1")

    with pytest.raises(OwnMatter):
        matter.assign(seat(LI_MEI), NOW)
    matter.assign(far, NOW)

    assert (matter.claimed_by, matter.constituency_code) == (far.id, "shiyan-1")


def test_a_first_word_says_its_step_and_a_future_date_once() -> None:
    matter, zhang = owned()

    with pytest.raises(WordsNeeded):
        matter.respond(zhang, "  ", LATER, NOW)
    with pytest.raises(DateNeeded):
        matter.respond(zhang, "周五去看", NOW, NOW)

    assert matter.respond(zhang, "周五去看", LATER, NOW)
    assert not matter.respond(zhang, "周六再去", LATER, LATER - timedelta(hours=1))
    assert matter.first_answered_at == NOW
    assert matter.status == Status.CLAIMED


@pytest.mark.parametrize("result", [ResultClass.B, ResultClass.C])
def test_a_promise_needs_a_date(result: ResultClass) -> None:
    matter, zhang = owned()

    with pytest.raises(DateNeeded):
        matter.answer(zhang, result, "在办", NOW)
    matter.answer(zhang, result, "在办", NOW, promise_on=LATER)

    assert matter.promise_on == LATER


def test_what_cannot_be_solved_needs_a_reason() -> None:
    matter, zhang = owned()

    with pytest.raises(ReasonNeeded):
        matter.answer(zhang, ResultClass.D, "办不了", NOW, reason=" ")
    assert matter.status == Status.CLAIMED


def test_a_later_answer_replaces_the_earlier() -> None:
    matter, zhang = answered(ResultClass.B)

    matter.answer(zhang, ResultClass.A, "提前修好了", LATER)

    assert (matter.result_class, matter.promise_on, matter.answered_at) == (ResultClass.A, None, LATER)
    assert matter.first_answered_at == NOW


def test_closing_needs_a_classed_answer() -> None:
    matter, zhang = owned()

    with pytest.raises(AnswerNeeded):
        matter.close(zhang, NOW, has_photo=True)


def test_a_solved_matter_closes_with_a_photo_or_a_reason() -> None:
    matter, zhang = answered()
    with pytest.raises(PhotoNeeded):
        matter.close(zhang, NOW, reason=" ")

    matter.close(zhang, NOW, reason="政策咨询")

    assert (matter.status, matter.closed_at) == (Status.CLOSED, NOW)


@pytest.mark.parametrize("result", [ResultClass.B, ResultClass.C, ResultClass.D])
def test_other_classes_close_without_a_photo(result: ResultClass) -> None:
    matter, zhang = answered(result)

    matter.close(zhang, NOW)

    assert matter.status == Status.CLOSED


def test_the_residents_privacy_beats_the_owners_wish() -> None:
    matter, zhang = owned()
    matter.unpublished = True

    with pytest.raises(KeptPrivate):
        matter.publish(zhang)

    assert not matter.published


def test_a_dispute_reopens_for_the_same_owner_with_a_fresh_first_answer() -> None:
    matter, zhang = answered(ResultClass.C)
    matter.close(zhang, NOW)

    matter.dispute(LATER, LATER)

    assert (matter.status, matter.claimed_by, matter.disputes) == (Status.CLAIMED, zhang.id, 1)
    assert matter.first_answered_at is None
    assert matter.closed_at is None


def test_after_the_window_nothing_is_disputed() -> None:
    matter, zhang = answered(ResultClass.C)
    matter.close(zhang, NOW)

    with pytest.raises(WindowPassed):
        matter.dispute(LATER + timedelta(seconds=1), LATER)

    assert matter.disputes == 0


def test_what_the_office_left_closed_stays_closed() -> None:
    matter, zhang = answered(ResultClass.C)
    matter.close(zhang, NOW)
    matter.dispute(NOW, LATER)
    matter.uphold(NOW)

    with pytest.raises(OfficeUpheld):
        matter.dispute(NOW, LATER)

    assert matter.status == Status.CONFIRMED


def test_a_released_matter_has_no_owner() -> None:
    matter, zhang = owned()

    matter.release(zhang)

    assert (matter.status, matter.claimed_by, matter.claimed_at) == (Status.SUBMITTED, None, None)


def test_only_its_author_follows_a_snap_without_a_claim_and_it_stays_with_them() -> None:
    zhang = seat(ZHANG_WEI)
    own, others, request = (submitted(kind=kind, author_id=author, form={})
                            for kind, author in (("snap", ZHANG_WEI), ("snap", LI_MEI), ("request", ZHANG_WEI)))

    own.follow_own(zhang, NOW)
    for matter in (others, request):
        with pytest.raises(NotYours):
            matter.follow_own(zhang, NOW)
    with pytest.raises(OwnSnapStays):
        own.release(zhang)

    assert (own.status, own.claimed_by, own.is_own_snap) == (Status.CLAIMED, zhang.id, True)
    assert (others.status, others.is_own_snap) == (Status.SUBMITTED, False)
