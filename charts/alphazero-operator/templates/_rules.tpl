{{/*
Every right of the operator. A test holds these rules against the calls that it makes: nothing missing,
nothing unused.
*/}}

{{/* In each namespace that is served. */}}
{{- define "alphazero-operator.rules.served" -}}
- apiGroups: [alphazero.dev]
  resources: [alphazerotrainings]
  verbs: [get, list, watch]
- apiGroups: [alphazero.dev]
  resources: [alphazerotrainings/status]
  verbs: [patch]
{{- if .Values.rbac.finalizers }}
- apiGroups: [alphazero.dev]
  resources: [alphazerotrainings/finalizers]
  verbs: [update]
{{- end }}
- apiGroups: [apps]
  resources: [deployments, statefulsets, controllerrevisions]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [services, configmaps, secrets, serviceaccounts]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [get, list, watch, create, patch]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
{{- if .Values.monitoring.trainings.podMonitors }}
- apiGroups: [monitoring.coreos.com]
  resources: [podmonitors]
  verbs: [get, list, watch, create, patch, delete]
{{- end }}
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
- apiGroups: [""]
  resources: [events]
  verbs: [list, watch]
{{- end -}}

{{/* What belongs to no namespace. */}}
{{- define "alphazero-operator.rules.cluster" -}}
- apiGroups: [""]
  resources: [nodes]
  verbs: [list, watch]
- apiGroups: [alphazero.dev]
  resources: [alphazeroprofiles]
  verbs: [list, watch]
- apiGroups: [storage.k8s.io]
  resources: [storageclasses]
  verbs: [list, watch]
{{- end -}}

{{/* Labels of namespaces, where the policy goes by them. */}}
{{- define "alphazero-operator.rules.namespaces" -}}
- apiGroups: [""]
  resources: [namespaces]
  verbs: [list, watch]
{{- end -}}

{{/* In the release's own namespace. Fabric8 patches the lease; the Java Operator SDK looks for update too before it starts. */}}
{{- define "alphazero-operator.rules.leader" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [{{ include "alphazero-operator.leaseName" . }}]
  verbs: [get, update, patch]
{{- end -}}
