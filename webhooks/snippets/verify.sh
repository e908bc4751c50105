#!/usr/bin/env bash
# Checks one stored request with bash and openssl; the body comes in on standard input.
# WEBHOOK_SECRET=whsec_… ./verify.sh "$webhook_id" "$webhook_timestamp" "$webhook_signature" < body.json
set -euo pipefail
id=$1 sent=$2 given=$3

age=$(($(date +%s) - sent))
if [ "${age#-}" -gt 300 ]; then
	echo "too old" >&2
	exit 1
fi
case $WEBHOOK_SECRET in
whsec_*) key=$(printf %s "${WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n') ;;
*) key=$(printf %s "$WEBHOOK_SECRET" | od -An -v -tx1 | tr -d ' \n') ;;
esac
expected=v1,$({ printf '%s.%s.' "$id" "$sent" && cat; } | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
for one in $given; do
	if [ "$one" = "$expected" ]; then
		echo "the signature holds"
		exit 0
	fi
done
echo "no signature matches" >&2
exit 1
