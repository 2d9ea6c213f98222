"""How well the checks find what was planted, and how quiet they are otherwise.

`python -m tests.detection` measures, and `--write` puts the tables into docs/detection.md.
"""
