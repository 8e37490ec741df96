"""Print how well the mask does on both halves, with everything it misses."""

from tests.masking.corpus import HALVES, measure

for half in HALVES:
    figures = measure(half)
    print(f"{half}: recall {figures.recall:.3f} of {figures.marked}, "
          f"false positives {figures.false_positives:.3f} of {figures.harmless}")
    print("".join(f"  missed  {each}\n" for each in figures.missed), end="")
    print("".join(f"  spoiled {each}\n" for each in figures.spoiled), end="")
