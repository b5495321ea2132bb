# Evaluating leaves no modules and no memory behind, and hardly any atoms.
evaluate = fn i ->
  {^i, []} = Code.eval_string("#{i}")
  {f, []} = Code.eval_string("fn x -> {x, \"text\", %{\"key#{i}\" => [x]}} end")
  {1, "text", %{}} = f.(1)
  {g, binding} = Code.eval_string("h = fn x -> f.({x, #{i}}) end", f: fn x -> {:called, x} end)
  {{:called, {1, ^i}}, _} = Code.eval_string("h.(1)", binding)
  {:called, {2, ^i}} = g.(2)
  {list, []} = Code.eval_string("for x <- [1, 2], y <- 1..2, do: {x, y}")
  4 = length(list)
  "failed" = try do Code.eval_string("raise \"failed\"") rescue e -> e.message end
  %TokenMissingError{} = try do Code.eval_string("f(#{i}") rescue e -> e end
end

measure = fn ->
  :erlang.garbage_collect()
  {:erlang.system_info(:atom_count), length(:code.all_loaded()), :erlang.memory(:code), :erlang.memory(:total)}
end

for i <- 1..200, do: evaluate.(i)
{atoms, modules, code, total} = measure.()
for i <- 201..2_000, do: evaluate.(i)
{atoms_now, modules_now, code_now, total_now} = measure.()

IO.inspect(atoms: atoms_now - atoms < 5_000, modules: modules_now - modules, code: code_now - code < 300_000, total: total_now - total < 4_000_000)
