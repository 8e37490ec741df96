"""The lifecycle draws itself: a Mermaid state diagram for the docs."""

from collections import defaultdict

from models.lifecycle import LIFECYCLE, RETURNS, Status

DIAGRAM_START, DIAGRAM_END = "<!-- lifecycle: begin -->", "<!-- lifecycle: end -->"


def mermaid() -> str:
    """Return the table as a Mermaid state diagram, one arrow a pair of states."""
    moves: dict[tuple[Status, Status], list[str]] = defaultdict(list)
    for (origin, move), target in LIFECYCLE.items():
        moves[origin, target].append(move.value)
    for (origin, move), targets in RETURNS.items():
        for target in targets:
            moves[origin, target].append(move.value)
    arrows = [f"    {origin} --> {target}: {', '.join(names)}" for (origin, target), names in moves.items()]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {Status.DRAFT}", *arrows])
