"""Joins the component's ES modules into one: a request instead of twenty, and it compresses better.

Modules stay plain ES modules, which browsers and Node run as they are; this knows just the forms they are written in,
and refuses any other. Names that are exported are unique, so that those who import need no line. A module whose own
names meet those of another is put apart:

    const { dates } = (() => { …; return { dates }; })();

A module that is imported dynamically stays a file of its own, and imports nothing: it is handed what it needs.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

_MINIFY: Final = """
import json, sys, minify
json.dump([minify.string("application/javascript", code) for code in json.load(sys.stdin)], sys.stdout)
"""
#: What stands for the folder of the files that are fetched later, inside the bundle.
FOLDER: Final = "NAZER_FILES"

_COMMENT: Final = re.compile(r"^[ \t]*(/\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
_IMPORT: Final = re.compile(r'^import \{([\w\s,]+)\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_NAMED: Final = re.compile(r"^(?:(?:async )?function|class|const|let) (\w+)", re.MULTILINE)
_LATER: Final = re.compile(r'\bimport\("\./(\w+\.js)"\)')
_WHERE: Final = "import.meta.url"
_OTHER: Final = re.compile(r"^.*\b(?:import|export)\b.*$", re.MULTILINE)


class BundleError(Exception):
    """A module is written in a way that cannot be joined; says which and where."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """code: the joined modules, FOLDER free in it. later: what is fetched when it is needed, by name."""

    code: str
    later: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Module:
    """A module, understood. names: of its own; needs: what it imports, by module; later: what it fetches."""

    name: str
    body: str
    names: frozenset[str]
    exports: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    later: frozenset[str]


def bundle(sources: Mapping[str, str], first: str) -> Bundle:
    """The module `first` with all that it needs, as one piece of code in which its exports can be called by name.

    Raises BundleError for whatever it does not understand, for circles, and for modules that nobody asks for.
    """
    modules = {name: _read(name, source) for name, source in sources.items()}
    order = list(_in_order(modules, first))
    later = frozenset[str]().union(*(module.later for module in order))
    _check(modules, order, later)
    used = Counter(name for module in order for name in module.names)
    code = "".join(_joined(module, {name for name in module.names if used[name] > 1}) for module in order)
    return Bundle(code, {name: _COMMENT.sub("", sources[name]) for name in sorted(later)})


def _read(name: str, source: str) -> _Module:
    code = _COMMENT.sub("", source)
    needs = {found[2]: tuple(re.findall(r"\w+", found[1])) for found in _IMPORT.finditer(code)}
    exports = tuple(found[2] for found in _EXPORT.finditer(code))
    later = frozenset(_LATER.findall(code))
    code = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", code))
    if other := _OTHER.search(_LATER.sub("", code).replace(_WHERE, "")):
        message = f"{name}: not understood: {other[0].strip()}"
        raise BundleError(message)
    if any("as" in names for names in needs.values()):
        message = f"{name}: an import is renamed; names are the same everywhere"
        raise BundleError(message)
    code = _LATER.sub(rf'import({FOLDER} + "\1")', code).replace(_WHERE, FOLDER)
    return _Module(name, code, frozenset(_NAMED.findall(code)), exports, needs, later)


def _in_order(modules: Mapping[str, _Module], first: str) -> Iterator[_Module]:
    """What is needed comes before who needs it."""
    done: set[str] = set()
    under_way: list[str] = []

    def visit(name: str) -> Iterator[_Module]:
        if name in done:
            return
        if name in under_way:
            message = f"a circle: {' > '.join([*under_way, name])}"
            raise BundleError(message)
        if name not in modules:
            message = f"{under_way[-1] if under_way else 'the bundle'}: there is no {name}"
            raise BundleError(message)
        under_way.append(name)
        for needed in modules[name].needs:
            yield from visit(needed)
        under_way.pop()
        done.add(name)
        yield modules[name]

    yield from visit(first)


def _check(modules: Mapping[str, _Module], order: list[_Module], later: frozenset[str]) -> None:
    faults: list[str] = []
    home: dict[str, str] = {}
    for module in order:
        for needed, names in module.needs.items():
            faults += [
                f"{module.name}: {needed} exports no {name}" for name in names if name not in modules[needed].exports
            ]
        for name in module.exports:
            if name in home:
                faults.append(f"{name} is exported by {home[name]} and by {module.name}")
            home[name] = module.name
    at_once = {module.name for module in order}
    faults += [f"{name} is both imported and fetched later" for name in sorted(at_once & later)]
    faults += [f"there is no {name}" for name in sorted(later - modules.keys())]
    faults += [f"nobody asks for {name}" for name in sorted(modules.keys() - at_once - later)]
    faults += [f"{name} is fetched later and imports" for name in sorted(later & modules.keys()) if modules[name].needs]
    if faults:
        raise BundleError("; ".join(faults))


def _joined(module: _Module, shared: set[str]) -> str:
    if not shared:
        return module.body
    names = ", ".join(module.exports)
    return f"const {{ {names} }} = (() => {{\n{module.body}\nreturn {{ {names} }};\n}})();\n"


def small(*codes: str) -> list[str]:
    """Scripts that do the same in fewer characters. Names at their top stay; inside a block they do not.

    In a process of its own: the library brings Go's threads along, which outlive no fork, and our workers are forked.
    """
    if find_spec("minify") is None:  # pragma: no cover (no wheels for macOS: there they go out as they are written)
        return list(codes)
    done = subprocess.run(  # noqa: S603 (our own interpreter and words)
        [sys.executable, "-I", "-c", _MINIFY], input=json.dumps(codes), capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))
