#!/usr/bin/env bash
# Sets up, builds and runs all tests. The last line says how many passed and failed.
set -uo pipefail
cd "$(dirname "$0")/.."

finish() {
    echo "$1 passed, $2 failed${3:+, $3 skipped}"
    [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
    exit
}

eng/setup.sh --test || finish 0 1
dotnet build DelayedArray.sln -c Release --nologo -v quiet || finish 0 1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
crashed=0
for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
        || [ -f "$results/$name.trx" ] || { echo "$name did not finish" >&2; crashed=$((crashed + 1)); }
done

count() { cat "$results"/*.trx 2>/dev/null | grep -oE "<Counters [^>]*" | grep -oE " $1=\"[0-9]+" | grep -oE "[0-9]+" | awk '{ n += $1 } END { print n + 0 }'; }
# A test run that broke off says so in its outcome only.
aborted=$(grep -lE '<ResultSummary outcome="(Aborted|Error)"' "$results"/*.trx 2>/dev/null | wc -l)
passed=$(count passed) failed=$(($(count failed) + $(count error) + $(count timeout) + crashed + aborted))
skipped=$(($(count total) - $(count executed)))
finish "$passed" "$failed" "$skipped"
