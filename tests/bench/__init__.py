"""Benches: each a function that prints what it compares, side by side in one run.

``python -m tests.bench`` runs all, ``python -m tests.bench word_writing`` those named.
"""
