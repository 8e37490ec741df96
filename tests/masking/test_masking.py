"""How much of what points at a person the mask hides, and how much that harms nobody it leaves."""

import time
from itertools import pairwise

import pytest

from services.mask import find_personal, mask
from tests.masking.corpus import HALVES, UNSEEN, Sentence, measure, read_half

RECALL = 0.97
FALSE_POSITIVES = 0.03


@pytest.mark.parametrize("half", [*HALVES, *UNSEEN])
def test_the_mask_hides_nearly_all_and_spoils_nearly_nothing(half: str) -> None:
    figures = measure(half)

    print(f"{half}: recall {figures.recall:.3f}, false positives {figures.false_positives:.3f}")
    assert figures.recall >= RECALL, figures.missed
    assert figures.false_positives <= FALSE_POSITIVES, figures.spoiled


def test_the_corpus_is_large_enough_to_say_something() -> None:
    sentences = [each for half in HALVES for each in read_half(half)]

    assert sum(bool(each.personal) for each in sentences) >= 250
    assert sum(not each.personal for each in sentences) >= 250


def test_brackets_mark_a_stretch_and_leave_the_sentence() -> None:
    assert Sentence("我叫诸葛青云。", ((2, 6),)) in read_half("tuned")


@pytest.mark.parametrize("half", HALVES)
def test_masking_twice_changes_nothing_more(half: str) -> None:
    for sentence in read_half(half):
        once = mask(sentence.words)
        assert mask(once) == once


def test_stretches_come_in_order_and_never_overlap() -> None:
    spans = find_personal("联系人张伟13800138000，住3栋2单元1502室，车牌粤B12345，微信abc_123")

    assert len(spans) == 4
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("words", ["138" * 700, "王" * 2000, "1 " * 1500, "3栋" * 800, "a@" * 1500, "微信" * 1200,
                                   "路" * 2000])
def test_words_written_to_be_slow_are_masked_in_no_time(words: str) -> None:
    begun = time.process_time()
    mask(words)

    assert time.process_time() - begun < 1.0
