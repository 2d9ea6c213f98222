"""Mails in files are looked through by command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Mailguard
from tests.mails import an_eml


def a_file(folder: Path, octets: bytes, name: str = "one.eml") -> str:
    path = folder / name
    path.write_bytes(octets)
    return str(path)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_file_has_a_line_of_json(mailguard: Mailguard, tmp_path: Path) -> None:
    octets = an_eml(
        to=["hanako@acme.example"], cc=["jiro@example.co.jp"], fields={"Bcc": "b@beta.example"},
        subject=None,
    )  # fmt: skip
    file = a_file(tmp_path, octets)
    told = mailguard("check", "--json", file, "missing.eml")
    assert told.code == 0
    found, missing = lines(told.out)
    assert found["file"] == file
    risks = [recipient.pop("risk") for recipient in found["recipients"]]
    assert all(0 <= risk < 0.5 for risk in risks)
    assert found["recipients"] == [
        {"address": "hanako@acme.example", "field": "To", "class": "external"},
        {"address": "jiro@example.co.jp", "field": "Cc", "class": "own"},
        {"address": "b@beta.example", "field": "Bcc", "class": "external"},
    ]
    (finding,) = (f for f in found["findings"] if f["check"] == "empty-subject")
    assert finding["severity"] == "notice"
    assert finding["summary"]
    assert isinstance(finding["evidence"], list)
    assert found["ms"] > 0
    assert missing == {"file": "missing.eml", "error": "No such file or directory"}


def test_a_file_that_is_no_mail_is_no_failure(mailguard: Mailguard, tmp_path: Path) -> None:
    told = mailguard("check", "--json", a_file(tmp_path, b"\0\xff" * 100), str(tmp_path))
    assert told.code == 0
    no_mail, folder = lines(told.out)
    assert no_mail["recipients"] == []
    assert folder["error"] == "Is a directory"


def test_own_domains_make_own_people(mailguard: Mailguard, tmp_path: Path) -> None:
    file = a_file(tmp_path, an_eml())
    told = mailguard("check", "--json", "--own-domain", "acme.example", file)
    assert lines(told.out)[0]["recipients"][0]["class"] == "own"


def test_settings_may_come_from_another_file(mailguard: Mailguard, tmp_path: Path) -> None:
    file = a_file(tmp_path, an_eml())
    policy = tmp_path / "policy.toml"
    policy.write_text('[organisation]\npartner = ["acme.example"]\n', "utf-8")
    told = mailguard("check", "--json", "--policy", str(policy), file)
    assert lines(told.out)[0]["recipients"][0]["class"] == "partner"
    policy.write_text("organisation = 1\n", "utf-8")
    assert "policy.toml, line 1" in mailguard("check", "--policy", str(policy), file).err
    assert mailguard("check", "--policy", str(tmp_path / "no.toml"), file).code == 1


def test_without_json_it_is_a_report(mailguard: Mailguard, tmp_path: Path) -> None:
    file = a_file(tmp_path, an_eml(subject=None))
    told = mailguard("check", file, "missing.eml")
    assert told.code == 0
    assert "[notice] This mail has no subject." in told.out
    assert "To  hanako@acme.example  external" in told.out
    assert "missing.eml cannot be read: No such file or directory." in told.out


def test_what_was_learned_is_known(mailguard: Mailguard, tmp_path: Path) -> None:
    folder = str(tmp_path / "knowledge")
    for number in range(6):
        a_file(tmp_path, an_eml().replace(b"<1@", b"<%d@" % number), f"{number}.eml")
    sent = [{"op": "sent", "file": str(tmp_path / f"{number}.eml")} for number in range(6)]
    words = ("--knowledge", folder, "--own-address", "taro@example.co.jp")
    mailguard("batch", "--json", *words, stdin="\n".join(map(json.dumps, sent)).encode())
    typo = a_file(tmp_path, an_eml(to=["hanaok@acme.example"]), "typo.eml")

    def found(*more: str) -> list[str]:
        told = mailguard("check", "--json", *more, typo)
        return [finding["check"] for finding in lines(told.out)[0]["findings"]]

    assert "lookalike-contact" in found("--knowledge", folder)
    assert "lookalike-contact" not in found()


def test_every_check_is_listed(mailguard: Mailguard) -> None:
    listed = {check["id"]: check for check in mailguard("list-checks", "--json").json}
    forgotten = listed["visible-recipients"]
    assert forgotten["title"]["en"]
    assert forgotten["title"]["ja"]
    assert forgotten["severity"] in ("notice", "warning", "danger")
    assert isinstance(forgotten["settings"], dict)
    assert len(listed) > 10
    assert "visible-recipients" in mailguard("list-checks").out


RULES = """\
[[rule]]
id = "acme"
title = "Mail to Acme"
when.recipients = [{ domain = ["acme.example"] }]
then.tick = "Really?"
[[rule]]
id = "watched"
mode = "monitor"
then.refuse = "No."
[[rule]]
id = "never"
when.recipients = [{ domain = ["beta.example"] }]
then.hold = true
"""


def test_rules_of_the_file_that_fire_are_named(mailguard: Mailguard, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(RULES, "utf-8")
    file = a_file(tmp_path, an_eml())
    told = mailguard("check", "--policy", str(policy), file).out
    assert "  [rule] Mail to Acme\n      hanako@acme.example\n" in told
    assert "  [rule, only watched] watched\n" in told
    assert "never" not in told
    rules = lines(mailguard("check", "--json", "--policy", str(policy), file).out)[0]["rules"]
    assert [(rule["rule"], rule["mode"]) for rule in rules] == [
        ("organisation/acme", "on"),
        ("organisation/watched", "monitor"),
    ]


def test_groups_are_those_of_the_directory_beside_the_policy(
    mailguard: Mailguard, tmp_path: Path
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(
        '[[rule]]\nid = "sales"\nwhen.sender.group = ["sales"]\nthen.hold = true\n', "utf-8"
    )
    file = a_file(tmp_path, an_eml())
    told = mailguard("check", "--policy", str(policy), file)
    assert "[rule]" not in told.out
    assert "no group, department or list “sales”" in told.err
    (tmp_path / "directory").mkdir()
    people = "address,department\ntaro@example.co.jp,sales\n"
    (tmp_path / "directory" / "people.csv").write_text(people, "utf-8")
    told = mailguard("check", "--policy", str(policy), file)
    assert ("[rule] sales" in told.out, told.err) == (True, "")
