const safe = (q, rest) => { for (let d = 1; d <= rest.length; d++) { const c = rest[rest.length - d]; if (c === q || c === q + d || c === q - d) return false } return true }
function queens(k, size) {
  if (k === 0) return [[]]
  const found = []
  for (const rest of queens(k - 1, size)) for (let q = 1; q <= size; q++) if (safe(q, rest)) found.push([...rest, q])
  return found
}
const run = () => queens(10, 10).length
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
