#!/bin/sh
# Installs what building Regulars needs on Debian and Ubuntu; says what to do elsewhere.
#
#     scripts/setup.sh          to build and run
#     scripts/setup.sh test     also what the tests need
#     scripts/setup.sh bench    also what the benchmarks compare with
#
# Run it as often as you like: with nothing missing it takes a moment and asks nobody for anything.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-build}
rust_needed=1.95
node_needed=18

build_packages="build-essential pkg-config libwebkit2gtk-4.1-dev librsvg2-dev libssl-dev"
test_packages="webkit2gtk-driver xvfb fonts-noto-core libreoffice-calc-nogui"
bench_packages="sqlite3 hyperfine"

say() { printf '%s\n' "$*" >&2; }
fail() { say "setup: $*"; exit 1; }

# at_least HAVE NEED: whether version HAVE (1.95.0) is NEED (1.95) or later.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has sudo; then
        sudo "$@"
    else
        fail "these packages are missing and there is no sudo here. As root, run: apt-get install$missing"
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# Installs those of the named packages that are missing. A machine that never fetched its package lists fetches them.
need_packages() {
    missing=""
    for package in "$@"; do
        state=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
        [ "$state" = "install ok installed" ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "setup: installing$missing"
    # shellcheck disable=SC2086 # the list is meant to be split
    apt_install $missing || { as_root apt-get update && apt_install $missing; } ||
        fail "these packages could not be installed:$missing"
}

case $purpose in
    build) packages=$build_packages ;;
    test) packages="$build_packages $test_packages" ;;
    bench) packages="$build_packages $bench_packages" ;;
    *) fail "what for? One of: build, test, bench" ;;
esac

# The system's packages.
if has apt-get && has dpkg-query; then
    # shellcheck disable=SC2086
    need_packages $packages
elif has dnf; then
    say "setup: on Fedora, install these yourself: gcc gcc-c++ make pkgconf-pkg-config webkit2gtk4.1-devel librsvg2-devel openssl-devel; for the tests also webkit2gtk-driver xorg-x11-server-Xvfb google-noto-sans-fonts nodejs npm."
elif has pacman; then
    say "setup: on Arch, install these yourself: base-devel webkit2gtk-4.1 librsvg openssl; for the tests also xorg-server-xvfb noto-fonts nodejs npm."
elif [ "$(uname -s)" = Darwin ]; then
    has cc || fail "the compiler is missing. Run: xcode-select --install"
else
    say "setup: this system is not known here; README.md says what a build needs."
fi

# Rust. The toolchain is yours: it is looked at, never changed.
has cargo && has rustc || fail "Rust is missing. Install Rust $rust_needed or later with rustup, then run this again."
rust=$(rustc --version | cut -d ' ' -f 2)
at_least "${rust%%-*}" "$rust_needed" ||
    fail "this is Rust $rust, and Regulars needs $rust_needed or later. With rustup: rustup update stable"
if [ "$purpose" = test ]; then
    for component in clippy fmt; do
        cargo "$component" --version >/dev/null 2>&1 ||
            fail "cargo $component is missing. With rustup: rustup component add clippy rustfmt"
    done
fi

# Node, for the page's checks and the window's tests. The program itself has none of it.
if [ "$purpose" = test ]; then
    if has apt-get; then
        has node || need_packages nodejs
        has npm || need_packages npm
    fi
    has node && has npm || fail "Node.js $node_needed or later with npm is missing; the tests need it."
    node=$(node --version)
    at_least "${node#v}" "$node_needed" || fail "this is Node.js $node, and the tests need $node_needed or later."
    if [ -f package-lock.json ] && ! cmp -s package-lock.json node_modules/.installed-lock.json; then
        say "setup: installing the tests' tools"
        npm ci --no-audit --no-fund --loglevel=error
        cp package-lock.json node_modules/.installed-lock.json
    fi
fi
