local function make(d) if d == 0 then return {} end return {make(d - 1), make(d - 1)} end
local function check(t) if t[1] == nil then return 1 end return 1 + check(t[1]) + check(t[2]) end
local function run()
  local long, short = make(16), 0
  for _ = 1, 256 do short = short + check(make(12)) end
  return string.format("{%d, %d}", check(long), short)
end
local t = os.clock(); local r = run()
print(string.format("%.0f %s", math.floor((os.clock() - t) * 1e6), r))
