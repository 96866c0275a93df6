"""Runs the benches: all of them, or those named."""

import sys

from tests.bench import checking, library, sheets

#: Modules with benches. Each has ``BENCHES``, functions that take nothing and print a comparison.
MODULES = (sheets, checking, library)


def main(names: list[str]) -> int:
    benches = {bench.__name__: bench for module in MODULES for bench in module.BENCHES}
    unknown = [name for name in names if name not in benches]
    if unknown:
        print(f"没有这项测速：{'、'.join(unknown)}。可选：{'、'.join(benches)}。")
        return 2
    for name in names or benches:
        benches[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
