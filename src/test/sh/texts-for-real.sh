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
  if [ -n "$sandbox" ]; then
    kill "$sandbox"
    wait "$sandbox" || true
  fi
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
judge() { # WHAT CODE PLAN...: by the console itself, which reads what is there
  what=$1
  code=$2
  shift 2
  if [ "$code" -eq 0 ] && { [ -n "${ONCE-}" ] || plan "$@" --format json |
    jq -e 'all(.steps[] | select(.where == "atlas" or .where == "aws"); .status == "done" or .status == "notNeeded")' \
      >/dev/null; }
  then
    echo "ok      $what"
  else
    echo "failed  $what (exit code $code)"
    tail -5 "$work/said"
    failed=1
  fi
}
script() { # WHAT PLAN...: with ONCE, what a second plan would do again is judged by the exit code alone
  what=$1
  shift
  rm -f "$work/plan.sh"
  plan "$@" --format script --out "$work/plan.sh"
  code=0
  CMK_CONFIRM=${CONFIRM-} "$UNDER_TEST" "$work/plan.sh" >"$work/said" 2>&1 </dev/null || code=$?
  judge "script: $what" "$code" "$@"
}
texts() { # WHAT PLAN...: the texts of AWS steps, one after the other in one shell
  what=$1
  shift
  plan "$@" --format json >"$work/plan.json"
  jq -r '.steps[] | select(.where == "aws" and .status == "todo") | .cli' "$work/plan.json" >"$work/texts.sh"
  code=0
  "$UNDER_TEST" -eu "$work/texts.sh" >"$work/said" 2>&1 </dev/null || code=$?
  judge "texts:  $what" "$code" "$@"
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
CONFIRM=ledger-legacy script switch switch --project "$(project ledger-legacy)" --new-role scripted-too
payments=$(project payments-prod)
script alerts alerts --project "$payments" --days 200 --tell email:keys@example.com
CONFIRM=payments-prod script require-keys require-keys --project "$payments"
CONFIRM=payments-prod script protect protect --project "$payments" \
  --allow-role arn:aws:iam::111122223333:user/operator
CONFIRM=payments-prod ONCE=yes script retire retire --project "$payments" --access-key AKIASANDBOXAUDITOR22 \
  --accept check-key-used-since
begin no-key
first=$(head -1 "$work/out" | jq -r '.projects[0].id')
script 'enable, a new key' enable --project "$first" --new-key alias/scripted --new-role scripted
begin roles
orders=$(project orders)
spare=$("$CMK" --connection env --data "$work/console" access list --project "$orders" --format json |
  jq -r '[.roles[] | select(.next == "deauthorize" and .inAws == "deleteRole").roleId][0]')
CONFIRM=orders ONCE=yes script 'access, a spare role' access --project "$orders" --deauthorize "$spare" --delete-role
begin private-network
vault=$(project vault-prod)
CONFIRM=vault-prod script 'search-nodes, off' search-nodes --project "$vault" --off
CONFIRM=vault-prod script disable disable --project "$vault"
begin multi-region
orders=$(project orders-global)
CONFIRM=orders-global script region region --project "$orders" --to eu-west-1
CONFIRM=orders-global script 'private-network, on' private-network --project "$orders" --on
CONFIRM=orders-global script 'private-network, off' private-network --project "$orders" --off
begin broken-role
ONCE=yes script rescue rescue --project "$(project payments-prod)"
begin old-keys
CONFIRM=harbor ONCE=yes script restore-proof restore-proof --project "$(project harbor)"
CONFIRM=drill-lab ONCE=yes script drill drill --project "$(project drill-lab)"
exit "$failed"
