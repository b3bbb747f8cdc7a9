"""Pages and parts of pages that are made of the program's own tables, so that they cannot differ from it.

`docs/conf.py` writes them before each build; git ignores them. Run as a program, this writes them without a build.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import output_schemas

import bibtools
from bibtools.config.descriptions import DESCRIPTIONS, SERVICE, Description
from bibtools.config.json_schema import repository_schema, user_schema
from bibtools.config.keys import ANYWHERE, OF_REPOSITORIES, OF_USERS
from bibtools.config.toml_writer import as_toml
from bibtools.core.rules import RULES, Rule
from bibtools.hook import arguments
from bibtools.providers.registry import SERVICES


def write(folder: Path) -> None:
    """Write everything below the folder of the documentation; what is there already is not written again."""
    texts = pages()
    for path in (folder / "rules").glob("*.md"):
        if f"rules/{path.name}" not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def pages() -> dict[str, str]:
    """Return the texts by their paths below the folder of the documentation."""
    return {
        **{f"rules/{rule.name}.md": rule_page(rule) for rule in RULES.values()},
        "_generated/rules.md": rules_table(RULES.values()),
        "_generated/fixes.md": fixes_table(RULES.values()),
        "_generated/settings.md": settings_table({**OF_REPOSITORIES, **ANYWHERE}),
        "_generated/user-settings.md": settings_table(OF_USERS),
        "_generated/service-settings.md": table(("setting", "meaning"), map(_setting, SERVICE.items())),
        "_generated/pace.md": pace_table(),
        "_generated/hooks.md": hooks(),
        "_generated/json.md": output_schemas.described(),
        "_generated/api.md": public_names(),
        **{f"_generated/site/{name}": _as_json(schema) for name, schema in schemas().items()},
    }


def schemas() -> dict[str, Mapping[str, object]]:
    """Return the JSON Schemas by their paths on the site."""
    of_output = {f"schemas/{name}.json": schema for name, schema in output_schemas.schemas().items()}
    return {"schemas/bibtools.json": repository_schema(), "schemas/user.json": user_schema(), **of_output}


def _as_json(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |\n" for line in lines)


def rule_page(rule: Rule) -> str:
    """Return the page of a rule."""
    state = f"**Level:** {rule.level}. **By default:** {'on' if rule.is_default else 'off'}."
    parts = [f"# {rule.name}", rule.summary, state, f"## What it means\n\n{rule.meaning}"]
    parts += [f"## What to do\n\n{rule.advice}", *_fix(rule), f"## Turn it {'off' if rule.is_default else 'on'}"]
    key, done = ("ignore", "silences") if rule.is_default else ("extend-select", "turns on")
    setting = f'```toml\n[tool.bibtools]\n{key} = ["{rule.name}"]\n```'
    more = "See [Choose rules](../how-to/choose-rules.md)."
    how = f"The command line takes `--{key} {rule.name}`, for one run. {more}"
    parts += [f"This {done} the rule:", setting, how]
    if rule.companion:
        link = f"[{rule.companion}]({rule.companion}.md)"
        parts.append(f"It comes with {link}: it reports where that rule could not be answered.")
    return "\n\n".join(parts) + "\n"


def _fix(rule: Rule) -> list[str]:
    if not rule.fix:
        return []
    command = "bibtools check --fix" + ("" if rule.is_safe_fix else f" --select {rule.name}")
    unasked = "" if rule.is_safe_fix else " It runs only if you name the rule."
    return [f"## What the fix does\n\n`{command}` {rule.fix}{unasked}"]


def rules_table(rules: Iterable[Rule]) -> str:
    """Return the table of all rules, each with a link to its page."""
    rows = ((_link(rule), rule.level, "on" if rule.is_default else "off", rule.summary) for rule in rules)
    return table(("rule", "level", "by default", "meaning"), rows)


def fixes_table(rules: Iterable[Rule]) -> str:
    """Return the table of what `check --fix` does."""
    rows = ((_link(rule), rule.fix, "" if rule.is_safe_fix else "named") for rule in rules if rule.fix)
    return table(("rule", "what `--fix` does", "done only if"), rows)


def _link(rule: Rule) -> str:
    return f"[{rule.name}](../rules/{rule.name}.md)"


def settings_table(names: Iterable[str]) -> str:
    """Return a table of settings."""
    return table(("setting", "meaning"), (_setting((name, DESCRIPTIONS[name])) for name in names))


def _setting(item: tuple[str, Description]) -> tuple[str, str]:
    name, described = item
    words = [*described.choices] if 0 < len(described.choices) < 20 else []
    chosen = f" Values: {', '.join(f'`{word}`' for word in words)}." if words else ""
    default = f" Default: `{as_toml(described.default)}`." if described.default is not None else ""
    return f"`{name}`", f"{described.meaning}{chosen}{default}"


def pace_table() -> str:
    """Return the table of services with their addresses and the least time between two requests."""
    rows = ((f"`{name}`", f"`{each.url}`", f"{each.interval:g} s") for name, each in SERVICES.items())
    return table(("name in the configuration", "public address", "least time between requests"), rows)


def hooks() -> str:
    """Return how the hooks describe themselves."""
    names = (arguments.CHECK, arguments.SYNC, arguments.VERIFY)
    shown = (arguments.read(["--help"], bibtools.__version__, name).shown for name in names)
    return "\n".join(f"```text\n{text}```\n" for text in shown)


_RULES = """\
## Data

```{eval-rst}
.. py:data:: bibtools.RULES
   :type: dict[str, Rule]

   All rules by name.
```
"""


def public_names() -> str:
    """Return directives that document the public names by their code, functions first."""
    values = {name: getattr(bibtools, name) for name in bibtools.__all__ if not name.startswith("_")}
    functions = [name for name, value in values.items() if inspect.isfunction(value)]
    errors = [name for name, value in values.items() if inspect.isclass(value) and issubclass(value, Exception)]
    classes = [name for name, value in values.items() if inspect.isclass(value) and name not in errors]
    return "\n".join(
        [
            _documented("Functions", "autofunction", functions),
            _documented("Values", "autoclass", classes, "   :members:\n   :exclude-members: __init__, __new__\n"),
            _RULES,
            _documented("Errors", "autoexception", errors, "   :show-inheritance:\n"),
        ]
    )


def _documented(title: str, directive: str, names: Iterable[str], options: str = "") -> str:
    shown = "\n".join(f".. {directive}:: bibtools.{name}\n{options}" for name in names)
    return f"## {title}\n\n```{{eval-rst}}\n{shown}```\n"


if __name__ == "__main__":
    write(Path(__file__).parent)
