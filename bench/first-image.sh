#!/usr/bin/env bash
# Measures a node from start to its first and its warm images, as a user meets it: published programs, real processes.
# usage: bench/first-image.sh [RUNS]     prints medians; needs curl
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-5}
work=$(mktemp -d)
trap 'kill "${node:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet publish silo -c Release -o "$work/silo" -v q >/dev/null
dotnet publish client -c Release -o "$work/client" -v q >/dev/null
echo "published silo: $(du -sm "$work/silo" | cut -f1) MB, of it models $(du -sm "$work/silo/models" | cut -f1) MB"

now() { date +%s%N; }
milliseconds() { echo $((($(now) - $1) / 1000000)); }
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
generate() { dotnet "$work/client/EdgeAigc.Client.dll" generate "red heart" --steps 20 --seed 1 --out "$work/heart.png" --connect 127.0.0.1:30900 2>/dev/null; }
seconds() { sed -n "s/^$1 *\([0-9.]*\) s.*/\1/p"; }

for _ in $(seq "$runs"); do
    began=$(now)
    dotnet "$work/silo/EdgeAigc.Silo.dll" --gateway-port 30900 --silo-port 31900 --http-port 38900 >"$work/log" 2>&1 &
    node=$!
    until curl -sf http://127.0.0.1:38900/healthz/ready >/dev/null; do sleep 0.02; done
    milliseconds "$began" >>"$work/ready"
    began=$(now); generate >"$work/first.txt"; milliseconds "$began" >>"$work/first"
    for kind in queued loading denoising delivering; do seconds $kind <"$work/first.txt" >>"$work/first.$kind"; done
    for _ in 1 2 3; do
        began=$(now); generate >"$work/warm.txt"; milliseconds "$began" >>"$work/warm"
        for kind in queued denoising delivering; do seconds $kind <"$work/warm.txt" >>"$work/warm.$kind"; done
    done
    kill -TERM "$node"; wait "$node" || true
done

echo "start to ready:                         $(median "$work/ready") ms"
echo "first image, whole client process:      $(median "$work/first") ms (queued $(median "$work/first.queued") s, loading $(median "$work/first.loading") s, denoising $(median "$work/first.denoising") s, delivering $(median "$work/first.delivering") s)"
echo "warm image, whole client process:       $(median "$work/warm") ms (queued $(median "$work/warm.queued") s, denoising $(median "$work/warm.denoising") s, delivering $(median "$work/warm.delivering") s)"
