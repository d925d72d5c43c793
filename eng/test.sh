#!/usr/bin/env bash
# Sets up, builds and runs all tests, two suites at a time. The last line says how many passed, failed and were skipped.
# Analyzers do not run here; .ci/run builds with them first and passes --built.
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
if [ "${1:-}" != --built ]; then
    eng/build.sh -p:RunAnalyzers=false || { echo "test.sh: the build failed" >&2; finish 0 1; }
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

run_suite() {
    local name=$1 status outcome counted
    dotnet test "artifacts/bin/$name/release/$name.dll" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
        </dev/null >"$results/$name.log" 2>&1
    status=$?
    grep -vE '^ *(Results File:|VSTest version|Starting test execution|A total of|$)|\[SKIP\]|^ +Skipped ' "$results/$name.log"
    # A failing test is in the results; anything else that went wrong is not.
    outcome=$(grep -oE '<ResultSummary outcome="[A-Za-z]+"' "$results/$name.trx" 2>/dev/null | cut -d'"' -f2)
    counted=$(grep -oE 'failed="[0-9]+"' "$results/$name.trx" 2>/dev/null | head -1 | grep -oE '[0-9]+')
    if [ "$status" -ne 0 ] && { [ "${counted:-0}" -eq 0 ] || [ "$outcome" = Aborted ]; }; then
        echo "test.sh: $name did not finish" >&2
        touch "$results/$name.broken"
    fi
}

# The largest first, so that none of the long ones is left for the end.
largest_first() {
    local project
    for project in tests/*/*.csproj; do
        echo "$(find "$(dirname "$project")" -name '*.cs' -exec cat {} + | wc -c) $(basename "$project" .csproj)"
    done | sort -rn | awk '{ print $2 }'
}

export results
export -f run_suite
largest_first | xargs -P 2 -I{} bash -c 'run_suite {}'
broken=$(find "$results" -name '*.broken' | wc -l)

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
