# make run     builds the program and opens its window; without a screen it takes the tour instead
# make test    everything that must hold: formatting, lints, the crate, the page, the real window
# make bench   the figures that the book must show
# make tour    the counter's day in a virtual display, with pictures and the month's files in target/tour
# make fuzz    each reader of files and of what is typed against a fuzzer, a minute each; needs nightly and cargo-fuzz
# make icons   renders icons/ from the drawing
#
# `run` builds the release: opening quickly and finding at once is what the program is for, so a first look should see that. It takes
# a few minutes longer than a debug build, once. The tests and the tour use the debug build, where the environment may pick files.

CARGO ?= cargo
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
SCREEN := $(WAYLAND_DISPLAY)$(DISPLAY)
# How long each target is fuzzed.
FUZZ_SECONDS ?= 60
BEFORE := $(shell git status --porcelain 2>/dev/null)

.PHONY: run test bench fuzz tour icons setup setup-test fmt lint crate-tests page-tests window window-tests untouched
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

# Beside the seeds of the checkout it keeps what it finds in a folder of its own, and what panicked in fuzz/artifacts.
fuzz:
	@if ! $(CARGO) +nightly fuzz --version >/dev/null 2>&1; then \
		echo "make fuzz needs a nightly toolchain and cargo-fuzz; cargo test --test fuzzed runs the same targets without them."; \
	else \
		for target in $$($(CARGO) +nightly fuzz list); do \
			mkdir -p $(TARGET)/fuzzed/$$target && \
			$(CARGO) +nightly fuzz run $$target $(TARGET)/fuzzed/$$target fuzz/corpus/$$target -- -max_total_time=$(FUZZ_SECONDS) -max_len=4096 || exit 1; \
		done; \
	fi

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
	$(CARGO) build --locked --bins --examples

window-tests: window
	node --test --test-reporter=spec $(wildcard tests/desktop/*.test.js)

# Tests may write to target/ and to folders of their own, and nowhere else.
untouched:
	@test "$$(git status --porcelain | paste -s -d ' ' -)" = '$(subst ','\'',$(BEFORE))' || \
		{ echo "The tests changed files of the checkout:"; git status --porcelain; exit 1; }
