"""The check secret."""

from __future__ import annotations

from mailguard.checks.secret import secret
from mailguard.domain.content import Content
from mailguard.domain.finding import Finding, OfAttachment, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment

TOKEN = "ghp_" + "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5"


def found(mail: Mail) -> tuple[Finding, ...]:
    return secret.findings(mail, NothingKnown(), secret.settings)


def test_a_token_is_a_danger_of_which_only_the_kind_is_said() -> None:
    (finding,) = found(a_mail(text=f"Use {TOKEN} please"))
    assert (finding.severity, finding.evidence) == (Severity.DANGER, ("GitHub token",))


def test_within_the_organisation_it_is_a_warning() -> None:
    (finding,) = found(a_mail(text=TOKEN, to=["jiro@example.co.jp"]))
    assert finding.severity is Severity.WARNING


def test_one_in_a_file_is_found() -> None:
    mail = a_mail(attachments=[an_attachment(".env")], contents=[Content(f"TOKEN={TOKEN}")])
    assert [finding.place for finding in found(mail)] == [OfAttachment(0)]


def test_ordinary_text_is_silent() -> None:
    assert found(a_mail(text="The key to success is work.")) == ()
