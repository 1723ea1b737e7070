local health = {status = "Progressing", message = "Waiting for the operator"}
if obj.status == nil or obj.status.conditions == nil then
  return health
end
if obj.status.observedGeneration ~= nil and obj.status.observedGeneration ~= obj.metadata.generation then
  return health
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local function is(type, status)
  return conditions[type] ~= nil and conditions[type].status == status
end
local function message(type)
  return conditions[type].reason .. ": " .. conditions[type].message
end

if is("Failed", "True") then
  return {status = "Degraded", message = message("Failed")}
end
if is("Complete", "True") then
  return {status = "Healthy", message = message("Complete")}
end
if is("Suspended", "True") then
  return {status = "Suspended", message = message("Suspended")}
end
if is("ProfileResolved", "False") then
  return {status = "Degraded", message = message("ProfileResolved")}
end
if is("Degraded", "True") then
  return {status = "Degraded", message = message("Degraded")}
end
if is("Ready", "True") then
  health = {status = "Healthy", message = message("Ready")}
  local progress = obj.status.progress
  if progress ~= nil and progress.percent ~= nil then
    health.message = tostring(progress.percent) .. " % done"
  end
  return health
end
if conditions["Ready"] ~= nil then
  health.message = message("Ready")
end
return health
