# Sourced by packaging/run and packaging/test: progress lines, packages, builds.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
say() { printf '%3d:%02d  %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# packages SECTION...: the names of those sections.
packages() {
  awk -v want=" $* " '/^\[/ { section = substr($1, 2, length($1) - 2); next } /^[a-z]/ && index(want, " " section " ") { print $1 }' packaging/packages
}

# Daemons are started by the sandbox on ports of its own, never by their packages: not when they are installed, not when the machine
# starts. The policy is marked, so that one that a killed run has left is known and taken away.
policy=/usr/sbin/policy-rc.d policy_mark='# edgelink-incident-console: while packages are installed'
unpolicy() { if grep -qsxF "$policy_mark" $policy; then rm -f $policy; fi; }
daemons=(postgresql redis-server prometheus prometheus-alertmanager)
# present_services: those of the daemons that are installed.
present_services() { local name; for name in "${daemons[@]}"; do [ ! -e "/lib/systemd/system/$name.service" ] || printf '%s\n' "$name"; done; }

# need_packages SECTION...: installs what is missing as root, or says which apt line would.
need_packages() {
  local missing=() name
  for name in $(packages "$@"); do
    dpkg-query -W -f='${db:Status-Status}' "$name" 2> /dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    local stop=''; case " ${missing[*]} " in *" redis-server "* | *" prometheus "* | *" postgresql "*)
      stop="
Debian starts the daemons among them. They are not needed as services; to end that again:
  sudo systemctl disable --now ${daemons[*]}" ;; esac
    die "missing Debian packages. Install them and run this again:
  sudo apt-get install --no-install-recommends ${missing[*]}$stop"
  fi
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  local before after; before=$(present_services)
  unpolicy
  if [ ! -e $policy ]; then printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" > $policy; chmod +x $policy; fi
  local log; log=$(mktemp)
  if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "apt-get could not install them (full log: $log)"
  fi
  unpolicy
  rm -f "$log"
  # Only those that came just now: one that was here before is somebody's.
  after=$(comm -13 <(sort <<< "$before") <(present_services | sort))
  if [ -n "$after" ] && command -v systemctl > /dev/null; then
    local services; mapfile -t services <<< "$after"
    systemctl --quiet disable "${services[@]}" > /dev/null 2>&1 || say "could not disable: ${services[*]}"
  fi
}

# follow LOG: says how far the build that writes LOG is ([n/m] of ninja), until it is ended: on a terminal in one line that is
# written anew every second, elsewhere every 30 s. The clock is a pipe on which nothing ever comes: a `sleep` would outlive this
# and keep the caller's standard error open.
follow() {
  local every=30 begin='' end='\n' never at
  if [ -t 2 ]; then every=1; begin='\r\033[K'; end=''; fi
  exec {never}<> <(:)
  until read -rt $every -u "$never"; do
    kill -0 $$ 2> /dev/null || exit 0
    at=$(tail -c 20000 "$1" | sed -nE 's/^\[([0-9]+\/[0-9]+)\].*/\1/p' | tail -n 1)
    [ -n "$at" ] || continue
    printf "$begin%3d:%02d  %s steps$end" $((SECONDS / 60)) $((SECONDS % 60)) "$at" >&2
  done
}
follower=
# Ends it, and wipes its line.
unfollow() { [ -z "$follower" ] || { kill "$follower" 2> /dev/null || true; wait "$follower" 2> /dev/null || true; follower=; [ ! -t 2 ] || printf '\r\033[K' >&2; }; }
trap "unfollow; unpolicy" EXIT

# build PRESET [TARGET...]
build() {
  local preset=$1; shift
  local log=build/$preset.log rc=0
  mkdir -p build
  say "building ($preset; log: $log)"
  cmake --preset "$preset" > "$log" 2>&1 || { tail -n 30 "$log" >&2; die "cmake could not configure '$preset' (log: $log)"; }
  local targets=(); [ $# -eq 0 ] || targets=(--target "$@")
  # The follower is the one in the background: what runs there would not hear Ctrl-C.
  follow "$log" > /dev/null & follower=$!
  cmake --build "build/$preset" "${targets[@]}" >> "$log" 2>&1 || rc=$?
  unfollow
  [ "$rc" = 0 ] || { grep -E -A6 'error:|FAILED|undefined' "$log" | head -n 60 >&2; die "the $preset build failed (log: $log)"; }
}
