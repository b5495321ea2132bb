const size = 220
function inside(cr, ci) {
  let zr = 0.0, zi = 0.0
  for (let n = 0; n < 50; n++) {
    if (zr * zr + zi * zi > 4.0) return 0
    const next = zr * zr - zi * zi + cr
    zi = 2.0 * zr * zi + ci
    zr = next
  }
  return 1
}
const t = performance.now(); let count = 0
for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) count += inside(2.0 * x / size - 1.5, 2.0 * y / size - 1.0)
console.log(Math.round((performance.now() - t) * 1000) + " " + count)
