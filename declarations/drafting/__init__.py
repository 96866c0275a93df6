"""Deeds on a draft: edit it, mend it, attach to it, put it away, take last year's over."""
