"""Keys and tokens that open something, each told by the mark that its issuer gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.identifiers.signs import has_any


class Secret(msgspec.Struct, frozen=True):
    """A secret in a text, and what it is."""

    start: int
    end: int
    kind: str


class _Kind(msgspec.Struct, frozen=True):
    name: str
    signs: tuple[str, ...]  # without one of them there is none
    shape: re.Pattern[str]


def _kind(name: str, signs: str, shape: str) -> _Kind:
    return _Kind(name, tuple(signs.split("|")), re.compile(shape, re.ASCII))


_END = r"(?![\w-])"

_KINDS = (
    _kind("private key", "private key", r"-----BEGIN (?:[A-Z0-9 ]{1,30} )?PRIVATE KEY(?: BLOCK)?-----"),
    _kind("PuTTY private key", "putty-user-key", r"PuTTY-User-Key-File-[23]: \S+"),
    _kind("AWS access key", "akia|asia|abia|acca", rf"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{{16}}{_END}"),
    _kind("AWS secret key", "aws", r"(?i:aws.{0,20}secret.{0,20}?[=: \"'])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"),
    _kind("GitHub token", "ghp_|gho_|ghu_|ghs_|ghr_|github_pat_", rf"\b(?:gh[pousr]_[A-Za-z0-9]{{36,255}}+|github_pat_\w{{22}}_\w{{59}}){_END}"),
    _kind("GitLab token", "glpat-|gldt-|glrt-|glcbt-|glptt-|glsoat-|glagent-", rf"\bgl(?:pat|dt|rt|cbt|ptt|soat|agent)-[\w-]{{20,64}}+{_END}"),
    _kind("Slack token", "xox", rf"\bxox[abeoprs]-[A-Za-z0-9-]{{10,250}}+{_END}"),
    _kind("Slack app token", "xapp", rf"\bxapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+{_END}"),
    _kind("Slack webhook", "hooks.slack.com", r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/]{20,}"),
    _kind("Stripe key", "_live_", rf"\b(?:sk|rk)_live_[A-Za-z0-9]{{16,247}}+{_END}"),
    _kind("Google API key", "aiza", rf"\bAIza[\w-]{{35}}{_END}"),
    _kind("Google OAuth secret", "gocspx", rf"\bGOCSPX-[\w-]{{28}}{_END}"),
    _kind("Google OAuth token", "ya29", r"\bya29\.[\w-]{30,}"),
    _kind("OpenAI key", "t3blbkfj", rf"\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{{20,200}}?T3BlbkFJ[\w-]{{20,}}{_END}"),
    _kind("Anthropic key", "sk-ant", rf"\bsk-ant-[a-z]+\d\d-[\w-]{{80,}}{_END}"),
    _kind("Hugging Face token", "hf_", rf"\bhf_[A-Za-z]{{34}}{_END}"),
    _kind("SendGrid key", "sg.", rf"\bSG\.[\w-]{{22}}\.[\w-]{{43}}{_END}"),
    _kind("Mailgun key", "key-", rf"\bkey-[0-9a-f]{{32}}{_END}"),
    _kind("Mailchimp key", "-us", rf"\b[0-9a-f]{{32}}-us\d{{1,2}}{_END}"),
    _kind("Twilio key", "twilio", rf"(?i:twilio)[\s\S]{{0,80}}\bSK[0-9a-f]{{32}}{_END}"),
    _kind("npm token", "npm_", rf"\bnpm_[A-Za-z0-9]{{36}}{_END}"),
    _kind("PyPI token", "pypi-", r"\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}"),
    _kind("Docker token", "dckr_", rf"\bdckr_(?:pat|oat)_[\w-]{{27,}}{_END}"),
    _kind("Telegram token", ":aa", rf"\b\d{{8,10}}:AA[\w-]{{32,33}}{_END}"),
    _kind("Discord webhook", "discord", r"https://discord(?:app)?\.com/api/webhooks/\d{17,20}/[\w-]{60,}"),
    _kind("Teams webhook", "webhook.office.com", r"https://[\w-]+\.webhook\.office\.com/webhookb2/\S{40,}"),
    _kind("Azure storage key", "accountkey=", r"AccountKey=[A-Za-z0-9+/]{86}=="),
    _kind("Azure shared access", "sharedaccesskey", r"SharedAccessKey=[A-Za-z0-9+/]{43}="),
    _kind("Azure SAS link", "sig=", r"https://[\w.-]+\.(?:blob|file|queue|table)\.core\.windows\.net/\S{0,500}?[?&]sig=[A-Za-z0-9%+/]{40,}"),
    _kind("Azure client secret", "q~", rf"\b[\w~.-]{{3}}\dQ~[\w~.-]{{31,34}}{_END}"),
    _kind("Shopify token", "shp", rf"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{{32}}{_END}"),
    _kind("Square token", "sq0", rf"\bsq0(?:atp|csp)-[\w-]{{22,43}}{_END}"),
    _kind("PayPal token", "access_token$", r"access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}"),
    _kind("DigitalOcean token", "dop_v1|doo_v1|dor_v1", rf"\bdo[opr]_v1_[0-9a-f]{{64}}{_END}"),
    _kind("Heroku key", "hrku", rf"\bHRKU-[\w-]{{36,}}{_END}"),
    _kind("Databricks token", "dapi", rf"\bdapi[0-9a-h]{{32}}(?:-\d)?{_END}"),
    _kind("Grafana token", "glsa_", rf"\bglsa_[A-Za-z0-9]{{32}}_[0-9a-f]{{8}}{_END}"),
    _kind("HashiCorp Vault token", "hvs.|hvb.|hvr.", rf"\bhv[sbr]\.[\w-]{{24,}}{_END}"),
    _kind("Terraform token", "atlasv1", rf"\b[A-Za-z0-9]{{14}}\.atlasv1\.[\w-]{{60,}}{_END}"),
    _kind("Notion token", "ntn_", rf"\bntn_\d{{11}}[A-Za-z0-9]{{35}}{_END}"),
    _kind("Linear key", "lin_api", rf"\blin_api_[A-Za-z0-9]{{40}}{_END}"),
    _kind("Atlassian token", "atatt3", rf"\bATATT3[\w=-]{{100,}}{_END}"),
    _kind("Figma token", "figd_", rf"\bfigd_[\w-]{{36,}}{_END}"),
    _kind("Dropbox token", "sl.", rf"\bsl\.(?:u\.)?[\w-]{{130,}}{_END}"),
    _kind("Facebook token", "eaa", rf"\bEAA[MC][A-Za-z0-9]{{100,}}{_END}"),
    _kind("LINE channel token", "line", r"(?i:line)[\s\S]{0,60}?(?i:token)[\s\S]{0,20}?(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{150,400}+="),
    _kind("age secret key", "age-secret-key", r"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
    _kind("JSON web token", "eyj", rf"\beyJ[\w-]{{10,500}}+\.eyJ[\w-]{{10,8000}}+\.[\w-]{{20,}}{_END}"),
    _kind("connection string", "://", r"\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|amqps?|ftp|sftp|mssql|ldaps?)"
          r"://[^\s:/@<>{}\[\]$]{1,80}:(?!(?:pass(?:word)?|secret|pw|x+|\*+)@)[^\s@/<>{}\[\]$]{3,200}@[\w.-]+"),
    _kind("basic authentication", "authorization", r"Authorization:\s*Basic\s+[A-Za-z0-9+/]{16,}={0,2}"),
    _kind("bearer token", "authorization", r"Authorization:\s*Bearer\s+[\w.~+/-]{24,}=*"),
    _kind("password in an address", "http://|https://", r"https?://[^\s:/@<>]{2,60}:(?!(?:pass(?:word)?|pw|x+|\*+)@)[^\s@/<>]{4,100}@[\w-]+\.[\w.-]+"),
)  # fmt: skip

_EXAMPLE = re.compile(r"EXAMPLE|example|xxxx|XXXX|\.\.\.|1234567890abcdef", re.ASCII)


def secrets(text: str) -> Iterator[Secret]:
    """Every key or token in `text`; those of manuals (AKIA…EXAMPLE) are none."""
    for kind in _KINDS:
        if not has_any(text, kind.signs):
            continue
        for match in kind.shape.finditer(text):
            if not _EXAMPLE.search(match[0]):
                yield Secret(match.start(), match.end(), kind.name)
