"""The pages of schemes and library. Each view asks ``access`` first, does one deed, and answers."""
