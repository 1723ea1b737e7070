{{/* Configuration of the device plugin, v1: how a GPU is shared; nothing when it is not. */}}
{{- define "alphazero-operator.gpuSharing" -}}
{{- $nvidia := .Values.nvidia -}}
{{- if $nvidia.timeSlicing.enabled -}}
version: v1
sharing:
  timeSlicing:
    renameByDefault: false
    failRequestsGreaterThanOne: true
    resources:
      - name: nvidia.com/gpu
        replicas: {{ $nvidia.timeSlicing.replicas }}
{{- else if $nvidia.mps.enabled -}}
version: v1
sharing:
  mps:
    renameByDefault: false
    resources:
      - name: nvidia.com/gpu
        replicas: {{ $nvidia.mps.replicas }}
{{- end -}}
{{- end -}}

{{/* What the device plugin and the daemon of MPS share on a node. */}}
{{- define "alphazero-operator.mpsVolumes" -}}
- name: mps-root
  hostPath: {path: /run/nvidia/mps, type: DirectoryOrCreate}
- name: mps-shm
  hostPath: {path: /run/nvidia/mps/shm}
{{- end -}}
