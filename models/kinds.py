"""The small vocabularies of a matter."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of matter the resident chose."""

    SNAP = "snap"
    REQUEST = "request"
    IDEA = "idea"
    ENTERPRISE = "enterprise"


class ResultClass(StrEnum):
    """The classes of an answer (办理结果)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Satisfaction(StrEnum):
    """The resident's word after closing."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    DISSATISFIED = "dissatisfied"
