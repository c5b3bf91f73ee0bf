#!/bin/sh
# 示例事故: raises a made-up fire in the sample township over HTTP, with what came before it and what was written in after it,
# and fetches its dossier. Needs a running system with the sample township (./wangge start), and curl.
#
#   samples/incident/raise.sh [http://127.0.0.1:8080] [folder for the dossier, . by default]
#
# The administrator's password comes from WANGGE_ADMIN_PASSWORD, else from data/admin-password.
set -eu
base=${1-http://127.0.0.1:8080}
out=${2-.}
api=$base/api/v1
here=$(cd "$(dirname "$0")/../.." && pwd)
admin=admin:${WANGGE_ADMIN_PASSWORD-$(cat "$here/data/admin-password")}
word='correct horse battery'
run=$(date -u +%Y%m%d%H%M%S)

fail() { echo "$1" >&2; exit 1; }

# send <user:password> <path> <json>: a command; says what was refused and stops.
send() {
  answer=$(curl -sS -u "$1" -H 'Content-Type: application/json' -H "Idempotency-Key: $run-$2-$(printf %s "$3" | cksum | tr -d ' ')" \
    -w '\n%{http_code}' "$api/$2" -d "$3") || fail "no answer from $api"
  code=${answer##*
}
  case $code in 2??) ;; *) fail "$2 was refused: $answer" ;; esac
  answer=${answer%
*}
}
# there <path> <json>: as send, for what may be there from an earlier run.
there() { (send "$admin" "$1" "$2") 2>/dev/null || true; }
id() { printf %s "$answer" | sed 's/.*"id":"\([^"]*\)".*/\1/'; }
ago() { # <seconds>: an instant in the past, with GNU or BSD date
  date -u -d "@$(($(date +%s) - $1))" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$(($(date +%s) - $1))" +%Y-%m-%dT%H:%M:%SZ
}
soon() { date -u -d "@$(($(date +%s) + $1))" "+$2" 2>/dev/null || date -u -r "$(($(date +%s) + $1))" "+$2"; }

curl -sS -f -o /dev/null -u "$admin" "$api/imports" || fail "nobody is signed in at $base as admin, or nothing runs there"
while curl -sS -u "$admin" "$api/imports" | grep -Eq '"state":"(QUEUED|RUNNING)"'; do sleep 1; done

echo "1 木器厂 (QS-402): who answers for it"
there accounts '{"username":"sample-patrol","password":"'"$word"'","personId":"p-04","roles":["GRID_MEMBER"],"gridIds":["QS-402"]}'
there accounts '{"username":"sample-fire","password":"'"$word"'","personId":"p-06","unitId":"u-fire","roles":["UNIT_HANDLER"]}'
there accounts '{"username":"sample-leader","password":"'"$word"'","personId":"p-01","roles":["LEADER"]}'
there grids/QS-402/assignments '{"role":"FIRST_RESPONSIBLE","personId":"p-02","effectiveFrom":"2026-01-01T00:00:00+08:00"}'
there grids/QS-402/assignments '{"role":"DIRECTLY_RESPONSIBLE","personId":"p-04","effectiveFrom":"2026-01-01T00:00:00+08:00"}'
there grids/QS-4/assignments '{"role":"DIRECTLY_RESPONSIBLE","personId":"p-05","effectiveFrom":"2026-01-01T00:00:00+08:00"}'
there grids/QS-4/assignments '{"role":"FIRST_RESPONSIBLE","personId":"p-07","effectiveFrom":"2026-01-01T00:00:00+08:00"}'
there grids/QS/assignments '{"role":"LEAD","personId":"p-01","effectiveFrom":"2026-01-01T00:00:00+08:00"}'
there grids/QS/stand-ins '{"role":"LEAD","personId":"p-08","from":"'"$(ago 3600)"'","to":"'"$(soon 86400 %Y-%m-%dT%H:%M:%SZ)"'"}'

echo "2 A patrol falls due in a moment, and nobody goes"
send "$admin" duties '{"dutyId":"sample-patrol-'"$run"'","gridId":"QS-402","role":"DIRECTLY_RESPONSIBLE","kind":"PATROL","title":"夜间巡查","recurrence":"FREQ=DAILY;COUNT=1","start":"'"$(soon 2 %Y-%m-%dT%H:%M:%S)"'","timeZone":"UTC","window":"PT2S","grace":"PT1S"}'

echo "3 An inspection finds a blocked exit; the case goes to the fire brigade's station, which takes it"
case=01990000-0000-7000-8000-$(printf %012d "$(date +%s)")
send "sample-patrol:$word" inspections '{"gridId":"QS-402","kind":"SPOT_CHECK","items":[{"code":"exit-clear","result":"FAIL","note":"堆放木料"},{"code":"hose","result":"PASS"}],"findings":[{"caseId":"'"$case"'","itemCode":"exit-clear","category":"FIRE","severity":"MAJOR","title":"安全出口堆放木料","rectifiedOnSpot":false}]}'
send "sample-leader:$word" "cases/$case/dispatches" '{"unitId":"u-fire","acceptBy":"'"$(soon 3 %Y-%m-%dT%H:%M:%SZ)"'","dueAt":"'"$(soon 5 %Y-%m-%dT%H:%M:%SZ)"'"}'
send "sample-fire:$word" "cases/$case/acceptance" '{}'

echo "4 Nothing happens; it falls overdue and goes to the grid above; it is urged"
sleep 8
send "sample-leader:$word" "cases/$case/urges" '{"text":"请立即清理"}'

sleep 2
echo "5 The fire"
fire=$(date -u +%Y-%m-%dT%H:%M:%SZ)
sleep 2
send "sample-leader:$word" incidents '{"gridId":"QS-402","occurredAt":"'"$fire"'","severity":"GENERAL","title":"木器厂起火","line":"FIRE"}'
incident=$(id)

echo "6 And what is written in afterwards"
sleep 3
send "sample-patrol:$word" inspections '{"gridId":"QS-402","kind":"SPOT_CHECK","occurredAt":"'"$(ago 7200)"'","items":[{"code":"exit-clear","result":"PASS"}]}'
position=$(printf %s "$answer" | sed 's/.*"position":\([0-9]*\).*/\1/')

echo "7 The dossier"
for form in application/json:json text/html:html application/pdf:pdf; do
  curl -sS -f -u "sample-leader:$word" -H "Accept: ${form%:*}" -H "Wangge-Min-Position: $position" \
    "$api/incidents/$incident/reconstruction" -o "$out/dossier-$run.${form#*:}" || fail "no dossier as ${form%:*}"
done
echo "   incident $incident at $fire"
echo "   $out/dossier-$run.pdf, .html, .json"
echo "   what was known at that instant:"
echo "   $api/grids/QS-402/reconstruction?at=$fire&knownAt=$fire"
