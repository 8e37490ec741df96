"""Which rules are in force: a changed policy file stands in the audit log."""

from models.mail import Setting
from services.audit import audit
from services.work import Work

KEY = "policy"


def note_policy(work: Work, sha256: str) -> bool:
    """Write down that other rules are in force from now on; False when they are the same as before."""
    known = work.session.get(Setting, KEY)
    if known is not None and known.value["sha256"] == sha256:
        return False
    if known is None:
        work.session.add(Setting(key=KEY, value={"sha256": sha256}))
    else:
        known.value = {"sha256": sha256}
    audit(work, "policy_changed", "policy", sha256=sha256)
    return True
