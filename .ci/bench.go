// Command bench reads `go test -bench` and prints a table: what Anteroom does, what the bare parts do in the same run,
// and whether the aim is met. A benchmark reports "ours-UNIT" and "bare-UNIT", "ratio" where it is not their quotient, and
// "least" or "most": the ratio aimed at or, where there is nothing bare, the figure itself.
package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// measure is one benchmark, with the metrics of every time it ran.
type measure struct {
	name    string
	metrics map[string][]float64
}

func main() {
	var measures []*measure
	failed := false
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			failed = failed || strings.HasPrefix(lines.Text(), "FAIL") || strings.HasPrefix(lines.Text(), "--- FAIL")
			fmt.Println(lines.Text())
			continue
		}
		fmt.Fprintln(os.Stderr, lines.Text())
		measures = take(measures, fields)
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\nWHAT\tOURS\tBARE\tRATIO\tAIM\t")
	for _, m := range measures {
		fmt.Fprintln(table, m.row())
	}
	if err := table.Flush(); err != nil || lines.Err() != nil || failed {
		os.Exit(1)
	}
}

func take(measures []*measure, fields []string) []*measure {
	name := strings.TrimPrefix(fields[0], "Benchmark")
	if cut := strings.LastIndex(name, "-"); cut > 0 {
		name = name[:cut] // the number of cores
	}
	i := slices.IndexFunc(measures, func(m *measure) bool { return m.name == name })
	if i < 0 {
		i, measures = len(measures), append(measures, &measure{name, map[string][]float64{}})
	}
	for at := 2; at+1 < len(fields); at += 2 {
		if value, err := strconv.ParseFloat(fields[at], 64); err == nil {
			measures[i].metrics[fields[at+1]] = append(measures[i].metrics[fields[at+1]], value)
		}
	}
	return measures
}

func (m *measure) row() string {
	columns := []string{m.name, "", "", "", ""}
	judged := 0.0
	for _, unit := range slices.Sorted(maps.Keys(m.metrics)) {
		value := m.median(unit)
		if word, found := strings.CutPrefix(unit, "ours-"); found {
			columns[1], judged = text(value)+" "+word, value
			if bare := m.median("bare-" + word); bare > 0 {
				columns[2], judged = text(bare)+" "+word, value/bare
				if ratio := m.median("ratio"); ratio > 0 {
					judged = ratio
				}
				columns[3] = text(judged)
			}
		}
	}
	if echo := m.median("echo-cpu-ms"); echo > 0 {
		columns[2] += " (echo " + text(echo) + ")"
	}
	least, most := m.median("least"), m.median("most")
	switch {
	case least > 0:
		columns[4] = "at least " + text(least) + verdict(judged >= least)
	case most > 0:
		columns[4] = "at most " + text(most) + verdict(judged <= most)
	}
	return strings.Join(columns, "\t") + "\t"
}

func verdict(met bool) string {
	if met {
		return ": met"
	}
	return ": MISSED"
}

func (m *measure) median(unit string) float64 {
	values := slices.Sorted(slices.Values(m.metrics[unit]))
	if len(values) == 0 {
		return 0
	}
	return values[len(values)/2]
}

func text(value float64) string {
	switch {
	case value >= 100:
		return strconv.FormatFloat(value, 'f', 0, 64)
	case value >= 10:
		return strconv.FormatFloat(value, 'f', 1, 64)
	}
	return strconv.FormatFloat(value, 'f', 2, 64)
}
