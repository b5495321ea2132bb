local function run()
  local f, acc = function(x) return x end, 0
  for i = 1, 20 do local g = f; f = function(x) return g(x + i) end end
  for n = 300000, 1, -1 do acc = (acc + f(n)) % 1000003 end
  return acc
end
local t = os.clock(); local r = run()
print(string.format("%.0f %s", math.floor((os.clock() - t) * 1e6), r))
