"""What a filler's text means: numbers, units, targets and costs. Pure Python, no Django."""
