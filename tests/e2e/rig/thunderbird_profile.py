"""A Thunderbird profile: one account that only sends, and no first-start questions."""

import json
import subprocess
from pathlib import Path
from typing import Literal

Language = Literal["en", "ja"]
PORT_FILE = "MarionetteActivePort"  # where Thunderbird writes on which port it listens for us

_QUIET: dict[str, str | int | bool] = {
    "app.donation.eoy.version.viewed": 999,
    "app.update.enabled": False,
    "browser.shell.checkDefaultClient": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "mail.compose.attachment_reminder": False,
    "mail.compose.big_attachments.notify": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spam.version": 1,
    "mail.warn_on_send_accel_key": False,
    "mailnews.message_warning_size": 2_000_000_000,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # A start after a crash looks like any other.
    "toolkit.startup.max_resumed_crashes": -1,
    # Remote control of the state; the settings it would change for web tests stay as they are.
    "marionette.port": 0,
    "remote.prefs.recommended": False,
}

_ACCOUNT: dict[str, str | int | bool] = {
    "mail.accountmanager.accounts": "account1",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.account.account1.identities": "id1",
    "mail.account.account1.server": "server1",
    "mail.identity.id1.fcc": False,
    "mail.identity.id1.fullName": "Hanako Yamada",
    "mail.identity.id1.smtpServer": "smtp1",
    "mail.identity.id1.useremail": "nobody@localhost",
    "mail.identity.id1.valid": True,
    "mail.server.server1.hostname": "Local Folders",
    "mail.server.server1.name": "Local Folders",
    "mail.server.server1.type": "none",
    "mail.server.server1.userName": "nobody",
    "mail.smtp.defaultserver": "smtp1",
    "mail.smtpserver.smtp1.authMethod": 3,
    "mail.smtpserver.smtp1.hostname": "localhost",
    "mail.smtpservers": "smtp1",
}


def write_profile(folder: Path, language: Language, authority: Path | None) -> None:
    """Make the profile in `folder`; certificates signed by `authority` (PEM) are trusted."""
    folder.mkdir(parents=True)
    locale = {"en": "en-US", "ja": "ja"}[language]
    prefs = {**_QUIET, **_ACCOUNT, "intl.locale.requested": locale}
    lines = (
        f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items()
    )
    (folder / "user.js").write_text("".join(lines))
    if authority:
        _trust(folder, authority)


def _trust(folder: Path, authority: Path) -> None:
    store = f"sql:{folder}"
    for words in (
        ["-N", "--empty-password"],
        ["-A", "-n", "test authority", "-t", "C,,", "-i", str(authority)],
    ):
        subprocess.run(
            ["certutil", *words, "-d", store], check=True, capture_output=True, timeout=60
        )
