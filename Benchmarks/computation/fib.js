const fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2)
const t = performance.now(); const r = fib(34)
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
