{{/* Configuration of the device plugin, v1. */}}
{{- define "alphazero-operator.timeSlicing" -}}
version: v1
sharing:
  timeSlicing:
    renameByDefault: false
    failRequestsGreaterThanOne: true
    resources:
      - name: nvidia.com/gpu
        replicas: {{ .Values.nvidia.timeSlicing.replicas }}
{{- end -}}
