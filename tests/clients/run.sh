#!/usr/bin/env bash
# Lints the documents of the contract, generates clients with openapi-typescript, Kiota and NSwag, and runs each against a running server.
set -euo pipefail
cd "$(dirname "$0")"

export KIOTA_UPDATE__DISABLED=true KIOTA_TUTORIAL_ENABLED=false KIOTA_CLI_TELEMETRY_OPTOUT=true DOTNET_CLI_TELEMETRY_OPTOUT=true
bash lint.sh
rm -rf generated/kiota generated/nswag
dotnet tool restore
dotnet kiota generate --language CSharp --openapi ../../docs/contract/openapi.json --output generated/kiota \
  --class-name OzFunctionsClient --namespace-name OzFunctions.Clients.Kiota --log-level Error
mkdir -p generated/nswag
dotnet nswag openapi2csclient /input:../../docs/contract/openapi.json /output:generated/nswag/Client.cs \
  /className:OzFunctionsClient /namespace:OzFunctions.Clients.NSwag /jsonLibrary:SystemTextJson /generateNullableReferenceTypes:true
dotnet build Kiota --nologo --verbosity quiet
dotnet build NSwag --nologo --verbosity quiet
dotnet build ../../src/OzFunctions.Server --nologo --verbosity quiet

url=http://127.0.0.1:7079
folder=clients-$$
data=$(mktemp -d)
server=$(realpath ../../src/OzFunctions.Server/bin/Debug/net10.0/OzFunctions.Server.dll)
(cd "$data" && exec dotnet "$server" --urls "$url" --environment Development) &
head=$!
trap 'kill "$head" 2>/dev/null || true; wait "$head" 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 120); do
  curl --silent --fail --output /dev/null "$url/api/health/ready" && break
  kill -0 "$head" || { echo "The server exited before it was ready."; exit 1; }
  sleep 1
done

node generated/js/client.js "$url/api" "$folder"
dotnet run --no-build --project Kiota -- "$url/api" "$folder"
dotnet run --no-build --project NSwag -- "$url/api" "$folder"
