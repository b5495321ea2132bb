local function with(p, changes)
  local r = {}
  for k, v in pairs(p) do r[k] = v end
  for k, v in pairs(changes) do r[k] = v end
  return r
end
local function run()
  local p = {x = 0, y = 0, vx = 1, vy = 2, hits = 0, name = "p"}
  for _ = 1, 1000000 do
    p = with(p, {x = p.x + p.vx, y = p.y + p.vy})
    if p.x > 1000 then p = with(p, {x = 0, hits = p.hits + 1}) end
  end
  return string.format("{%d, %d, %d}", p.x, p.y, p.hits)
end
local t = os.clock(); local r = run()
print(string.format("%.0f %s", math.floor((os.clock() - t) * 1e6), r))
