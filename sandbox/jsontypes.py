"""The one name for a JSON object that the whole package uses."""

from typing import Any

Json = dict[str, Any]
