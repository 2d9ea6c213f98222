"""Whom a salutation speaks to, and where it says so."""

from __future__ import annotations

import msgspec


class Addressee(msgspec.Struct, frozen=True):
    """A person that a salutation names."""

    name: str  # in compatibility form (NFKC), without honorific and title
    honorific: str  # 様, さん, 部長, Mr …; "" where none stands
    start: int  # characters of the body, with the honorific
    end: int
    own: bool = False  # said to be the sender's colleague (弊社 高橋)
    cc: bool = False  # said to get a copy


class Company(msgspec.Struct, frozen=True):
    """A company that a salutation names."""

    name: str  # in compatibility form (NFKC), as written
    start: int
    end: int
    sure: bool = True  # its form or ending says that it is one


class Salutation(msgspec.Struct, frozen=True):
    """What the first lines of a body say about whom they are for."""

    persons: tuple[Addressee, ...] = ()
    companies: tuple[Company, ...] = ()
    departments: tuple[str, ...] = ()
    generic: bool = False  # it speaks to nobody in particular: 各位, ご担当者様, Dear all
    end: int = 0  # characters of the body that it takes

    def __bool__(self) -> bool:
        return bool(self.persons or self.companies or self.departments or self.generic)
