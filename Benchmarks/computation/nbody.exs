# Floats in tuples and lists: planets that attract each other.
defmodule Bench do
  @bodies [
    {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743},
    {4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949},
    {8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -1.01077434617879, 1.82566237123041, 0.008415761376584154, 0.011286326131968767},
    {12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 1.08279100644153, 0.868713018169608, -0.010832637401363636, 0.0017237240570597112},
    {15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.979090732243898, 0.594698998647676, -0.034755955550407344, 0.0020336868699246304}
  ]

  def run, do: Float.round(energy(steps(20_000, @bodies)), 9)

  defp steps(0, bodies), do: bodies
  defp steps(n, bodies), do: steps(n - 1, bodies |> Enum.map(&accelerate(&1, bodies, 0.001)) |> Enum.map(&move(&1, 0.001)))

  defp accelerate({x, y, z, vx, vy, vz, m}, others, dt) do
    {vx, vy, vz} =
      Enum.reduce(others, {vx, vy, vz}, fn {ox, oy, oz, _, _, _, om}, {vx, vy, vz} ->
        dx = x - ox
        dy = y - oy
        dz = z - oz
        squared = dx * dx + dy * dy + dz * dz

        if squared == 0.0 do
          {vx, vy, vz}
        else
          factor = om * dt / (squared * :math.sqrt(squared))
          {vx - dx * factor, vy - dy * factor, vz - dz * factor}
        end
      end)

    {x, y, z, vx, vy, vz, m}
  end

  defp move({x, y, z, vx, vy, vz, m}, dt), do: {x + dt * vx, y + dt * vy, z + dt * vz, vx, vy, vz, m}

  defp energy(bodies) do
    Enum.reduce(bodies, 0.0, fn {_, _, _, vx, vy, vz, m}, sum -> sum + 0.5 * m * (vx * vx + vy * vy + vz * vz) end)
  end
end

started = System.monotonic_time(:microsecond)
result = Bench.run()
IO.puts("#{System.monotonic_time(:microsecond) - started} #{inspect(result)}")
