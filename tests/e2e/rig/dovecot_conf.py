"""The configuration of a private Dovecot, in the two dialects that Debian and Ubuntu ship."""

import subprocess

_2_3 = """\
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5
mail_location = maildir:{mail}/%Lu
mail_max_userip_connections = 100
passdb {{
  driver = passwd-file
  master = yes
  args = username_format=%u {masters}
}}
passdb {{
  driver = passwd-file
  args = username_format=%u {people}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={mail}/%Lu allow_all_users=yes
}}
"""

_2_4 = """\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
auth_allow_cleartext = yes
auth_mechanisms {{
  plain = yes
  login = yes
  cram-md5 = yes
}}
mail_driver = maildir
mail_path = {mail}/%{{user | lower}}
passdb masters {{
  driver = passwd-file
  master = yes
  passwd_file_path = {masters}
}}
passdb people {{
  driver = passwd-file
  passwd_file_path = {people}
}}
userdb everybody {{
  driver = static
  static_allow_all_users = yes
  fields {{
    uid = mail
    gid = mail
    home = {mail}/%{{user | lower}}
  }}
}}
namespace inbox {{
  inbox = yes
}}
"""

_BOTH = """\
base_dir = {run}
state_dir = {state}
log_path = {log}
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
auth_master_user_separator = *
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
service auth {{
  unix_listener {auth} {{
    mode = 0666
  }}
}}
service auth {{
  unix_listener auth-userdb {{
    mode = 0666
  }}
}}
service lmtp {{
  unix_listener {lmtp} {{
    mode = 0666
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


def dovecot_conf(**places: object) -> str:
    """The whole file for the Dovecot that is installed; `places` are its paths and its port."""
    told = subprocess.run(
        ["dovecot", "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    own = _2_3 if told.stdout.startswith("2.3") else _2_4
    return (own + _BOTH).format(**places)  # 2.4 wants its version first
