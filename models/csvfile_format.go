package models

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decodeCSV makes UTF-8 of a file. What says nothing about itself is UTF-8 if it can be, else what spreadsheets on Windows write.
func decodeCSV(data []byte) (text, encoding string, err error) {
	isWorkbook := bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0"))
	if isWorkbook {
		return "", "", Sentence("This is a workbook, not a CSV file. Please save it as CSV in your spreadsheet program first.")
	}
	encoding = "UTF-8"
	if endian, wide := wideEndian(data); wide {
		encoding = "UTF-16"
		data, err = unicode.UTF16(endian, unicode.UseBOM).NewDecoder().Bytes(data)
	} else if data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")); !utf8.Valid(data) {
		encoding = "Windows-1252"
		data, err = charmap.Windows1252.NewDecoder().Bytes(data)
	}
	if err != nil || bytes.IndexByte(data, 0) >= 0 {
		return "", "", Sentence("This is not a CSV file. Please save the table as CSV and choose that file.")
	}
	return string(data), encoding, nil
}

// wideEndian recognises UTF-16 by its mark, or by every other byte of its first letters being nothing.
func wideEndian(data []byte) (endian unicode.Endianness, wide bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return unicode.BigEndian, true
	}
	sample := data[:min(len(data), 1000)]
	var empty [2]int
	for i, b := range sample {
		if b == 0 {
			empty[i%2]++
		}
	}
	most := max(1, len(sample)/4)
	switch {
	case empty[0] == 0 && empty[1] >= most:
		return unicode.LittleEndian, true
	case empty[1] == 0 && empty[0] >= most:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// oneLineEnd also serves files whose lines end in a carriage return alone.
func oneLineEnd(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if !strings.Contains(text, "\n") {
		return strings.ReplaceAll(text, "\r", "\n")
	}
	return text
}

func delimiters() []rune { return []rune{',', ';', '\t', '|'} }

// detectDelimiter takes the sign that cuts the most of the first rows into as many cells as the header, and of those the one that cuts
// the header finest.
func detectDelimiter(text string) rune {
	const rows, head = 30, 64 << 10
	sample := text[:min(len(text), head)]
	best, bestScore := ',', 0
	for _, delimiter := range delimiters() {
		reader := csvReader(sample, delimiter)
		width, alike := 0, 0
		for range rows {
			cells, err := reader.Read()
			if err != nil {
				break
			}
			if width == 0 {
				width = len(cells)
			}
			if len(cells) == width {
				alike++
			}
		}
		if score := alike*1000 + width; width > 1 && score > bestScore {
			best, bestScore = delimiter, score
		}
	}
	return best
}

func csvReader(text string, delimiter rune) *csv.Reader {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = delimiter
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	return reader
}
