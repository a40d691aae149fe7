# Each target with a ## comment is listed by "make help".

BUILD := .build
GOLDENS ?=
AREA ?=
HOST ?= http/antel
LISTEN ?= 127.0.0.1:9000
T ?= 10s
PACKAGES ?= ./...
TESTFLAGS ?=

.DEFAULT_GOAL := help
.PHONY: help build run test goldens bless golden-host bench fuzz lint cover routes clients

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build .build/causeway
	@go build -o $(BUILD)/causeway ./server/cmd/causeway

run: build ## serve the four systems with demonstration data and print how to try them
	@$(BUILD)/causeway serve --demo

test: ## vet, run every test, and let the codec's fuzz tests look for new inputs [T=10s]
	go vet ./...
	go test $(TESTFLAGS) ./...
	@$(MAKE) --no-print-directory fuzz PACKAGES=./codec

# Vectors of the serializers and tokens are replayed by tests of the packages codec and auth, exchanges of hosts by golden-host.
goldens: ## replay what real hosts answered and print the figures [AREA=http/antel] [GOLDENS=folder]
	@mkdir -p $(BUILD) && rm -f $(BUILD)/goldens.txt
	@go build -o $(BUILD)/golden-host ./server/cmd/golden-host
	@status=0; \
	case "$(AREA)" in ""|codec*|webapi*|auth*|clients*) \
		GOLDENS="$(abspath $(GOLDENS))" GOLDENS_AREA="$(AREA)" GOLDENS_REPORT="$(abspath $(BUILD)/goldens.txt)" \
			go test ./codec ./auth ./server/cmd/causeway -run '^TestGoldens$$' -count=1 -timeout 5m >$(BUILD)/goldens.log 2>&1 || status=1; \
		if [ -f $(BUILD)/goldens.txt ]; then \
			awk '/^fail/ { failed = failed $$0 "\n"; next } { print; printf "%s", failed; failed = "" }' $(BUILD)/goldens.txt; \
		fi; \
		if [ $$status = 1 ] && ! grep -qs '^fail' $(BUILD)/goldens.txt; then \
			cat $(BUILD)/goldens.log; \
		fi ;; \
	esac; \
	case "$(AREA)" in codec*|webapi/vectors*|auth/tokens|clients/rocketchat-*) \
		if [ ! -f $(BUILD)/goldens.txt ] && [ -z "$(GOLDENS)" ]; then echo "nothing of $(AREA) is recorded"; status=1; fi; \
		exit $$status ;; \
	esac; \
	for area in $(or $(firstword $(subst /, ,$(AREA))),http webapi auth clients); do \
		$(BUILD)/golden-host replay -area $$area -host "$(word 2,$(subst /, ,$(AREA)))" -goldens "$(GOLDENS)" || status=1; \
	done; \
	exit $$status

bless: ## rewrite the derived documents whose answers have changed, and print the differences; documented and recorded ones stay
	@BLESS=1 go test ./server/cmd/causeway -run Documents -count=1 >/dev/null || true
	@git --no-pager diff -- fixtures

golden-host: ## serve a recorded host made again [HOST=http/antel] [LISTEN=127.0.0.1:9000]
	@go run ./server/cmd/golden-host -host $(HOST) -listen $(LISTEN)

bench: ## print the benchmarks, among them the time to the first answer and the memory of a second start
	@mkdir -p $(BUILD)
	@status=0; \
	go test ./... -run '^$$' -bench . -benchmem >$(BUILD)/bench.txt 2>&1 || status=1; \
	(cd codec/bench && go test -run '^$$' -bench . -benchmem) >>$(BUILD)/bench.txt 2>&1 || status=1; \
	grep -E '^(pkg:|Benchmark|    bench_test.go|--- FAIL|FAIL)' $(BUILD)/bench.txt; \
	exit $$status

# Go's fuzzing may end with "context deadline exceeded" when its time is over; only an input that it wrote down is a failure.
fuzz: ## let every fuzz test look for new inputs [T=10s] [PACKAGES=./codec]
	@go list $(PACKAGES) | while read -r package; do \
		go test "$$package" -list '^Fuzz' | grep '^Fuzz' | while read -r name; do \
			echo "fuzz $$package $$name"; \
			out=$$(go test "$$package" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(T) 2>&1) && continue; \
			case "$$out" in \
			*"Failing input"*) echo "$$out"; exit 1 ;; \
			*"context deadline exceeded"*) ;; \
			*) echo "$$out"; exit 1 ;; \
			esac; \
		done || exit 1; \
	done

lint: ## gofmt, vet, staticcheck
	@unformatted=$$(gofmt -l auth codec dto fixtures server services); test -z "$$unformatted" || { echo "gofmt -w $$unformatted"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

cover: ## print which share of each package's statements the tests run
	@mkdir -p $(BUILD)
	@go test ./... -coverpkg=./... -coverprofile=$(BUILD)/cover.out >$(BUILD)/cover.txt 2>&1 || { cat $(BUILD)/cover.txt; exit 1; }
	@awk 'NR > 1 { size[$$1] = $$2; if ($$3 > 0) ran[$$1] = 1 } \
		END { \
			for (part in size) { \
				package = part; sub(/\/[^\/]*$$/, "", package); \
				all[package] += size[part]; if (part in ran) done[package] += size[part]; \
			} \
			for (package in all) printf "%5.1f%% %s\n", 100 * done[package] / all[package], package; \
		}' $(BUILD)/cover.out | sort -k2

routes: build ## list every operation of every system
	@$(BUILD)/causeway routes

clients: ## run the real clients of each family against the server (installs them from npm, PyPI and Maven into .tools)
	CAUSEWAY_CLIENTS=1 go test ./server/cmd/causeway -run Clients -count=1 -v
