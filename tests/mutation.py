"""`python -m tests.mutation MODULE... --tests PATH...`: would the tests notice a broken operator?

Every operator and constant of the modules is broken once, by itself, and the tests are run against
the broken module. A mutant that no test notices survives and is listed with its line; so is the
share that was killed. Nothing is written: the broken module lives in a child process only.
"""

import argparse
import ast
import copy
import importlib.util
import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

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
        elif (
            isinstance(value, str)
            and value.isascii()
            and value.isdigit()
            and self.offer(node, f"'{value}' -> '{int(value) + 1}'")
        ):
            return ast.copy_location(ast.Constant(str(int(value) + 1)), node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node  # annotations are not run

    def visit_arg(self, node: ast.arg) -> ast.AST:
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


def survives(mutant: Mutant, tests: list[str], seconds: int) -> bool:
    """Whether the tests pass although the module is broken. Runs in a fresh child."""
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=_try, args=(mutant, tests))
    child.start()
    child.join(seconds)
    if child.is_alive():  # a loop that never ends is noticed too
        child.kill()
        child.join()
        return False
    return child.exitcode == 0


def _try(mutant: Mutant, tests: list[str]) -> None:
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    tree = _parse(mutant.module)
    Breaker(mutant.number).visit(tree)
    ast.fix_missing_locations(tree)
    sys.meta_path.insert(0, BrokenFinder(mutant.module, copy.deepcopy(tree)))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os._exit(int(pytest.main(["-x", "-q", "-p", "no:xdist", "-m", "not slow", *tests])))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+")
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--seconds", type=int, default=120, help="after which a mutant is killed")
    parser.add_argument("--every", type=int, default=1, help="try only every n-th mutant")
    options = parser.parse_args()
    chosen = [one for module in options.modules for one in mutants(module)][:: options.every]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        alive = list(
            pool.map(
                survives,
                chosen,
                [options.tests] * len(chosen),
                [options.seconds] * len(chosen),
            )
        )
    survivors = [one for one, lives in zip(chosen, alive, strict=True) if lives]
    for one in survivors:
        print(f"survived: {one.module}:{one.line} {one.what}")
    killed = len(chosen) - len(survivors)
    print(f"{killed} of {len(chosen)} mutants killed ({killed / max(len(chosen), 1):.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
