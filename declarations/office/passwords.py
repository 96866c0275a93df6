"""One-time passwords: given by an administrator, shown once, changed at the first login."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password

from ..models import User

#: Without letters and digits that look alike.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4
_ROUNDS = 2_000


def one_time_password() -> str:
    """Twelve random letters and digits in groups, 59 bits: k3dh-9mnp-x7rq."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def give_one_time_password(user: User) -> str:
    """Set a one-time password, without saving the user, and return it."""
    password = one_time_password()
    user.password = _hashed(password)
    user.must_change_password = True
    return password


def _hashed(password: str) -> str:
    """Hashed with few rounds: thousands of people are imported at once, and nobody guesses 59 bits.

    A password that people choose gets all rounds; the hash says how many it has.
    """
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=_ROUNDS)
    return make_password(password)
