local function tak(x, y, z) if y < x then return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) end return z end
local t = os.clock(); local s = 0
for n = 1, 40 do s = s + tak(18 + n % 2, 12, 6) end
print(string.format("%.0f %.0f", (os.clock() - t) * 1e6, s))
