#!/usr/bin/env bash
# Builds the solution for release. One compiler serves all projects, and ends with the build. Arguments go to dotnet build.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
dotnet build DelayedArray.sln -c Release -v quiet -p:UseSharedCompilation=true "$@" </dev/null
status=$?
dotnet build-server shutdown --vbcscompiler </dev/null >/dev/null 2>&1
exit $status
