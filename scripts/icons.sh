#!/bin/sh
# Renders every icon size from icons/regulars.svg. The results are committed; run this after changing the drawing.
set -eu
cd "$(dirname "$0")/.."

# render SIZE FILE: one square PNG with a transparent ground.
render() {
    if command -v rsvg-convert >/dev/null 2>&1; then
        rsvg-convert --width "$1" --height "$1" --output "$2" icons/regulars.svg
    else
        convert -background none -density 384 icons/regulars.svg -resize "$1x$1" -strip "PNG32:$2"
    fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

render 32 icons/32x32.png
render 128 icons/128x128.png
render 256 icons/128x128@2x.png
render 512 icons/icon.png

for size in 16 24 32 48 64 128 256 512 1024; do
    render "$size" "$work/$size.png"
done
convert "$work/16.png" "$work/24.png" "$work/32.png" "$work/48.png" "$work/64.png" "$work/256.png" icons/icon.ico
python3 scripts/icns.py icons/icon.icns \
    icp4="$work/16.png" icp5="$work/32.png" icp6="$work/64.png" ic07="$work/128.png" \
    ic08="$work/256.png" ic09="$work/512.png" ic10="$work/1024.png"
