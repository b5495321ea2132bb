function run() {
  let total = 0
  for (let n = 0; n < 12; n++)
    total += Array.from({length: 60000}, (_, i) => i + 1).map(x => x * 3).filter(x => x % 2 === 0)
      .map((x, i) => x + i).filter(x => x % 5 !== 0).reduce((a, b) => a + b, 0)
  return total
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
