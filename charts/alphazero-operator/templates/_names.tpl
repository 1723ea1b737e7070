{{- define "alphazero-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{/* Name of namespaced resources; 52 characters leave room for suffixes. */}}
{{- define "alphazero-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "alphazero-operator.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Name of resources that belong to no namespace: releases of one name in two namespaces differ. */}}
{{- define "alphazero-operator.clusterName" -}}
{{- printf "%s:%s" .Release.Namespace (include "alphazero-operator.fullname" .) -}}
{{- end -}}

{{- define "alphazero-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "alphazero-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name must name an account when serviceAccount.create=false: create it in the release's namespace" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "alphazero-operator.leaseName" -}}
{{- default (include "alphazero-operator.fullname" .) .Values.leaderElection.name -}}
{{- end -}}

{{/* The name is the chart's, whatever nameOverride says: by it the trainings' NetworkPolicies let the operator in. */}}
{{- define "alphazero-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "alphazero-operator.labels" -}}
{{ include "alphazero-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* A map as the operator's configuration reads it: key=value,key=value. */}}
{{- define "alphazero-operator.inlineMap" -}}
{{- $entries := list -}}
{{- range $key, $value := . -}}
{{- $entries = append $entries (printf "%s=%s" $key $value) -}}
{{- end -}}
{{- join "," $entries -}}
{{- end -}}

{{/* The workers' image for GPUs: what it does not say follows from the plain one. */}}
{{- define "alphazero-operator.cudaImage" -}}
{{- $plain := .Values.worker.image -}}
{{- $cuda := .Values.worker.cudaImage -}}
{{- $image := dict
  "repository" (default $plain.repository $cuda.repository)
  "tag" (default (printf "%s-cuda" (default .Chart.AppVersion $plain.tag)) $cuda.tag)
  "digest" $cuda.digest -}}
{{- include "alphazero-operator.image" (dict "image" $image) -}}
{{- end -}}

{{/* An image of {image, appVersion}: by digest, or else by tag. */}}
{{- define "alphazero-operator.image" -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository (default .appVersion .image.tag) -}}
{{- end -}}
{{- end -}}
