class Square { constructor(side) { this.side = side } area() { return this.side * this.side } }
class Disc { constructor(radius) { this.radius = radius } area() { return 3 * this.radius * this.radius } }
Array.prototype.area = function () { return this[0] * this[1] }
Number.prototype.area = function () { return Number(this) }
function run() {
  const shapes = [new Square(2), new Disc(3), [4, 5], 7]; let total = 0
  for (let n = 0; n < 250000; n++) for (const shape of shapes) total += shape.area()
  return total
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
