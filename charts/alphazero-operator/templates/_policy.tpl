{{/*
The policy as CEL can say it, for admission.yaml. What it leaves out (affinity, users and groups, objects that are
named) the operator checks alone, and it checks the rest again.
*/}}

{{/* Something, if selectors of the policy read labels of namespaces beside their names. */}}
{{- define "alphazero-operator.policyReadsNamespaces" -}}
{{- range .Values.policy.namespaces -}}
{{- range $key, $_ := (default dict .namespaceSelector.matchLabels) -}}
{{- if ne $key "kubernetes.io/metadata.name" -}}yes{{- end -}}
{{- end -}}
{{- range (default list .namespaceSelector.matchExpressions) -}}
{{- if ne .key "kubernetes.io/metadata.name" -}}yes{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Whether a namespace fits a selector, of {labels}, its labels, and {selector}. */}}
{{- define "alphazero-operator.cel.selects" -}}
{{- $labels := .labels -}}
{{- $all := list -}}
{{- range $key, $value := (default dict .selector.matchLabels) -}}
{{- $all = append $all (printf "(%s in %s && %s[%s] == %s)" (toJson $key) $labels $labels (toJson $key) (toJson $value)) -}}
{{- end -}}
{{- range (default list .selector.matchExpressions) -}}
{{- $has := printf "%s in %s" (toJson .key) $labels -}}
{{- $among := printf "(%s && %s[%s] in %s)" $has $labels (toJson .key) (toJson (default list .values)) -}}
{{- if eq .operator "In" -}}{{- $all = append $all $among -}}
{{- else if eq .operator "NotIn" -}}{{- $all = append $all (printf "!%s" $among) -}}
{{- else if eq .operator "Exists" -}}{{- $all = append $all (printf "(%s)" $has) -}}
{{- else -}}{{- $all = append $all (printf "!(%s)" $has) -}}
{{- end -}}
{{- end -}}
{{- default "true" (join " && " $all) -}}
{{- end -}}

{{/* Whether a text matches one of some patterns, of {text} and {patterns}. */}}
{{- define "alphazero-operator.cel.matches" -}}
{{- $parts := list -}}
{{- range .patterns -}}
{{- $parts = append $parts (. | regexQuoteMeta | replace "\\*" ".*") -}}
{{- end -}}
{{- if $parts -}}
{{- printf "%s.matches(%s)" .text (printf "^(%s)$" (join "|" $parts) | toJson) -}}
{{- else -}}
false
{{- end -}}
{{- end -}}

{{/* Whether a rule lets a name be, of {rule}, {name} and, where it counts, {value}. */}}
{{- define "alphazero-operator.cel.allows" -}}
{{- $name := .name -}}
{{- $value := .value -}}
{{- $said := dict -}}
{{- range $list := list "refuse" "allow" -}}
{{- $names := list -}}
{{- $pairs := list -}}
{{- range (default list (index $.rule $list)) -}}
{{- if contains "=" . -}}{{- $pairs = append $pairs . -}}{{- else -}}{{- $names = append $names . -}}{{- end -}}
{{- end -}}
{{- $cel := include "alphazero-operator.cel.matches" (dict "text" $name "patterns" $names) -}}
{{- if and $pairs $value -}}
{{- $cel = printf "(%s || %s)" $cel (include "alphazero-operator.cel.matches" (dict "text" (printf "(%s + '=' + %s)" $name $value) "patterns" $pairs)) -}}
{{- end -}}
{{- $_ := set $said $list $cel -}}
{{- end -}}
{{- printf "(!%s || %s)" $said.refuse $said.allow -}}
{{- end -}}

{{/* An image's name with registry and library. */}}
{{- define "alphazero-operator.imageName" -}}
{{- $first := first (splitList "/" .) -}}
{{- if not (contains "/" .) -}}docker.io/library/{{ . }}
{{- else if or (contains "." $first) (contains ":" $first) (eq $first "localhost") -}}{{ . }}
{{- else -}}docker.io/{{ . }}
{{- end -}}
{{- end -}}

{{/* Whether variables.image is covered by one of some patterns. */}}
{{- define "alphazero-operator.cel.covers" -}}
{{- $any := list -}}
{{- range . -}}
{{- if eq . "*" -}}
{{- $any = append $any "true" -}}
{{- else if hasSuffix "/" . -}}
{{- $any = append $any (printf "variables.image.startsWith(%s)" (include "alphazero-operator.imageName" . | toJson)) -}}
{{- else -}}
{{- $name := include "alphazero-operator.imageName" . -}}
{{- $any = append $any (printf "variables.image.matches(%s)" (printf "^%s([/:@].*)?$" (regexQuoteMeta $name) | toJson)) -}}
{{- end -}}
{{- end -}}
{{- default "false" (join " || " $any) -}}
{{- end -}}
