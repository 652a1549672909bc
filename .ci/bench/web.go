package main

import (
	"log"
	"os"
	"os/exec"
)

// webSize is how many bytes a browser fetches of a program, compressed: the program with all it embeds. Our page, script and
// style are counted with ours.
func webSize(dir, what string) (total int64) {
	files := []string{in(dir, "app.wasm")}
	build(files[0], what, "release,migrated_fynedo,no_emoji", "GOOS=js", "GOARCH=wasm")
	if what == "." {
		files = append(files, "assets/web/index.html", "assets/web/boot.js", "assets/web/style.css")
	}
	for _, f := range files {
		total += compressed(dir, f)
	}
	return total
}

func compressed(dir, file string) int64 {
	to := in(dir, "compressed.br")
	if said, err := exec.Command("brotli", "-q", "9", "-f", "-o", to, file).CombinedOutput(); err != nil {
		log.Fatalf("brotli: %v\n%s", err, said)
	}
	info, err := os.Stat(to)
	if err != nil {
		log.Fatal(err)
	}
	return info.Size()
}
