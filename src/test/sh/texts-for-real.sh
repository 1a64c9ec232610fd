#!/bin/bash
# Runs the console's texts with the real tools against a sandbox: scripts of plans with the Atlas CLI and the AWS CLI,
# and the texts of AWS steps with the AWS CLI alone. Without a tool it says why it leaves something out.
#
#   CMK     the program (default: cmk-console on the path)
#   SHELL_UNDER_TEST  the shell that runs the scripts (default: sh)
set -eu
CMK=${CMK:-cmk-console}
UNDER_TEST=${SHELL_UNDER_TEST:-sh}
work=$(mktemp -d)
sandbox=''
failed=0
trap '[ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null; rm -rf "$work"' EXIT

for needed in jq aws "$CMK"; do
  if ! command -v "$needed" >/dev/null; then
    echo "left out: everything, because $needed is not on the path"
    exit 0
  fi
done

begin() { # SCENARIO
  [ -z "$sandbox" ] || { kill "$sandbox" && wait "$sandbox" || true; }
  rm -rf "$work/sandbox" "$work/console"
  "$CMK" sandbox --data "$work/sandbox" --scenario "$1" --speed 600 >"$work/out" 2>"$work/err" &
  sandbox=$!
  for _ in $(seq 240); do
    grep -q NODE_EXTRA_CA_CERTS "$work/out" && break
    sleep 0.5
  done
  eval "$(grep '^export' "$work/out")"
}
project() { head -1 "$work/out" | jq -r --arg n "$1" '.projects[] | select(.name == $n).id'; }
key() { head -1 "$work/out" | jq -r --arg n "$1" '.keys[] | select(.alias == $n).arn'; }
plan() { "$CMK" --connection env --data "$work/console" plan "$@" 2>>"$work/err" || true; }
judge() { # WHAT: by the console itself, which reads what is there
  what=$1
  shift
  if plan "$@" --format json | jq -e '[.steps[] | select(.status != "done" and .where != "wait")] == []' \
    >/dev/null; then
    echo "ok      $what"
  else
    echo "failed  $what"
    tail -5 "$work/said"
    failed=1
  fi
}
script() { # WHAT PLAN...
  what=$1
  shift
  plan "$@" --format script --out "$work/plan.sh"
  CMK_CONFIRM=${CONFIRM-} "$UNDER_TEST" "$work/plan.sh" >"$work/said" 2>&1 </dev/null || true
  judge "script: $what" "$@"
}
texts() { # WHAT PLAN...: the texts of AWS steps, one after the other in one shell
  what=$1
  shift
  plan "$@" --format json >"$work/plan.json"
  jq -r '.steps[] | select(.where == "aws" and .status == "todo") | .cli' "$work/plan.json" >"$work/texts.sh"
  "$UNDER_TEST" -eu "$work/texts.sh" >"$work/said" 2>&1 </dev/null || true
  judge "texts:  $what" "$@"
}

begin default
payments=$(project payments-prod)
texts 'aws-rotation, every 200 days' aws-rotation --project "$payments" --every 200
texts 'aws-rotation, once' aws-rotation --project "$payments" --now

if ! command -v atlas >/dev/null; then
  echo 'left out: scripts, because the Atlas CLI (atlas) is not on the path'
  exit "$failed"
fi
begin default
analytics=$(project analytics-dev)
script enable enable --project "$analytics" --key "$(key alias/atlas-analytics)" --new-role scripted
script 'rotate, a new key' rotate --project "$(project payments-prod)" --new-key alias/scripted
CONFIRM=ledger-legacy script switch switch --project "$(project ledger-legacy)" --new-role scripted-too \
  --accept check:hidden-policies,check:service-control-policies
exit "$failed"
