package models

import (
	"encoding/csv"
	"io"
	"strings"
)

// CSVWriter writes a table that spreadsheets open without running anything in it: UTF-8 with its mark, CRLF, and an apostrophe before
// every cell that would be a formula. Plain numbers (-5, 3.5) and plain phones (+49 30 901820: a plus, digits, spaces) stay as they
// are, for they calculate nothing. ReadCSV takes the apostrophe back.
type CSVWriter struct {
	out *csv.Writer
}

// NewCSVWriter writes the mark and the header.
func NewCSVWriter(w io.Writer, header ...string) (*CSVWriter, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	out := &CSVWriter{out: csv.NewWriter(w)}
	out.out.UseCRLF = true
	return out, out.Write(header...)
}

// Write adds a row.
func (w *CSVWriter) Write(cells ...string) error {
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = guarded(cell)
	}
	return w.out.Write(safe)
}

// Flush hands on what is still buffered, and the first error there was.
func (w *CSVWriter) Flush() error {
	w.out.Flush()
	return w.out.Error()
}

const apostrophe = "'"

func guarded(cell string) string {
	if startsFormula(cell) && !isPlainFigure(cell) || strings.HasPrefix(cell, apostrophe) && startsFormula(strings.TrimLeft(cell, apostrophe)) {
		return apostrophe + cell
	}
	return cell
}

func unguarded(cell string) string {
	if strings.HasPrefix(cell, apostrophe) && startsFormula(strings.TrimLeft(cell, apostrophe)) {
		return strings.TrimPrefix(cell, apostrophe)
	}
	return cell
}

// startsFormula also looks behind spaces and at the wide signs, which some programs take for the narrow ones.
func startsFormula(cell string) bool {
	if strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") || strings.HasPrefix(cell, "\n") {
		return true
	}
	for _, r := range strings.TrimSpace(cell) {
		return strings.ContainsRune("=+-@＝＋－＠", r)
	}
	return false
}

func isPlainFigure(cell string) bool {
	if digits, plus := strings.CutPrefix(cell, "+"); plus && strings.Trim(digits, "0123456789 ") == "" {
		return digitsOf(digits) != ""
	}
	number, err := parseNumber(cell)
	return err == nil && number != "" && !strings.Contains(cell, ",")
}
