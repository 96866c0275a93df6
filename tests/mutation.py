"""`python -m tests.mutation [MODULE...] [--tests PATH...]`: would a broken operator be noticed?

Every operator and constant of the modules is broken once, by itself, and the tests are run against
the broken module. A mutant that no test notices survives and is listed with its line; so is the
share that was killed, module by module. Nothing is written: the broken module lives in a forked
child only, which starts with pytest loaded and with none of the project's modules.

Without a module it is all that read costs and targets and reconcile them; without tests, those that
are about the module first and then the others. Tests must be fast ones that need no fixture of a
conftest and no Django; they are run one path after the other until one fails. Decorators of
classes are left whole: a record that is not frozen any more does nothing else.
"""

import argparse
import ast
import importlib.util
import os
import re
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

#: No configuration, no rewriting of asserts and no plugin that is not needed: each costs time.
PLUGINS_LEFT_OUT = (
    "django", "cacheprovider", "hypothesispytest", "logging", "warnings", "unraisableexception",
    "threadexception", "faulthandler", "terminalreporter", "doctest", "junitxml", "monkeypatch",
    "recwarn", "anyio",
)  # fmt: skip
PYTEST = [
    "-x", "-q", "-s", "-c", os.devnull, f"--rootdir={Path(__file__).parent.parent}",
    "--noconftest", "--assert=plain",
    *(option for name in PLUGINS_LEFT_OUT for option in ("-p", f"no:{name}")),
]  # fmt: skip
MEMORY = 2_000_000_000  # bytes: a mutant that never stops collecting is stopped

COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
LOGIC = {ast.And: ast.Or, ast.Or: ast.And}


ROOT = Path(__file__).parent.parent
READING = "indicators.reading"
RECONCILING = ("declarations.reconcile", "declarations.cost_lines", "declarations.drivers")
CASES = ("tests/test_cost_lines.py", "tests/test_reconcile.py")
SLOW = "tests/reading/test_costs_properties.py"


def modules_read_and_reconciled() -> list[str]:
    paths = sorted((ROOT / "indicators" / "reading").glob("[!_]*.py"))
    return [*RECONCILING, *(f"{READING}.{path.stem}" for path in paths)]


def tests_of(module: str) -> list[str]:
    """The tests to run for a module, those that are about it first."""
    if not module.startswith(READING):
        return [*CASES]
    paths = [str(path.relative_to(ROOT)) for path in (ROOT / "tests/reading").glob("test_*.py")]
    own = f"test_{module.rpartition('.')[2]}.py"
    return [*sorted({*paths} - {SLOW}, key=lambda path: (not path.endswith(own), path)), *CASES]


@dataclass(frozen=True)
class Mutant:
    """One change to one module: the number of the change, where it is, and what it does."""

    module: str
    number: int
    line: int
    what: str


class Breaker(ast.NodeTransformer):
    """Walks a module and counts the places that can be broken; breaks the one asked for."""

    def __init__(self, chosen: int | None = None) -> None:
        self.chosen = chosen
        self.found: list[tuple[int, str]] = []

    def offer(self, node: ast.AST, what: str) -> bool:
        self.found.append((getattr(node, "lineno", 0), what))
        return len(self.found) - 1 == self.chosen

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        for position, operator in enumerate(node.ops):
            other = COMPARISONS[type(operator)]
            if self.offer(node, f"{type(operator).__name__} -> {other.__name__}"):
                node.ops[position] = other()
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        other = ARITHMETIC.get(type(node.op))
        if other and self.offer(node, f"{type(node.op).__name__} -> {other.__name__}"):
            node.op = other()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        other = LOGIC[type(node.op)]
        if self.offer(node, f"{type(node.op).__name__} -> {other.__name__}"):
            node.op = other()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not | ast.USub) and self.offer(
            node, f"{type(node.op).__name__} removed"
        ):
            return node.operand
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        if isinstance(value, bool):
            if self.offer(node, f"{value} -> {not value}"):
                return ast.copy_location(ast.Constant(not value), node)
        elif isinstance(value, int):
            if self.offer(node, f"{value} -> {value + 1}"):
                return ast.copy_location(ast.Constant(value + 1), node)
        elif isinstance(value, str) and re.fullmatch(r"[0-9]+(\.[0-9]+)?", value, re.ASCII):
            other = f"1{value}"  # '0.01' -> '10.01'
            if self.offer(node, f"'{value}' -> '{other}'"):
                return ast.copy_location(ast.Constant(other), node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node  # annotations are not run

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(part) for part in node.body]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.args = self.visit(node.args)
        node.body = [self.visit(part) for part in node.body]
        return node


def mutants(module: str) -> Iterator[Mutant]:
    breaker = Breaker()
    breaker.visit(_parse(module))
    for number, (line, what) in enumerate(breaker.found):
        yield Mutant(module, number, line, what)


def _source(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec and spec.origin, module
    return Path(spec.origin)


def _parse(module: str) -> ast.Module:
    return ast.parse(_source(module).read_text(encoding="utf-8"))


class BrokenFinder:
    """Imports one module from its broken tree; all others as ever."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self.module, self.tree = module, tree

    def find_spec(self, name, path=None, target=None):
        if name != self.module:
            return None
        return importlib.util.spec_from_loader(name, self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.tree, module.__name__, "exec"), module.__dict__)


def outcomes(
    chosen: list[Mutant], tests: dict[str, list[str]], seconds: int, jobs: int
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant with whether it survives: whether the tests pass although it is broken.

    Every mutant has a child of its own; ``jobs`` of them run at a time.
    """
    running: dict[int, Mutant] = {}
    waiting = iter(chosen)
    while True:
        for mutant in islice(waiting, jobs - len(running)):
            running[_start(mutant, tests[mutant.module], seconds)] = mutant
        if not running:
            return
        child, status = os.wait()
        yield running.pop(child), status == 0


def _start(mutant: Mutant | None, tests: list[str], seconds: int) -> int:
    child = os.fork()
    if child == 0:
        signal.alarm(seconds)  # a loop that never ends is noticed too
        os._exit(_try(mutant, tests))
    return child


def _try(mutant: Mutant | None, tests: list[str]) -> int:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if mutant is not None:
            tree = _parse(mutant.module)
            Breaker(mutant.number).visit(tree)
            ast.fix_missing_locations(tree)
            sys.meta_path.insert(0, BrokenFinder(mutant.module, tree))
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        return int(any(pytest.main([*PYTEST, path]) for path in tests))
    except BaseException:
        return 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=modules_read_and_reconciled())
    parser.add_argument("--tests", nargs="+", help="instead of those that are about the module")
    parser.add_argument("--seconds", type=int, default=150, help="after which a mutant is killed")
    parser.add_argument("--every", type=int, default=1, help="try only every n-th mutant")
    parser.add_argument("--jobs", type=int, default=1, help="how many to try at a time")
    options = parser.parse_args()
    tests = {module: options.tests or tests_of(module) for module in options.modules}
    for paths in {tuple(sorted(paths)) for paths in tests.values()}:
        whole = _start(None, list(paths), options.seconds)
        if os.waitpid(whole, 0)[1] != 0:
            print("the tests fail, or take too long, with nothing broken")
            return 1
    chosen = [one for module in options.modules for one in mutants(module)][:: options.every]
    tried: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    for one, alive in outcomes(chosen, tests, options.seconds, options.jobs):
        tried[one.module] += 1
        killed[one.module] += not alive
        if alive:
            print(f"survived: {one.module}:{one.line} {one.what}", flush=True)
    for module in options.modules:
        print(f"{module}: {_share(killed[module], tried[module])}")
    print(f"all: {_share(killed.total(), tried.total())}")
    return 0


def _share(killed: int, tried: int) -> str:
    return f"{killed} of {tried} mutants killed ({killed / max(tried, 1):.1%})"


if __name__ == "__main__":
    sys.exit(main())
