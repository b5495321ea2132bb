# A term below a message keeps its empty lines empty; widths may be negative.

for term <- [%{"x" => "a\n\nb"}, String.duplicate("long ", 30), Enum.to_list(1..60)] do
  IO.puts(Exception.message(%MatchError{term: term}))
  IO.puts(Exception.message(%KeyError{key: :k, term: term}))
end

defmodule Gaps do
  defstruct [:text]

  defimpl Inspect do
    def inspect(gaps, _options), do: gaps.text
  end
end

IO.puts(Exception.message(%MatchError{term: struct(Gaps, text: "one\n\ntwo\n\n\nthree")}))

IO.puts(
  inspect(Date.range(~D[2024-01-01], ~D[2024-03-01], 3),
    syntax_colors: [number: :red, string: :green]
  )
)

for w <- [-6, 6], d <- [~c"~*w|", ~c"~-*w|"], do: IO.puts(:io_lib.format(d, [w, 12]))
