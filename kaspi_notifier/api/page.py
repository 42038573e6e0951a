"""The API's own page: every route with its body, drawn from the OpenAPI document, without a script."""

import json
from html import escape
from typing import Any

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }
code, pre { font: 13px/1.5 ui-monospace, monospace; background: #f1f3f6; border-radius: 6px }
code { padding: 2px 6px } pre { padding: 12px; overflow: auto } h2 { margin-top: 2.2rem }
section { border-top: 1px solid #e3e6ea; padding: .8rem 0 } b { color: #0b8f6a }
"""
_BEGINNING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kaspi Notifier API</title>
<style>{style}</style></head><body><h1>Kaspi Notifier {version}</h1><p>{description}</p>
<p>Send the key as <code>Authorization: Bearer KEY</code>. The whole description for programs is
<a href="openapi.json">openapi.json</a>.</p>"""


def drawn(document: dict[str, Any]) -> str:
    """The page."""
    info = document["info"]
    parts = [
        _BEGINNING.format(style=_STYLE, version=info["version"], description=escape(info["description"]))
    ]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parts.append(_operation(document, path, method, operation))
    return "\n".join([*parts, "</body></html>"])


def _operation(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    lines = [
        f"<section><code><b>{method.upper()}</b> {escape(path)}</code>",
        f"<p>{escape(operation.get('description', operation['summary']))}</p>",
    ]
    for parameter in operation.get("parameters", ()):
        note = escape(parameter.get("description", ""))
        lines.append(f"<p><code>{escape(parameter['name'])}</code> in {parameter['in']}. {note}</p>")
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    if keys := _keys(document, content.get("schema", {})):
        lines.append(f"<pre>{escape(json.dumps(keys, ensure_ascii=False, indent=2))}</pre>")
    return "\n".join([*lines, "</section>"])


def _keys(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """The body's keys, each with what it takes; None where anything goes."""
    for choice in schema.get("anyOf", (schema,)):
        if name := choice.get("$ref", "").rpartition("/")[2]:
            properties = document["components"]["schemas"][name]["properties"]
            return {key: _kind(value) for key, value in properties.items()}
    return None


def _kind(schema: dict[str, Any]) -> str:
    kinds = [choice.get("type") or choice.get("const") or "…" for choice in schema.get("anyOf", (schema,))]
    words = " or ".join(str(kind) for kind in kinds)
    return f"{words}, otherwise {json.dumps(schema['default'])}" if "default" in schema else words
