# The Collectable protocol and its implementations for built-in types.

defprotocol Collectable do
  @moduledoc """
  What a value must answer so that `Enum.into/2` and `for` with `:into` can collect into it.

  It is the other direction of `Enumerable`. `into/1` returns a first accumulator and a
  function that is called with the accumulator and one of three commands:

    * `{:cont, term}` for each element; returns the next accumulator
    * `:done` at the end; returns the collection
    * `:halt` if the walk was broken off; its value is ignored, and it is the moment to
      release resources

        iex> {acc, collect} = Collectable.into(%{})
        iex> acc = collect.(acc, {:cont, {:a, 1}})
        iex> collect.(acc, :done)
        %{a: 1}
  """

  @typedoc "What the function returned by `into/1` is called with."
  @type command :: {:cont, term} | :done | :halt

  @doc """
  Returns a first accumulator and the function that collects.

      iex> {acc, collector} = Collectable.into(%{a: 1})
      iex> acc = collector.(acc, {:cont, {:b, 2}})
      iex> collector.(acc, :done)
      %{b: 2, a: 1}
  """
  @spec into(t) :: {initial_acc :: term, collector :: (acc :: term, command -> t | term)}
  def into(collectable)
end

defimpl Collectable, for: List do
  def into(list) do
    if list != [] do
      IO.warn(
        "the Collectable protocol is deprecated for non-empty lists. The behavior of " <>
          "Enum.into/2 and \"for\" comprehensions with an :into option is incorrect when " <>
          "collecting into non-empty lists. If you're collecting into a non-empty keyword " <>
          "list, consider using Keyword.merge/2 instead. If you're collecting into a " <>
          "non-empty list, consider concatenating the two lists with the ++ operator."
      )
    end

    {[],
     fn
       acc, {:cont, element} -> [element | acc]
       acc, :done -> list ++ :lists.reverse(acc)
       _acc, :halt -> :ok
     end}
  end
end

defimpl Collectable, for: BitString do
  # A string is collected as iodata and put together once; bits must be appended one by one.
  def into(binary) when is_binary(binary) do
    {[binary],
     fn
       acc, {:cont, element} when is_binary(element) ->
         [acc | element]

       acc, {:cont, element} when is_bitstring(element) ->
         bits = acc |> :erlang.list_to_bitstring()
         [<<bits::bitstring, element::bitstring>>]

       _acc, {:cont, other} ->
         raise ArgumentError,
               "collecting into a binary requires a bitstring, got: #{inspect(other)}"

       acc, :done ->
         :erlang.list_to_bitstring(acc)

       _acc, :halt ->
         :ok
     end}
  end

  def into(bitstring) do
    {bitstring,
     fn
       acc, {:cont, element} when is_bitstring(element) ->
         <<acc::bitstring, element::bitstring>>

       _acc, {:cont, other} ->
         raise ArgumentError,
               "collecting into a bitstring requires a bitstring, got: #{inspect(other)}"

       acc, :done ->
         acc

       _acc, :halt ->
         :ok
     end}
  end
end

defimpl Collectable, for: Map do
  def into(map) do
    {map,
     fn
       acc, {:cont, {key, value}} ->
         :maps.put(key, value, acc)

       _acc, {:cont, other} ->
         raise ArgumentError,
               "collecting into a map requires {key, value} tuples, got: #{inspect(other)}"

       acc, :done ->
         acc

       _acc, :halt ->
         :ok
     end}
  end
end
