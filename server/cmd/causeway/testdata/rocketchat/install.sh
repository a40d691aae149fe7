#!/bin/sh
# Unpacks Rocket.Chat's own client packages into a folder, once. "npm install" refuses them, because one of their dependencies is a patch.
# usage: install.sh FOLDER
set -e
mkdir -p "$1"
cd "$1"
[ -f installed ] && exit 0
[ -f package.json ] || npm init -y >/dev/null
npm i --ignore-scripts --legacy-peer-deps --no-audit --no-fund query-string@7.1.3 ajv@8.20.0 ajv-formats@3.0.1 zod@~4.3.6 typia@9.7.2 esbuild@0.28.2
mkdir -p node_modules/@rocket.chat
for p in api-client:0.2.57 rest-typings:8.8.1 core-typings:8.8.1; do
	t=$(npm pack --silent "@rocket.chat/${p%:*}@${p#*:}" | tail -1)
	mkdir -p "node_modules/@rocket.chat/${p%:*}"
	tar xzf "$t" -C "node_modules/@rocket.chat/${p%:*}" --strip-components=1
	rm "$t"
done
touch installed
