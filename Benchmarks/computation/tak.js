const tak = (x, y, z) => y < x ? tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)) : z
const t = performance.now(); let r = 0
for (let n = 1; n <= 40; n++) r += tak(18 + n % 2, 12, 6)
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
