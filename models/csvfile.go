package models

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	mostCSVBytes   = 20 << 20
	mostCSVRows    = 50_000
	mostCSVColumns = 100
	longestCell    = 20_000
)

// CSVFile is a table read from a file of unknown make.
type CSVFile struct {
	Encoding  string // "UTF-8", "UTF-16" or "Windows-1252"
	Delimiter rune
	Header    []string // as wide as the table; each name once, "Column 3" where there was none
	Rows      []CSVRow
}

// CSVRow is one row, as wide as the header.
type CSVRow struct {
	Line  int // where it begins in the file, from 1
	Cells []string
	Extra int // cells with content that had no column and were cut off
}

// ReadCSV finds encoding and delimiter by itself, takes the first row with content as the header, fills short rows, skips empty ones and
// takes back what CSVWriter put before formulas. What people can mend is a Sentence.
func ReadCSV(r io.Reader) (CSVFile, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostCSVBytes+1))
	if err != nil {
		return CSVFile{}, fmt.Errorf("reading a CSV file: %w", err)
	}
	if len(data) > mostCSVBytes {
		return CSVFile{}, Sentence("Please split this file: more than 20 MB cannot be taken at once.")
	}
	text, encoding, err := decodeCSV(data)
	if err != nil {
		return CSVFile{}, err
	}
	text = oneLineEnd(text)
	file := CSVFile{Encoding: encoding}
	skipped := 0
	if first, rest, _ := strings.Cut(text, "\n"); len(first) == len("sep=;") && strings.HasPrefix(strings.ToLower(first), "sep=") {
		file.Delimiter, text, skipped = rune(first[4]), rest, 1
	}
	if !slices.Contains(delimiters(), file.Delimiter) {
		file.Delimiter = detectDelimiter(text)
	}
	return file, file.read(text, skipped)
}

// Samples are the first contents of a column, at most n, to find out what it holds.
func (f CSVFile) Samples(column, n int) []string {
	var samples []string
	for _, row := range f.Rows {
		if len(samples) == n {
			break
		}
		if cell := row.Cells[column]; cell != "" {
			samples = append(samples, cell)
		}
	}
	return samples
}

func (f *CSVFile) read(text string, skipped int) error {
	reader := csvReader(text, f.Delimiter)
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Sentence("This file cannot be read as a table. Please save it again as CSV.")
		}
		line, _ := reader.FieldPos(0)
		line += skipped
		if slices.ContainsFunc(cells, func(cell string) bool { return len(cell) > longestCell }) {
			return Sentence(fmt.Sprintf("A cell that begins in line %d is too long. Please look for a quotation mark there that is never closed.", line))
		}
		width := tidyCells(cells)
		switch {
		case width == 0:
		case width > mostCSVColumns:
			return Sentence("Please leave out some columns: at most 100 can be taken.")
		case f.Header == nil:
			f.Header = headerNames(cells[:width])
		case len(f.Rows) == mostCSVRows:
			return Sentence("Please split this file: more than 50,000 rows cannot be taken at once.")
		default:
			f.Rows = append(f.Rows, f.row(line, cells))
		}
	}
	if f.Header == nil {
		return Sentence("This file is empty. Please choose another one.")
	}
	return nil
}

func (f *CSVFile) row(line int, cells []string) CSVRow {
	row := CSVRow{Line: line, Cells: make([]string, len(f.Header))}
	copy(row.Cells, cells)
	for _, cell := range cells[min(len(cells), len(f.Header)):] {
		if cell != "" {
			row.Extra++
		}
	}
	return row
}

// tidyCells trims each cell in place and returns how many cells there are up to the last with content.
func tidyCells(cells []string) (width int) {
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(unguarded(strings.TrimSpace(strings.ToValidUTF8(cell, string(utf8.RuneError)))))
		if cells[i] != "" {
			width = i + 1
		}
	}
	return width
}

func headerNames(cells []string) []string {
	names := make([]string, 0, len(cells))
	for i, cell := range cells {
		name := strings.Join(strings.Fields(cell), " ")
		if name == "" {
			name = fmt.Sprintf("Column %d", i+1)
		}
		unique := name
		for n := 2; slices.Contains(names, unique); n++ {
			unique = fmt.Sprintf("%s (%d)", name, n)
		}
		names = append(names, unique)
	}
	return names
}
