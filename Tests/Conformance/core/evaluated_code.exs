# Code of evaluated expressions: what is made there goes on working however many evaluations follow.
evaluate = fn text, binding -> text |> Code.eval_string(binding) |> elem(0) end

kept = evaluate.(~S'fn x -> {x, "kept", %{"k" => [x, :a, 1.5]}, 123_456_789_012_345_678_901} end', [])
nested = evaluate.(~S'fn a -> fn b -> fn c -> "#{a} #{b} #{c} " <> "constant" end end end', [])
matching = evaluate.(~S'''
fn
  "long text as a pattern that is compared with the argument, byte by byte, in its own code" -> "first"
  1.5 -> {:float, "second"}
  {:tuple, [1, 2, "three"]} -> {"tuple", %{1 => "one", "two" => 2}}
  x when x == %{"a" => 1} or x in ["p", "q"] -> ~s(guard #{inspect(x)})
  <<"head", rest::binary>> -> {"rest", rest}
  other -> raise ArgumentError, "no #{inspect(other)}"
end
''', [])

spawned = evaluate.(~S'''
spawn(fn ->
  loop = fn loop, seen ->
    receive do
      {:add, x} -> loop.(loop, ["added " <> x | seen])
      {:get, to} -> send(to, {:seen, seen, fn -> "from the process" end}); loop.(loop, seen)
    end
  end
  loop.(loop, ["begun"])
end)
''', [])

table = :ets.new(:t, [:public])
evaluate.(~S':ets.insert(table, {:f, fn x -> x <> " from a table" end})', table: table)
evaluate.(~S':persistent_term.put(:eval_fn, fn x -> x <> " for good" end)', [])
{:ok, agent} = evaluate.(~S'Agent.start_link(fn -> %{f: &("#{&1}: agent")} end)', [])
as_binary = evaluate.(~S':erlang.term_to_binary(fn x -> x <> " from bytes" end)', [])
decoded = :erlang.binary_to_term(as_binary)
task = evaluate.(~S'Task.async(fn -> receive do :go -> "task " <> "done" end end)', [])
stream = evaluate.(~S'Stream.map([1, 2, 3], fn x -> "s#{x}" end)', [])
sorter = evaluate.(~S'for {n, f} <- [a: &(&1 + 1), b: &(&1 * 2)], x <- 1..2, do: {n, x, fn -> f.(x) end}', [])

for i <- 1..2_000 do
  case rem(i, 5) do
    0 -> {^i, []} = Code.eval_string("#{i}")
    1 -> i = i + 1; ^i = evaluate.("(fn x -> x + 1 end).(#{i - 1})", [])
    2 -> {_, [x: "t" <> _]} = Code.eval_string(~s(x = "t#{i}"))
    3 -> {:ok, ^i} = evaluate.("f.({:ok, #{i}})", f: evaluate.("fn {:ok, x} -> {:ok, x} end", []))
    4 -> %ArithmeticError{} = try do evaluate.("1 / zero", zero: 0) rescue e -> e end
  end
end

IO.inspect(kept.(1))
IO.inspect(nested.(1).(2).("three"))
for x <- ["long text as a pattern that is compared with the argument, byte by byte, in its own code", 1.5, {:tuple, [1, 2, "three"]}, %{"a" => 1}, "q", "heads"], do: IO.inspect(matching.(x))
IO.inspect(try do matching.(:other) rescue e -> e end)
send(spawned, {:add, "one"})
send(spawned, {:get, self()})
receive do {:seen, seen, f} -> IO.inspect({seen, f.()}) end
Process.exit(spawned, :kill)
[{:f, f}] = :ets.lookup(table, :f)
IO.inspect(f.("x"))
IO.inspect(:persistent_term.get(:eval_fn).("y"))
IO.inspect(Agent.get(agent, & &1.f).("z"))
IO.inspect(decoded.("b"))
send(task.pid, :go)
IO.inspect(Task.await(task))
IO.inspect(Enum.to_list(stream))
IO.inspect(Enum.map(sorter, fn {n, x, f} -> {n, x, f.()} end))

# From many processes at once, each with functions of its own that are kept meanwhile.
1..20
|> Enum.map(fn n ->
  Task.async(fn ->
    own = evaluate.("fn x -> {#{n}, x, \"text of #{n}\"} end", [])
    for i <- 1..100, do: evaluate.("Enum.map([1, #{i}], fn x -> own.({x, \"in #{n}\"}) end)", own: own)
    own.(:end)
  end)
end)
|> Task.await_many(60_000)
|> IO.inspect(limit: :infinity)

# Exceptions out of evaluated code, and functions made in what failed.
holder = self()
for i <- 1..200 do
  try do
    Code.eval_string("send(holder, {:made, fn -> {:made, \"#{i}\"} end}); raise \"failed #{i}\"", holder: holder)
  rescue
    e in RuntimeError -> "failed " <> _ = e.message
  end
end
made = for i <- 1..200 do receive do {:made, f} -> {:made, n} = f.(); ^i = String.to_integer(n) end end
IO.inspect(Enum.sum(made))
