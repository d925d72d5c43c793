#!/usr/bin/env bash
# Sets up, builds and runs all tests. The last line says how many passed, failed and were skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

finish() {
    local line="$1 passed, $2 failed"
    if [ "${3:-0}" -gt 0 ]; then line="$line, $3 skipped"; fi
    echo "$line"
    [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
    exit
}

if ! eng/setup.sh --test; then
    eng/setup.sh || finish 0 1
    echo "test.sh: going on without Python's h5py; the tests that need it are skipped" >&2
fi
dotnet build DelayedArray.sln -c Release -v quiet || { echo "test.sh: the build failed" >&2; finish 0 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
broken=0
for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet test "artifacts/bin/$name/release/$name.dll" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
        </dev/null >"$results/$name.log" 2>&1
    status=$?
    grep -vE '^ *(Results File:|VSTest version|Starting test execution|A total of|$)|\[SKIP\]|^ +Skipped ' "$results/$name.log"
    # A failing test is in the results; anything else that went wrong is not.
    outcome=$(grep -oE '<ResultSummary outcome="[A-Za-z]+"' "$results/$name.trx" 2>/dev/null | cut -d'"' -f2)
    counted=$(grep -oE 'failed="[0-9]+"' "$results/$name.trx" 2>/dev/null | head -1 | grep -oE '[0-9]+')
    if [ "$status" -ne 0 ] && { [ "${counted:-0}" -eq 0 ] || [ "$outcome" = Aborted ]; }; then
        echo "test.sh: $name did not finish" >&2
        broken=$((broken + 1))
    fi
done

count() {
    cat "$results"/*.trx 2>/dev/null | grep -oE '<Counters [^>]*' | grep -oE " $1=\"[0-9]+" | grep -oE '[0-9]+' \
        | awk '{ n += $1 } END { print n + 0 }'
}
# Each test that was skipped is a result whose message is the reason.
skips() {
    cat "$results"/*.trx 2>/dev/null | tr -d '\r\n' | sed 's/<UnitTestResult /\n&/g' | grep 'outcome="NotExecuted"' \
        | sed -E 's/^.*testName="([^"]*)".*$/\1\t&/; s/\t.*<Message>([^<]*)<.*$/\t\1/; s/\t<.*$/\tno reason given/'
}
skipped=$(($(count total) - $(count executed)))
if [ "$skipped" -gt 0 ]; then
    echo "Skipped:"
    skips | awk -F'\t' '{ n[$2]++; names[$2] = n[$2] <= 5 ? names[$2] "\n    " $1 : names[$2] }
        END { for (why in n) { printf "  %d: %s%s\n", n[why], why, names[why]; if (n[why] > 5) printf "    and %d more\n", n[why] - 5 } }' \
        | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&amp;/\&/g'
fi
finish "$(count passed)" "$(($(count failed) + $(count error) + $(count timeout) + broken))" "$skipped"
