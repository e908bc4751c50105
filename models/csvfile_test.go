package models

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

func TestATableIsReadWhateverProgramWroteIt(t *testing.T) {
	want := [][]string{{"Zoë", "Brandt, geb. Ruiz"}, {"Ben", "Okafor"}}
	comma := "First Name,Last Name\r\nZoë,\"Brandt, geb. Ruiz\"\r\nBen,Okafor\r\n"
	semicolon := "First Name;Last Name\nZoë;Brandt, geb. Ruiz\nBen;Okafor"
	wide := func(endian unicode.Endianness, bom unicode.BOMPolicy, text string) string {
		out, err := unicode.UTF16(endian, bom).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	windows, err := charmap.Windows1252.NewEncoder().String(semicolon)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data, encoding string
		delimiter      rune
	}{
		"commas":                 {comma, "UTF-8", ','},
		"UTF-8 with its mark":    {"\ufeff" + comma, "UTF-8", ','},
		"semicolons":             {semicolon, "UTF-8", ';'},
		"tabs":                   {strings.ReplaceAll(semicolon, ";", "\t"), "UTF-8", '\t'},
		"bars":                   {strings.ReplaceAll(semicolon, ";", "|"), "UTF-8", '|'},
		"a named delimiter":      {"sep=;\n" + semicolon, "UTF-8", ';'},
		"old line ends":          {strings.ReplaceAll(semicolon, "\n", "\r"), "UTF-8", ';'},
		"Windows":                {windows, "Windows-1252", ';'},
		"UTF-16 little":          {wide(unicode.LittleEndian, unicode.UseBOM, comma), "UTF-16", ','},
		"UTF-16 big":             {wide(unicode.BigEndian, unicode.UseBOM, comma), "UTF-16", ','},
		"UTF-16 without a mark":  {wide(unicode.LittleEndian, unicode.IgnoreBOM, comma), "UTF-16", ','},
		"UTF-16 big, no mark":    {wide(unicode.BigEndian, unicode.IgnoreBOM, comma), "UTF-16", ','},
		"empty rows and columns": {"\n;;;\n" + strings.ReplaceAll(semicolon, "\n", ";;\n;;;\n"), "UTF-8", ';'},
	} {
		file, err := ReadCSV(strings.NewReader(c.data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !reflect.DeepEqual(cellsOf(file), want) || !slices.Equal(file.Header, []string{"First Name", "Last Name"}) {
			t.Errorf("%s: read %q under %q", name, cellsOf(file), file.Header)
		}
		if file.Encoding != c.encoding || file.Delimiter != c.delimiter {
			t.Errorf("%s: took for %s with %q", name, file.Encoding, file.Delimiter)
		}
	}
}

func TestRaggedRowsAreFilledAndTheirSurplusIsTold(t *testing.T) {
	file, err := ReadCSV(strings.NewReader("Name,,Name,Phone\nAna\n\nBen,x,y,1,2,,3\n\"Zoë\nBrandt\",a\nlast"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Name", "Column 2", "Name (2)", "Phone"}; !slices.Equal(file.Header, want) {
		t.Errorf("the header is %q", file.Header)
	}
	want := []CSVRow{
		{Line: 2, Cells: []string{"Ana", "", "", ""}},
		{Line: 4, Cells: []string{"Ben", "x", "y", "1"}, Extra: 2},
		{Line: 5, Cells: []string{"Zoë\nBrandt", "a", "", ""}},
		{Line: 7, Cells: []string{"last", "", "", ""}},
	}
	if !reflect.DeepEqual(file.Rows, want) {
		t.Errorf("read %+v", file.Rows)
	}
	if got := file.Samples(1, 1); !slices.Equal(got, []string{"x"}) {
		t.Errorf("the samples are %q", got)
	}
}

func TestAFileThatIsNoTableIsRefusedInASentence(t *testing.T) {
	for name, data := range map[string]string{
		"nothing":          "",
		"blank":            "\ufeff\n , ,\n",
		"a workbook":       "PK\x03\x04rest",
		"a picture":        "GIF89a\x00\x00\x01",
		"too many columns": strings.Repeat("a,", 100) + "a\n",
		"too many rows":    "a\n" + strings.Repeat("b\n", mostCSVRows+1),
		"an open quote":    "a,b\n\"" + strings.Repeat("x,y\n", 6000),
		"too many bytes":   strings.Repeat("a", mostCSVBytes+1),
	} {
		_, err := ReadCSV(strings.NewReader(data))
		if sentence := Sentence(""); !errors.As(err, &sentence) {
			t.Errorf("%s gave %v", name, err)
		}
	}
}

func TestAnExportRunsNothing(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1":                   "'=1+1",
		"@SUM(A1)":               "'@SUM(A1)",
		"+1+cmd|' /C calc'!A0":   "'+1+cmd|' /C calc'!A0",
		"-2+3":                   "'-2+3",
		"\t=1":                   "'\t=1",
		" =1":                    "' =1",
		"＝1":                     "'＝1",
		"'=1":                    "''=1",
		"+1-202-555-0143":        "'+1-202-555-0143",
		"+49 30 901820":          "+49 30 901820",
		"-12.5":                  "-12.5",
		"O'Brien":                "O'Brien",
		"'t Hooft":               "'t Hooft",
		"ana@example.com":        "ana@example.com",
		"Aalst-Okonkwo":          "Aalst-Okonkwo",
		"":                       "",
		"-":                      "'-",
		"+":                      "'+",
		"Tuesday,Wednesday = ok": "Tuesday,Wednesday = ok",
	} {
		if got := guarded(cell); got != want {
			t.Errorf("%q is exported as %q, want %q", cell, got, want)
		}
	}
}

func TestAnExportIsReadBackAsItWas(t *testing.T) {
	cell := rapid.StringMatching(`([='+\-@]{0,3}[a-zé0-9 ,"\n.]{0,12}x)?`)
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 5).Draw(t, "width")
		var header []string
		for i := range width {
			header = append(header, fmt.Sprintf("Field %d", i))
		}
		rows := rapid.SliceOf(rapid.SliceOfN(cell, width, width)).Draw(t, "rows")
		var out bytes.Buffer
		writer, err := NewCSVWriter(&out, header...)
		for _, row := range rows {
			err = errors.Join(err, writer.Write(row...))
		}
		if err = errors.Join(err, writer.Flush()); err != nil {
			t.Fatal(err)
		}
		file, err := ReadCSV(&out)
		if err != nil || !slices.Equal(file.Header, header) {
			t.Fatalf("read %q, %v", file.Header, err)
		}
		var want [][]string
		for _, row := range rows {
			for i := range row {
				row[i] = strings.TrimSpace(row[i])
			}
			if strings.Join(row, "") != "" {
				want = append(want, row)
			}
		}
		if got := cellsOf(file); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q came back as %q", want, got)
		}
	})
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2", "\ufeffa;b\r\n\"x\"\"y\";", "\xff\xfea\x00,\x00b\x00", "sep=\t\na\tb", "sep=é", "\"", "a\rb", "'=1,'\n'+2", "caf\xe9;1\n", "\x00a\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := ReadCSV(bytes.NewReader(data))
		if err != nil {
			return
		}
		if len(file.Header) == 0 || len(file.Header) > mostCSVColumns {
			t.Fatalf("a header of %d", len(file.Header))
		}
		for _, row := range file.Rows {
			if len(row.Cells) != len(file.Header) || row.Line < 1 {
				t.Errorf("row %+v under %q", row, file.Header)
			}
			for _, cell := range row.Cells {
				if !utf8.ValidString(cell) {
					t.Errorf("%q is not UTF-8", cell)
				}
				if exported := guarded(cell); startsFormula(exported) && !isPlainFigure(exported) || unguarded(exported) != cell && exported != cell {
					t.Errorf("%q is exported as %q", cell, exported)
				}
			}
		}
	})
}

func cellsOf(file CSVFile) [][]string {
	var cells [][]string
	for _, row := range file.Rows {
		cells = append(cells, row.Cells)
	}
	return cells
}
