"""Which brackets of a text hold arithmetic: （1000-185）×6 does, （差旅费）does not."""

from .tokens import Token

MAX_DEPTH = 12  # of brackets in brackets


def arithmetic_brackets(tokens: list[Token]) -> tuple[list[bool], list[bool]]:
    """For every opening bracket, in one pass: whether nothing but arithmetic is in it, and whether
    it is arithmetic also by itself, because of an operator in it or beside it."""
    clean = [False] * len(tokens)
    pure = [False] * len(tokens)
    stack: list[list] = []  # [index, still clean, operators, depth below]
    for index, token in enumerate(tokens):
        if token.kind == "open":
            stack.append([index, True, 0, 0])
        elif token.kind == "close" and stack and token.partner == stack[-1][0]:
            opening, plain, operators, below = stack.pop()
            near = _is_operator(tokens, index + 1)
            plain = plain and below < MAX_DEPTH
            clean[opening] = plain
            pure[opening] = plain and (operators > 0 or near)
            if stack:
                stack[-1][1] = stack[-1][1] and pure[opening]
                stack[-1][2] += operators
                stack[-1][3] = max(stack[-1][3], below + 1)
        elif stack:
            if token.kind == "operator" and token.category != "equals":
                stack[-1][2] += 1
            elif token.kind not in ("text", "quantity") or (token.quantity and token.quantity.date):
                stack[-1][1] = False
    return clean, pure


def _is_operator(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == "operator"
