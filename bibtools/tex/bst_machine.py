"""A machine that runs a BibTeX style on one entry, as BibTeX would, and returns what that prints.

The stack language and its functions are those of "Designing BibTeX Styles", section 3. Names of people are divided
plainly, and all letters are of one width: what is asked is whether a field is printed, not how. A style is a stranger's
program, so its steps and its texts are limited.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bibtools.core.named_tuple import NamedTuple
from bibtools.tex.bst_language import Body, Invocation, Number, Part, Program, Quoted, Text
from bibtools.tex.bst_texts import add_period, change_case, format_name, names_of, prefix, purify, substring

_MOST_STEPS = 400_000
_LONGEST = 100_000  # characters of a value, and of all that is printed
_MOST_WAITING = 100_000  # parts that are still to be run
_LARGEST = 2**31 - 1
_MAXIMA = {"entry.max$": 250, "global.max$": 20_000}
_WIDTH = 500  # of a letter, in BibTeX's units


class Missing(NamedTuple):
    """The value of a field that an entry lacks."""


Value = str | int | Missing | Quoted | Body


class Loop(NamedTuple):
    """A `while$` that is to ask its condition, or, where that `is_asked`, to go by the answer."""

    condition: Value
    body: Value
    is_asked: bool = False


class _Stopped(Exception):  # noqa: N818  # never leaves this module
    """The style takes too long, or asks for too much."""


class StyledEntry(NamedTuple):
    """The entry that a style is run on: values as BibTeX would read them, by names in lower case."""

    type: str
    key: str
    fields: Mapping[str, str]


def printed(program: Program, entry: StyledEntry) -> str | None:
    """Return what a style writes of an entry; None where it does not come to an end."""
    machine = _Machine(program, entry)
    try:
        for name in program.runs:
            machine.run(name)
    except _Stopped:
        return None
    return "".join(machine.written)


class _Machine:
    """The state of one run."""

    def __init__(self, program: Program, entry: StyledEntry) -> None:
        self._program, self._entry = program, entry
        self._stack: list[Value] = []
        self._variables: dict[str, str | int] = dict.fromkeys(program.numbers, 0) | dict.fromkeys(program.texts, "")
        self._variables["sort.key$"] = ""
        # A list, since functions may call others as deep as they like.
        self._waiting: list[Part | Loop] = []
        self._steps, self._length = _MOST_STEPS, 0
        self.written: list[str] = []
        self._built_in: dict[str, Callable[[], None]] = {**self._of_stack(), **self._of_texts()}

    def run(self, name: str) -> None:
        """Run a function, and all that it calls."""
        waiting = self._waiting
        waiting.append(Invocation(name))
        while waiting:
            self._steps -= 1
            if self._steps < 0 or len(waiting) > _MOST_WAITING:
                raise _Stopped
            self._take(waiting.pop())

    def _take(self, part: Part | Loop) -> None:
        match part:
            case Invocation(name):
                self._call(name)
            case Text(value) | Number(value):
                self._stack.append(value)
            case Loop():
                self._go_on(part)
            case _:
                self._stack.append(part)

    def _call(self, name: str) -> None:
        """Run a function, or put the value of a variable or field on the stack."""
        if name in self._program.functions:
            self._do(self._program.functions[name])
        elif name in self._built_in:
            self._built_in[name]()
        elif name in self._variables:
            self._stack.append(self._variables[name])
        elif name in self._program.fields or name == "crossref":
            self._stack.append(self._entry.fields.get(name, Missing()))
        elif name in _MAXIMA:
            self._stack.append(_MAXIMA[name])

    def _do(self, value: Value) -> None:
        """Have a block or a function run next."""
        if isinstance(value, Body):
            self._waiting.extend(reversed(value.parts))
        elif isinstance(value, Quoted):
            self._waiting.append(Invocation(value.name))

    def _pop(self) -> Value:
        # BibTeX complains of an empty stack, and goes on.
        return self._stack.pop() if self._stack else Missing()

    def _text(self) -> str:
        value = self._pop()
        return value if isinstance(value, str) else ""

    def _number(self) -> int:
        value = self._pop()
        return value if isinstance(value, int) else 0

    def _push(self, value: str | int) -> None:
        if isinstance(value, str) and len(value) > _LONGEST:
            raise _Stopped
        self._stack.append(value if isinstance(value, str) else max(-_LARGEST, min(_LARGEST, int(value))))

    def _of_stack(self) -> dict[str, Callable[[], None]]:
        """Return the functions that compare, decide and repeat."""
        return {
            ":=": self._assign,
            "=": lambda: self._push(self._comparable() == self._comparable()),
            ">": lambda: self._push(self._number() < self._number()),
            "<": lambda: self._push(self._number() > self._number()),
            "+": lambda: self._push(self._number() + self._number()),
            "-": lambda: self._push(-self._number() + self._number()),
            "call.type$": self._call_type,
            "duplicate$": lambda: self._stack.extend([self._pop()] * 2),
            "if$": self._if,
            "pop$": lambda: _ignore(self._pop()),
            "skip$": lambda: None,
            "stack$": self._stack.clear,
            "swap$": lambda: self._stack.extend([self._pop(), self._pop()]),
            "top$": lambda: _ignore(self._pop()),
            "warning$": lambda: _ignore(self._pop()),
            "while$": self._while,
        }

    def _of_texts(self) -> dict[str, Callable[[], None]]:
        """Return the functions that make texts, ask of them, and write them."""
        return {
            "*": self._join,
            "add.period$": lambda: self._push(add_period(self._text())),
            "change.case$": self._change_case,
            "chr.to.int$": lambda: self._push(ord((self._text() or "\0")[0])),
            "cite$": lambda: self._push(self._entry.key),
            "empty$": lambda: self._push(not self._text().strip()),
            "format.name$": self._format_name,
            "int.to.chr$": lambda: self._push(chr(self._number() % 128)),
            "int.to.str$": lambda: self._push(str(self._number())),
            "missing$": lambda: self._push(isinstance(self._pop(), Missing)),
            "newline$": lambda: self._write("\n"),
            "num.names$": lambda: self._push(len(names_of(self._text()))),
            "preamble$": lambda: self._push(""),
            "purify$": lambda: self._push(purify(self._text())),
            "quote$": lambda: self._push('"'),
            "substring$": self._substring,
            "text.length$": lambda: self._push(len(self._text().replace("{", "").replace("}", ""))),
            "text.prefix$": self._prefix,
            "type$": lambda: self._push(self._entry.type),
            "width$": lambda: self._push(len(self._text()) * _WIDTH),
            "write$": lambda: self._write(self._text()),
        }

    def _comparable(self) -> Value:
        value = self._pop()
        return "" if isinstance(value, Missing) else value

    def _assign(self) -> None:
        name, value = self._pop(), self._pop()
        if isinstance(name, Quoted) and name.name in self._variables:
            kind, otherwise = (int, 0) if name.name in self._program.numbers else (str, "")
            self._variables[name.name] = value if isinstance(value, kind) else otherwise

    def _call_type(self) -> None:
        known = self._entry.type in self._program.functions
        self._call(self._entry.type if known else "default.type")

    def _if(self) -> None:
        otherwise, then = self._pop(), self._pop()
        self._do(then if self._number() > 0 else otherwise)

    def _while(self) -> None:
        body, condition = self._pop(), self._pop()
        self._waiting.append(Loop(condition, body))

    def _go_on(self, loop: Loop) -> None:
        if not loop.is_asked:
            self._waiting.append(loop._replace(is_asked=True))
            self._do(loop.condition)
        elif self._number() > 0:
            self._waiting.append(loop._replace(is_asked=False))
            self._do(loop.body)

    def _join(self) -> None:
        after, before = self._text(), self._text()
        self._push(before + after)

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST:
            raise _Stopped
        self.written.append(text)

    def _change_case(self) -> None:
        how, text = self._text(), self._text()
        self._push(change_case(text, how))

    def _format_name(self) -> None:
        pattern, number, names = self._text(), self._number(), names_of(self._text())
        self._push(format_name(names[number - 1], pattern) if 0 < number <= len(names) else "")

    def _substring(self) -> None:
        length, start = self._number(), self._number()
        self._push(substring(self._text(), start, length))

    def _prefix(self) -> None:
        length = self._number()
        self._push(prefix(self._text(), length))


def _ignore(_: Value) -> None:
    """Take a value that BibTeX prints on the terminal, or throws away."""
