"""The forms of schemes and library."""
