function run() {
  let p = {x: 0, y: 0, vx: 1, vy: 2, hits: 0, name: "p"}
  for (let n = 0; n < 1000000; n++) {
    p = {...p, x: p.x + p.vx, y: p.y + p.vy}
    if (p.x > 1000) p = {...p, x: 0, hits: p.hits + 1}
  }
  return `{${p.x}, ${p.y}, ${p.hits}}`
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
