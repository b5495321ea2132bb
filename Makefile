# Vial: `make help` lists what there is. Everything works on a bare Debian 12 or Ubuntu with Swift 6.3 on the PATH.

SHELL := /bin/bash
SWIFT := $(shell command -v swift || echo /opt/swift/usr/bin/swift)
PACKAGES := libgmp-dev libpcre2-dev zlib1g-dev libedit-dev libbsd-dev libncurses-dev
BUILD := .build/release
# A folder in which the linker finds the static libstdc++ before the shared one: the executable needs libc and its kin alone.
STATIC := $(CURDIR)/.build/static
FLAGS := -c release -Xswiftc -static-stdlib -Xlinker -L$(STATIC) -Xswiftc -Xclang-linker -Xswiftc -static-libgcc
# Programs run in release builds; Swift Testing does not link statically.
TEST_FLAGS := -c release --scratch-path .build-tests -Xswiftc -enable-testing -Xswiftc -suppress-warnings
SCRIPT ?= examples/tour.exs
SECONDS ?= 600
# Programs with recorded output: ours and, where it lies beside the project, what passes of the corpus.
PROGRAMS := --dir Tests/Conformance --dir examples --corpus ../shared/conformance --names Tests/Conformance/corpus.txt

# What is run under collector stress and ten seeds besides: hours are not to be spent on programs of wrong code.
DEEP := --dir Tests/Conformance/core --dir examples --corpus ../shared/conformance --names Tests/Conformance/deep.txt

.PHONY: cache projects help formatted sanitize differential library recorded setup build run test deep bench fuzz unit conformance images soak storm pipes repl tidy clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1|/' | column -t -s '|'

setup:
	@for package in $(PACKAGES); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $$missing >/dev/null; \
	  else sudo apt-get update -qq && sudo apt-get install -y -qq $$missing >/dev/null; fi; \
	fi

$(STATIC)/libstdc++.a:
	@mkdir -p $(STATIC) && ln -sf "$$(ls -d /usr/lib/gcc/*/*/libstdc++.a | tail -1)" $@

build: setup $(STATIC)/libstdc++.a ## build bin/vial: one file with its library inside
	@$(SWIFT) build $(FLAGS) --product vial
	@mkdir -p bin && $(BUILD)/vial --build-image stdlib bin/vial

run: build ## run a script: make run SCRIPT=examples/tour.exs
	@bin/vial $(SCRIPT)

test: build unit tidy formatted conformance recorded library images projects pipes repl cache storm ## every test

unit: setup
	@$(SWIFT) build $(TEST_FLAGS) --build-tests
	@$(SWIFT) test $(TEST_FLAGS) --skip-build

tidy:
	@python3 Tests/tidy.py

formatted: ## the library and the examples have the formatter's form
	@bin/vial format --check-formatted 'stdlib/**/*.ex' 'examples/**/*.exs' && echo "library and examples: formatted"

conformance: ## the programs with recorded output, ours and (where it lies beside the project) the corpus
	@python3 Tests/conformance.py --tool bin/vial $(PROGRAMS)

differential: build ## random calls of the library against a real Elixir
	@python3 Tests/Differential/run.py

recorded: ## the same against what was recorded of it
	@python3 Tests/Differential/run.py --recorded

library: ## the examples in the docs of the library
	@bin/vial Tests/Library/doctests.exs

images: ## damaged library images are refused in one line
	@python3 Tests/images.py --tool bin/vial

projects: ## whole projects under the project tool, with recorded sessions
	@python3 Tests/projects.py --tool "bin/vial mix"

pipes: ## programs whose reader has gone end silently
	@python3 Tests/pipes.py --tool bin/vial

cache: ## what is kept of a script for its next run
	@python3 Tests/script_cache.py --tool bin/vial

repl: ## sessions at a pseudo-terminal
	@python3 Tests/repl.py --tool "bin/vial repl"

soak: build ## a supervised tree under a storm of kills: make soak SECONDS=600
	@bin/vial Tests/Soak/soak.exs $(SECONDS)

storm: ## a minute of it
	@bin/vial Tests/Soak/soak.exs 60 0

deep: build sanitize ## collector stress, ten seeds, replay, sanitizers
	@python3 Tests/conformance.py --tool bin/vial $(DEEP) --stress --seeds 10 --timeout 500
	@python3 Tests/replay.py --tool bin/vial --runs 1000

# Debug builds: what a sanitizer finds does not depend on speed. Terms a million deep, and sizes under quarantine, are left to `unit`.
sanitize: setup ## the machine's tests under ThreadSanitizer and AddressSanitizer
	@$(SWIFT) build --sanitize=thread --scratch-path .build-thread --build-tests -Xswiftc -suppress-warnings
	@TSAN_OPTIONS=halt_on_error=1 $(SWIFT) test --sanitize=thread --scratch-path .build-thread --skip-build --filter MachineTests.Process --skip NothingLeaks
	@rm -rf .build-thread
	@$(SWIFT) build --sanitize=address --scratch-path .build-address --build-tests -Xswiftc -suppress-warnings
	@ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1 $(SWIFT) test --sanitize=address --scratch-path .build-address --skip-build --filter MachineTests --skip testDepth
	@rm -rf .build-address

bench: build ## ratios against every peer on this machine
	@python3 Benchmarks/run.py
	@python3 Benchmarks/run.py --growth
	@python3 Benchmarks/scaling.py
	@python3 Benchmarks/compile.py
	@python3 Benchmarks/tools.py

fuzz: build ## an hour of fuzzing the lexer and parser, then 5,000 damaged images
	@VIAL_FUZZ_SECONDS=3600 $(SWIFT) test $(TEST_FLAGS) --filter Fuzz
	@python3 Tests/images.py --tool bin/vial --cases 5000 --seed 2

clean:
	@rm -rf .build .build-* bin
