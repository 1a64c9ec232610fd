#!/usr/bin/env bash
# Renders every icon from the one drawing. Debian packages: librsvg2-bin icoutils icnsutils.
set -euo pipefail
cd "$(dirname "$0")"
sizes="16 24 32 48 64 128 256 512 1024"
for size in $sizes; do
    rsvg-convert --width="$size" --height="$size" --output="icon-$size.png" cmk-console.svg
done
icotool --create --output=cmk-console.ico icon-16.png icon-24.png icon-32.png icon-48.png icon-64.png --raw=icon-256.png
png2icns cmk-console.icns icon-16.png icon-32.png icon-48.png icon-128.png icon-256.png icon-512.png icon-1024.png
