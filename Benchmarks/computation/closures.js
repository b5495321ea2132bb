function run() {
  let f = x => x, acc = 0
  for (let i = 1; i <= 20; i++) { const g = f; f = x => g(x + i) }
  for (let n = 300000; n > 0; n--) acc = (acc + f(n)) % 1000003
  return acc
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
