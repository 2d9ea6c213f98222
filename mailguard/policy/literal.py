"""What a text has to have word for word before a pattern can find anything in it."""

from __future__ import annotations

import re

# A step of a pattern without groups, choices and flags, and how often it is to be repeated.
_STEP = re.compile(
    r"""(?:
      \\(?P<sign>[^\w\s])                                   # a sign, for itself
    | (?P<letter>[^\\\[\](){}.^$|?*+])                      # a letter, for itself
    | \\[dDsSwWbBAzntfrv] | \[(?:[^\[\]\\]|\\[^pPx0-7])+\] | [.^$]
    )(?P<times>[?*+]\??|\{\d+(?:,\d*)?\}\??)?""",
    re.VERBOSE,
)


def literal_of(pattern: str) -> str:
    """The longest run of letters that stands in every match of an RE2 pattern.

    "": there is none, or the pattern is too intricate to tell. Such a one is simply searched for.
    """
    runs, position = [""], 0
    while position < len(pattern):
        step = _STEP.match(pattern, position)
        if step is None:
            return ""
        position = step.end()
        letter = step["sign"] or step["letter"] or ""
        if not step["times"]:
            runs = [*runs[:-1], runs[-1] + letter] if letter else [*runs, ""]
        else:
            runs.append("")
    return max(runs, key=len)
