"""Named tuples that cost little to declare: a class of `typing.NamedTuple` takes twice as long.

A run declares some hundred of them when it loads its modules. `typing` compiles the annotation of each field, which
nothing reads here; beyond that, these are the same: what `collections.namedtuple` makes, with the body of the class.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - for whoever imports it from here
else:

    class _Declared(type):
        """What makes the class of the fields that a body declares, and adds the rest of the body to it."""

        def __new__(cls, name, bases, body):  # noqa: ANN001, ANN204, ARG004 - as Python calls it
            fields = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body.pop("__module__"))  # noqa: PYI024 - see above
            for each, value in body.items():
                setattr(made, each, value)
            return made

    NamedTuple = type.__new__(_Declared, "NamedTuple", (), {})
