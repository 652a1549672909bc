package main

import (
	"fmt"
	"os"
	"os/exec"
)

// webSize is how many bytes a browser fetches of a program, compressed: the program with all it embeds. Our page, script and
// style are counted with ours.
func webSize(dir, what string) (total int64, err error) {
	files := []string{in(dir, "app.wasm")}
	if err := build(files[0], what, "release,migrated_fynedo,no_emoji", "GOOS=js", "GOARCH=wasm"); err != nil {
		return 0, err
	}
	if what == "." {
		files = append(files, "assets/web/index.html", "assets/web/boot.js", "assets/web/style.css")
	}
	for _, f := range files {
		n, err := compressed(dir, f)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

func compressed(dir, file string) (int64, error) {
	to := in(dir, "compressed.br")
	if said, err := exec.Command("brotli", "-q", "9", "-f", "-o", to, file).CombinedOutput(); err != nil {
		return 0, fmt.Errorf("brotli: %w\n%s", err, said)
	}
	info, err := os.Stat(to)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
