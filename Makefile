# The words of this repository. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

TOOL := go tool -modfile=.ci/tools.mod

# Receivers on this machine may hear webhooks while we try things out.
LOCAL_WEBHOOKS := 127.0.0.1/32,::1/128
run dev: export ANTEROOM_WEBHOOK_ALLOW ?= $(LOCAL_WEBHOOKS)

# A page opened through this port reloads itself.
dev: export ANTEROOM_ADDR ?= 127.0.0.1:8080
dev: export ANTEROOM_URL ?= http://127.0.0.1:7331

## Using it
.PHONY: run demo build image
run: binary ## build and serve on SQLite in ./anteroom.db; prints the link to open
	exec bin/anteroom serve

demo: binary ## the same on a database of its own, filled with a plausible account
	exec bin/anteroom demo

build: ## the static binary, bin/anteroom, as it is released
	go build -trimpath -tags netgo,osusergo,sqlite_omit_load_extension \
		-ldflags '-s -w -linkmode external -extldflags -static' -o bin/anteroom ./cmd/anteroom

image: ## the container image, anteroom:latest; needs docker
	@command -v docker >/dev/null || { echo "make image builds with docker, which is not here: install it, or use make build for the binary alone." >&2; exit 1; }
	docker build --tag anteroom .

## Changing it
.PHONY: dev generate fmt screenshots
dev: ## serve, and on every change rebuild, restart and reload the page
	exec $(TOOL) templ generate --watch --watch-pattern '.+\.(go|templ|css|js|svg|sql)$$|.+_templ\.txt$$' \
		--proxy "http://$$ANTEROOM_ADDR" --open-browser=false --cmd 'go run -tags dev ./cmd/anteroom serve'

generate: ## write *_templ.go from the .templ files
	$(TOOL) templ generate

fmt: ## bring Go and templ files into shape
	$(TOOL) golangci-lint fmt
	$(TOOL) templ fmt .

screenshots: needs ## take the pictures in docs/ again
	ANTEROOM_SCREENSHOTS=$(CURDIR)/docs go test -count=1 -v -run '^TestScreenshots' $(call having,func TestScreenshots)

## Proving it
.PHONY: test lint check-generated bench fuzz soak
test: needs ## every test: race detector, SQLite and PostgreSQL, a real browser
	TMPDIR=$$(.ci/scratch) go test -race -timeout 15m -json ./... | go run .ci/report.go

lint: check-generated ## what the machine can say about the code
	.ci/house
	$(TOOL) templ fmt -fail -log-level warn .
	$(TOOL) golangci-lint run

check-generated: ## fail where *_templ.go is not what the .templ files say
	.ci/generated

bench: needs build ## what Anteroom does beside the bare parts, as a table; BENCH=regexp chooses, COUNT repeats
	go test -p 1 -run '^$$' -bench '$(or $(BENCH),.)' -benchtime 1x -count $(or $(COUNT),1) -timeout 60m $(call having,func Benchmark) | go run .ci/bench.go

soak: needs ## kill the program at random moments under load: KILLS (100) times on SQLite, KILLS_POSTGRES (30) on PostgreSQL
	ANTEROOM_KILLS_SQLITE='$(or $(KILLS),100)' ANTEROOM_KILLS_POSTGRES='$(or $(KILLS_POSTGRES),30)' \
		go test -count=1 -timeout 60m -v -run '^(TestKilled|TestOfFour)' ./cmd/anteroom

fuzz: ## real fuzzing, FUZZTIME (20s) for each target
	.ci/fuzz '$(or $(FUZZTIME),20s)'

## The rest
.PHONY: help binary needs
help: ## this list
	@awk '/^## / { printf "\n%s\n", substr($$0, 4) } \
	  match($$0, /^[a-z-]+:.*## /) { word = $$1; sub(":", "", word); printf "  make %-16s %s\n", word, substr($$0, RLENGTH + 1) }' Makefile

binary:
	go build -o bin/anteroom ./cmd/anteroom

# What the tests run against: chromium and PostgreSQL, from Debian's packages.
needs:
	@.ci/needs

# The packages whose tests have the given words, as ./path.
having = $$(grep -rl --include='*_test.go' '^$(1)' . | xargs -r -n1 dirname | sort -u)
