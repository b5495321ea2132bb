defmodule Fu do
  def a(x) do
    &length/1
    &String.length/1
    &a/1
    &(&1 + x)
    &(&1 + 1)
    fn -> x end
    fn -> 1 end
    &__MODULE__.a/1
    not x
    x and true
    -x
    :ok
    "lit"
    x
    1.5
    [1]
    {1, 2}
    %{}
    nil
    self()
    make_ref()
    1..2
    ~r/a/
    %Range{first: 1, last: 2, step: 1}
    if x, do: 1, else: 2
    case x do 1 -> 2; _ -> length(x) end
    x |> length()
    tl(x)
    is_atom(x)
    x.y + 1
    node()
    Process.get(:x)
    :erlang.get(:x)
    Kernel.max(1, x)
    @foo
    __MODULE__
    for y <- x, do: y
    (fn -> 1 end).()
    :ok
  end
end
