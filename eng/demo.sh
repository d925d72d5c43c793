#!/usr/bin/env bash
# Sets up, builds, and shows the main job on an example file that is made for it.
#   eng/demo.sh                    in a temporary folder
#   eng/demo.sh FOLDER             in a folder of your choice
#   eng/demo.sh FILE::DATASET      on a dataset of your own
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
"$here/eng/setup.sh"
build=$(dotnet build "$here/DelayedArray.Cli" -c Release --nologo -v quiet 2>&1) || { echo "$build" >&2; exit 1; }
exec "$here/artifacts/bin/DelayedArray.Cli/release/darray" demo "$@"
