# Which module runs when: those without a group, then groups in the order of their first module, then the synchronous ones.
ExUnit.start(autorun: false, seed: 0, slowest: 1, formatters: [])

modules = [
  One: [async: true, group: :zz],
  Two: [async: true, group: :a],
  Three: [async: true, group: :g, parameterize: [%{p: 1}, %{p: 2}]],
  Four: [],
  Five: [parameterize: [%{p: 1}, %{p: 2}]],
  Six: [async: true, group: :a, parameterize: [%{p: 3}, %{p: 4}]],
  Seven: [async: true],
  Eight: [async: true, parameterize: [%{p: 5}, %{p: 6}]]
]

for {name, options} <- modules do
  defmodule Module.concat([name]) do
    use ExUnit.Case, options

    setup_all context do
      IO.puts("#{inspect(__MODULE__)} #{inspect(context[:p])} #{inspect(context[:test_group])}")
    end

    test "first", context do
      IO.puts(" 1 #{inspect({context.async, context.test_group, context[:p]})}")
    end

    test "second", do: IO.puts(" 2")
  end
end

ExUnit.run() |> Enum.sort() |> IO.inspect()
IO.inspect(Keyword.take(ExUnit.configuration(), [:max_cases]))
