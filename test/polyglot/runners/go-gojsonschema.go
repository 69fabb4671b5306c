// Validates cases with gojsonschema: ../program-validators.ts describes input and output.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/xeipuuv/gojsonschema"
)

var schemas = map[string]*gojsonschema.Schema{}

func schema(file string) *gojsonschema.Schema {
	if schemas[file] == nil {
		text, err := os.ReadFile("schemas/v1/" + file)
		check(err)
		schemas[file], err = gojsonschema.NewSchema(gojsonschema.NewBytesLoader(text))
		check(err)
	}
	return schemas[file]
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	// No file of Debian's Go package has its version.
	version, _ := exec.Command("dpkg-query", "--show", "--showformat=${Version}", "golang-github-xeipuuv-gojsonschema-dev").Output()
	fmt.Printf("%s, Go %s\n", strings.Split(string(version), "-")[0], strings.TrimPrefix(runtime.Version(), "go"))
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var line [2]string
		check(json.Unmarshal(lines.Bytes(), &line))
		result, err := schema(line[0]).Validate(gojsonschema.NewStringLoader(line[1]))
		check(err)
		fmt.Println(result.Valid())
	}
}
