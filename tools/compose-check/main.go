// Loads compose files as `docker compose config` does, by the same library and without an engine, and prints the model as JSON.
//
//	compose-check PROFILE[,PROFILE] FILE [FILE]
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: compose-check PROFILES FILE [FILE]")
		os.Exit(2)
	}
	options, err := cli.NewProjectOptions(os.Args[2:],
		cli.WithOsEnv,
		cli.WithInterpolation(true),
		cli.WithResolvedPaths(true),
		cli.WithConsistency(true),
		cli.WithProfiles(strings.Split(os.Args[1], ",")))
	if err == nil {
		project, failed := options.LoadProject(context.Background())
		if failed == nil {
			encoder := json.NewEncoder(os.Stdout)
			encoder.SetIndent("", "  ")
			err = encoder.Encode(project)
		} else {
			err = failed
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
