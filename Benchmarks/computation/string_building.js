function run() {
  let text = ""
  for (let n = 200000; n > 0; n--) text += "line " + n + "\n"
  const joined = Array.from({length: 50000}, (_, i) => `item ${i + 1}`).join(", ")
  return `{${text.length}, ${joined.length}, ${joined.split(", ").length}}`
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
