#!/bin/sh
# Install the packages of the named lists that are missing: install.sh LIST...
# A list is a text file, one Debian package a line; `#` starts a comment. Nothing missing: nothing is asked of the network.
# No daemon is started: mail servers come as programs, tests run instances of their own.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo --preserve-env=DEBIAN_FRONTEND "$@"; fi
}

present() { # names of the installed packages, and the names they provide
    dpkg-query --show --showformat='${db:Status-Status}|${Package} ${Provides}\n' |
        sed -n 's/^installed|//p' | sed 's/([^)]*)//g; s/,/ /g' | tr -s ' ' '\n'
}

wanted() { sed 's/#.*//' "$@" | tr -s ' \t' '\n' | sed '/^$/d' | sort -u; }

missing=$(present | sort -u | { wanted "$@" >"${wants:=$(mktemp)}"; comm -13 - "$wants"; rm -f "$wants"; })
[ -n "$missing" ] || exit 0

echo "installing:" $missing
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    # 101: "not allowed", what invoke-rc.d asks before it starts a service
    printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
    as_root chmod 755 $policy
    trap 'as_root rm -f $policy' EXIT
fi
echo 'postfix postfix/main_mailer_type select No configuration' | as_root debconf-set-selections
as_root apt-get update --quiet
as_root apt-get install --yes --quiet --no-install-recommends $missing
