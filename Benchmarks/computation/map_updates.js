function run() {
  const counts = new Map(); let seed = 7
  for (let n = 0; n < 300000; n++) {
    seed = (Number(BigInt.asUintN(31, BigInt(seed) * 1103515245n + 12345n)))
    counts.set(seed % 5000, (counts.get(seed % 5000) || 0) + 1)
  }
  let small = {a: 0, b: 0, c: 0}, sum = 0
  for (let n = 200000; n > 0; n--) { small = {...small, b: n}; small = {...small, a: small.a + 1} }
  for (const value of counts.values()) sum += value
  return `{${counts.size}, ${sum}, [a: ${small.a}, b: ${small.b}, c: ${small.c}]}`
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
