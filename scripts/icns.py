#!/usr/bin/env python3
"""Packs PNG files into an Apple icon: icns.py OUT.icns TYPE=FILE.png ..."""

import struct
import sys


def main(out, *entries):
    chunks = b""
    for entry in entries:
        kind, path = entry.split("=", 1)
        with open(path, "rb") as file:
            png = file.read()
        chunks += kind.encode("ascii") + struct.pack(">I", len(png) + 8) + png
    with open(out, "wb") as file:
        file.write(b"icns" + struct.pack(">I", len(chunks) + 8) + chunks)


main(*sys.argv[1:])
