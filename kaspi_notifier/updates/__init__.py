"""Looks whether there is a newer release, and fetches it when a person wants it; installs nothing.

UpdateError
├── Unreachable      no answer, or none that is one
└── Refused          an answer that is not to be trusted; `reason` says why
"""

from kaspi_notifier.updates.client import Unreachable, UpdateClient
from kaspi_notifier.updates.manifest import KEYS, File, Refusal, Refused, Release, UpdateError

__all__ = ["KEYS", "File", "Refusal", "Refused", "Release", "Unreachable", "UpdateClient", "UpdateError"]
