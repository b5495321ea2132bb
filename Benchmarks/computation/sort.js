function qsort(list) {
  if (list.length === 0) return []
  const [pivot, ...rest] = list
  return [...qsort(rest.filter(x => x < pivot)), pivot, ...qsort(rest.filter(x => x >= pivot))]
}
function run() {
  let seed = 42; const numbers = []
  for (let i = 0; i < 60000; i++) { seed = Number(BigInt.asUintN(31, BigInt(seed) * 1103515245n + 12345n)); numbers.push(seed) }
  const sorted = qsort(numbers.reverse())
  return `{${sorted[0]}, ${sorted[30000]}, ${sorted[sorted.length - 1]}}`
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
