function run() {
  let f = 1n, a = 0n, b = 1n, n = 7n ** 6000n, digits = 0n
  for (let i = 8000n; i > 0n; i--) f *= i
  for (let i = 0; i < 60000; i++) [a, b] = [b, a + b]
  while (n) { digits += n % 10n; n /= 10n }
  return `{${f % 1000000007n}, ${a % 1000000007n}, ${digits}}`
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
