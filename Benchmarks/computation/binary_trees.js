const make = d => d === 0 ? [null, null] : [make(d - 1), make(d - 1)]
const check = t => t[0] === null ? 1 : 1 + check(t[0]) + check(t[1])
function run() {
  const long = make(16); let short = 0
  for (let i = 0; i < 256; i++) short += check(make(12))
  return `{${check(long)}, ${short}}`
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
