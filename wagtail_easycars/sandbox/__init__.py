"""A stand-in EasyCars service over real HTTP, for demos, tests and integrators.

    with Sandbox() as sandbox:
        requests.post(f"{sandbox.base_url}StockService/RequestToken", params=...)

It keeps to the vendor's contract as strictly as a stranger would, keeps leads, moves its stock from
day to day, and fails in every way on command.
"""

from .errors import SandboxError
from .sandbox import Sandbox

__all__ = ["Sandbox", "SandboxError"]
