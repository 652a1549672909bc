// Command kratos is Ory Kratos itself, built so that the tests can start a real one. Nothing of it is in the product.
package main

import (
	"os"

	"github.com/ory/kratos/cmd"
)

func main() { os.Exit(cmd.Execute()) }
