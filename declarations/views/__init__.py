"""The pages. Each view fetches what it needs through ``access``, does one deed, and answers."""
