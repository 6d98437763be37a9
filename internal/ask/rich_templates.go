package ask

import "github.com/AlecAivazis/survey/v2"

// templates gives survey our way to draw. survey keeps its own, which hold English
// sentences, in variables that are there to be changed; ours hold none. Colour marks
// only what another sign marks too.
func templates(colour bool) {
	on, off := "", ""
	if colour {
		on, off = `{{color "cyan+b"}}`, `{{color "reset"}}`
	}
	survey.InputQuestionTemplate = `
{{- if .ShowHelp}}{{.Help}}{{"\n"}}{{end}}` + mark + `{{if .ShowAnswer}}{{.Answer}}{{"\n"}}{{end}}`

	const before = `
{{- if .ShowHelp}}{{.Help}}{{"\n"}}{{end}}{{.Message}}{{if .FilterMessage}}{{"\n"}}{{.FilterMessage}}{{end}}{{"\n"}}
{{- range $ix, $option := .PageEntries}}{{template "option" $.IterateOption $ix $option}}{{end}}`

	survey.SelectQuestionTemplate = `
{{- define "option"}}{{if eq .SelectedIndex .CurrentIndex}}` + on + mark + `{{.CurrentOpt.Value}}` + off + `
{{- else}}  {{.CurrentOpt.Value}}{{end}}{{"\n"}}{{end}}` + before

	survey.MultiSelectQuestionTemplate = `
{{- define "option"}}{{if eq .SelectedIndex .CurrentIndex}}` + on + mark + off + `{{else}}  {{end}}
{{- if index .Checked .CurrentOpt.Index}}[x] {{else}}[ ] {{end}}{{.CurrentOpt.Value}}{{"\n"}}{{end}}` + before
}
