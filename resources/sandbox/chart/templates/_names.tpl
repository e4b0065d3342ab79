{{- /* edge-link.labels (dict "root" $ "component" NAME): labels that stay the same between revisions, for selectors. */ -}}
{{- define "edge-link.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- /* The selector plus what changes with a revision. */ -}}
{{- define "edge-link.labels" -}}
{{ include "edge-link.selector" . }}
app.kubernetes.io/version: {{ .version | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- /* Image tag of a component: its own, or v<appVersion>. */ -}}
{{- define "edge-link.tag" -}}
{{ .settings.tag | default (printf "v%s" .root.Chart.AppVersion) }}
{{- end -}}
