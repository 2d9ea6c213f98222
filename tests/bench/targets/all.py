"""Every target by its short name, in the order of the table."""

from tests.bench.targets.aiosmtpd_smtplib import AIOSMTPD_SMTPLIB
from tests.bench.targets.floor import FLOOR
from tests.bench.targets.mailguard import MAILGUARD
from tests.bench.targets.postfix import POSTFIX

TARGETS = {
    "floor": FLOOR,
    "aiosmtpd": AIOSMTPD_SMTPLIB,
    "postfix": POSTFIX,
    "mailguard": MAILGUARD,
}
