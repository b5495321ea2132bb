local size = 220
local function inside(cr, ci)
  local zr, zi = 0.0, 0.0
  for _ = 1, 50 do
    if zr * zr + zi * zi > 4.0 then return 0 end
    zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
  end
  return 1
end
local t = os.clock(); local count = 0
for y = 0, size - 1 do for x = 0, size - 1 do count = count + inside(2.0 * x / size - 1.5, 2.0 * y / size - 1.0) end end
print(string.format("%d %d", math.floor((os.clock() - t) * 1e6), count))
