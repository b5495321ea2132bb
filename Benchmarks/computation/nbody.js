const B = [
  [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743],
  [4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949],
  [8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -1.01077434617879, 1.82566237123041, 0.008415761376584154, 0.011286326131968767],
  [12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 1.08279100644153, 0.868713018169608, -0.010832637401363636, 0.0017237240570597112],
  [15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.979090732243898, 0.594698998647676, -0.034755955550407344, 0.0020336868699246304],
]
function accelerate([x, y, z, vx, vy, vz, m], others, dt) {
  for (const [ox, oy, oz, , , , om] of others) {
    const dx = x - ox, dy = y - oy, dz = z - oz, squared = dx * dx + dy * dy + dz * dz
    if (squared !== 0) {
      const factor = om * dt / (squared * Math.sqrt(squared))
      vx -= dx * factor; vy -= dy * factor; vz -= dz * factor
    }
  }
  return [x, y, z, vx, vy, vz, m]
}
function run() {
  let bodies = B; const dt = 0.001
  for (let n = 0; n < 20000; n++) {
    const before = bodies
    bodies = before.map(b => accelerate(b, before, dt)).map(([x, y, z, vx, vy, vz, m]) => [x + dt * vx, y + dt * vy, z + dt * vz, vx, vy, vz, m])
  }
  return Math.round(bodies.reduce((sum, [, , , vx, vy, vz, m]) => sum + 0.5 * m * (vx * vx + vy * vy + vz * vz), 0) * 1e9) / 1e9
}
const t = performance.now(), r = run()
console.log(Math.round((performance.now() - t) * 1000) + " " + r)
