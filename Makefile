# make run     builds the program and opens its window; without a screen it takes the tour instead
# make test    everything that must hold: formatting, lints, the crate, the page, the real window
# make bench   the figures that the book must show
# make tour    the counter's day in a virtual display, with pictures and the month's files in target/tour
# make icons   renders icons/ from the drawing
#
# `run` builds the release: opening quickly and finding at once is what the program is for, so a first look should see that. It takes
# a few minutes longer than a debug build, once. The tests and the tour use the debug build, where the environment may pick files.

CARGO ?= cargo
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
SCREEN := $(WAYLAND_DISPLAY)$(DISPLAY)
BEFORE := $(shell git status --porcelain 2>/dev/null)

.PHONY: run test bench tour icons setup setup-test fmt lint crate-tests page-tests window window-tests untouched
.NOTPARALLEL:

ifneq ($(SCREEN)$(filter Darwin Windows_NT,$(OS) $(shell uname -s)),)
run: setup
	$(CARGO) build --release --locked
	$(TARGET)/release/regulars
else
run:
	@echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): taking the tour instead."
	@$(MAKE) --no-print-directory tour
endif

tour: setup-test window
	node scripts/tour.js

test: setup-test fmt lint crate-tests page-tests window-tests untouched

bench:
	@scripts/setup.sh bench
	$(CARGO) bench --locked --no-default-features

icons:
	scripts/icons.sh

setup:
	@scripts/setup.sh

setup-test:
	@scripts/setup.sh test

fmt:
	$(CARGO) fmt --check

lint:
	$(CARGO) clippy --locked --no-default-features --all-targets -- -D warnings
	$(CARGO) clippy --locked --all-targets -- -D warnings

# Where the set-up has put LibreOffice, the tests that need it may not be passed over.
crate-tests:
	$(if $(shell command -v apt-get),REGULARS_NEEDS_OFFICE=1) $(CARGO) test --locked --no-default-features

page-tests:
	npm run --silent check
	npm test --silent

window:
	$(CARGO) build --locked --bins

window-tests: window
	node --test --test-reporter=spec $(wildcard tests/desktop/*.test.js)

# Tests may write to target/ and to folders of their own, and nowhere else.
untouched:
	@test "$$(git status --porcelain | paste -s -d ' ' -)" = '$(subst ','\'',$(BEFORE))' || \
		{ echo "The tests changed files of the checkout:"; git status --porcelain; exit 1; }
