#!/usr/bin/env bash
# Starts a head as documented, posts a webhook, and reads the folder back. Without arguments the head is the Functions app under the Core Tools;
# `bash tests/functions-smoke.sh dotnet run --project src/OzFunctions.Server` does the same with the server.
set -euo pipefail
cd "$(dirname "$0")/.."

api=http://localhost:7071/api
folder=00000000-0000-4000-8000-00000000f001
[ $# -gt 0 ] || {
  set -- dotnet run --project src/OzFunctions
  cp --no-clobber local.settings.sample.json local.settings.json
  node src/OzFunctions.Server/Azurite/node_modules/azurite/dist/src/azurite.js --silent --inMemoryPersistence --skipApiVersionCheck &
  azurite=$!
}

"$@" &
head=$!
trap 'kill "$head" ${azurite:-} 2>/dev/null || true; wait 2>/dev/null || true' EXIT

for _ in $(seq 120); do
  curl --silent --fail --output /dev/null "$api/health/ready" && break
  kill -0 "$head" || { echo "The head exited before it was ready."; exit 1; }
  sleep 1
done

answer=$(curl --silent --show-error --fail --data @tests/OzFunctions.Tests/Samples/folder_finished_declined.json "$api/oz/webhooks")
echo "$answer"
[[ $answer == *'"systemResolution":"DECLINED"'* ]]
shown=$(curl --silent --show-error --fail "$api/folders/$folder")
[[ $shown == *"\"folderId\":\"$folder\""* ]]
[ "$(curl --silent --output /dev/null --write-out '%{http_code}' "$api/folders/nobody")" = 404 ]
echo "The head accepts webhooks and serves folders."
