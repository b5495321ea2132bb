defmodule Queue do
  defstruct front: [], back: [], size: 0

  def new(enum \\ []), do: Enum.into(enum, %__MODULE__{})
  def push(%__MODULE__{back: b, size: s} = q, x), do: %{q | back: [x | b], size: s + 1}

  def pop(%__MODULE__{front: [], back: []}), do: :empty
  def pop(%__MODULE__{front: [], back: b} = q), do: pop(%{q | front: Enum.reverse(b), back: []})
  def pop(%__MODULE__{front: [h | t], size: s} = q), do: {h, %{q | front: t, size: s - 1}}

  def to_list(q) do
    case pop(q) do
      :empty -> []
      {x, rest} -> [x | to_list(rest)]
    end
  end

  defimpl Enumerable do
    def count(q), do: {:ok, q.size}
    def member?(_, _), do: {:error, __MODULE__}
    def slice(_), do: {:error, __MODULE__}

    def reduce(_q, {:halt, acc}, _f), do: {:halted, acc}
    def reduce(q, {:suspend, acc}, f), do: {:suspended, acc, &reduce(q, &1, f)}

    def reduce(q, {:cont, acc}, f) do
      case Queue.pop(q) do
        :empty -> {:done, acc}
        {x, rest} -> reduce(rest, f.(x, acc), f)
      end
    end
  end

  defimpl Collectable do
    def into(q) do
      {q,
       fn
         acc, {:cont, x} -> Queue.push(acc, x)
         acc, :done -> acc
         _, :halt -> :ok
       end}
    end
  end

  defimpl Inspect do
    import Inspect.Algebra
    def inspect(q, opts), do: concat(["#Queue<", to_doc(Queue.to_list(q), opts), ">"])
  end

  defimpl String.Chars do
    def to_string(q), do: "queue of " <> Integer.to_string(q.size)
  end
end

q = Queue.new([1, 2, 3]) |> Queue.push(:four)
IO.inspect(q)
IO.puts("#{q} #{Enum.count(q)} #{inspect(Enum.map(q, &{&1}))}")
