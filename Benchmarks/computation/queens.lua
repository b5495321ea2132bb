local function safe(q, rest)
  local d = 1
  while rest do
    local c = rest[1]
    if c == q or c == q + d or c == q - d then return false end
    rest, d = rest[2], d + 1
  end
  return true
end
local function queens(k, size)
  if k == 0 then return {false} end
  local found = {}
  for _, rest in ipairs(queens(k - 1, size)) do
    for q = 1, size do if safe(q, rest or nil) then found[#found + 1] = {q, rest or nil} end end
  end
  return found
end
local function run() return #queens(10, 10) end
local t = os.clock(); local r = run()
print(string.format("%.0f %s", math.floor((os.clock() - t) * 1e6), r))
