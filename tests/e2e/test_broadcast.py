"""A notice to 200 residents and 10 groups, the bot killed in the middle: everybody reads it once, or is unknown."""

from pathlib import Path

from tests.broadcast.proof import Order, prove
from tests.broadcast.town import Crowd


async def test_a_kill_in_the_middle_tells_nobody_twice_and_leaves_out_nobody(tmp_path: Path) -> None:
    crowd = Crowd(residents=200, groups=10)

    proof = await prove(Order(crowd, tmp_path, kill_at=0.5), lambda line: None)

    assert proof.killed
    assert (proof.twice, proof.lost, proof.unasked, proof.misreported) == ([], [], [], [])
    assert proof.once + sum(proof.arrived[chat] == 0 for chat in proof.unknown) == len(crowd.readers)
    assert len(proof.unknown) <= 64
    assert proof.stats["errors_429"] == 0
    assert f"应发 {len(crowd.readers) + len(crowd.blocked)}" in proof.report
    assert f"结果不明 {len(proof.unknown)}" in proof.report
    assert f"已停用 {len(crowd.blocked)}" in proof.report
