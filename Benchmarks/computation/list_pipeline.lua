local function map(list, f) local r = {}; for i = 1, #list do r[i] = f(list[i], i - 1) end; return r end
local function filter(list, f) local r = {}; for i = 1, #list do if f(list[i]) then r[#r + 1] = list[i] end end; return r end
local function run()
  local total = 0
  for _ = 1, 12 do
    local list = {}
    for i = 1, 60000 do list[i] = i end
    list = map(list, function(x) return x * 3 end)
    list = filter(list, function(x) return x % 2 == 0 end)
    list = map(list, function(x, i) return x + i end)
    list = filter(list, function(x) return x % 5 ~= 0 end)
    for i = 1, #list do total = total + list[i] end
  end
  return total
end
local t = os.clock(); local r = run()
print(string.format("%.0f %s", math.floor((os.clock() - t) * 1e6), r))
