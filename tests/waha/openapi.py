"""Checks every request against WAHA's own OpenAPI description, cut down to the operations used."""

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from multidict import MultiMapping

DATA = Path(__file__).parent / "data"
_DOCUMENT: dict[str, Any] = json.loads((DATA / "openapi.json").read_bytes())

# Newer than the description: WAHA 2026.8.
_UNDESCRIBED = re.compile(r"/api/sessions/[^/]+/(timelock|capping)")


def _operation(method: str, path: str) -> dict[str, Any] | None:
    for pattern, operations in _DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path) and method.lower() in operations:
            found: dict[str, Any] = operations[method.lower()]
            return found
    return None


def _closed(schema: Any) -> Any:
    """The schema with every object closed: a key that WAHA does not know would be dropped silently."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {key: _closed(value) for key, value in schema.items()}
    if whole.get("type") == "object" and "properties" in whole:
        whole["additionalProperties"] = False
    return whole


_SCHEMAS = _closed(_DOCUMENT["components"])
# The description calls an event's name an object; its own examples, and the server, have strings.
_SCHEMAS["schemas"]["WebhookConfig"]["properties"]["events"]["items"] = {"type": "string"}


def problems(method: str, path: str, query: MultiMapping[str], body: bytes) -> list[str]:
    """What is wrong with a request; empty when it is one WAHA describes."""
    operation = _operation(method, path)
    if operation is None:
        if method == "GET" and _UNDESCRIBED.fullmatch(path) and not query:
            return []
        return [f"{method} {path}: no such operation"]
    return _query_problems(operation, query) + _body_problems(operation, body)


def _query_problems(operation: dict[str, Any], query: MultiMapping[str]) -> list[str]:
    known = {item["name"]: item for item in operation["parameters"] if item["in"] == "query"}
    found = [f"unknown parameter {name}" for name in query if name not in known]
    for name, item in known.items():
        if name not in query:
            if item.get("required"):
                found.append(f"missing parameter {name}")
            continue
        value: Any = query[name]
        if item["schema"].get("type") in ("boolean", "number"):
            value = json.loads(value)
        found += [error.message for error in Draft202012Validator(item["schema"]).iter_errors(value)]
    return found


def _body_problems(operation: dict[str, Any], body: bytes) -> list[str]:
    wanted = operation.get("requestBody")
    if wanted is None:
        return ["a body that nobody asked for"] if body else []
    schema = {**wanted["content"]["application/json"]["schema"], "components": _SCHEMAS}
    return [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(body))]
