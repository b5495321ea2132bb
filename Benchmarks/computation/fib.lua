local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local t = os.clock(); local r = fib(34)
print(string.format("%d %d", math.floor((os.clock() - t) * 1e6), r))
