# A counter in a table that several processes read, add to and write back: under some schedule an addition is lost.
counter = :ets.new(:counter, [:public])
:ets.insert(counter, {:value, 0})

add = fn ->
  for _ <- 1..3 do
    [{:value, value}] = :ets.lookup(counter, :value)
    :ets.insert(counter, {:value, value + 1})
  end
end

workers = for _ <- 1..4, do: Task.async(add)
Enum.each(workers, &Task.await/1)
[{:value, value}] = :ets.lookup(counter, :value)
IO.puts(if value == 12, do: "12", else: "lost: #{value}")
