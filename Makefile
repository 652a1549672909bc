# The few commands of the project. Each says and installs what it misses (see .ci/install).

WEB_ADDR ?= localhost:8080
WEB_PLANS ?= http://127.0.0.1:8089
SERVE_ADDR ?= 127.0.0.1:8089

WEB_TAGS = release,migrated_fynedo,no_emoji
APP_TAGS = release,migrated_fynedo

# An older Go fetches the one that go.mod names.
export GOTOOLCHAIN ?= auto

# On Linux the runtime erases what secrets leave behind (app/secret/do_runtimesecret.go); elsewhere it cannot.
ifeq ($(shell uname -s),Linux)
export GOEXPERIMENT ?= runtimesecret
endif

.PHONY: run app test web web-build serve bench clean

# A window where there is a display, the browser build where there is none.
run:
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then $(MAKE) --no-print-directory app; else \
	echo "There is no display here, so this serves the browser build."; $(MAKE) --no-print-directory web; fi

app: build/vestibule
	./build/vestibule $(ARGS)

build/vestibule: FORCE
	@.ci/install build
	go build -trimpath -tags $(APP_TAGS) -ldflags='-s -w' -o $@ .

test:
	@.ci/install test
	@.ci/test $(LANES)

web: web-build
	go run ./.ci/webserve -addr $(WEB_ADDR) -plans "$(WEB_PLANS)" build/web

web-build:
	@.ci/install web
	@mkdir -p build/web
	GOEXPERIMENT= GOOS=js GOARCH=wasm go build -trimpath -tags $(WEB_TAGS) -ldflags='-s -w' -o build/web/app.wasm .
	@cp assets/web/* "$$(go env GOROOT)/lib/wasm/wasm_exec.js" build/web/
	@sed -i.bak 's#http://127.0.0.1:8089#$(WEB_PLANS)#' build/web/index.html && rm build/web/index.html.bak
	@rm -f build/web/app.wasm.br; if command -v brotli >/dev/null; then brotli -q 5 -k build/web/app.wasm; fi

serve: build/vestibule
	./build/vestibule -serve $(SERVE_ADDR)

bench:
	@.ci/install test
	@.ci/bench/run

clean:
	rm -rf build

FORCE:
