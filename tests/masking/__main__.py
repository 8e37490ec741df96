"""Print what the mask does with every half; with --left-out, as if that half had never been learned from."""

import sys

from tests.masking.corpus import HALVES, UNSEEN, Measure, measure


def _figures(half: str, is_left_out: bool) -> Measure:
    if not is_left_out or half in UNSEEN:
        return measure(half)
    from tests.masking.train import learn

    return measure(half, learn([each for each in HALVES if each != half]))


for half in (*HALVES, *UNSEEN):
    figures = _figures(half, "--left-out" in sys.argv)
    print(f"{half}: recall {figures.recall:.3f} of {figures.marked}, "
          f"false positives {figures.false_positives:.3f} of {figures.harmless}", flush=True)
    print("".join(f"  missed  {each}\n" for each in figures.missed), end="")
    print("".join(f"  spoiled {each}\n" for each in figures.spoiled), end="")
