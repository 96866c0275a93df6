"""Deeds of administrators on cycles, units and people."""
