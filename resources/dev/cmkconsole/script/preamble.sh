# Single quotes keep $ and backquotes as plain text.
# shellcheck disable=SC2016
set -eu
umask 077
export AWS_PAGER='' MONGODB_ATLAS_SKIP_UPDATE_CHECK=yes TZ=UTC

here=%{requirements}
finished=''
answer=''
present=''
todo=yes
tried=0
changed=''
left=''
most=${CMK_WAIT_LIMIT:-14400}
work=$(mktemp -d)

say() { printf '%s\n' "$*" >&2; }

ended() {
  code=$?
  rm -rf "$work"
  if [ "$code" -ne 0 ]; then
    say %{stopped} "$here"
    if [ -n "$finished" ]; then
      say %{finished} "$finished"
    else
      say %{nothing}
    fi
    say %{again}
  fi
}
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

stop() {
  say "$*"
  exit 1
}

# gate REASON: ends where a gate is blocked or cannot be told.
gate() { if [ -n "$1" ]; then stop "$1"; fi; }

# Somebody else changed what the next request is about.
altered() { stop %{changed}; }

step() {
  here=$1
  tried=0
  todo=yes
  say "$here"
}

# already: whether the look before a request found it carried out.
already() { [ "$todo" = no ]; }

skip() { say "  "%{skip}; }

did() {
  finished="$finished
  $here"
}

# Shows what a tool answered when it refused, and ends.
refused() {
  cat "$work/errors" >&2
  if [ -n "$answer" ]; then say "$answer"; fi
  exit 1
}

# again CODES TRIES SECONDS: waits where a refusal passes by itself, and ends otherwise.
again() {
  tried=$((tried + 1))
  if [ "$tried" -ge "$2" ] || ! { cat "$work/errors"; printf '%s\n' "$answer"; } | grep -qE "$1"; then
    refused
  fi
  say "  "%{wait} "$tried/$2"
  sleep "$3"
}

# settle SECONDS: lets a change in IAM be seen everywhere before a request that is sent once.
settle() {
  if [ -n "$changed" ]; then
    say "  "%{settle} "$1 s"
    sleep "$1"
    changed=''
  fi
}

# look CODES COMMAND: reads what is there into $present, which is empty where the answer has one of the codes.
look() {
  codes=$1
  shift
  if present=$("$@" 2>"$work/errors"); then
    return 0
  fi
  if { cat "$work/errors"; printf '%s\n' "$present"; } | grep -qE "$codes"; then
    present=''
    return 0
  fi
  answer=$present
  refused
}

# holds FILTER: whether $present is so.
holds() { [ -n "$present" ] && printf '%s\n' "$present" | jq -e "$1" >/dev/null; }

plain() { if [ -n "$1" ]; then printf '%s\n' "$1" | jq -cS .; else echo null; fi; }

# document FILTER BEFORE AFTER: whether a document still has to be written. Ends where somebody else changed it.
document() {
  is=null
  if [ -n "$present" ]; then is=$(printf '%s\n' "$present" | jq -cS "$1"); fi
  if [ "$is" = "$(plain "$3")" ]; then
    todo=no
  elif [ "$is" != "$(plain "$2")" ]; then
    altered
  fi
}

# fits PART: whether $present has everything of a JSON text.
fits() {
  printf '%s\n' "$present" | jq -e --argjson part "$1" '
    def fits($w):
      if ($w | type) == "object" then
        . as $is | all($w | keys_unsorted[]; . as $k | ($is[$k]? | fits($w[$k])))
      elif ($w | type) == "array" then
        . as $is | ($is | type) == "array" and ($is | length) == ($w | length)
          and all(range($w | length); . as $i | ($is[$i] | fits($w[$i])))
      else . == $w end;
    fits($part)' >/dev/null
}

# member WANTED [BEFORE]: whether what Atlas holds lacks something of what is wanted. Ends where it is not as before.
member() {
  if fits "$1"; then
    todo=no
  elif [ "$#" -gt 1 ] && ! fits "$2"; then
    altered
  fi
}

# take MEMBER: a value of $answer. Only what an id or an ARN may hold is taken.
take() {
  value=$(printf '%s\n' "$answer" | jq -er ".$1")
  case $value in
    '' | *[!A-Za-z0-9:/_+=,.@-]*) stop %{strange} "$1" ;;
  esac
  printf '%s\n' "$value"
}

# confirm NAME: asks once before something that takes a name.
confirm() {
  if [ "${CMK_CONFIRM-}" = "$1" ]; then
    return 0
  fi
  if [ ! -t 0 ]; then
    stop %{confirm.variable}
  fi
  say %{confirm.type} "$1"
  IFS= read -r typed
  if [ "$typed" != "$1" ]; then
    stop %{confirm.other}
  fi
  CMK_CONFIRM=$typed
}

# linger SECONDS: the pause between two looks, within the limit.
linger() {
  waited=$((waited + $1))
  if [ "$waited" -gt "$most" ]; then
    stop %{limit} "$most s"
  fi
  say "  "%{waiting} "$waited s"
  sleep "$1"
}

missing=''
require() {
  if ! command -v "$1" >/dev/null 2>&1; then missing="${missing:+$missing }$1"; fi
}

# together FIRST SECOND: two variables that go together.
together() {
  eval "first=\${$1-} second=\${$2-}"
  if [ -n "$first" ] && [ -z "$second" ]; then missing="${missing:+$missing }$2"; fi
  if [ -z "$first" ] && [ -n "$second" ]; then missing="${missing:+$missing }$1"; fi
}
