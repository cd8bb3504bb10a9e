"""Everything that can go wrong with a service, on command.

``FAULTS`` has every fault by its name. Each kind lives in a module of its own: what happens to the
connection, what comes in place of the answer, what the answer's code says, what is wrong with the
stock.
"""

from . import codes, connection, instead, items, stock
from .kinds import FAULTS, FaultKind
from .plan import FaultPlan, PlannedFault

__all__ = [
    "FAULTS",
    "FaultKind",
    "FaultPlan",
    "PlannedFault",
    "codes",
    "connection",
    "instead",
    "items",
    "stock",
]
