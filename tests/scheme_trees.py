"""Trees that tests make: of all shapes by hypothesis, and one an administrator might make."""

from dataclasses import replace

from hypothesis import strategies as st

from indicators.tree import (
    COLUMNS,
    KINDS,
    Branch,
    Labels,
    Layout,
    Node,
    SchemeTree,
    shipped,
)

SICHUAN, NATIONAL_2015, NATIONAL_2021 = (
    shipped()[code] for code in ("sichuan-2021", "national-2015", "national-2021")
)

#: Names that tell no kind, on a tree of one county.
COUNTY = SchemeTree(
    "county",
    "本县口径",
    "本县绩效目标表",
    (
        Branch(
            "做了什么",
            (
                Node("做了什么", "多少", "quantity", "error"),
                Node("做了什么", "好坏", "quality", "error"),
                Node("做了什么", "花费", "cost", "error"),
                Node("做了什么", "党建", "sustainability"),
            ),
        ),
        Branch("谁满意", (Node("谁满意", "群众", "satisfaction", "error"),)),
    ),
)

#: With what files may stumble over: signs of formulas, escapes, separators, digits, blanks.
ALPHABET = "产出成本数质效益满意度指标社会可持续≥%=+-@'\"_x0051,;、；：\n\t 　<&😀"
texts = st.text(ALPHABET, max_size=12).map(str.strip)
names = texts.filter(bool)
weights = st.none() | st.integers(0, 100)
plain = st.text("abz019-_", min_size=1, max_size=12)


kinds = st.sampled_from(list(KINDS))


@st.composite
def trees(draw):
    """A scheme with names that are not blank and unique where they must be."""
    branches = [
        draw(_branch(level1))
        for level1 in draw(st.lists(names, min_size=1, max_size=4, unique=True))
    ]
    layout = Layout(
        columns=tuple(draw(st.lists(st.sampled_from(list(COLUMNS)), unique=True))),
        signature=draw(st.booleans()),
        landscape=draw(st.booleans()),
        labels=Labels(*draw(st.tuples(names, names, names))),
    )
    return SchemeTree(draw(plain), draw(names), draw(names), tuple(branches), draw(weights), layout)


@st.composite
def _branch(draw, level1):
    nodes = [
        Node(
            level1,
            name,
            draw(kinds),
            draw(st.sampled_from(["error", "warning", None])),
            *draw(st.tuples(weights, texts, texts, texts)),
        )
        for name in draw(st.lists(names, min_size=1, max_size=5, unique=True))
    ]
    more = draw(st.tuples(st.booleans(), weights, weights, texts))
    return Branch(level1, tuple(nodes), *more)


def renamed(tree, code, **names):
    """The tree under another code, with other names of level 1."""
    branches = [
        replace(
            branch,
            name=names.get(branch.name, branch.name),
            nodes=tuple(
                replace(node, level1=names.get(branch.name, branch.name)) for node in branch.nodes
            ),
        )
        for branch in tree.branches
    ]
    return replace(tree, code=code, branches=tuple(branches))
