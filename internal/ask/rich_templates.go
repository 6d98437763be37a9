package ask

import (
	"strconv"

	"github.com/AlecAivazis/survey/v2"
)

// templates gives survey our way to draw. survey keeps its own, which hold English
// sentences, in variables that are there to be changed; ours hold none. Colour marks
// only what another sign marks too. none is what stands in a list in which nothing fits
// the letters that were typed.
func templates(colour bool, none string) {
	on, off := "", ""
	if colour {
		on, off = `{{color "cyan+b"}}`, `{{color "reset"}}`
	}
	survey.InputQuestionTemplate = `
{{- if .ShowHelp}}{{.Help}}{{"\n"}}{{end}}` + mark + `{{if .ShowAnswer}}{{.Answer}}{{"\n"}}{{end}}`

	before := `
{{- if .ShowHelp}}{{.Help}}{{"\n"}}{{end}}{{.Message}}{{if .FilterMessage}}{{"\n"}}{{.FilterMessage}}{{end}}{{"\n"}}
{{- if not .PageEntries}}{{` + strconv.Quote(none+"\n") + `}}{{end}}
{{- range $ix, $option := .PageEntries}}{{template "option" $.IterateOption $ix $option}}{{end}}`

	survey.SelectQuestionTemplate = `
{{- define "option"}}{{if eq .SelectedIndex .CurrentIndex}}` + on + mark + `{{.CurrentOpt.Value}}` + off + `
{{- else}}  {{.CurrentOpt.Value}}{{end}}{{"\n"}}{{end}}` + before

	survey.MultiSelectQuestionTemplate = `
{{- define "option"}}{{if eq .SelectedIndex .CurrentIndex}}` + on + mark + off + `{{else}}  {{end}}
{{- if index .Checked .CurrentOpt.Index}}[x] {{else}}[ ] {{end}}{{.CurrentOpt.Value}}{{"\n"}}{{end}}` + before
}
