#!/usr/bin/env bash
# Lints the documents in docs/contract, which are the served ones, with third-party linters, and compiles a TypeScript client generated from them.
set -euo pipefail
cd "$(dirname "$0")"

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
export PATH="$PWD/node_modules/.bin:$PATH" REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

spectral lint --ruleset spectral.yaml --fail-severity warn ../../docs/contract/openapi.json
redocly lint --config redocly.yaml ../../docs/contract/openapi.json
node asyncapi.mjs ../../docs/contract/asyncapi.json
openapi-typescript ../../docs/contract/openapi.json --output generated/openapi.ts
tsc
